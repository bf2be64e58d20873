"""`body-text`: the story told from the page around it, in plain text.

Each page of the article benchmark is rendered to plain text by resiliparse (all text, no
main-content switch) and read as a dump. Bags of lower-cased words (`\\w+`) of answer and gold are
compared; precision and recall are averaged over pages, F1 is of the averages.
"""

import re
from collections import Counter
from pathlib import Path

from resiliparse.extract.html2text import extract_plain_text

from evals.body_html import averages, read_benchmark, shares, story


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return word_f1, word_precision, word_recall and n; `pages` is not needed."""
    benchmark = list(read_benchmark(path))
    precision, recall, f1 = averages(
        shares(gold, story(extract_plain_text(html), form="text"), words)
        for html, gold in benchmark
    )
    return {
        "word_f1": f1,
        "word_precision": precision,
        "word_recall": recall,
        "n": float(len(benchmark)),
    }


def words(text: str) -> Counter[tuple[str, ...]]:
    """Return the bag of the lower-cased words of a text."""
    return Counter((word,) for word in re.findall(r"\w+", text.lower()))
