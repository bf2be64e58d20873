"""`meta`: headline and date of publication of news pages.

The title counts when it is equal after white space is made single; the date when it is the same
day, and apart from that when it is at most a day off (publishers' zones differ).
"""

import json
from datetime import date
from pathlib import Path

from demarche.errors import PageError
from demarche.pages.document import take_apart
from demarche.records import Page
from evals.files import read_folder


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return title, date and date_1day (shares of the pages) and n; `pages` is not needed."""
    files = read_folder(path)
    rows = json.loads(files["articles.json"])
    hits = [0, 0, 0]
    for row in rows:
        html = files[f"html/{row['page']}"].decode("utf-8", "replace")
        title, day = read_meta(html, row.get("link"))
        off = days_off(day, row["date"])
        hits[0] += same_title(title, row["title"])
        hits[1] += off == 0
        hits[2] += off is not None and off <= 1
    count = max(1, len(rows))
    return {
        "title": hits[0] / count,
        "date": hits[1] / count,
        "date_1day": hits[2] / count,
        "n": float(len(rows)),
    }


def read_meta(html: str, url: str | None) -> tuple[str | None, date | None]:
    """Return title and day of publication as the program finds them."""
    page = Page(path="page", url=url, form="html", content=html, sha256="")
    try:
        document = take_apart(page)
    except PageError:
        return None, None
    exact = document.published.precision == "day"
    return document.title, document.published.start if exact else None


def same_title(answer: str | None, gold: str) -> bool:
    """Say whether two titles are equal, white space aside."""
    return answer is not None and answer.split() == gold.split()


def days_off(answer: date | None, gold: str) -> int | None:
    """Return how many days the answer is off; None without an answer or a readable gold date."""
    try:
        return abs((answer - date.fromisoformat(gold[:10])).days) if answer else None
    except ValueError:
        return None
