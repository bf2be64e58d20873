"""When an undated page was put out, by the offices that it gives people.

"French Foreign Minister A" and "UN envoy B" on one page bound it to the days on which both held
these offices by the table. Two persons at least; terms that do not overlap (a page that looks
back) say nothing. The answer is an interval with its reason, never a day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from demarche.codebook.holders import terms_called, terms_of
from demarche.codebook.load import Codebook
from demarche.codebook.offices import OfficeTable, Term, load_offices
from demarche.extract.actors import Actor
from demarche.extract.coreference import Links, members
from demarche.extract.offices import can_be, in_office, names_of, posts_of, words_said
from demarche.records import Document, Period

# Persons whose terms must overlap: one alone may be told of as he was years ago.
PERSONS = 2
# Between two terms of one person in one office, as for an election that he wins.
BREAK = timedelta(days=92)
# In days: on a handover both hold one office, and a page that tells of both looks back or ahead.
SHORTEST = 7
# In days; most terms are of four or five years, and what is longer says little of a page.
LONGEST = 5 * 366


@dataclass(frozen=True, slots=True)
class _Held:
    """The days on which a person held an office, and the words for it."""

    first: date
    last: date
    why: str


def period_by_offices(
    document: Document, actors: Sequence[Actor], links: Links, codebook: Codebook
) -> Period | None:
    """Return when a page that does not tell its date was put out, None when offices do not tell.

    What is known of the date, an earliest or a latest day, holds.
    """
    known = document.published
    if known.start is not None and known.end is not None:
        return None
    table = load_offices(codebook.own or None)
    page = list(members(links, actors).values())
    held = [terms for person in page if (terms := list(_held(person, page, table)))]
    stretches = list(_overlaps(held, known.start or date.min, known.end or date.max))
    if len(held) < PERSONS or len(stretches) != 1:
        return None
    stretch = stretches[0]
    if not SHORTEST <= (stretch.last - stretch.first).days <= LONGEST:
        return None
    told = "" if known.precision == "unknown" else f"; {known.basis}"
    return Period(
        start=stretch.first,
        end=stretch.last,
        precision="interval",
        basis=f"offices that the page tells of: {stretch.why}{told}",
    )


def _held(
    person: Sequence[Actor], page: Sequence[Sequence[Actor]], table: OfficeTable
) -> Iterator[_Held]:
    """Yield the days on which a person of the page held an office that it gives him."""
    names = names_of(person)
    if not names:
        return
    before: _Held | None = None
    for term in _terms(person, page, table):
        if not can_be(term, names):
            continue
        last = term.end.last if term.end else term.followed or term.as_of
        why = f"{term.person}, {term.title} of {term.of}"
        if before and before.why == why and term.start.first <= before.last + BREAK:
            before = _Held(before.first, max(before.last, last), why)
            continue
        if before:
            yield before
        before = _Held(term.start.first, last, why)
    if before:
        yield before


def _terms(
    person: Sequence[Actor], page: Sequence[Sequence[Actor]], table: OfficeTable
) -> Iterable[Term]:
    """Return the terms of the offices that a page gives a person, whosesoever they are."""
    told = list(dict.fromkeys(posts_of(person, page)))
    if told:
        return [term for of, title, at in told for term in terms_of(table, of, title, at)]
    titles = {actor.title.name for actor in in_office(person) if actor.title}
    called = (term for word in words_said(person) for term in terms_called(table, word))
    return [term for term in called if term.title in titles]


def _overlaps(held: Sequence[Sequence[_Held]], first: date, last: date) -> Iterator[_Held]:
    """Yield the stretches in which every person holds one of his offices."""
    found = [_Held(first, last, "")]
    for person in held:
        both = [
            _Held(max(a.first, b.first), min(a.last, b.last), _joined(a, b))
            for a in found
            for b in person
            if max(a.first, b.first) <= min(a.last, b.last)
        ]
        found = list({(one.first, one.last): one for one in both}.values())
    yield from found


def _joined(one: _Held, other: _Held) -> str:
    """Return both reasons; a term that bounds nothing is not told."""
    if other.first <= one.first and one.last <= other.last:
        return one.why
    return f"{one.why}; {other.why} from {other.first} to {other.last}".removeprefix("; ")
