"""Data the analyst may edit, with its loader."""

# Year, month and a counter: raised when a data file of this folder changes what is read.
CODEBOOK_VERSION = "2026.11.6"
