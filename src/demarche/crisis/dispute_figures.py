"""Disputes of figures: two counts of one thing that cannot both hold, and those that only grew."""

from datetime import date

from demarche.codebook.stems import stem
from demarche.crisis.claims import INTENDED
from demarche.crisis.dispute_labels import called
from demarche.crisis.judged import Judged, are_copies, are_within
from demarche.records import DisputeKind, Item

# Share by which two counts without a bound may differ: the press rounds to the ten of a hundred.
ROUNDED = 0.1
# Days within which a party names numbers for one thing that it means to do.
ONE_PLAN = 30
# How many times greater a count may be of the same thing: beyond it one of the two is misread.
# A guess: in 2,100 wires no two counts of one series differ by so much as twice.
GREATEST = 20
# How sure: by reasoning, since those that were read are of three things only.
COUNTED, INTENDING = 0.7, 0.6


def judge_figures(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two figures, None where both can hold.

    Of one series, two counts for one day contradict each other; where their days differ, or the
    later page has the greater count, they only seem to: counts grow.
    """
    if are_copies(one, other):
        return None
    if one.id == other.answers or other.id == one.answers:
        return _estimated(one, other)
    if one.about is None or one.about != other.about:
        return _intended(one, other)
    bounds = bounds_of(one), bounds_of(other)
    if _meet(*bounds) or _same_teller(one, other) or _of_other_size(one, other):
        return None
    grown = _grown(one, other)
    if grown:
        return _counts("apparent", one.about, grown)
    reason = f"two counts of one thing: {_told(bounds)}"
    return _counts("figure", one.about, reason)


def _estimated(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two estimates that one sentence sets against each other."""
    bounds = bounds_of(one), bounds_of(other)
    if _meet(*bounds):
        return None
    counted = one if other.answers == one.id else other
    reason = f"two estimates in one sentence: {_told(bounds)}"
    return Judged(
        kind="figure",
        matter=counted.id,
        about=f"how many {counted.type}",
        reason=reason,
        score=COUNTED,
    )


def _counts(kind: DisputeKind, series: str, reason: str) -> Judged:
    about = f"how many: {series.replace(' | ', ', ')}"
    return Judged(kind=kind, matter=series, about=about, reason=reason, score=COUNTED)


def bounds_of(figure: Item) -> tuple[float, float]:
    """Return the least and the greatest number that a figure allows, rounding granted."""
    if figure.value is not None:
        return figure.value * (1 - ROUNDED), figure.value * (1 + ROUNDED)
    least = figure.low if figure.low is not None else float("-inf")
    return least, figure.high if figure.high is not None else float("inf")


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _of_other_size(one: Item, other: Item) -> bool:
    """Say whether two counts are of another size. Beside nought every count is."""
    small, great = sorted(map(_size, (one, other)))
    return small != 0 and great > GREATEST * small


def _size(figure: Item) -> float:
    given = (figure.value, figure.low, figure.high)
    return next((number for number in given if number is not None), 0.0)


def _same_teller(one: Item, other: Item) -> bool:
    """Say whether two figures are of one page and one teller: then they count two things.

    Who tells a count is the body that counts, else the speaker, else the page.
    """
    tellers = [figure.body or figure.speaker for figure in (one, other)]
    return one.document_id == other.document_id and tellers[0] == tellers[1]


def _grown(one: Item, other: Item) -> str | None:
    """Return why two counts only seem to differ: the greater is of a later day or page."""
    early, late = sorted((one, other), key=bounds_of)
    if _before(early.last, late.last):
        return f"counts of {early.last} and {late.last}"
    if early.last == late.last and _before(early.published, late.published):
        return f"told on {early.published} and on {late.published}"
    return None


def _before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


def _told(bounds: tuple[tuple[float, float], ...]) -> str:
    return " against ".join(f"{least:g} to {greatest:g}" for least, greatest in sorted(bounds))


def _intended(one: Item, other: Item) -> Judged | None:
    """Return the shift of a party that names two numbers for one thing that it means to do."""
    if not (INTENDED in one.senses and INTENDED in other.senses):
        return None
    if one.party is None or one.party != other.party or _counted(one) != _counted(other):
        return None
    if _meet(bounds_of(one), bounds_of(other)) or not are_within(one, other, ONE_PLAN):
        return None
    if one.document_id == other.document_id and one.start == other.start:
        return None  # of one sentence: the one of the other, or from the one to the other
    reason = f"two numbers intended: {_told((bounds_of(one), bounds_of(other)))}"
    about = f"{called(one.party)}: how many {min(one.type, other.type)}"
    matter = f"{_counted(one)}: {one.party}"
    return Judged(kind="shift", matter=matter, about=about, reason=reason, score=INTENDING)


def _counted(figure: Item) -> str:
    return stem(figure.type.lower().split()[-1]) if figure.type.strip() else ""


def figure_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of a figure: its series, or what a party means to have of it."""
    answered = [f"answered {id}" for id in (item.id, item.answers) if id is not None]
    if item.about is not None:
        return (*answered, f"series {item.about}")
    if INTENDED in item.senses and item.party is not None and item.published is not None:
        at = item.published.toordinal() // ONE_PLAN
        ends = (f"intended {item.party} {_counted(item)} {day}" for day in (at, at + 1))
        return (*answered, *ends)
    return tuple(answered)
