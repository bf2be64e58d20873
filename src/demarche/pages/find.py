"""From what the user names (files, folders, globs, JSON Lines) to pages, one after the other."""

import csv
import glob
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from demarche.errors import OptionError, PageError
from demarche.pages.decode import check_size, decode_page
from demarche.pages.published import states_date
from demarche.records import Form, Page, Rejected

Meta = Mapping[str, Mapping[str, str]]

LINE_ENDINGS = (".jsonl", ".ndjson")
FORMS: Mapping[str, Form] = {".txt": "text", ".html": "html", ".htm": "html"}
_FIELDS = ("published", "publisher", "title", "byline", "url")


def find_pages(
    paths: Sequence[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    meta: Meta | None = None,
) -> Iterator[Page | Rejected]:
    """Yield the pages of files, folders, globs and JSON Lines ("-" is JSON Lines on stdin).

    Folders are walked in order of name. `meta` (see `read_meta`) speaks of single pages;
    `published` and `publisher` speak for pages that do not say it themselves. What is missing,
    unreadable, empty, binary or too large is a Rejected, and the rest goes on.
    """
    for path in paths:
        for found in _find(path, meta or {}):
            yield found if isinstance(found, Rejected) else _fill(found, published, publisher)


def read_meta(path: str) -> dict[str, dict[str, str]]:
    """Return the rows of a CSV file by page: path (or file), published, publisher, title, url.

    Raises OptionError when it cannot be read or has no column `path`.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OptionError(f"{path}: cannot be read as CSV ({error}); expected UTF-8") from error
    key = next((name for name in ("path", "file") if rows and name in rows[0]), None)
    if key is None:
        raise OptionError(
            f"{path}: no column 'path'; expected a header such as path,published,publisher"
        )
    return {
        row[key].strip(): {
            name: value.strip()
            for name, value in row.items()
            if name in _FIELDS and value and value.strip()
        }
        for row in rows
        if row[key] and row[key].strip()
    }


def _find(path: str, meta: Meta) -> Iterator[Page | Rejected]:
    if path == "-":
        yield from _json_lines("-", sys.stdin.buffer)
    elif os.path.isdir(path):
        files = sorted(file for file in Path(path).rglob("*") if _is_page(file))
        if not files:
            yield _reject(path, "missing", "no .txt, .html, .htm, .jsonl or .ndjson in the folder")
        for file in files:
            yield from _read_file(str(file), meta)
    elif os.path.lexists(path):
        yield from _read_file(path, meta)
    elif matches := sorted(glob.glob(path, recursive=True)):
        for match in matches:
            yield from _find(match, meta)
    else:
        yield _reject(path, "missing", "no such file or folder, and no file fits it as a pattern")


def _is_page(file: Path) -> bool:
    return file.suffix.lower() in (*FORMS, *LINE_ENDINGS) and file.is_file()


def _read_file(path: str, meta: Meta) -> Iterator[Page | Rejected]:
    try:
        if Path(path).suffix.lower() in LINE_ENDINGS:
            with open(path, "rb") as lines:
                yield from _json_lines(path, lines)
            return
        check_size(os.stat(path).st_size)
        data = Path(path).read_bytes()
        text = decode_page(data)
    except OSError as error:
        yield _reject(path, "unreadable", f"{error.strerror or error}; check the file's rights")
        return
    except PageError as error:
        yield _reject(path, error.reason, str(error))
        return
    said = meta.get(path) or meta.get(os.path.normpath(path)) or meta.get(Path(path).name) or {}
    yield Page(
        path=path,
        form=FORMS.get(Path(path).suffix.lower()) or guess_form(text),
        content=text,
        sha256=sha256(data).hexdigest(),
        **{name: said.get(name) for name in _FIELDS},
    )


def guess_form(text: str) -> Form:
    """Return "html" for text that begins as HTML does, else "text"."""
    head = text[:1000].lstrip().lower()
    return "html" if head.startswith(("<!doctype html", "<html", "<?xml", "<head")) else "text"


def _json_lines(path: str, lines: Iterable[bytes]) -> Iterator[Page | Rejected]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _json_page(path, number, line)
        except PageError as error:
            yield _reject(f"{path}#{number}", error.reason, str(error))


def _json_page(path: str, number: int, line: bytes) -> Page:
    """Return the page of one JSON line; PageError when it is none."""
    check_size(len(line))
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PageError(
            "json", f"line {number} is not JSON ({error}); one object a line"
        ) from error
    if not isinstance(row, dict):
        raise PageError("json", f"line {number} is no JSON object; expected id, url, text or html")
    form: Literal["text", "html"] = "html" if _field(row, "html") else "text"
    content = row.get(form)
    if not isinstance(content, str) or not content.strip():
        raise PageError("empty", f"line {number} has neither 'text' nor 'html' with content")
    data = content.encode("utf-8", "surrogatepass")
    url = _field(row, "url")
    name = _field(row, "id") or (None if url else str(number))
    return Page(
        path=f"{path}#{name}" if name else str(url),
        form=form,
        content=content.encode("utf-8", "replace").decode("utf-8").removeprefix("\ufeff"),
        sha256=sha256(data).hexdigest(),
        **{name: _field(row, name) for name in _FIELDS},
    )


def _field(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    return str(value).strip() or None if isinstance(value, str | int) else None


def _fill(page: Page, published: str | None, publisher: str | None) -> Page:
    """Return the page with what holds for all pages, where it does not say it itself."""
    if published is not None and page.published is None and not states_date(page):
        page = replace(page, published=published)
    if publisher is not None and page.publisher is None:
        page = replace(page, publisher=publisher)
    return page


def _reject(path: str, reason: str, detail: str) -> Rejected:
    return Rejected(path=path, document_id=None, stage="pages", reason=reason, detail=detail)
