"""Score whether a name is a spot on the map or stands for somebody, on GWN (XML); spans are given.

Positive is what is no spot: metonymic names, modifiers that place nothing, names within those of
organisations, peoples, and common nouns that are not where something is. Kinds on which GWN
itself is of two minds, and what is no place name at all, are left out.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from demarche.codebook.load import Codebook, load_codebook
from demarche.extract.metonymy import is_spot
from demarche.extract.sights import Sight, look_at
from demarche.reader import load_reader
from demarche.records import Paragraph, Passage, Reader
from demarche.spans import Span
from evals.measures import Counts
from evals.places import Gold, Marked, read_marked

POSITIVE = frozenset(
    {"Metonymic", "Non_Literal_Modifier", "Embedded_Non_Lit", "Demonym", "Non_Lit_Expression"}
)
LEFT_OUT = frozenset({"Mixed", "Coercion", "Non_Toponym", "Homonym", "Language"})


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return f1, precision and recall of what is no spot; names without a token count as missed.

    `pages` is not used: the documents stand in the file. Raises ValueError.
    """
    return measure(read_marked(path), load_reader(), load_codebook())


def measure(documents: Sequence[Marked], reader: Reader, codebook: Codebook) -> dict[str, float]:
    """Read each document and compare the program's decision with the marks."""
    right = answered = gold = n = 0
    for marked in documents:
        sights = tuple(_sights(marked.text, reader, codebook))
        for each in marked.golds:
            if each.use and each.use not in LEFT_OUT:
                found = _stands_for_others(each, sights, codebook)
                wanted = each.use in POSITIVE
                n += 1
                gold += wanted
                answered += found
                right += found and wanted
    if not n:
        raise ValueError("no mark with a type found; expected GWN, whose types tell the use")
    counts = Counts(right=right, answered=answered, gold=gold)
    return {**counts.figures(), "n": n}


def _sights(text: str, reader: Reader, codebook: Codebook) -> Iterator[Sight]:
    """Yield the paragraphs of a text, read; lines are paragraphs."""
    spans = [Span(*line.span()) for line in re.finditer(r"[^\n]*\S[^\n]*", text)]
    annotations = reader([Paragraph(text=span.of(text)) for span in spans])
    for number, (span, annotation) in enumerate(zip(spans, annotations, strict=True)):
        yield look_at(number, Passage(span=span, annotation=annotation), codebook)


def _stands_for_others(gold: Gold, sights: Sequence[Sight], codebook: Codebook) -> bool:
    """Say whether the program takes a mark for something else than a spot."""
    for sight in sights:
        if sight.passage.span.start <= gold.span.start < sight.passage.span.end:
            inside = gold.span.shift(-sight.passage.span.start)
            tokens = sight.tree.annotation.tokens
            touched = [at for at, token in enumerate(tokens) if token.span.overlaps(inside)]
            if touched:
                return not is_spot(sight, touched[0], touched[-1], codebook.places)
    return False
