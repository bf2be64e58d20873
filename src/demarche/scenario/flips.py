"""What would turn the outcome: a smaller text, or other ballots."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from demarche.codebook.councils import Rule
from demarche.scenario.chance import Voter, adopted_if, outcome_chances
from demarche.scenario.rates import Link
from demarche.scenario.rules import State

# A text passes when that is likelier than not.
LIKELY = 0.5

# More changes at once than this are no small change.
MOST_BALLOTS = 6

# What counts as pivotal: the chance to pass moves by a twentieth with the member's ballot.
PIVOTAL = 0.05

_CAST: tuple[State, State, State] = ("yes", "abstain", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pivot:
    """How much hangs on one member."""

    country: str
    if_yes: float  # chance to pass
    if_abstain: float
    if_no: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A change that turns the outcome, and the chance to pass after it."""

    drop: tuple[str, ...] = ()  # issues taken out of the text
    ballots: Mapping[str, State]  # by country: instead of what is expected
    chance: float


def find_pivots(rule: Rule, voters: Sequence[Voter], links: Sequence[Link]) -> tuple[Pivot, ...]:
    """Return the members on whose ballot the outcome hangs, the most pivotal first."""
    names = [voter.country for voter in voters]
    chances = adopted_if(
        rule, voters, links, [(country, state) for country in names for state in _CAST]
    )
    found = [
        Pivot(country=country, if_yes=yes, if_abstain=abstain, if_no=no)
        for country, yes, abstain, no in zip(
            names, chances[::3], chances[1::3], chances[2::3], strict=True
        )
    ]
    pivotal = [pivot for pivot in found if pivot.if_yes - pivot.if_no >= PIVOTAL]
    return tuple(sorted(pivotal, key=lambda pivot: (pivot.if_no - pivot.if_yes, pivot.country)))


def smaller_text(
    issues: Sequence[str], chance: float, chance_of: Callable[[Sequence[str]], float]
) -> Flip | None:
    """Return the fewest issues that turn the outcome when taken out; one at least stays.

    `chance_of` gives the chance to pass of a text with these issues. Of several the one with the
    greatest effect is taken.
    """
    for number in range(1, len(issues)):
        found = []
        for dropped in combinations(issues, number):
            after = chance_of([issue for issue in issues if issue not in dropped])
            if (after >= LIKELY) != (chance >= LIKELY):
                found.append(Flip(drop=dropped, ballots={}, chance=after))
        if found:
            return max(found, key=lambda flip: abs(flip.chance - chance))
    return None


def other_ballots(
    rule: Rule,
    voters: Sequence[Voter],
    links: Sequence[Link],
    *,
    given: Container[str] = (),
) -> Flip | None:
    """Return the fewest members whose other ballot turns the outcome.

    They are taken one after the other, each the one that moves the chance furthest; abstentions
    are preferred where as few of them do. Whose ballot is `given`, by country, does not change.
    None when more than six would have to change, or nobody is left who can.
    """
    free = [voter.country for voter in voters if voter.country not in given]
    passes = _passes(rule, voters, links) >= LIKELY
    mild = _greedy(rule, voters, links, _changes(free, "abstain"))
    firm = _greedy(rule, voters, links, _changes(free, "abstain", "no" if passes else "yes"))
    return min(filter(None, (mild, firm)), key=lambda flip: len(flip.ballots), default=None)


def _changes(countries: Sequence[str], *states: State) -> list[tuple[str, State]]:
    return [(country, state) for country in countries for state in states]


def _greedy(
    rule: Rule, voters: Sequence[Voter], links: Sequence[Link], changes: Sequence[tuple[str, State]]
) -> Flip | None:
    """Return what turns the outcome if members make some of these changes, one by one."""
    passes = _passes(rule, voters, links) >= LIKELY
    changed: dict[str, State] = {}
    while changes and len(changed) < MOST_BALLOTS:
        chances = adopted_if(rule, voters, links, changes)
        chance, (country, state) = min(
            zip(chances, changes, strict=True),
            key=lambda one: (one[0] if passes else -one[0], one[1]),
        )
        changed[country] = state
        voters = with_ballot(voters, country, state)
        if (chance >= LIKELY) != passes:
            return Flip(ballots=changed, chance=chance)
        changes = [change for change in changes if change[0] != country]
    return None


def with_ballot(voters: Sequence[Voter], country: str, state: State) -> tuple[Voter, ...]:
    """Return the ballots with one member's taken for certain."""
    return tuple(
        Voter(country=country, permanent=voter.permanent, chances={state: 1.0})
        if voter.country == country
        else voter
        for voter in voters
    )


def _passes(rule: Rule, voters: Sequence[Voter], links: Sequence[Link]) -> float:
    return outcome_chances(rule, voters, links)["adopted"]
