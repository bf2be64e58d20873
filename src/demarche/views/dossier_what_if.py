"""What a body would make of a text: the chance, each member with its words, and what turns it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from demarche.scenario.evidence import Evidence
from demarche.scenario.forecast import Forecast, Member
from demarche.views.dossier_rows import Row, Tables
from demarche.views.dossier_words import day_words
from demarche.views.scenarios import flip_words, percent

BAR = 140.0  # pixels of a member's bar of chances
WORDS_SHOWN = 3  # of a member's evidence, the weightiest; the number of the others is told
NO_BREAK = "\u00a0"  # a blank at which no line ends: between a number and its sign
STATE_SIGNS: Mapping[str, str] = {
    "yes": "✓", "no": "✕", "abstain": "–", "absent": "○", "not participating": "◌",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One state's share of a bar."""

    state: str
    sign: str
    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something that speaks for a vote, with the record it rests on, if the dossier has it."""

    words: str
    row: Row | None


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member: how it would vote, and why that is thought."""

    member: Member
    sign: str
    bar: tuple[Part, ...]
    told: tuple[Told, ...]  # empty: nothing is told of it, all is assumed
    more: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One forecast as it is laid out."""

    made: Forecast
    heading: str
    chance: str
    spread: str
    outcomes: tuple[str, ...]
    tally: str
    lines: tuple[MemberLine, ...]  # in the order of the likeliest ballots
    pivotal: tuple[str, ...]
    other_text: str
    other_votes: str
    unknown: tuple[str, ...]  # names


def lay_out_what_if(made: Forecast, tables: Tables, sentences: Mapping[str, str]) -> WhatIf:
    """Lay one forecast out; `sentences` are those of the issues of its text, by id."""
    names = {member.country: member.name for member in made.members}
    order = list(STATE_SIGNS)
    members = sorted(
        made.members, key=lambda m: (order.index(m.likeliest), not m.permanent, m.name)
    )
    return WhatIf(
        made=made,
        heading=f"{made.body}, {day_words(made.on)}: {_text_words(made.text, sentences)}",
        chance=percent(made.chance),
        spread=f"{percent(made.spread.low)} to {percent(made.spread.high)}",
        outcomes=tuple(
            f"{outcome} {percent(share)}".replace(" ", NO_BREAK)
            for outcome, share in made.outcomes.items()
            if share > 0
        ),
        tally=", ".join(
            f"{STATE_SIGNS[state]} {number:.1f} {state}"
            for state, number in made.expected.items()
            if number >= 0.05
        ),
        lines=tuple(_line(member, tables) for member in members),
        pivotal=tuple(
            f"{names.get(one.country, one.country)}: passes with {percent(one.if_yes)} if it votes "
            f"for it, {percent(one.if_abstain)} if it abstains, {percent(one.if_no)} if against"
            for one in made.pivotal
        ),
        other_text=flip_words(made.smaller_text),
        other_votes=flip_words(made.other_ballots),
        unknown=tuple(names.get(country, country) for country in made.unknown),
    )


def _text_words(text: Mapping[str, int], sentences: Mapping[str, str]) -> str:
    """Return what a text says, issue by issue."""
    said = (
        f"{'' if sign > 0 else 'not: '}{sentences.get(issue, issue)}"
        for issue, sign in text.items()
    )
    return " ".join(said) or "a text without issues"


def _line(member: Member, tables: Tables) -> MemberLine:
    words = [one for one in member.evidence if one.kind != "assumed"]
    return MemberLine(
        member=member,
        sign=STATE_SIGNS[member.likeliest],
        bar=_bar({str(state): chance for state, chance in member.chances.items()}),
        told=tuple(_told(words[:WORDS_SHOWN], tables)),
        more=max(len(words) - WORDS_SHOWN, 0),
    )


def _told(evidence: Iterable[Evidence], tables: Tables) -> Iterable[Told]:
    for one in evidence:
        yield Told(one.words, tables.by_id.get(one.record or ""))


def _bar(chances: Mapping[str, float]) -> tuple[Part, ...]:
    parts, x = [], 0.0
    for state, sign in STATE_SIGNS.items():
        width = BAR * chances.get(state, 0.0)
        if width >= 0.5:
            words = f"{state} {percent(chances[state])}"
            parts.append(Part(state, sign, round(x, 1), round(width, 1), words))
        x += width
    return tuple(parts)
