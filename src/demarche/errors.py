"""The exception tree.

    DemarcheError
      PageError      a page cannot be read (empty, binary, no article, foreign language)
      ReaderError    the network file is missing, damaged or of another make
      RecordError    foreign data does not fit a record
      StoreError     a crisis file cannot be opened, read or written
      OptionError    a setting or a command-line value is out of range

A message says what was found, what was expected and what to do.
"""


class DemarcheError(Exception):
    """Base of everything Demarche raises on purpose."""


class PageError(DemarcheError):
    """A page cannot be read; `reason` is a short stable code, the message is for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class ReaderError(DemarcheError):
    """The network file is missing, damaged or of another make."""


class RecordError(DemarcheError):
    """Foreign data does not fit a record."""


class StoreError(DemarcheError):
    """A crisis file cannot be opened, read or written."""


class OptionError(DemarcheError):
    """A setting or a command-line value is out of range."""
