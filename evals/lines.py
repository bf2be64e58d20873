"""`lines`: body lines of marked pages against all others; blank lines are out.

The file gives for each page the kind of every line ("body" or other). A line counts as read as
body when at least half of its characters stand in body blocks.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from demarche.errors import PageError
from demarche.pages.decode import decode_page
from demarche.pages.document import take_apart
from demarche.records import Page
from demarche.spans import Span
from evals.measures import Counts, total


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return f1, precision, recall and n (marked lines); the pages lie beside or in `pages`."""
    marked = json.loads(path.read_text(encoding="utf-8"))
    counts, lines = [], 0
    for name, page in marked.items():
        text = decode_page(find_page(name, path, pages).read_bytes())
        kinds = {int(line["n"]): str(line["kind"]) for line in page["lines"]}
        lines += sum(kind != "blank" for kind in kinds.values())
        counts.append(count_lines(text, body_spans(text), kinds))
    summed = total(counts)
    return {
        **summed.figures(),
        "n": float(lines),
    }


def find_page(name: str, marks: Path, pages: Path | None) -> Path:
    """Return where a marked page lies: in `pages`, beside the marks, or in ../seeds of them."""
    folders = (pages,) if pages else (marks.parent, marks.parent.parent / "seeds")
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(
        f"{name}: in none of {os.pathsep.join(map(str, folders))}; give --pages DIR"
    )


def body_spans(text: str) -> tuple[Span, ...]:
    """Return the spans that the program reads as the story."""
    page = Page(path="page", form="text", content=text, sha256="")
    try:
        document = take_apart(page)
    except PageError:
        return ()
    return tuple(block.span for block in document.blocks if block.kind == "body")


def count_lines(text: str, body: Sequence[Span], kinds: Mapping[int, Any]) -> Counts:
    """Compare lines (numbered from 1) marked as body with those covered by body spans."""
    right = answered = gold = start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        span = Span(start, start + len(line))
        start = span.end + 1
        kind = kinds.get(number, "blank")
        if kind == "blank" or not line.strip():
            continue
        covered = sum(max(0, min(span.end, one.end) - max(span.start, one.start)) for one in body)
        is_body = 2 * covered >= len(line.strip())
        right += is_body and kind == "body"
        answered += is_body
        gold += kind == "body"
    return Counts(right, answered, gold)
