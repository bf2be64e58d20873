"""The settings that more than one part of the program has to agree on, each with its reason.

Thresholds of a single step stand in that step's module, next to their calibration.
"""

# A worker process takes about two seconds to import and to load the network; eight pages are read
# by one process in less than that.
SMALL_BATCH = 8

# Each worker holds the network and its buffers, about 250 MB; past eight the one process that
# writes the crisis file is what the others wait for.
MAX_WORKERS = 8
