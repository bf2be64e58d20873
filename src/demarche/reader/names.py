"""Scores to names of persons, organizations and places."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import cast

import numpy as np

from demarche.codebook.load import load_codebook
from demarche.reader.decode import Floats, Range, Tagged, best_tags, find_runs, illegal_moves
from demarche.reader.network import Network, Scores
from demarche.records import Mention, Name, NameKind, Token
from demarche.spans import Span

NOT_AT_EDGES = frozenset({"PUNCT", "DET", "ADP", "CCONJ", "AUX", "PRON", "PART"})
CONTENT = frozenset({"NOUN", "ADJ", "VERB", "ADV"})
HYPHENS = frozenset({"-", "\u2010", "\u2011"})
# Addresses of the web and of post, names of files.
_NO_NAME = re.compile(r"@|://|^www\.|_", re.IGNORECASE)
_PEOPLES = re.compile(r".+(?:ists|ites|ians|ans)")
# A place named with a first name ("Victoria Falls") scores more than a person taken for a place.
SURE_PLACE = 0.9
# Short particles that are words of their own too ("as", "at", "e") count before a hyphen only.
_SURE_PARTICLES = frozenset({"de", "di", "da", "du", "al", "el"})
_LEGAL_FORMS = frozenset("inc corp co ltd llc plc lp gmbh ag sa".split())


def decode_names(
    network: Network,
    scores: Scores,
    text: str,
    tokens: Sequence[Token],
) -> tuple[Name, ...]:
    """Return the names of persons, organizations and places, in order.

    The tags say where; a name must hold a proper noun, and what is no word of it at its edges is
    left off.
    """
    labels = network.labels["names"]
    shapes = [token.span.of(text) for token in tokens]
    runs = find_runs(_name_tags(scores.names, labels), scores.names, labels)
    runs = _joined(runs, tokens)
    tagged = [run for run in (_shaped(run, tokens, shapes) for run in runs) if run is not None]
    found = (_name(run, tokens, text) for run in tagged)
    return tuple(name for name in found if name is not None)


def with_names(
    mentions: Sequence[Mention], names: Sequence[Name], tokens: Sequence[Token]
) -> tuple[Mention, ...]:
    """Return the mentions and, for each name in none of them, one more."""
    covered = {at for mention in mentions for at in range(mention.first, mention.last + 1)}
    found = list(mentions)
    for name in names:
        inside = [at for at, token in enumerate(tokens) if name.span.covers(token.span)]
        if inside and covered.isdisjoint(inside):
            first, last = inside[0], inside[-1]
            head = next((at for at in inside if tokens[at].head not in inside), last)
            found.append(
                Mention(first=first, last=last, head=head, kind=name.kind, score=name.score)
            )
    return tuple(sorted(found, key=lambda mention: (mention.first, -mention.last)))


def _name(run: Tagged, tokens: Sequence[Token], text: str) -> Name | None:
    """Return a run as a name: no addresses of web or post, and a state's name is a place."""
    span = Span(tokens[run.words[0]].span.start, tokens[run.words[1] - 1].span.end)
    words = span.of(text)
    if _NO_NAME.search(words) or _is_in_address(text, span):
        return None
    if run.label != "person" and words.lower() in load_codebook().calendar:
        return None
    kind = "place" if words.lower() in state_names() else run.label
    if kind == "place" and run.score < SURE_PLACE and _is_called_like_a_person(words):
        kind = "person"
    return Name(span=span, kind=cast(NameKind, kind), score=run.score)


def _is_in_address(text: str, span: Span) -> bool:
    """Say whether words are a piece of an address: "Goldstar.com", "brandt@ministry"."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 2]
    joined = {before, after[:1]} & {"@", "_"}
    return bool(joined) or (after[:1] == "." and after[1:].islower())


def _is_called_like_a_person(words: str) -> bool:
    """Say whether a name of several words begins with a first name: "the envoy, Ines Okoro"."""
    first, *rest = words.lower().split()
    return bool(rest) and first in load_codebook().genders


@cache
def state_names() -> frozenset[str]:
    """Return the names of states in lower case, from the codebook."""
    countries = load_codebook().countries.values()
    return frozenset(
        name.lower() for country in countries for name in (country.name, *country.aliases)
    )


def _name_tags(scores: Floats, labels: Sequence[str]) -> list[int]:
    """Return the best legal tags. Moves between tags cost nothing here, so that the best tags of
    the words one by one are the best of all where they are legal."""
    tags: list[int] = scores.argmax(axis=1).tolist()
    illegal = illegal_moves(tuple(labels))
    opening = bool(tags) and labels[tags[0]].startswith("I-")
    if opening or any(illegal[one, two] for one, two in pairwise(tags)):
        return best_tags([scores], np.zeros_like(illegal), labels)[0]
    return tags


def _joined(runs: Sequence[Tagged], tokens: Sequence[Token]) -> list[Tagged]:
    """Join runs that touch where the tree makes one part of the other ("Washington | Post").

    The kind is that of the run that holds the head. Two of one kind stay two ("Lyon | France"):
    there the tags have seen where the one ends.
    """
    joined: list[Tagged] = []
    for run in runs:
        before = joined[-1] if joined else None
        if before is not None and before.words[1] == run.words[0] and before.label != run.label:
            words = before.words[0], run.words[1]
            down = any(_hangs_in(tokens[at], run.words) for at in range(*before.words))
            up = any(_hangs_in(tokens[at], before.words) for at in range(*run.words))
            if down or up:
                kind = run.label if down else before.label
                joined[-1] = Tagged(label=kind, words=words, score=min(before.score, run.score))
                continue
        joined.append(run)
    return joined


def _hangs_in(token: Token, words: Range) -> bool:
    return (
        token.deprel.startswith(("compound", "flat", "amod")) and words[0] <= token.head < words[1]
    )


def _shaped(run: Tagged, tokens: Sequence[Token], shapes: Sequence[str]) -> Tagged | None:
    """Return a tagged run with the edges that a name has; None where it is none.

    Articles and marks fall away at its edges, honorifics before it, and common words beside or
    inside it ("the militant group Hamas", "the Bush administration"); particles ("bin Laden",
    "al-Sadr") and legal forms (", Inc.") belong to it. A people ("Iraqis") is no name.
    """
    pieces = _pieces(run.words, tokens, shapes)
    if run.label == "person":
        pieces = [part for piece in pieces for part in _before_places(piece, shapes)]
    start, end = max(pieces, key=_length)
    start, end = _trimmed(start, end, tokens)
    rules = load_codebook().names
    while start < end - 1 and run.label == "person" and _is_honorific(shapes[start]):
        start += 1
    if not any(token.upos == "PROPN" for token in tokens[start:end]):
        return None
    if all(_is_honorific(shape) or shape.lower() in _titles() for shape in shapes[start:end]):
        return None
    if all(shape.rstrip(".").lower() in _LEGAL_FORMS for shape in shapes[start:end]):
        return None
    if end - start == 1 and (
        shapes[start].lower() in _peoples() or _PEOPLES.fullmatch(shapes[start])
    ):
        return None
    while (longer := _with_particle(start, shapes, rules.particles)) < start:
        start = longer
    if shapes[end - 1].lower() in rules.particles and end + 1 < len(shapes):
        end += 2 if shapes[end] in HYPHENS else 0
    if run.label == "organization":
        end = _with_legal_form(end, shapes)
    return Tagged(label=run.label, words=(start, end), score=run.score)


def _length(words: Range) -> int:
    return words[1] - words[0]


def _pieces(words: Range, tokens: Sequence[Token], shapes: Sequence[str]) -> list[Range]:
    """Return the runs between common words in small letters that hold a proper noun, or all.

    Where nothing has a capital, small letters say nothing.
    """
    start, end = words
    if all(shape.islower() for shape in shapes[start:end]):
        return [words]
    cuts = [at for at in range(start, end) if tokens[at].upos in CONTENT and shapes[at].islower()]
    edges = [start - 1, *cuts, end]
    pieces = [(one + 1, two) for one, two in pairwise(edges)]
    named = [
        piece for piece in pieces if any(token.upos == "PROPN" for token in tokens[slice(*piece)])
    ]
    return named or [words]


def _before_places(words: Range, shapes: Sequence[str]) -> list[Range]:
    """Return what stands before, between and after "of" and the like: no person's name holds them
    ("Ada Brandt of Norway")."""
    start, end = words
    cuts = [at for at in range(start, end) if shapes[at] in ("of", "from", "in", "at")]
    edges = [start - 1, *cuts, end]
    return [(one + 1, two) for one, two in pairwise(edges) if one + 1 < two] or [words]


def _trimmed(start: int, end: int, tokens: Sequence[Token]) -> Range:
    """Return a run without articles, prepositions and marks at its edges."""
    while start < end and tokens[start].upos in NOT_AT_EDGES:
        start += 1
    while end > start and tokens[end - 1].upos in NOT_AT_EDGES:
        end -= 1
    return start, end


def _is_honorific(shape: str) -> bool:
    honorifics = load_codebook().names.honorifics
    return not {shape, f"{shape}.", shape.capitalize()}.isdisjoint(honorifics)


def _with_particle(start: int, shapes: Sequence[str], particles: frozenset[str]) -> int:
    """Return where the name begins when a particle stands before its first word, else `start`."""
    if start > 1 and shapes[start - 1] in HYPHENS and shapes[start - 2].lower() in particles:
        return start - 2
    before = shapes[start - 1] if start else ""
    sure = before in _SURE_PARTICLES or (len(before) > 2 and before in particles)
    return start - 1 if sure else start


def _with_legal_form(end: int, shapes: Sequence[str]) -> int:
    """Return the end of an organization's name, with what it is by law if that follows."""
    after = end + 1 if end < len(shapes) and shapes[end] == "," else end
    form = shapes[after].rstrip(".") if after < len(shapes) else ""
    return after + 1 if form[:1].isupper() and form.lower() in _LEGAL_FORMS else end


@cache
def _titles() -> frozenset[str]:
    """Return the words of offices and ranks, in lower case: "Special Envoy" alone names nobody."""
    codebook = load_codebook()
    titles = [word for title in codebook.titles.values() for word in (title.name, *title.words)]
    parts = frozenset(part.lower() for words in titles for part in words.split())
    return parts | codebook.modifiers.plain | codebook.modifiers.other_office


@cache
def _peoples() -> frozenset[str]:
    """Return the words for peoples and what is theirs, in lower case: Iraqi, Iraqis, Danes."""
    countries = load_codebook().countries.values()
    adjectives = [word for country in countries for word in country.adjectives]
    people = [word for country in countries for word in country.people]
    plurals = [f"{word}s" for word in adjectives]
    return frozenset(word.lower() for word in (*adjectives, *people, *plurals)) - state_names()
