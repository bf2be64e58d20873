"""The brief: one page of Markdown on a crisis, every sentence with the record and page it rests on.

Its lines are those of the head of the dossier: of each kind what weighs most (dossier_short.py).
"""

import re
from pathlib import PurePath

from demarche.records import Document
from demarche.views.dossier_axis import find_axis
from demarche.views.dossier_positions import issue_sentences, lay_out_stands
from demarche.views.dossier_rows import Dossier, Row, Tables, build_tables
from demarche.views.dossier_series import draw_series
from demarche.views.dossier_short import Writer, short_parts
from demarche.views.dossier_words import count_words, short_period

_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render_brief(dossier: Dossier, *, link: str = "") -> str:
    """Return the brief; `link` is the address of the dossier that citations lead to."""
    tables = build_tables(dossier)
    axis = find_axis(document.published for document in tables.documents)
    sentences = issue_sentences(dossier)
    stands = lay_out_stands(tables, dossier.views.get("stands", ()), sentences, axis)
    series = draw_series(tables, dossier.views.get("series", ()), axis)
    write = Writer(plain, lambda row: _cited(row, tables, link))
    lines = [f"# {plain(dossier.title)}", "", _opening(tables, dossier), ""]
    for heading, told in short_parts(dossier, tables, stands, series, sentences, write):
        lines += [f"## {heading}", "", *(f"- {line}" for line in told), ""]
    return "\n".join(lines)


def plain(text: str) -> str:
    """Return words of a page as Markdown that shows them as they are, on one line."""
    return _MARKED.sub(r"\\\1", " ".join(text.split()))


def _cited(row: Row, tables: Tables, link: str) -> str:
    """Return a record's number, page, publisher and date."""
    number = row.pages[0][0] if row.pages else None
    key = f"[{row.key}]({link}#{row.record.id})" if link else row.key
    if number is None:
        return f"({key})"
    return f"({key}, p. {number}, {_page_words(tables.documents[number - 1])})"


def _page_words(document: Document) -> str:
    publisher = plain(document.publisher or PurePath(document.path).name)
    return f"{publisher}, {short_period(document.published)}"


def _opening(tables: Tables, dossier: Dossier) -> str:
    publishers = {document.publisher for document in tables.documents if document.publisher}
    by = f" of {count_words(len(publishers), 'publisher')}" if publishers else ""
    counts = ((kind, len(rows)) for kind, rows in tables.kinds.items())
    held = ", ".join(f"{kind} {count:,}" for kind, count in counts if count)
    return (
        f"{count_words(len(tables.documents), 'page')}{by}; {held or 'no records'}. Made by "
        f"{plain(dossier.made)}; each line names its record, page, publisher and date, those first "
        "that most texts tell."
    )
