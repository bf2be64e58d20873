"""The steps of diplomacy that a page tells: votes, meetings, measures, plans, and where each side
stands.
"""

from dataclasses import dataclass
from typing import Literal

from demarche.records.basics import Evidence, MadeBy, Period, Reference, described
from demarche.records.told import Factuality, Participant

Ballot = Literal["yes", "no", "abstain", "absent", "not participating"]
VoteResult = Literal["adopted", "vetoed", "failed", "blocked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberVote:
    """How one member of a body voted."""

    member: Reference = described("who votes")
    country: str | None = described("ISO 3166 alpha-3 code")
    ballot: Ballot = described("yes, no, abstain, absent or not participating")
    mention: str = described("the words on the page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote of a body on a text, or several at once: "two drafts were vetoed"."""

    id: str = described("content hash")
    body: Reference | None = described("the body that votes")
    text: str | None = described("the draft or subject, in the page's words")
    symbol: str | None = described("document symbol of the draft or resolution, such as S/2012/538")
    count: int = described("how many votes are told of at once, 1 for a single one")
    when: Period | None = described("when it was or is to be")
    yes: int | None = described("members in favour, none when not told")
    no: int | None = described("members against, none when not told")
    abstain: int | None = described("members abstaining, none when not told")
    absent: int | None = described("members absent, none when not told")
    not_participating: int | None = described("members not participating, none when not told")
    members: tuple[MemberVote, ...] = described("members whose vote is told, by name")
    result: VoteResult | None = described("adopted, vetoed, failed or blocked, none: not told")
    factuality: Factuality = described("happened, planned, called for, ...")
    attributed_to: str | None = described("id of the statement it stands in, none: the page's")
    evidence: tuple[Evidence, ...] = described("first the sentence, then trigger and parties")
    made_by: MadeBy = described("rule or network that made it, and why")
    score: float = described("0 to 1, how sure")


MeetingKind = Literal[
    "talks", "conference", "summit", "council session", "visit", "briefing", "call", "other"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting, held or planned, with who was there, who was asked, and who stayed away."""

    id: str = described("content hash")
    kind: MeetingKind = described("talks, conference, summit, council session, visit, ...")
    name: str | None = described("its own name, such as 'Friends of Freedonia'")
    participants: tuple[Participant, ...] = described("who is or was there")
    invited: tuple[Participant, ...] = described("who was invited, if that is told")
    absent: tuple[Participant, ...] = described("who stayed away or refused to come")
    host: Reference | None = described("who holds it")
    place: Reference | None = described("where")
    when: Period | None = described("when it was or is to be")
    outcome: str | None = described("what came of it, in the page's words")
    factuality: Factuality = described("happened, planned, called for, did not happen, ...")
    attributed_to: str | None = described("id of the statement it stands in, none: the page's")
    evidence: tuple[Evidence, ...] = described("first the sentence, then trigger and parties")
    made_by: MadeBy = described("rule or network that made it, and why")
    score: float = described("0 to 1, how sure")


MeasureStatus = Literal[
    "proposed", "threatened", "promised", "announced", "adopted", "in force", "suspended",
    "halted", "refused", "vetoed", "ended",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure of one party towards another, with how far it has come."""

    id: str = described("content hash")
    kind: str = described("kind by the codebook: sanctions, arms embargo, observers, ...")
    what: str = described("the measure in the page's words")
    by: tuple[Reference, ...] = described("who takes it, is to take it, or refuses it")
    target: tuple[Reference, ...] = described("whom it is aimed at or meant for")
    status: MeasureStatus = described("proposed, announced, in force, halted, refused, ...")
    when: Period | None = described("when it had that status")
    conditions: str | None = described("what it depends on, in the page's words")
    attributed_to: str | None = described("id of the statement it stands in, none: the page's")
    evidence: tuple[Evidence, ...] = described("first the sentence, then trigger and parties")
    made_by: MadeBy = described("rule or network that made it, and why")
    score: float = described("0 to 1, how sure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One thing that a plan provides."""

    text: str = described("what is to be done, in the page's words")
    obligors: tuple[Reference, ...] = described("who is to do it")
    order: int | None = described("its place in the order the page tells, from 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan, proposal, accord or draft that a page speaks of."""

    id: str = described("content hash")
    key: str = described("what is equal for one plan on several pages")
    name: str = described("its fullest name on the page")
    authors: tuple[Reference, ...] = described("whose plan it is")
    when: Period | None = described("when it was made or put forward")
    provisions: tuple[Provision, ...] = described("what it provides, in the order of the page")
    attributed_to: str | None = described("id of the statement it stands in, none: the page's")
    evidence: tuple[Evidence, ...] = described("its mentions; provisions follow")
    made_by: MadeBy = described("rule or network that made it, and why")
    score: float = described("0 to 1, how sure")


Verdict = Literal["keeps", "partly", "breaks", "not yet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compliance:
    """A claim that a party keeps a plan, or does not."""

    id: str = described("content hash")
    plan: str = described("key of the plan")
    party: Reference | None = described("who keeps or breaks it")
    verdict: Verdict = described("keeps, partly, breaks or not yet")
    assessor: Reference | None = described("who says so, none: the page")
    as_of: Period | None = described("when that was so")
    attributed_to: str | None = described("id of the statement it stands in, none: the page's")
    evidence: tuple[Evidence, ...] = described("first the sentence, then trigger and party")
    made_by: MadeBy = described("rule or network that made it, and why")
    score: float = described("0 to 1, how sure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where an actor stands on an issue at one time, by one statement or act."""

    id: str = described("content hash")
    actor: Reference = described("whose position it is")
    country: str | None = described("ISO 3166 alpha-3 code of the state the actor speaks for")
    issue: str = described("id of the issue in the codebook, or plan:KEY")
    target: Reference | None = described(
        "whom the issue is about there: sanctions on whom, whose leader, none: not told",
        default=None,
    )
    stance: float | None = described("-1 denies the issue's sentence, 1 affirms it, none: no side")
    condition: str | None = described("what it depends on, in the page's words")
    when: Period | None = described("when it was taken")
    via: Reference | None = described("who tells of it, none: the actor itself or the page")
    records: tuple[str, ...] = described("ids of the statements and events that it rests on")
    attributed_to: str | None = described("id of the statement it stands in, none: the page's")
    evidence: tuple[Evidence, ...] = described(
        "first the words that tell it, then cue, actor, target"
    )
    made_by: MadeBy = described("rule or network that made it, and why")
    score: float = described("0 to 1, how sure")
