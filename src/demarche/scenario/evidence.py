"""What is known before a vote: the draft, earlier votes, stated positions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from demarche.errors import OptionError
from demarche.scenario.rules import State

NO_WEIGHT = "expected CODE=SALIENCE:CAPABILITY such as RUS=0.8:2"

EvidenceKind = Literal["set", "sponsor", "vote", "position", "assumed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text that might be put to a vote.

    `issues` are ids of issues with +1 where the text affirms them, -1 where it denies them.
    """

    council: str
    on: date
    issues: Mapping[str, int]
    matter: str | None = None  # None: the council's first
    sponsors: frozenset[str] = frozenset()  # country codes
    parties: frozenset[str] = frozenset()  # parties to the dispute
    given: Mapping[str, State] = field(default_factory=dict)  # ballots taken for certain


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVote:
    """A vote on the item before, as far as its ballots are known."""

    council: str
    when: date  # the last day on which it can have been
    name: str  # symbol or subject
    ballots: Mapping[str, State]  # by country code
    issues: Mapping[str, int] | None = None  # None: what stood in it is not known
    times: int = 1  # how many such votes are told of at once
    exact: bool = True  # whether `when` is its day
    words: str | None = None  # of the page that tells it
    record: str | None = None  # id
    # By country code: the telling that has its ballot, where `words` tell nothing of it; how often
    # the member voted so is what that telling says.
    elsewhere: Mapping[str, "PastVote"] = field(default_factory=dict)

    def told_of(self, country: str) -> "PastVote":
        """Return the vote in the words that tell of a member's ballot."""
        return self.elsewhere.get(country, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A position that a country has stated."""

    country: str
    issue: str
    value: float  # -1 against to +1 for
    when: date  # the last day on which it can have been stated
    words: str
    exact: bool = True  # whether `when` is its day
    condition: str | None = None  # on which it depends, in words
    record: str | None = None  # id


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is known; what is dated on the day of the vote or later is not used."""

    votes: tuple[PastVote, ...] = ()
    stances: tuple[Stance, ...] = ()
    undated: int = 0  # pages left out, since nobody knows whether they were put out before

    def before(self, day: date) -> "Known":
        """Return what was known on the eve of a day."""
        return Known(
            votes=tuple(sorted((v for v in self.votes if v.when < day), key=_when)),
            stances=tuple(sorted((s for s in self.stances if s.when < day), key=_when)),
            undated=self.undated,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that speaks for how a member would vote, in words."""

    kind: EvidenceKind
    words: str
    weight: float  # in votes: how many earlier votes of the member it is worth
    when: date | None = None
    record: str | None = None  # id of the record it rests on, none: not from a page


def undated_note(known: Known) -> tuple[str, ...]:
    """Return how many pages are left out for want of a date, in words; none: nothing."""
    if not known.undated:
        return ()
    return (
        f"pages left out, since when they were put out is not known: {known.undated} with votes or "
        "positions",
    )


def told_day(item: PastVote | Stance) -> str:
    """Return the day of a vote or position, "by" the last one where it has none of its own."""
    return str(item.when) if item.exact else f"by {item.when}"


def parse_text(words: str) -> dict[str, int]:
    """Return the issues of a text as written: "sanctions,-arms-supplies".

    Raises OptionError for one that is named twice or not at all.
    """
    issues: dict[str, int] = {}
    for part in words.split(","):
        name = part.strip().removeprefix("+")
        sign = -1 if name.startswith("-") else 1
        name = name.removeprefix("-").strip()
        if not name or name in issues:
            found = f"{name!r} twice" if name else f"an empty part in {words!r}"
            raise OptionError(
                f"{found} found, expected ids of issues divided by commas: sanctions,-arms-supplies"
            )
        issues[name] = sign
    return issues


def written(issues: Mapping[str, int]) -> str:
    """Return the issues of a text as they are given."""
    return ",".join(f"{'-' if sign < 0 else ''}{name}" for name, sign in issues.items())


def parse_given(words: Sequence[str]) -> dict[str, str]:
    """Return ballots written as "CHN=abstain", several divided by commas. Raises OptionError."""
    given: dict[str, str] = {}
    for part in ",".join(words).split(",") if words else ():
        country, equals, state = part.partition("=")
        if not equals:
            raise OptionError(f"{part!r} found, expected a member and how it votes: CHN=abstain")
        given[country.strip()] = state.strip()
    return given


def parse_weights(words: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return weights written as "RUS=0.8:2" (salience:capability). Raises OptionError."""
    weights = {}
    for part in words:
        country, _, numbers = part.partition("=")
        try:
            salience, capability = map(float, numbers.split(":"))
        except ValueError as error:
            raise OptionError(f"{part!r} found, {NO_WEIGHT}") from error
        weights[country.strip()] = (salience, capability)
    return weights


def _when(item: PastVote | Stance) -> date:
    return item.when
