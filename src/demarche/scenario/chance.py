"""From the members' distributions to the chance of a text: exact, and its spread by sampling.

Members are independent, save pairs of permanent members that move together (rates.find_links). The
chances of all tallies are summed member by member (dynamic programming over what yes and no add up
to, and whether a permanent member said no); nothing is drawn for that. Drawn, with a seed, is only
how far the chance may be off because little is known of the members: their distributions are
themselves drawn from what the evidence allows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from demarche.codebook.councils import Rule
from demarche.scenario.rates import Link
from demarche.scenario.rules import STATES, Outcome, State
from demarche.scenario.stands import Stand

Chances = Mapping[State, float]
Change = tuple[str, State]  # a member, and how it votes for certain
Numbers = npt.NDArray[np.float64]

YES, NO = STATES.index("yes"), STATES.index("no")

# What a no weighs against a yes: a majority is a sum of these.
AGAINST = {"count": 0, "more yes than no": 1, "two thirds": 2}

# Draws for the spread; another seed then moves its ends by up to five points.
DRAWS = 400
# The middle four fifths are told.
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """One member's chances."""

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


def voters_of(stands: Sequence[Stand]) -> tuple[Voter, ...]:
    """Return the members' chances."""
    return tuple(
        Voter(country=stand.country, permanent=stand.permanent, chances=stand.chances)
        for stand in stands
    )


def outcome_chances(
    rule: Rule, voters: Sequence[Voter], links: Sequence[Link] = ()
) -> dict[Outcome, float]:
    """Return the chances that a text is adopted, vetoed or fails; they add up to one."""
    adopted, vetoed = (float(part[0]) for part in _outcomes(rule, voters, _table(voters), links))
    return {"adopted": adopted, "vetoed": vetoed, "failed": max(0.0, 1.0 - adopted - vetoed)}


def adopted_if(
    rule: Rule, voters: Sequence[Voter], links: Sequence[Link], changes: Sequence[Change]
) -> list[float]:
    """Return the chance that a text is adopted after each change of one member's ballot."""
    at = {voter.country: number for number, voter in enumerate(voters)}
    table = np.repeat(_table(voters), len(changes), axis=0)
    for number, (country, state) in enumerate(changes):
        table[number, at[country]] = [float(one == state) for one in STATES]
    adopted, _ = _outcomes(rule, voters, table, links)
    return [float(chance) for chance in adopted]


def together(voters: Sequence[Voter], links: Sequence[Link]) -> dict[str, Chances]:
    """Return each member's chances, those of linked members as they are together."""
    found: dict[str, Chances] = {voter.country: voter.chances for voter in voters}
    for link in links:
        if {link.a, link.b} <= found.keys():
            a, b = (
                np.array([[found[country].get(state, 0.0) for state in STATES]])
                for country in (link.a, link.b)
            )
            joint = joint_chances(a, b, link.alone)[0]
            for country, axis in ((link.a, 1), (link.b, 0)):
                sums = map(float, joint.sum(axis=axis))
                found[country] = dict(zip(STATES, sums, strict=True))
    return found


def joint_chances(a: Numbers, b: Numbers, alone: float) -> Numbers:
    """Return the chances [draw, state of a, state of b] of two linked members.

    Those where one says no without the other are `alone` times what independence gives; all are
    then scaled to one. A member of whom more is known so draws the other along.
    """
    weights = np.ones((len(STATES), len(STATES)))
    weights[NO, :] = weights[:, NO] = alone
    weights[NO, NO] = 1.0
    joint: Numbers = a[:, :, None] * b[:, None, :] * weights
    joint /= joint.sum(axis=(1, 2), keepdims=True)
    return joint


def spread_of(rule: Rule, stands: Sequence[Stand], links: Sequence[Link], *, seed: int) -> Spread:
    """Return between what the chance to pass lies if the members' chances are themselves drawn.

    Each member's are drawn from the Dirichlet distribution of its counts (stands.py); a ballot
    taken for certain stays. The same seed gives the same numbers.
    """
    random = np.random.default_rng(seed)
    table = np.stack([_draws(random, stand) for stand in stands], axis=1)
    adopted, _ = _outcomes(rule, voters_of(stands), table, links)
    low, high = np.quantile(adopted, (LOW, HIGH))
    return Spread(low=float(low), high=float(high), seed=seed, draws=DRAWS)


def _draws(random: np.random.Generator, stand: Stand) -> Numbers:
    counts = np.array([stand.counts.get(state, 0.0) for state in STATES])
    if counts.max() == counts.sum():
        return np.tile(counts / counts.sum(), (DRAWS, 1))
    return random.dirichlet(counts, size=DRAWS)


def _table(voters: Sequence[Voter]) -> Numbers:
    """Return the chances [the one draw, member, state]."""
    return np.array([[[v.chances.get(state, 0.0) for state in STATES] for v in voters]])


def _outcomes(
    rule: Rule, voters: Sequence[Voter], table: Numbers, links: Sequence[Link]
) -> tuple[Numbers, Numbers]:
    """Return the chances that a text is adopted and that it is vetoed, one a draw.

    `table` has the chances [draw, member, state].
    """
    at = {voter.country: number for number, voter in enumerate(voters)}
    pairs = [link for link in links if {link.a, link.b} <= at.keys()]
    alone = at.keys() - {country for link in pairs for country in (link.a, link.b)}
    weight = AGAINST[rule.majority]
    low = weight * len(voters)  # the place of the sum 0
    sums = np.zeros((len(table), 2, low + len(voters) + 1))
    sums[:, 0, low] = 1.0
    for country in sorted(alone):
        stops = rule.veto and voters[at[country]].permanent
        sums = _added(sums, _options(table[:, at[country]], weight), stops)
    for link in pairs:
        joint = joint_chances(table[:, at[link.a]], table[:, at[link.b]], link.alone)
        sums = _added(sums, _pair_options(joint, weight), rule.veto)
    wanted = {"count": rule.needed or 0, "more yes than no": 1, "two thirds": 0}[rule.majority]
    enough = sums[:, :, low + wanted :].sum(axis=2)
    if rule.majority == "two thirds":  # no yes and no no add up to 0 as well, and are no majority
        enough[:, 0] -= (1 - table[:, :, YES] - table[:, :, NO]).prod(axis=1)
    return enough[:, 0], enough[:, 1]


Options = Mapping[tuple[int, bool], Numbers]  # (what is added, whether with a no) -> chance a draw


def _options(chances: Numbers, weight: int) -> Options:
    """Return what one member can add to the sum of yes and no."""
    yes, no = chances[:, YES], chances[:, NO]
    return {(1, False): yes, (-weight, True): no, (0, False): 1 - yes - no}


def _pair_options(joint: Numbers, weight: int) -> Options:
    """Return what two linked members can add together."""
    points = {YES: 1, NO: -weight}
    options: dict[tuple[int, bool], Numbers] = {}
    for one in range(len(STATES)):
        for other in range(len(STATES)):
            step = points.get(one, 0) + points.get(other, 0), NO in (one, other)
            options[step] = options.get(step, np.zeros(len(joint))) + joint[:, one, other]
    return options


def _added(sums: Numbers, options: Options, stops: bool) -> Numbers:
    """Return the sums with one more member or pair; a no that stops moves to the second row."""
    added = np.zeros_like(sums)
    size = sums.shape[2]
    for (step, has_no), chance in options.items():
        source = slice(max(0, -step), size - max(0, step))
        target = slice(max(0, step), size - max(0, -step))
        moved = chance[:, None, None] * sums[:, :, source]
        if has_no and stops:
            added[:, 1, target] += moved.sum(axis=1)
        else:
            added[:, :, target] += moved
    return added
