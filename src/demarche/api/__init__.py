"""Reading pages into a crisis file, and asking it, in Python.

Nothing here prints; every function says what it raises.
"""

from demarche.api.changing import correct, forget, load_corrections, uncorrect
from demarche.api.codebooks import check_codebook, copy_codebook, offices
from demarche.api.crisis import Crisis, Kind, open_crisis
from demarche.api.exporting import ONE_FILE, ExportFormat
from demarche.api.reading import Interrupted, OnPage, Paths, listed_paths, read, versions
from demarche.api.rows import Rows
from demarche.store.crisis_file import program_version
from demarche.views.counts import By, Every
from demarche.views.offices import OFFICE_COLUMNS

__all__ = [
    "OFFICE_COLUMNS",
    "ONE_FILE",
    "By",
    "Crisis",
    "Every",
    "ExportFormat",
    "Interrupted",
    "Kind",
    "OnPage",
    "Paths",
    "Rows",
    "check_codebook",
    "copy_codebook",
    "correct",
    "forget",
    "listed_paths",
    "load_corrections",
    "offices",
    "open_crisis",
    "program_version",
    "read",
    "uncorrect",
    "versions",
]
