"""A what-if: could this council pass this text on this day, and on whom does it hang?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from demarche.codebook.councils import CouncilBook, Rule, Seat
from demarche.errors import OptionError
from demarche.scenario.chance import (
    Spread,
    outcome_chances,
    spread_of,
    together,
    voters_of,
)
from demarche.scenario.evidence import Draft, Evidence, Known, undated_note
from demarche.scenario.flips import Flip, Pivot, find_pivots, other_ballots, smaller_text
from demarche.scenario.rates import Link, Rates, base_rates, find_links, late_note
from demarche.scenario.rules import STATES, Decision, Outcome, State, decide, likeliest
from demarche.scenario.stands import Stand, find_stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """How one member is expected to vote, and why."""

    country: str  # code
    name: str
    permanent: bool
    likeliest: State
    chances: Mapping[State, float]  # together with the member it is linked to, if any
    issue: str | None  # of the text's issues the one it likes least by what is known
    known: bool  # False: the pages say nothing, all is assumed
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The answer to a what-if, each number with what it rests on."""

    body: str  # its name
    council: str
    on: date
    matter: str
    text: Mapping[str, int]  # issue -> +1 affirmed, -1 denied
    sponsors: tuple[str, ...]
    given: Mapping[str, State]  # ballots taken for certain
    chance: float  # to pass
    outcomes: Mapping[Outcome, float]
    spread: Spread
    expected: Mapping[State, float]  # mean tally
    decision: Decision  # what the rule makes of each member's likeliest ballot
    members: tuple[Member, ...]
    pivotal: tuple[Pivot, ...]
    smaller_text: Flip | None  # None: no smaller text turns the outcome
    other_ballots: Flip | None  # None: nobody can who is not given, or it takes more than six
    unknown: tuple[str, ...]  # members of whom the pages say nothing
    assumed: bool  # True: no page tells a vote or a position of any member on this, all is assumed
    caution: str | None  # what the pages leave open about the whole text, in a sentence
    notes: tuple[str, ...]  # what was assumed


@dataclass(frozen=True, slots=True)
class Setting:
    """A council on a day: what does not depend on the text."""

    rule: Rule
    seats: tuple[Seat, ...]
    rates: Rates
    links: tuple[Link, ...]


def forecast(
    draft: Draft, known: Known, book: CouncilBook, *, names: Mapping[str, str], seed: int = 1
) -> Forecast:
    """Return what a council would make of a text.

    `names` are the countries' by code; `seed` is for the spread of the chance alone. Only what is
    dated before the day is used. Raises OptionError when the council, its rule or its members on
    that day are not known, or who is given a ballot is no member.
    """
    setting = _setting(draft, book)
    stands = find_stands(draft, setting.seats, known, setting.rates)
    voters = voters_of(stands)
    rule, links = setting.rule, setting.links
    outcomes = outcome_chances(rule, voters, links)
    chances = together(voters, links)
    expected = {country: likeliest(chances[country]) for country in chances}
    return Forecast(
        body=rule.body,
        council=draft.council,
        on=draft.on,
        matter=rule.matter,
        text=dict(draft.issues),
        sponsors=tuple(sorted(draft.sponsors)),
        given=dict(draft.given),
        chance=outcomes["adopted"],
        outcomes=outcomes,
        spread=spread_of(rule, stands, links, seed=seed),
        expected={state: sum(chances[c].get(state, 0.0) for c in chances) for state in STATES},
        decision=decide(
            rule,
            expected,
            [seat.country for seat in setting.seats if seat.kind == "permanent"],
            parties=draft.parties,
            warned=book.warned,
        ),
        members=tuple(_member(stand, chances[stand.country], names) for stand in stands),
        pivotal=find_pivots(rule, voters, links),
        smaller_text=smaller_text(
            list(draft.issues),
            outcomes["adopted"],
            lambda kept: _chance_of(draft, kept, known, setting),
        ),
        other_ballots=other_ballots(rule, voters, links, given=draft.given),
        unknown=tuple(stand.country for stand in stands if not stand.known),
        assumed=not _from_pages(stands),
        caution=_caution(draft, setting, known, stands),
        notes=(*undated_note(known), *_notes(setting, draft, stands), *late_note(book, draft.on)),
    )


def _setting(draft: Draft, book: CouncilBook) -> Setting:
    rule = book.rule(draft.council, draft.on, draft.matter)
    seats = book.members(draft.council, draft.on)
    if not seats:
        raise OptionError(
            f"who sat in the {rule.body} on {draft.on} is not known; add its members to "
            "members.csv of a codebook of your own, or ask for another day"
        )
    members = {seat.country for seat in seats}
    strangers = sorted(draft.given.keys() - members)  # who is no member may still submit a text
    if strangers:
        raise OptionError(
            f"found a ballot of {strangers[0]}, expected members of the {rule.body} on "
            f"{draft.on}: {', '.join(sorted(members))}"
        )
    permanent = [seat.country for seat in seats if seat.kind == "permanent"]
    return Setting(
        rule,
        seats,
        base_rates(book, permanent, draft.on),
        find_links(book, permanent, draft.on) if rule.veto else (),
    )


def _chance_of(draft: Draft, kept: Sequence[str], known: Known, setting: Setting) -> float:
    """Return the chance to pass of a text with fewer issues."""
    smaller = replace(draft, issues={issue: draft.issues[issue] for issue in kept})
    stands = find_stands(smaller, setting.seats, known, setting.rates)
    return outcome_chances(setting.rule, voters_of(stands), setting.links)["adopted"]


def _member(stand: Stand, chances: Mapping[State, float], names: Mapping[str, str]) -> Member:
    return Member(
        country=stand.country,
        name=names.get(stand.country, stand.country),
        permanent=stand.permanent,
        likeliest=likeliest(chances),
        chances={state: chances.get(state, 0.0) for state in STATES},
        issue=stand.issue,
        known=stand.known,
        evidence=stand.evidence,
    )


def _from_pages(stands: Sequence[Stand]) -> bool:
    """Say whether a page tells anything that counts for any member."""
    return any(one.kind in ("vote", "position") for stand in stands for one in stand.evidence)


def _caution(draft: Draft, setting: Setting, known: Known, stands: Sequence[Stand]) -> str | None:
    """Return that pages are silent on the text, or on some of it; None: they speak of it all."""
    members = {seat.country for seat in setting.seats}
    told = {one.issue for one in known.before(draft.on).stances if one.country in members}
    silent = ", ".join(issue for issue in draft.issues if issue not in told)
    if not _from_pages(stands):
        on = f" on {silent}" if silent else ""
        return (
            f"the pages that were out before {draft.on} say nothing of this, no vote and no "
            f"position of any member{on}; all that was not given is assumed, and the chance is "
            "that of any text put to a vote"
        )
    if not silent:
        return None
    return (
        f"no page that was surely out before {draft.on} tells where a member stands on {silent}; "
        "what counts for that are earlier votes, whatever they were on"
    )


def _notes(setting: Setting, draft: Draft, stands: Sequence[Stand]) -> tuple[str, ...]:
    """Return what was assumed, in words."""
    told = {stand.issue for stand in stands}
    silent = [issue for issue in draft.issues if issue not in told]
    return (
        f"prior: {setting.rates.basis}; these were put to a vote, which few do who expect to lose",
        *(f"moving together: {link.basis}" for link in setting.links),
        *([f"issues that decide for no member: {', '.join(silent)}"] if silent else []),
        "what votes and positions weigh, and how that is known: docs/scenario.md",
    )
