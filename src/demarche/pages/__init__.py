"""Files, folders, HTML, text dumps, JSON Lines: page to document."""

from demarche.pages.document import make_document
from demarche.pages.find import find_pages, read_meta

__all__ = ["find_pages", "make_document", "read_meta"]
