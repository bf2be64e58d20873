"""GUM documents: paragraphs of words with the mentions and entities that are marked in them."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.reader import Network, annotate_words
from demarche.records import Annotation
from evals.files import read_folder

Range = tuple[int, int, int]  # paragraph, first word in it, last word

_BRACKET = re.compile(r"\([^()]+\)?|[^()]+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A mention by the gold."""

    words: Range
    kind: str
    entity: str  # number of the entity in its document


@dataclass(frozen=True, slots=True, kw_only=True)
class GumDocument:
    """A document: its paragraphs, each a list of sentences of words, and its mentions."""

    name: str
    paragraphs: tuple[tuple[tuple[str, ...], ...], ...]
    mentions: tuple[Marked, ...]


def documents_of(path: Path) -> Iterator[GumDocument]:
    """Yield the documents of a folder or tar.gz of CoNLL-U files.

    Raises ValueError when there is none.
    """
    texts = {
        name: data.decode("utf-8")
        for name, data in read_folder(path).items()
        if name.endswith(".conllu")
    }
    if not texts:
        raise ValueError(f"no document in {path}: expected CoNLL-U files with Entity= in MISC")
    for name, text in texts.items():
        yield _document(name, text)


def _document(name: str, text: str) -> GumDocument:
    paragraphs: list[list[tuple[str, ...]]] = []
    mentions: list[Marked] = []
    for block in re.split(r"\n\s*\n", text):
        lines = block.split("\n")
        rows = [line.split("\t") for line in lines if line.split("\t", 1)[0].isdigit()]
        if not rows:
            continue
        if not paragraphs or any(line.startswith("# newpar") for line in lines):
            paragraphs.append([])
        before = sum(map(len, paragraphs[-1]))
        place = len(paragraphs) - 1
        mentions += [
            Marked(words=(place, first + before, last + before), kind=kind, entity=entity)
            for first, last, kind, entity in brackets([_entity(row[9]) for row in rows])
        ]
        paragraphs[-1].append(tuple(row[1] for row in rows))
    return GumDocument(
        name=name, paragraphs=tuple(map(tuple, paragraphs)), mentions=tuple(mentions)
    )


def _entity(misc: str) -> str:
    return next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")


def brackets(cells: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    """Yield (first, last, type, entity) of the brackets `(entity-type-...` and `entity)`.

    `cells` are what `Entity=` holds at each word of a sentence.
    """
    opened: deque[tuple[str, str, int]] = deque()
    for at, cell in enumerate(cells):
        for part in _BRACKET.findall(cell):
            entity, *fields = part.strip("()").split("-")
            if part.startswith("("):
                opened.appendleft((entity, fields[0], at))
            if part.endswith(")"):
                found = next((one for one in opened if one[0] == entity), None)
                if found is not None:
                    opened.remove(found)
                    yield found[2], at, found[1], entity


def read_document(network: Network, document: GumDocument) -> tuple[Annotation, ...]:
    """Return what the reader says of each paragraph, its words and sentences given."""
    return annotate_words(network, document.paragraphs)
