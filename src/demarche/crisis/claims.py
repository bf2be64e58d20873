"""What the statements and events of one page claim: for whom, about whom, that it is so or not so.

A claim is made ready here for comparison with others: which sides of opposites its words take, what
it is about, and which claim of its page it answers where it names that only as "the charge" or
"this". Nothing here looks beyond the page, so that what is read later changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.crisis import claim_words
from demarche.crisis.claim_words import SELF, Words, is_bare, topics_of, words_of
from demarche.crisis.stories import Counted, Done, Said, Side, Story
from demarche.spans import Span

# Characters between a claim and what answers it as "the charge": two paragraphs of an agency.
NEAR = 900
# Share of a report that other statements inside it may take; above, it only passes them on.
PASSED_ON = 0.5

ACT, INTENDED = "act ", "intended"
# Events that one denies to have happened; the others are words that were said, or meetings.
ACTS_TOLD = frozenset(
    "SUPPORT CONCEDE COOPERATE AID RETREAT SANCTION MOBILIZE COERCE ASSAULT".split()
)
DENIED = frozenset(("denied", "did not happen"))
MEANT = frozenset(("promise", "threaten"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a record claims; the fields up to `answers` are those of an Item."""

    id: str
    start: int
    party: str | None
    named: tuple[str, ...]
    asserts: bool | None
    senses: tuple[str, ...]
    topics: tuple[str, ...]
    answers: str | None = None
    accuses: bool = False
    bare: bool = False  # names another claim and says nothing of its own
    view: bool = False  # says how it sees a thing that is told beside it
    sentence: Span


def find_claims(story: Story) -> tuple[Claim, ...]:
    """Return what the statements, events and figures of a page claim, by where they stand.

    An event in or around a statement is told by it already: it only says who does what to whom.
    """
    inner: Counter[str] = Counter()  # characters told by statements within one, by its id
    for one in story.said:
        if one.reported_by:
            inner[one.reported_by] += len(one.content)
    told = {one.id: _of_statement(one, story, inner[one.id]) for one in story.said}
    spoken = [one.whole for one in story.said if one.mode != "intention"]
    meant = [
        span
        for one in story.said
        if one.mode == "intention" or one.act in MEANT
        for span in one.fragments
    ]
    claims = [
        *told.values(),
        *(_of_event(one, story, told, spoken) for one in story.done),
        *(_of_figure(one, told, meant) for one in story.counted),
    ]
    claims.sort(key=lambda claim: (claim.start, claim.id))
    return tuple(_answering(claim, claims) for claim in claims)


def _of_statement(said: Said, story: Story, inner: int) -> Claim:
    spans = said.fragments or (said.whole,)
    words = words_of(" ".join(span.of(story.text) for span in spans))
    plain = words_of(" ".join(story.plain(span) for span in spans))
    cue = words_of(said.cue or "")
    sentence = story.around(Span(spans[0].start, spans[-1].end))
    party = story.party(said.on_behalf_of) or story.party(said.source) or said.source_country
    passed_on = inner > PASSED_ON * len(said.content)
    asserts = claim_words.asserts(words, said.act, said.mode, cue)
    if passed_on or claim_words.is_question(said.content, words):
        asserts = None
    return Claim(
        id=said.id,
        start=spans[0].start,
        party=party,
        named=_named(said, party, words, story),
        asserts=asserts,
        senses=(
            *claim_words.readings(words),
            *claim_words.stands(words, said.act, asserts),
            *claim_words.senses(plain),
            *claim_words.wishes(words, said.act, cue, words_of(sentence.of(story.text))),
        ),
        topics=tuple(sorted(topics_of(plain))),
        accuses=said.act == "accuse",
        bare=is_bare(words),
        view=words.words[:1] == ("as",) and said.mode != "intention",
        sentence=sentence,
    )


def _named(said: Said, party: str | None, words: Words, story: Story) -> tuple[str, ...]:
    """Return the parties that a statement is about, those of its sentence where it names none."""
    spans = said.fragments or (said.whole,)
    named = {*story.inside(spans), story.party(said.target)}
    if not named - {party, None}:
        named |= story.inside([story.around(spans[0])])
    if not SELF.isdisjoint(words.words):
        named.add(party)
    return tuple(sorted(one for one in named if one))


def _of_event(done: Done, story: Story, told: Mapping[str, Claim], spoken: Sequence[Span]) -> Claim:
    """Return what an event claims; where the page alone tells it, its words count too."""
    teller = told.get(done.attributed_to or "")
    alone = teller is None and not any(done.whole.overlaps(span) for span in spoken)
    plain = words_of(story.plain(done.whole) if alone else "")
    sides = [_parties(each, story) for each in (done.actors, done.recipients)]
    happened = {"happened": True, **dict.fromkeys(DENIED, False)}.get(done.factuality)
    return Claim(
        id=done.id,
        start=done.whole.start,
        party=teller.party if teller else None,
        named=tuple(sorted({*sides[0], *sides[1]})),
        asserts=happened if alone else None,
        senses=(*claim_words.senses(plain), *_acts(done, *sides)),
        topics=tuple(sorted(topics_of(plain))),
        sentence=done.whole,
    )


def _parties(sides: Iterable[Side], story: Story) -> list[str]:
    found = {country or story.party(id) for id, country in sides}
    return sorted(one for one in found if one)


def _acts(done: Done, actors: Sequence[str], recipients: Sequence[str]) -> list[str]:
    """Return who does what to whom, + where it is told as done or to come, - where denied."""
    if done.event not in ACTS_TOLD or done.factuality == "called for":
        return []
    side = "-" if done.factuality in DENIED else "+"
    return [f"{ACT}{done.event} {one}>{other} {side}" for one in actors for other in recipients]


def _of_figure(counted: Counted, told: Mapping[str, Claim], meant: Sequence[Span]) -> Claim:
    """Return a figure with whose it is, and whether it is of what somebody means to do."""
    teller = told.get(counted.attributed_to or "")
    return Claim(
        id=counted.id,
        start=counted.whole.start,
        party=teller.party if teller else None,
        named=(),
        asserts=None,
        senses=(INTENDED,) if any(span.covers(counted.whole) for span in meant) else (),
        topics=(),
        sentence=counted.whole,
    )


# ---------------------------------------------------------------- what answers what


def _answering(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """Return a claim with the one that it answers, where it names it only as "the charge"."""
    if not claim.view and (claim.asserts is not False or not claim.bare):
        return claim
    before = [one for one in claims if _may_be_meant(one, claim)]
    best = min(before, key=lambda one: (_fit(one, claim), claim.start - one.start), default=None)
    return claim if best is None else replace(claim, answers=best.id)


def _may_be_meant(one: Claim, answer: Claim) -> bool:
    if one.bare or not 0 < answer.start - one.start <= NEAR:
        return False
    if one.party is not None and one.party == answer.party:
        return False
    if answer.view:
        return one.party is not None and one.sentence.overlaps(answer.sentence)
    return one.asserts is True and _fit(one, answer) < 3


def _fit(one: Claim, answer: Claim) -> int:
    """Return how far a claim is from being what another calls "the charge": 0 is best, 3 is not."""
    about = answer.party in one.named
    together = one.sentence.overlaps(answer.sentence)
    if together and (about or one.accuses):
        return 0
    if one.accuses and about:
        return 1
    return 2 if together or about or one.accuses else 3
