"""`body-html`: the story taken out of HTML, by the article benchmark's own measure.

For each page the multisets of 4 consecutive tokens (`\\w+`) of answer and gold are compared.
Precision and recall are averaged over pages; F1 is of the averages. A page for which nothing is
answered has precision and recall 0. `baseline_f1` is trafilatura alone in the same run.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import fmean

import trafilatura

from demarche.errors import PageError
from demarche.pages.document import article_text, take_apart
from demarche.records import Form, Page
from evals.files import read_folder

_TOKEN = re.compile(r"\w+")
SHINGLE = 4


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return f1, precision, recall, baseline_f1 and n; `pages` is not needed."""
    benchmark = list(read_benchmark(path))
    precision, recall, f1 = averages(
        shares(gold, story(html, form="html")) for html, gold in benchmark
    )
    alone = averages(shares(gold, _alone(html)) for html, gold in benchmark)
    return {
        "f1": f1,
        "precision": precision,
        "recall": recall,
        "baseline_f1": alone[2],
        "n": float(len(benchmark)),
    }


def read_benchmark(path: Path) -> Iterator[tuple[str, str]]:
    """Yield HTML and body of each page of the article benchmark (folder or tar.gz)."""
    files = read_folder(path)
    gold = json.loads(files["ground-truth.json"])
    for key in sorted(gold):
        html = gzip.decompress(files[f"html/{key}.html.gz"]).decode("utf-8", "replace")
        yield html, gold[key]["articleBody"]


def story(content: str, *, form: Form) -> str:
    """Return the story that the program takes out of a page, empty when it finds none."""
    page = Page(path="page", form=form, content=content, sha256="")
    try:
        return article_text(take_apart(page))
    except PageError:
        return ""


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the multiset of 4 consecutive tokens; of a shorter text the whole of it."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return Counter()
    last = max(1, len(tokens) - SHINGLE + 1)
    return Counter(tuple(tokens[at : at + SHINGLE]) for at in range(last))


def shares(
    gold: str,
    answer: str,
    units: Callable[[str], Counter[tuple[str, ...]]] = shingles,
) -> tuple[float, float]:
    """Return precision and recall of one page."""
    wanted, given = units(gold), units(answer)
    right = (wanted & given).total()
    return right / max(1, given.total()), right / max(1, wanted.total())


def averages(pairs: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """Return mean precision, mean recall and the F1 of the two means."""
    listed = list(pairs)
    if not listed:
        return 0.0, 0.0, 0.0
    precision, recall = fmean(one for one, _ in listed), fmean(one for _, one in listed)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _alone(html: str) -> str:
    return trafilatura.extract(html, include_comments=False) or ""
