"""From the members' distributions to the chance of a text: exact, and its spread by sampling.

Members are independent, save pairs of permanent members that move together (rates.find_links). The
chances of all tallies are summed member by member (dynamic programming over the number of yes, of
no, and whether a permanent member said no); nothing is drawn for that. Drawn, with a seed, is only
how far the chance may be off because little is known of the members: their distributions are
themselves drawn from what the evidence allows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from demarche.codebook.councils import Rule
from demarche.scenario.rates import Link
from demarche.scenario.rules import STATES, Outcome, State, has_majority
from demarche.scenario.stands import Stand

Chances = Mapping[State, float]
Grid = npt.NDArray[np.float64]  # [a permanent no, yes, no] -> chance

# Draws for the spread: the ends of the interval then move by less than two points between seeds.
DRAWS = 1000
# The middle four fifths are told.
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One member's chances, as far as a tally depends on them."""

    country: str
    permanent: bool
    chances: Chances


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Between what the chance to pass lies, four times in five."""

    low: float
    high: float
    seed: int
    draws: int


def ballots_of(stands: Sequence[Stand]) -> tuple[Ballot, ...]:
    """Return the members' chances."""
    return tuple(
        Ballot(country=stand.country, permanent=stand.permanent, chances=stand.chances)
        for stand in stands
    )


def outcome_chances(
    rule: Rule, ballots: Sequence[Ballot], links: Sequence[Link] = ()
) -> dict[Outcome, float]:
    """Return the chances that a text is adopted, vetoed or fails; they add up to one."""
    grid = tally_chances(ballots, links)
    enough = _enough(rule, len(ballots))
    stopped = float((grid[1] * enough).sum()) if rule.veto else 0.0
    passed = float((grid * enough).sum()) - stopped
    return {"adopted": passed, "vetoed": stopped, "failed": max(0.0, 1.0 - passed - stopped)}


def tally_chances(ballots: Sequence[Ballot], links: Sequence[Link] = ()) -> Grid:
    """Return the chance of each number of yes and no, without and with a permanent member's no."""
    by_country = {ballot.country: ballot for ballot in ballots}
    pairs = [link for link in links if {link.a, link.b} <= by_country.keys()]
    linked = {country for link in pairs for country in (link.a, link.b)}
    grid = np.zeros((2, len(ballots) + 1, len(ballots) + 1))
    grid[0, 0, 0] = 1.0
    for ballot in ballots:
        if ballot.country not in linked:
            grid = _with(grid, [(p, (state,), ballot) for state, p in ballot.chances.items()])
    for link in pairs:
        a, b = by_country[link.a], by_country[link.b]
        joint = joint_chances(a.chances, b.chances, link)
        grid = _with(grid, [(p, states, a) for states, p in joint.items()])
    return grid


def joint_chances(a: Chances, b: Chances, link: Link) -> dict[tuple[State, State], float]:
    """Return the chances of both members' states together.

    Those where one says no without the other are `link.alone` times what independence gives; all
    are then scaled to one. A member of whom more is known so draws the other along.
    """
    joint = {
        (one, other): p * q * (link.alone if (one == "no") != (other == "no") else 1.0)
        for one, p in a.items()
        for other, q in b.items()
    }
    whole = sum(joint.values())
    if not whole:  # both are given, one as no and one not, and that never happens alone
        return {(one, other): p * q for one, p in a.items() for other, q in b.items()}
    return {states: chance / whole for states, chance in joint.items()}


def together(ballots: Sequence[Ballot], links: Sequence[Link]) -> dict[str, Chances]:
    """Return each member's chances, those of linked members as they are together."""
    found: dict[str, Chances] = {ballot.country: ballot.chances for ballot in ballots}
    for link in links:
        if {link.a, link.b} <= found.keys():
            joint = joint_chances(found[link.a], found[link.b], link)
            for at, country in enumerate((link.a, link.b)):
                found[country] = {
                    state: sum(p for states, p in joint.items() if states[at] == state)
                    for state in STATES
                }
    return found


def spread_of(rule: Rule, stands: Sequence[Stand], links: Sequence[Link], *, seed: int) -> Spread:
    """Return between what the chance to pass lies if the members' chances are themselves drawn.

    Each member's are drawn from the Dirichlet distribution of its counts (stands.py); a ballot
    taken for certain stays. The same seed gives the same numbers.
    """
    random = np.random.default_rng(seed)
    drawn = [_draws(random, stand) for stand in stands]
    passed = []
    for number in range(DRAWS):
        ballots = [
            Ballot(
                country=stand.country,
                permanent=stand.permanent,
                chances=dict(zip(STATES, map(float, rows[number]), strict=True)),
            )
            for stand, rows in zip(stands, drawn, strict=True)
        ]
        passed.append(outcome_chances(rule, ballots, links)["adopted"])
    low, high = np.quantile(passed, (LOW, HIGH))
    return Spread(low=float(low), high=float(high), seed=seed, draws=DRAWS)


def _draws(random: np.random.Generator, stand: Stand) -> npt.NDArray[np.float64]:
    counts = [stand.counts.get(state, 0.0) for state in STATES]
    if max(counts) == sum(counts):
        return np.tile(np.array(counts) / sum(counts), (DRAWS, 1))
    return random.dirichlet(counts, size=DRAWS)


def _with(grid: Grid, options: Sequence[tuple[float, tuple[State, ...], Ballot]]) -> Grid:
    """Return the grid with one more member, or linked pair, that does one of these."""
    added = np.zeros_like(grid)
    steps: dict[tuple[int, int, bool], float] = {}
    for chance, states, ballot in options:
        no = states.count("no")
        step = states.count("yes"), no, ballot.permanent and no > 0
        steps[step] = steps.get(step, 0.0) + chance
    size = grid.shape[1]
    for (yes, no, stops), chance in steps.items():
        moved = chance * grid[:, : size - yes, : size - no]
        if stops:
            added[1, yes:, no:] += moved.sum(axis=0)
        else:
            added[:, yes:, no:] += moved
    return added


@cache
def _enough(rule: Rule, members: int) -> Grid:
    """Return 1 for each number of yes and no that is a majority."""
    numbers = range(members + 1)
    return np.array([[float(has_majority(rule, yes, no)) for no in numbers] for yes in numbers])
