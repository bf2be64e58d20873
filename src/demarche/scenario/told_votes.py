"""What a body's rule makes of a vote as a page tells it, where that leaves one outcome only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from demarche.codebook.councils import CouncilBook, Rule
from demarche.errors import OptionError
from demarche.records import Period, Vote
from demarche.scenario.rules import Decision, Outcome, Tally, decide_tally

UNCOUNTED = "the page does not count the noes: so it comes out with any number that the seats leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSays:
    """What a rule gives, with its steps in words; no page says it."""

    outcome: Outcome
    why: str
    against_page: bool  # the page tells of another outcome


def rule_says(vote: Vote, published: Period | None, book: CouncilBook) -> RuleSays | None:
    """Return what the rule gives, where the told tally leaves no other outcome open.

    Of the noes that a page does not count, at least those are taken that it names and at most all
    seats that are left: "41 for, three against" is adopted in a body of 47 however the other three
    voted. The first of the body's matters is meant; where its other rules give something else the
    words say so. None for several votes at once, for one that did not take place, without the
    number of yes or of a body of which no rule is known, for an outcome that hangs on what is not
    told, and where the page tells the same.
    """
    day = _day(vote.when) or _day(published)
    if vote.yes is None or vote.count != 1 or vote.factuality != "happened" or day is None:
        return None
    rules = [one for one in book.rules if vote.body and one.body == vote.body.name]
    held = [one for one in rules if one.since <= day and (one.until is None or day <= one.until)]
    if not held:
        return None
    permanent = _permanent(book, held[0].council, day)
    first, *others = (_outcome(vote, rule, permanent) for rule in held)
    if first is None or first.outcome == vote.result:
        return None
    if vote.result == "blocked" and first.outcome != "adopted":
        return None
    apart = (
        f"{rule.name}: {other.outcome if other else 'open'}"
        for rule, other in zip(held[1:], others, strict=True)
        if other is None or other.outcome != first.outcome
    )
    return RuleSays(
        outcome=first.outcome,
        why="; ".join([*first.trace, *([UNCOUNTED] if vote.no is None else []), *apart]),
        against_page=vote.result is not None,
    )


def _outcome(vote: Vote, rule: Rule, permanent: frozenset[str]) -> Decision | None:
    """Return what one rule gives however those voted who are not told of; None: that matters."""
    noes = [one for one in vote.members if one.ballot == "no"]
    stopping = [one.country for one in noes if one.country and one.country in permanent]
    made = []
    for tally in _tallies(vote, rule.seats, len(noes)):
        named = stopping if stopping or len(noes) >= tally.no else None
        try:
            made.append(decide_tally(rule, tally, permanent_noes=named))
        except OptionError:  # more votes than seats: the page is wrong, or its reading
            return None
    outcomes = {one.outcome for one in made}
    return made[0] if len(outcomes) == 1 and "open" not in outcomes else None


def _tallies(vote: Vote, seats: int | None, named: int) -> Iterator[Tally]:
    """Yield the tallies with the fewest and with the most noes that the page leaves open."""
    abstain, absent = vote.abstain or 0, vote.absent or 0
    apart = vote.not_participating or 0
    yes = vote.yes or 0
    least = max(vote.no or 0, named)
    most = least
    if vote.no is None:  # without a number of seats the noes may be any number
        most = max(least, seats - yes - abstain - absent - apart) if seats else max(least, yes)
    for no in (least, most):
        yield Tally(yes=yes, no=no, abstain=abstain, absent=absent, not_participating=apart)


def _permanent(book: CouncilBook, council: str, day: date) -> frozenset[str]:
    seats = book.members(council, day)
    return frozenset(seat.country for seat in seats if seat.kind == "permanent")


def _day(period: Period | None) -> date | None:
    return (period.end or period.start) if period else None
