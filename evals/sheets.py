"""Rows of a spreadsheet (.xlsx): the first sheet, cells as text, by column letter."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET, SHARED = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def read_sheet(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows below the heading, each cell under the heading's name of its column.

    Raises ValueError for what is no spreadsheet.
    """
    try:
        with zipfile.ZipFile(path) as book:
            sheet = ElementTree.fromstring(book.read(SHEET))
            shared = _strings(book)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise ValueError(f"{path}: found no .xlsx with a first sheet ({error})") from error
    rows = (
        {_column(cell): _text(cell, shared) for cell in row} for row in sheet.iter(f"{MAIN}row")
    )
    heading = next(rows, {})
    for row in rows:
        yield {name: row.get(column, "") for column, name in heading.items()}


def _strings(book: zipfile.ZipFile) -> list[str]:
    """Return the texts that cells point to; books without them have their texts in place."""
    if SHARED not in book.namelist():
        return []
    table = ElementTree.fromstring(book.read(SHARED))
    return ["".join(part.text or "" for part in item.iter(f"{MAIN}t")) for item in table]


def _column(cell: ElementTree.Element) -> str:
    return re.sub(r"\d", "", cell.get("r", ""))


def _text(cell: ElementTree.Element, shared: list[str]) -> str:
    """Return what a cell shows."""
    text = "".join(part.text or "" for part in cell.iter() if part.tag in (f"{MAIN}t", f"{MAIN}v"))
    return shared[int(text)] if cell.get("t") == "s" else text
