"""How each member would vote: a distribution over the five states, with the words behind it.

Evidence is counted in votes. A member starts from a prior worth one vote (rates.py); each earlier
vote and each stated position adds its own, spread over the five states; the shares are the
distribution. A text is taken whole: a member's stand on it is its stand on the issue of the text
that it likes least. A no to an earlier text is laid to those of its issues that the member has
spoken against, else to those that it has not affirmed elsewhere; where it is not known what stood
in that text, to all that it has not affirmed. If what is known makes a split
text likely, members of whom nothing is known are expected to vote as members do in split texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import prod

from demarche.codebook.councils import Seat
from demarche.scenario.evidence import Draft, Evidence, Known, PastVote, Stance, told_day
from demarche.scenario.rates import Rates
from demarche.scenario.rules import STATES, State

# The prior is worth one vote: the unit in which all that follows is counted.
PRIOR = 1.0

# An earlier vote on the item. In 2000-2010 a permanent member's veto was followed, when the topic
# next came to a vote on another day, by a no of the same member in 5 of 11 cases, by an abstention
# in 2, by a yes in 4 (sample_2000_2019.xlsx; USA on the Palestinian question and Bosnia, Russia on
# Cyprus). With one case added to each: 0.43, 0.21, 0.36. Beside a prior of one vote and at the gap
# of some 200 days that lay between, that is 2.5 votes, of which two thirds say no. That an
# abstention is repeated as a no is cannot be counted there (ballots are not named): assumed.
VOTE = 2.5
CAST: Mapping[State, Mapping[State, float]] = {
    "yes": {"yes": 1.0},
    "no": {"no": 2 / 3, "abstain": 1 / 3},
    "abstain": {"abstain": 2 / 3, "yes": 1 / 3},
    "absent": {"absent": 1 / 2, "abstain": 1 / 2},
    "not participating": {"not participating": 1 / 2, "abstain": 1 / 2},
}

# Assumed, since the folder of votes does not say what stood in a text: a vote in another body
# counts half; the last vote on the item counts an eighth for an issue on which it does not bear.
ELSEWHERE = 0.5
DISJOINT = 1 / 8

# Assumed: what is a year old counts half. The vetoes above were repeated after 28 to 646 days, not
# after 3 to 766: too few to tell.
HALF_LIFE_DAYS = 365

# A member that submits a text votes for it: 107 of 108 ballots of sponsors in the failed drafts.
SPONSOR = 20.0
SPONSORED: Mapping[State, float] = {"yes": 0.99, "abstain": 0.01}

# Assumed: a stated position is worth as much as a vote, several no more than three; one under a
# condition half.
POSITION = VOTE
MOST_POSITIONS = 3 * VOTE
CONDITIONAL = 0.5

# How one votes who is for or against. Of the ballots other than yes in drafts that had enough yes
# (1955-2022, cleaned_data_unsc.xlsx), permanent members cast 14 as no and 7 as abstention, elected
# ones 5 and 12. That one in ten who is against votes yes all the same is assumed.
FOR: Mapping[State, float] = {"yes": 0.95, "abstain": 0.04, "no": 0.01}
AGAINST: Mapping[str, Mapping[State, float]] = {
    "permanent": {"yes": 0.1, "abstain": 0.3, "no": 0.6},
    "elected": {"yes": 0.1, "abstain": 0.63, "no": 0.27},
}

Counts = dict[State, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How one member would vote."""

    country: str
    permanent: bool
    counts: Mapping[State, float]  # votes for each state; their shares are the chances
    issue: str | None  # of the text's issues the one it likes least; None: no issue decides
    evidence: tuple[Evidence, ...]  # strongest first; last what is assumed
    chances: Mapping[State, float] = field(init=False)

    def __post_init__(self) -> None:
        whole = sum(self.counts.values())
        chances = {state: self.counts.get(state, 0.0) / whole for state in STATES}
        object.__setattr__(self, "chances", chances)

    @property
    def known(self) -> bool:
        """Say whether anything but the prior speaks for it."""
        return any(one.kind != "assumed" for one in self.evidence)


def find_stands(
    draft: Draft, members: Sequence[Seat], known: Known, rates: Rates
) -> tuple[Stand, ...]:
    """Return how the members would vote on a text, in their order."""
    past = known.before(draft.on)
    first = [_stand(draft, seat, past, rates.prior(seat.country, rates.split)) for seat in members]
    united = prod(stand.chances["yes"] for stand in first if stand.known)
    split = max(rates.split, 1 - united)
    return tuple(
        stand
        if stand.known
        else _stand(draft, seat, past, rates.prior(seat.country, split), split=split)
        for stand, seat in zip(first, members, strict=True)
    )


def _stand(
    draft: Draft,
    seat: Seat,
    past: Known,
    prior: Mapping[State, float],
    *,
    split: float | None = None,
) -> Stand:
    """Return how one member would vote, by the issue of the text that it likes least."""
    given = draft.given.get(seat.country)
    if given is not None:
        sure = Evidence(kind="set", words=f"taken for certain: {given}", weight=1.0)
        return _made(seat, {given: 1.0}, None, [sure])
    start: Counts = {state: PRIOR * chance for state, chance in prior.items()}
    assumed = Evidence(kind="assumed", words=_assumed(start, split), weight=PRIOR)
    own = Own.of(seat, draft, past)
    shared = [*own.sponsorship()]
    by_issue = {
        issue: [*shared, *own.votes_on(issue), *own.positions_on(issue)] for issue in draft.issues
    }
    if not by_issue:
        alone = [*shared, *own.all_votes()]
        return _made(seat, _sum(start, alone), None, [*_words(alone), assumed])
    sums = {issue: _sum(start, found) for issue, found in by_issue.items()}
    least = min(sums, key=lambda issue: _share(sums[issue], "yes"))
    words = _words(by_issue[least])
    return _made(seat, sums[least], least if words else None, [*words, assumed])


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of one member before a text."""

    seat: Seat
    draft: Draft
    votes: tuple[PastVote, ...]  # in which its ballot is known, by date
    stances: tuple[Stance, ...]  # by date

    @classmethod
    def of(cls, seat: Seat, draft: Draft, past: Known) -> "Own":
        """Return what of all that is known is this member's."""
        return cls(
            seat,
            draft,
            tuple(vote for vote in past.votes if seat.country in vote.ballots),
            tuple(stance for stance in past.stances if stance.country == seat.country),
        )

    def sponsorship(self) -> Iterable[tuple[Counts, Evidence]]:
        """Yield what follows from the member's submitting the text."""
        if self.seat.country in self.draft.sponsors:
            yield (
                _times(SPONSORED, SPONSOR),
                Evidence(kind="sponsor", words="submits the text", weight=SPONSOR),
            )

    def all_votes(self) -> Iterable[tuple[Counts, Evidence]]:
        """Yield the member's votes on the item, for a text without issues."""
        yield from (self._vote(vote, 1.0) for vote in self.votes)

    def votes_on(self, issue: str) -> Iterable[tuple[Counts, Evidence]]:
        """Yield the votes that speak for how the member takes an issue of the text.

        They are those on texts that had it or of which it is not known; and the last one in this
        council, of which a little counts even if the text had nothing of the issue.
        """
        last = [vote for vote in self.votes if vote.council == self.draft.council][-1:]
        for vote in self.votes:
            share = self._share_of(vote, issue)
            if vote in last:
                share = max(share, DISJOINT)
            if self._affirmed_opposite(vote, issue):
                yield self._opposite(vote)
            elif share:
                yield self._vote(vote, share)

    def _share_of(self, vote: PastVote, issue: str) -> float:
        """Return which part of a vote was on an issue of the text, as the text has it."""
        if vote.issues is None:
            return self._share_of_unknown(vote, issue)
        if vote.issues.get(issue) != self.draft.issues[issue]:
            return 0.0
        return 1.0 if self._cast(vote) == "yes" else self._blame(vote, issue)

    def _share_of_unknown(self, vote: PastVote, issue: str) -> float:
        """Return which part of a vote was on an issue if it is not known what stood in the text.

        A yes was on all of it. What was no yes was not meant for what the member has affirmed
        elsewhere; whether for anything else cannot be told.
        """
        affirmed = self._leaning(issue, self.draft.issues[issue], vote) > 0
        return DISJOINT if affirmed and self._cast(vote) != "yes" else 1.0

    def _affirmed_opposite(self, vote: PastVote, issue: str) -> bool:
        stood = (vote.issues or {}).get(issue)
        return stood == -self.draft.issues[issue] and self._cast(vote) == "yes"

    def _opposite(self, vote: PastVote) -> tuple[Counts, Evidence]:
        told = vote.told_of(self.seat.country)
        weight = VOTE * faded(told.when, self.draft.on) * self._body(vote)
        words = f"voted yes on the opposite in {told.name} ({told_day(told)})"
        return (
            _times(AGAINST[self.seat.kind], weight),
            Evidence(kind="vote", words=words, weight=weight, when=told.when, record=told.record),
        )

    def _cast(self, vote: PastVote) -> State:
        return vote.ballots[self.seat.country]

    def positions_on(self, issue: str) -> Iterable[tuple[Counts, Evidence]]:
        """Yield the positions stated on an issue of the text; together they count for three."""
        sign = self.draft.issues[issue]
        mine = [stance for stance in self.stances if stance.issue == issue]
        weights = [
            POSITION * faded(stance.when, self.draft.on) * (CONDITIONAL if stance.condition else 1)
            for stance in mine
        ]
        cap = min(1.0, MOST_POSITIONS / sum(weights)) if sum(weights) else 1.0
        for stance, weight in zip(mine, weights, strict=True):
            favour = (1 + sign * max(-1.0, min(1.0, stance.value))) / 2
            spread = {
                state: favour * FOR.get(state, 0) + (1 - favour) * against
                for state, against in AGAINST[self.seat.kind].items()
            }
            condition = f", on condition: {stance.condition}" if stance.condition else ""
            stated = f"{issue} {stance.value:+.2g} ({told_day(stance)})"
            yield (
                _times(spread, cap * weight),
                Evidence(
                    kind="position",
                    words=f"{stated}: {stance.words}{condition}",
                    weight=cap * weight,
                    when=stance.when,
                    record=stance.record,
                ),
            )

    def _vote(self, vote: PastVote, share: float) -> tuple[Counts, Evidence]:
        cast, told = self._cast(vote), vote.told_of(self.seat.country)
        often = min(vote.times, told.times)
        weight = VOTE * share * faded(told.when, self.draft.on) * self._body(vote) * often
        did = {"abstain": "abstained", "absent": "was absent"}.get(
            cast, "did not participate" if cast == "not participating" else f"voted {cast}"
        )
        times = f", {often} times" if often > 1 else ""
        quoted = f": {told.words}" if told.words else ""
        return _times(CAST[cast], weight), Evidence(
            kind="vote",
            words=f"{did} on {told.name} ({told_day(told)}{times}){quoted}",
            weight=weight,
            when=told.when,
            record=told.record,
        )

    def _body(self, vote: PastVote) -> float:
        return 1.0 if vote.council == self.draft.council else ELSEWHERE

    def _blame(self, vote: PastVote, issue: str) -> float:
        """Return which part of a vote that was no yes was meant for an issue.

        It was meant for the issues that the member has spoken against, else for those that it has
        not affirmed elsewhere, else for all.
        """
        leanings = {
            one: self._leaning(one, sign, vote) for one, sign in (vote.issues or {}).items()
        }
        least = min(leanings.values())
        blamed = [one for one, leaning in leanings.items() if leaning == least]
        return 1 / len(blamed) if issue in blamed else 0.0

    def _leaning(self, issue: str, sign: int, apart: PastVote) -> int:
        """Return -1, 0 or 1: whether the member was against, silent or for, elsewhere than there.

        Its stated positions go before its votes, the last before the others.
        """
        stated = [sign * stance.value for stance in self.stances if stance.issue == issue]
        if stated and stated[-1]:
            return 1 if stated[-1] > 0 else -1
        return int(
            any(
                vote is not apart
                and (vote.issues or {}).get(issue) == sign
                and self._cast(vote) == "yes"
                for vote in self.votes
            )
        )


def faded(then: date, now: date) -> float:
    """Return by how much time has lessened what was said or done then."""
    return float(0.5 ** ((now - then).days / HALF_LIFE_DAYS))


def _times(spread: Mapping[State, float], weight: float) -> Counts:
    return {state: weight * share for state, share in spread.items()}


def _sum(start: Counts, found: Iterable[tuple[Counts, Evidence]]) -> Counts:
    counts = dict(start)
    for more, _ in found:
        for state, votes in more.items():
            counts[state] = counts.get(state, 0.0) + votes
    return counts


def _share(counts: Counts, state: State) -> float:
    return counts.get(state, 0.0) / sum(counts.values())


def _words(found: Iterable[tuple[Counts, Evidence]]) -> list[Evidence]:
    return sorted((one for _, one in found), key=lambda one: (-one.weight, one.words))


def _assumed(start: Counts, split: float | None) -> str:
    text = "a text" if split is None else f"a text that is split with a chance of {split:.0%}"
    return f"assumed: yes {_share(start, 'yes'):.0%}, as members vote on {text}"


def _made(seat: Seat, counts: Counts, issue: str | None, evidence: Sequence[Evidence]) -> Stand:
    return Stand(
        country=seat.country,
        permanent=seat.kind == "permanent",
        counts=counts,
        issue=issue,
        evidence=tuple(evidence),
    )
