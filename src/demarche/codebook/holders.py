"""Who held an office on a day, as far as the table of offices tells it.

An answer is certain when the day lies inside a term by any reading of its dates and nobody else's
term can hold on that day too. It is possible when only some reading has it so (a bare year at an
edge, a handover, two rows at once). It is the last known when the term has no end recorded and
another began later, or when the day is after the newest of the source. No answer means that the
table does not know.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from demarche.codebook.offices import ONE_DAY, Edge, OfficeTable, Term, words_of, written
from demarche.codebook.phrases import fold
from demarche.records import Certainty

# Of 330 first or last days of a term that Wikidata gives twice, 233 are equal, 39 a day apart and
# 58 more: the day before a term and the day after it are as good as its first and last.
SLACK = ONE_DAY
BEST_FIRST: tuple[Certainty, ...] = ("certain", "possible", "last known")

# What is asked -> titles that answer it. Of the sets, the first that a country or body has rows of
# answers alone: in Iran the head of state is the supreme leader, and the president another man.
ANSWERED_BY: dict[str, tuple[frozenset[str], ...]] = {
    "prime minister": (frozenset({"prime minister"}), frozenset({"chancellor", "taoiseach"})),
    "head of government": (frozenset({"prime minister", "chancellor", "taoiseach"}),),
    "head of state": (
        frozenset({"supreme leader"}),
        frozenset({"head of state", "king", "queen", "emperor", "emir", "sultan", "president"}),
    ),
    "foreign minister": (
        frozenset({"foreign minister"}),
        frozenset({"secretary of state", "foreign secretary"}),
    ),
    "defence minister": (frozenset({"defence minister"}), frozenset({"secretary of defense"})),
    "interior minister": (frozenset({"interior minister"}), frozenset({"home secretary"})),
    "attorney general": (frozenset({"attorney general"}), frozenset({"prosecutor"})),
    "UN chief": (frozenset({"secretary-general"}),),
}
# Ways to write of an ambassador that say where: at the United Nations.
AT_THE_UN = frozenset(
    {"permanent representative", "un ambassador", "u.n. ambassador", "envoy to the united nations"}
)
UNITED_NATIONS = "United Nations"


@dataclass(frozen=True, slots=True)
class Holding:
    """A term that may hold on a day, how sure that is, and why."""

    term: Term
    certainty: Certainty
    basis: str


def holders(
    table: OfficeTable, of: str, title: str, on: date, at: str | None = None
) -> tuple[Holding, ...]:
    """Return who may have held an office on a day, the surest first, each person once.

    `of` is an ISO 3166-1 alpha-3 code or the name of a body; `title` as pages write it, in English;
    `at` the body or country with which an ambassador or envoy has to do: without it all are asked,
    and none of those who have one is certain.
    """
    asked = terms_of(table, of, title, at)
    found = [holding for term in asked if (holding := _on_day(term, asked, on))]
    return _judged(found, unasked=at is None and fold(title) not in AT_THE_UN)


def terms_of(table: OfficeTable, of: str, title: str, at: str | None = None) -> tuple[Term, ...]:
    """Return all terms of an office, by start; the arguments are those of `holders`."""
    name = table.titles.get(fold(title), title)
    where = at or (UNITED_NATIONS if fold(title) in AT_THE_UN else None)
    for titles in ANSWERED_BY.get(name, (frozenset({name}),)):
        found = [term for one in sorted(titles) for term in table.by_office.get((of, one), ())]
        if found:
            return tuple(term for term in found if where is None or term.at == where)
    return ()


def terms_called(table: OfficeTable, name: str) -> tuple[Term, ...]:
    """Return the terms of all persons of whose name these are words ("Lavrov"), by start."""
    words = words_of(name)
    if not words:
        return ()
    rarest = min((table.by_word.get(word, ()) for word in sorted(words)), key=len)
    found = (t for t in rarest if any(words <= words_of(full) for full in t.names))
    return tuple(sorted(found, key=lambda term: (term.start.first, term.key)))


def held_by(table: OfficeTable, name: str, on: date) -> tuple[Holding, ...]:
    """Return the offices that persons of this name, or part of one, may have held on a day.

    How sure each is, is that of the office: another may have held it at the same time.
    """
    asked = dict.fromkeys((t.of, t.title, t.at, t.key) for t in terms_called(table, name))
    return tuple(
        holding
        for of, title, at, key in asked
        for holding in _held(table.by_office[of, title], on, at)
        if holding.term.key == key
    )


def _held(terms: Sequence[Term], on: date, at: str | None) -> tuple[Holding, ...]:
    same = [term for term in terms if term.at == at]
    return _judged([holding for term in same if (holding := _on_day(term, same, on))])


def _on_day(term: Term, office: Sequence[Term], on: date) -> Holding | None:
    """Return what one term says of a day, None when the day is outside it."""
    if not _from(term.start) <= on:
        return None
    end = term.end
    if end is not None:
        if on > _until(end):
            return None
        inside = term.start.last <= on <= end.first
        return Holding(term, "certain" if inside else "possible", _basis(term))
    if term.followed is not None and on > term.followed + SLACK:
        return None
    if term.followed is not None and not on <= term.as_of < term.followed:
        return Holding(term, "last known", f"{_basis(term)}; the next began by {term.followed}")
    reach = max(other.as_of for other in office if other.at == term.at)
    if on > reach:
        return Holding(term, "last known", f"{_basis(term)}, nothing newer known")
    return Holding(term, "certain" if term.start.last <= on else "possible", _basis(term))


def _from(start: Edge) -> date:
    return start.first - SLACK if start.precision == "day" else start.first


def _until(end: Edge) -> date:
    return end.last + SLACK if end.precision == "day" and end.last < date.max else end.last


def _basis(term: Term) -> str:
    """Return where a term is from and what it says."""
    end = f" to {written(term.end)}" if term.end else ", no end recorded"
    note = f" ({term.note})" if term.note else ""
    return f"{term.source} as of {term.as_of}: in office from {written(term.start)}{end}{note}"


def _judged(found: Iterable[Holding], *, unasked: bool = False) -> tuple[Holding, ...]:
    """Return each person once, the surest first; nobody is certain beside another."""
    best: dict[str, Holding] = {}
    for holding in sorted(found, key=_surest):
        best.setdefault(holding.term.key, holding)
    doubt = len(best) > 1
    return tuple(
        _doubted(holding, "others may have held it on that day")
        if doubt
        else _doubted(holding, f"with {holding.term.at}")
        if unasked and holding.term.at
        else holding
        for holding in best.values()
    )


def _doubted(holding: Holding, why: str) -> Holding:
    if holding.certainty != "certain":
        return holding
    return replace(holding, certainty="possible", basis=f"{holding.basis}; {why}")


def _surest(holding: Holding) -> tuple[int, date, str, str]:
    term = holding.term
    return BEST_FIRST.index(holding.certainty), term.start.first, term.key, term.title
