"""Score forecasts of votes that were held, each made of what was on record before it.

A file of votes, of votes elsewhere and of positions (see evals/gold/syria_votes.toml) is gone
through vote by vote; only what is dated before a vote is used for it, and the base rates of the
years before.

`outcome` is the share of votes whose likelier outcome (adopted or not) came; `votes` that of member
votes whose likeliest state was cast; `brier` the mean over member votes of the squared differences
between chances and what was cast, summed over the five states (0 is best, 2 worst). The same of
forecasters that know less: `always_*` expects every member to say yes, `last_*` what it did last
time, yes where there was no last time. With a folder of pages (`--pages DIR`) `pages_*` are those
of forecasts from what pages put out before each vote tell, and nothing else but the sponsors.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import demarche
from demarche.codebook.councils import CouncilBook, load_councils
from demarche.scenario.evidence import Draft, Known, PastVote, Stance, parse_text
from demarche.scenario.flips import LIKELY
from demarche.scenario.forecast import forecast
from demarche.scenario.inputs import known_before
from demarche.scenario.rules import STATES, State, decide, likeliest

Chances = Mapping[str, Mapping[State, float]]  # of the states by member


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A vote that was held."""

    name: str
    council: str
    when: date
    issues: Mapping[str, int]
    sponsors: frozenset[str]
    ballots: Mapping[str, State]

    def as_past(self) -> PastVote:
        """Return it as what is known of it afterwards."""
        return PastVote(
            council=self.council,
            when=self.when,
            name=self.name,
            ballots=self.ballots,
            issues=self.issues,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What was expected of a vote, and what came."""

    held: Held
    passes: bool
    chances: Chances


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return outcome, votes and brier, those of the two who know less, and n votes held."""
    book = load_councils()
    raw = tomllib.loads(path.read_text("utf-8"))
    held = sorted(_held(raw, book), key=lambda vote: vote.when)
    known = Known(
        votes=(*(vote.as_past() for vote in held), *_elsewhere(raw)),
        stances=tuple(_stances(raw, book)),
    )
    guesses = {
        "": [_foreseen(vote, known, book) for vote in held],
        "always_": [_expected(vote, dict.fromkeys(vote.ballots, "yes"), book) for vote in held],
        "last_": [_expected(vote, _last(vote, held), book) for vote in held],
    }
    if pages is not None:
        with demarche.read(pages) as crisis:
            told = [known_before(crisis.store, book, vote.when) for vote in held]
        guesses["pages_"] = [
            _foreseen(vote, of_pages, book) for vote, of_pages in zip(held, told, strict=True)
        ]
    figures = {
        f"{who}{name}": value
        for who, made in guesses.items()
        for name, value in measure(made, book)
    }
    return figures | {"n": len(held)}


def measure(guesses: Sequence[Guess], book: CouncilBook) -> Iterator[tuple[str, float]]:
    """Yield outcome, votes and brier of guesses. Raises ValueError when there is none."""
    if not guesses:
        raise ValueError("no vote to score: expected sections [[vote]]")
    pairs = [
        (guess.chances[member], cast)
        for guess in guesses
        for member, cast in guess.held.ballots.items()
    ]
    yield (
        "outcome",
        sum(g.passes == _passed(g.held, g.held.ballots, book) for g in guesses) / len(guesses),
    )
    yield "votes", sum(likeliest(chances) == cast for chances, cast in pairs) / len(pairs)
    yield "brier", sum(brier(chances, cast) for chances, cast in pairs) / len(pairs)


def brier(chances: Mapping[State, float], cast: State) -> float:
    """Return the squared differences between chances and what was cast, summed over the states."""
    return sum((chances.get(state, 0.0) - (state == cast)) ** 2 for state in STATES)


def _foreseen(vote: Held, known: Known, book: CouncilBook) -> Guess:
    """Return the forecast of a vote; what is dated on its day or later is not used."""
    draft = Draft(council=vote.council, on=vote.when, issues=vote.issues, sponsors=vote.sponsors)
    made = forecast(draft, known, book, names={})
    return Guess(
        held=vote,
        passes=made.chance >= LIKELY,
        chances={member.country: member.chances for member in made.members},
    )


def _expected(vote: Held, ballots: Mapping[str, State], book: CouncilBook) -> Guess:
    """Return what follows from expecting these ballots for certain."""
    return Guess(
        held=vote,
        passes=_passed(vote, ballots, book),
        chances={member: {state: 1.0} for member, state in ballots.items()},
    )


def _last(vote: Held, held: Sequence[Held]) -> dict[str, State]:
    """Return what each member did in the vote before, yes where it was not there."""
    before = [one for one in held if one.when < vote.when]
    last = before[-1].ballots if before else {}
    return {member: last.get(member, "yes") for member in vote.ballots}


def _passed(vote: Held, ballots: Mapping[str, State], book: CouncilBook) -> bool:
    rule = book.rule(vote.council, vote.when)
    permanent = [
        seat.country for seat in book.members(vote.council, vote.when) if seat.kind == "permanent"
    ]
    return decide(rule, ballots, permanent).outcome == "adopted"


def _held(raw: Mapping[str, Any], book: CouncilBook) -> Iterator[Held]:
    for row in raw["vote"]:
        ballots: dict[str, State] = dict.fromkeys(
            (seat.country for seat in book.members(row["on"], row["when"])), "yes"
        )
        for state in STATES:
            ballots |= dict.fromkeys(row.get(state, ()), state)
        yield Held(
            name=row["name"],
            council=row["on"],
            when=row["when"],
            issues=parse_text(row["text"]),
            sponsors=frozenset(row.get("sponsors", ())),
            ballots=ballots,
        )


def _elsewhere(raw: Mapping[str, Any]) -> Iterator[PastVote]:
    for row in raw.get("elsewhere", ()):
        yield PastVote(
            council=row["on"],
            when=row["when"],
            name=row["name"],
            ballots=row["ballots"],
            issues=parse_text(row["text"]),
            words=row["source"],
        )


def _stances(raw: Mapping[str, Any], book: CouncilBook) -> Iterator[Stance]:
    for row in raw.get("position", ()):
        members = [seat.country for seat in book.members("unsc", row["when"])]
        who = members if row["who"] == ["all"] else row["who"]
        for country in who:
            for issue, sign in parse_text(row["text"]).items():
                if country not in row.get("without", ()):
                    yield Stance(
                        country=country,
                        issue=issue,
                        value=float(sign),
                        when=row["when"],
                        words=f"{row['words']} ({row['source']})",
                    )
