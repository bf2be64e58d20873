"""A passage made ready for finding entities: its trees, and the codebook's words in it by token."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace

from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.phrases import find_phrases
from demarche.codebook.terms import Term, TermKind
from demarche.extract.trees import Tree, grow
from demarche.records import Annotation, NameKind, Passage, Relation
from demarche.spans import Span

POSSESSIVES = frozenset({"'s", "\u2019s", "'", "\u2019"})
FUNCTION_WORDS = frozenset(
    "he she it they we i you his her its their our my your him them who whom whose which what "
    "this that these those there the a an and or but nor if as at by for from in into of on to "
    "with under over after before while when where since until because although though than "
    "both neither either is are was were be been has have had will would not no".split()
)
PLACING = frozenset({"in", "at", "near", "outside", "inside", "around", "to", "from"})
CLIPPED = re.compile(r"[a-z]{1,4}['\u2019][A-Z]")  # "d'Estaing", "dell'Utri"
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013")

# Least score of a relation that is taken for one, where nothing else tells it: of those that the
# trigger list does not tell, on a listed word, 48 of 92 were right on the marked wires for fitting
# and measuring (as by python -m evals event-pairs). The reader gives weaker ones too, which only
# agree with what is told otherwise.
LIKELY = 0.4


@dataclass(frozen=True, slots=True)
class Phrase:
    """A codebook phrase in a passage: tokens `first` to `last`, and what it may stand for."""

    first: int
    last: int
    terms: tuple[Term, ...]

    def get(self, *kinds: TermKind) -> Term | None:
        """Return the first meaning of one of these kinds."""
        return next((term for kind in kinds for term in self.terms if term.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Named:
    """A name as the reader marked it, by tokens."""

    first: int
    last: int
    kind: NameKind
    score: float


@dataclass(frozen=True, slots=True)
class Sight:
    """A passage with its trees, its codebook phrases and the reader's names."""

    number: int  # index of the passage on the page
    passage: Passage
    tree: Tree
    words: tuple[str, ...]  # as printed
    phrases: tuple[Phrase | None, ...]  # by token
    names: tuple[Named, ...]
    quoted: frozenset[int]  # tokens between quotation marks
    name_words: frozenset[int]  # tokens that are written as parts of names


def look_at(number: int, passage: Passage, codebook: Codebook) -> Sight:
    """Return passage `number` of a page, made ready."""
    annotation = passage.annotation
    tree = grow(annotation)
    words = tuple(token.span.of(annotation.text) for token in annotation.tokens)
    index = _token_index(tree)
    phrases: list[Phrase | None] = [None] * len(words)
    for hit in find_phrases(annotation.text, codebook.terms):
        tokens = index(hit.span)
        whole = tokens and annotation.tokens[tokens[0]].span.start == hit.span.start
        if whole and all(phrases[at] is None for at in tokens):
            phrase = Phrase(tokens[0], tokens[-1], hit.entries)
            for at in range(phrase.first, phrase.last + 1):
                phrases[at] = phrase
    names = []
    for name in annotation.names:
        tokens = index(name.span)
        while tokens and words[tokens[-1]] in POSSESSIVES:
            tokens = tokens[:-1]
        if tokens:
            names.append(Named(tokens[0], tokens[-1], name.kind, name.score))
    names.sort(key=lambda name: (name.first, -name.last))
    written = frozenset(
        at for at in range(len(words)) if _is_written_as_name(tree, words, names, at)
    )
    return Sight(
        number, passage, tree, words, tuple(phrases), tuple(names), _quoted(words), written
    )


def _token_index(tree: Tree) -> Callable[[Span], tuple[int, ...]]:
    """Return a look-up of the tokens that share a code point with a span."""
    starts = [token.span.start for token in tree.annotation.tokens]
    ends = [token.span.end for token in tree.annotation.tokens]
    return lambda span: tuple(range(bisect_right(ends, span.start), bisect_left(starts, span.end)))


def _quoted(words: Iterable[str]) -> frozenset[int]:
    """Return the tokens inside double quotation marks; one left open runs to the end."""
    inside: set[int] = set()
    is_open = False
    for at, word in enumerate(words):
        if word in ("\u201c", "``"):
            is_open = True
        elif word in ("\u201d", "''"):
            is_open = False
        elif word == '"':
            is_open = not is_open
        elif is_open:
            inside.add(at)
    return frozenset(inside)


def with_family_names(sights: Sequence[Sight]) -> list[Sight]:
    """Return the passages of a page with bare family names as persons, whatever the reader said.

    A page that names Ivan Petrov in full means him by "in the name of Petrov" and "Petrov's Western
    foes". Not where the codebook knows the word (Washington), nor after "the" or a preposition of
    place ("in Petrov").
    """
    families = {
        sight.words[name.last]
        for sight in sights
        for name in sight.names
        if name.kind == "person" and name.last > name.first
    }
    return [
        replace(sight, names=tuple(_as_person(name, sight, families) for name in sight.names))
        for sight in sights
    ]


def _as_person(name: Named, sight: Sight, families: Container[str]) -> Named:
    first, words = name.first, sight.words
    after = words[first + 1] if first < name.last else ""
    alone = first == name.last or after in POSSESSIVES
    before = words[first - 1].lower() if first else ""
    if name.kind == "person" or not alone or words[first] not in families:
        return name
    if sight.phrases[first] is not None or before == "the" or before in PLACING:
        return name
    return replace(name, last=first, kind="person")


def is_name_word(sight: Sight, at: int) -> bool:
    """Say whether a token is written as part of a name: a proper noun with a capital."""
    return at in sight.name_words


def _is_written_as_name(tree: Tree, words: Sequence[str], names: Iterable[Named], at: int) -> bool:
    word = words[at]
    if not (word[:1].isupper() or CLIPPED.match(word)) or word.lower() in load_codebook().calendar:
        return False
    if word.lower() in FUNCTION_WORDS:  # the reader may take "He" or "As" for part of a name
        return _is_surname_he(words, names, at)
    return tree.annotation.tokens[at].upos == "PROPN" or any(
        name.first <= at <= name.last for name in names
    )


def is_surname_he(sight: Sight, at: int) -> bool:
    """Say whether "He" is a family name: no pronoun stands right before a personal name."""
    return _is_surname_he(sight.words, sight.names, at)


def _is_surname_he(words: Sequence[str], names: Iterable[Named], at: int) -> bool:
    return words[at] == "He" and any(
        name.first == at + 1 and name.kind == "person" for name in names
    )


def glued(sight: Sight, at: int) -> bool:
    """Say whether token `at` and the next stand together without a space."""
    tokens = sight.tree.annotation.tokens
    return at + 1 < len(tokens) and tokens[at].span.end == tokens[at + 1].span.start


def likely_relations(annotation: Annotation) -> tuple[Relation, ...]:
    """Return the relations of a paragraph that are taken for such."""
    return tuple(each for each in annotation.relations if each.score >= LIKELY)
