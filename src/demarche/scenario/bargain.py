"""Where a bargain over one issue might end: means, and Bueno de Mesquita's model as an experiment.

Each actor has a position on the issue (-1 to 1), a salience (how much it cares, 0 to 1) and a
capability (what it can bring to bear, 0 or more). The compromise is the mean of the positions
weighted by salience times capability, sum(x s c) / sum(s c); the median is that of the same
weights.

The experiment is the expected-utility model of Bueno de Mesquita (The War Trap, 1981; European
Community Decision Making, 1994) as reconstructed by Scholz, Calbert and Smith (Unravelling Bueno de
Mesquita's group decision model, Journal of Theoretical Politics 23, 2011), with the status quo as
what follows when nobody is challenged (their Q = 1). Its author never published all of it, and what
it foretells hangs on numbers that no page states: it is told with its trace, and never as a
forecast.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from demarche.errors import OptionError

# Rounds played at most: the positions come near each other in the first few and creep afterwards.
MOST_ROUNDS = 10
# A round in which no position moves by more than this is the last.
SETTLED = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One actor in a bargain."""

    name: str
    position: float
    salience: float = 1.0
    capability: float = 1.0

    @property
    def weight(self) -> float:
        """Salience times capability."""
        return self.salience * self.capability


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one actor is brought to by another in a round: of all that it is offered the nearest."""

    round: int
    by: str
    to: str
    kind: str  # conflict, compromise or capitulation
    position: float  # to which it moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Bargain:
    """The answer: weighted positions now, and where the experiment ends."""

    issue: str
    parties: tuple[Party, ...]
    mean: float  # the compromise, sum(x s c) / sum(s c)
    median: float
    experiment: tuple[tuple[float, ...], ...]  # positions of the parties, round by round
    experiment_end: float  # compromise of the last round
    offers: tuple[Offer, ...]  # the experiment's trace: what was taken
    basis: tuple[str, ...] = ()  # what each position rests on, in words
    notes: tuple[str, ...] = ()  # what was left out


def bargain(
    issue: str, parties: Sequence[Party], *, basis: Sequence[str] = (), notes: Sequence[str] = ()
) -> Bargain:
    """Return means and the experiment. Raises OptionError when no party has any weight."""
    _check(parties)
    rounds, offers = [tuple(parties)], list[Offer]()
    while len(rounds) <= MOST_ROUNDS:
        now, made = play_round(rounds[-1], len(rounds))
        offers += made
        moved = max(abs(a.position - b.position) for a, b in zip(now, rounds[-1], strict=True))
        rounds.append(now)
        if moved <= SETTLED:
            break
    return Bargain(
        issue=issue,
        parties=tuple(parties),
        mean=compromise(parties),
        median=weighted_median(parties),
        experiment=tuple(tuple(party.position for party in now) for now in rounds),
        experiment_end=compromise(rounds[-1]),
        offers=tuple(offers),
        basis=tuple(basis),
        notes=tuple(notes),
    )


def compromise(parties: Sequence[Party]) -> float:
    """Return sum(x s c) / sum(s c)."""
    return sum(p.position * p.weight for p in parties) / sum(p.weight for p in parties)


def weighted_median(parties: Sequence[Party]) -> float:
    """Return the position at which half the weight is reached, midway where it is just reached."""
    ordered = sorted((p for p in parties if p.weight), key=lambda party: party.position)
    half, reached = sum(p.weight for p in ordered) / 2, 0.0
    for number, party in enumerate(ordered):
        reached += party.weight
        if abs(reached - half) < 1e-12:
            return (party.position + ordered[number + 1].position) / 2
        if reached > half:
            return party.position
    return ordered[-1].position


def play_round(parties: Sequence[Party], number: int) -> tuple[tuple[Party, ...], list[Offer]]:
    """Return the parties after each has taken the offer that moves it least, and these offers."""
    if len({party.position for party in parties}) == 1:
        return tuple(parties), []
    risks = risk_exponents(parties)
    gains = {
        (i, j): expected_utility(parties, i, j, risks[i])
        for i, j in permutations(range(len(parties)), 2)
    }
    seen = {
        (i, j): expected_utility(parties, j, i, risks[i])  # what i thinks that j expects
        for i, j in permutations(range(len(parties)), 2)
    }
    offers = [
        offer
        for i, j in gains
        if (offer := _offer(parties, (i, j), gains[i, j], seen[i, j], number)) is not None
    ]
    taken = {party.name: _nearest(party, offers) for party in parties}
    moved = (
        party if (best := taken[party.name]) is None else replace(party, position=best.position)
        for party in parties
    )
    return tuple(moved), [offer for offer in taken.values() if offer is not None]


def _nearest(party: Party, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer to a party that moves it least."""
    mine = [offer for offer in offers if offer.to == party.name]
    return min(mine, key=lambda one: (abs(one.position - party.position), one.by), default=None)


def _offer(
    parties: Sequence[Party], pair: tuple[int, int], own: float, other: float, number: int
) -> Offer | None:
    """Return what i can bring j to, as i sees it; None when it gains nothing by it.

    `own` is what i expects of challenging j, `other` what it thinks that j expects of the same.
    """
    i, j = (parties[at] for at in pair)
    if own <= 0 or (own <= abs(other) and other > 0) or i.position == j.position:
        return None
    if other > 0:
        kind, position = "conflict", i.position
    elif own > abs(other):
        share = abs(other / own)
        kind, position = "compromise", j.position + (i.position - j.position) * share
    else:
        kind, position = "capitulation", i.position
    return Offer(round=number, by=i.name, to=j.name, kind=kind, position=position)


def expected_utility(parties: Sequence[Party], i: int, j: int, risk: float) -> float:
    """Return what actor i expects of challenging j, over leaving things as they are.

    s_j (P U_success + (1 - P) U_failure) + (1 - s_j) U_success - U_status_quo, utilities between
    -2 and 2: 2 - 4 (1/2 -+ |x_i - x_j| / 2 range)^risk, the status quo 2 - 4 (1/2)^risk. `risk` is
    the exponent of whose eyes it is seen with.
    """
    a, b = parties[i], parties[j]
    apart = abs(a.position - b.position) / _range(parties)
    success = 2 - 4 * (0.5 - 0.5 * apart) ** risk
    failure = 2 - 4 * (0.5 + 0.5 * apart) ** risk
    chance = prevails(parties, a.position, b.position)
    contested = chance * success + (1 - chance) * failure
    gained = b.salience * contested + (1 - b.salience) * success
    return float(gained - (2 - 4 * 0.5**risk))


def prevails(parties: Sequence[Party], x: float, y: float) -> float:
    """Return the chance that position x prevails over y: the share of all leanings that are its.

    Each actor leans towards the nearer of the two with salience times capability times how much
    nearer it is; where nobody leans, it is even.
    """
    leanings = [p.weight * (abs(p.position - y) - abs(p.position - x)) for p in parties]
    whole = sum(map(abs, leanings))
    return sum(one for one in leanings if one > 0) / whole if whole else 0.5


def risk_exponents(parties: Sequence[Party]) -> list[float]:
    """Return each actor's exponent, between 1/2 and 2.

    It is (1 - R/3) / (1 + R/3) with R = (2 S - max - min) / (max - min), S being the sum of what
    the others expect of challenging the actor (seen without risk), max and min over all actors.
    """
    many = range(len(parties))
    sums = [sum(expected_utility(parties, j, i, 1.0) for j in many if j != i) for i in many]
    high, low = max(sums), min(sums)
    if high == low:
        return [1.0 for _ in parties]
    scaled = [(2 * one - high - low) / (high - low) for one in sums]
    return [(1 - one / 3) / (1 + one / 3) for one in scaled]


def _range(parties: Sequence[Party]) -> float:
    """Return how far the positions lie apart; 1 where all are one, since then nothing does."""
    positions = [party.position for party in parties]
    return (max(positions) - min(positions)) or 1.0


def _check(parties: Sequence[Party]) -> None:
    names = [party.name for party in parties]
    if not any(party.weight > 0 for party in parties):
        raise OptionError("no actor with a position and a weight above 0; give one at least")
    if len(set(names)) < len(names):
        raise OptionError("an actor stands twice in the bargain, expected each once")
    for party in parties:
        if not 0 <= party.salience <= 1 or party.capability < 0:
            raise OptionError(
                f"{party.name}: salience {party.salience} and capability {party.capability} found, "
                "expected 0 to 1 and 0 or more"
            )
