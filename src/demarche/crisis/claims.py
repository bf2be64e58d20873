"""What the statements and events of one page claim: for whom, about whom, that it is so or not so.

A claim is made ready here for comparison with others: which sides of opposites its words take, what
it is about, and which claim of its page it answers where it names that only as "the charge" or
"this". Nothing here looks beyond the page, so that what is read later changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.crisis import claim_words
from demarche.crisis.claim_words import SELF, Words, is_bare, topics_of, words_of
from demarche.crisis.stories import Counted, Done, Held, Said, Side, Story
from demarche.spans import Span

# Characters between a claim and what answers it as "the charge": two paragraphs of an agency.
NEAR = 900
# Share of a report that other statements inside it may take; above, it only passes them on.
PASSED_ON = 0.5

ACT, INTENDED, BEHIND = "act ", "intended", "behind it +"
TO_COME = f"{ACT}to come "  # what may yet be done contradicts nothing that was
FUTURE = frozenset("will would wo may might can could shall going".split())
# Nouns whose number is a count of what was told before: "other estimates speak of 40 %".
ESTIMATES = frozenset(
    """estimate estimates figure figures count counts toll tally statistics survey surveys poll
    polls""".split()
)
# Between two claims of one sentence these set the one against the other.
CONTRASTS = frozenset("but while whereas although though however yet".split())
# Starts of cues by which one contends: beside another's claim, and set against it.
CONTENDING = (
    "argu", "insist", "claim", "maintain", "conten", "den", "disput", "reject", "dismiss", "charg",
    "accus", "fear", "suspect", "alleg", "counter", "refut", "assert",
)  # fmt: skip
# Characters between two claims that one word sets against each other: room for a source and its
# cue, a judgement.
BESIDE = 120
# Events that one denies to have happened; the others are words that were said, or meetings.
ACTS_TOLD = frozenset(
    "SUPPORT CONCEDE COOPERATE AID RETREAT SANCTION MOBILIZE COERCE ASSAULT".split()
)
DENIED = frozenset(("denied", "did not happen"))
MAY_BE = frozenset(("planned", "conditional"))
OUTRIGHT = frozenset(("deny", "reject"))  # acts that deny by themselves, and not by a "not"
MEANT = frozenset(("promise", "threaten"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a record claims; the fields up to `answers` are those of an Item."""

    id: str
    start: int
    end: int
    party: str | None
    named: tuple[str, ...]
    asserts: bool | None
    senses: tuple[str, ...]
    topics: tuple[str, ...]
    answers: str | None = None
    accuses: bool = False
    bare: bool = False  # names another claim and says nothing of its own
    of_part: bool = False  # names it as a part in what one is charged with
    outright: bool = False  # is a denial by its act
    is_act: bool = False  # is told by the page, and nobody's word
    view: bool = False  # says how it sees a thing that is told beside it
    claims: bool = False  # somebody says it, or demands it
    contends: bool = False  # said in words that contend
    sentence: Span


def find_claims(story: Story) -> tuple[Claim, ...]:
    """Return what the statements, events, figures and positions of a page claim, in its order.

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
        *_of_figures(story, told, meant),
        *(_of_position(one, story) for one in story.held),
    ]
    claims.sort(key=lambda claim: (claim.start, claim.id))
    return tuple(_answering(claim, claims, story) for claim in claims)


def _of_statement(said: Said, story: Story, inner: int) -> Claim:
    spans = _own_words(said, story)
    words = words_of(" ".join(span.of(story.text) for span in spans))
    plain = words_of(" ".join(story.plain(span) for span in spans))
    cue = words_of(said.cue or "")
    sentence = story.around(Span(spans[0].start, spans[-1].end))
    party = story.party(said.on_behalf_of) or story.party(said.source) or said.source_country
    passed_on = inner > PASSED_ON * len(said.content) and not is_bare(words)
    asserts = claim_words.asserts(words, said.act, said.mode, cue)
    if passed_on or claim_words.is_question(said.content, words):
        asserts = None
    denies_by_not = asserts is False and said.act not in OUTRIGHT
    turned = claim_words.negated_part(plain) if denies_by_not else plain
    wishes = claim_words.wishes(words, said.act, cue, words_of(sentence.of(story.text)))
    return Claim(
        id=said.id,
        start=spans[0].start,
        end=spans[-1].end,
        party=party,
        named=_named(said, party, words, story),
        asserts=asserts,
        senses=(
            *claim_words.readings(words),
            *claim_words.stands(words, said.act, asserts),
            *claim_words.senses(plain, among=turned),
            *(() if passed_on else wishes),
        ),
        topics=tuple(sorted(topics_of(plain))),
        accuses=said.act == "accuse",
        bare=is_bare(words),
        of_part=claim_words.is_of_part(words),
        outright=said.act in OUTRIGHT,
        view=words.words[:1] == ("as",) and said.mode != "intention" and party is not None,
        claims=(asserts is not None or said.act == "demand") and not passed_on,
        contends=any(word.startswith(CONTENDING) for word in cue.words),
        sentence=sentence,
    )


def _own_words(said: Said, story: Story) -> Sequence[Span]:
    """Return what a statement says; of "she blames Brodia, charges it denies" the charges."""
    spans = said.fragments or (said.whole,)
    if said.act not in OUTRIGHT or len(spans) < 2:
        return spans
    bare = [span for span in spans if is_bare(words_of(span.of(story.text)))]
    return bare[-1:] or spans


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
    said = words_of(story.contents.get(done.attributed_to or "", ""))
    to_come = done.factuality in MAY_BE or not FUTURE.isdisjoint(said.words)
    return Claim(
        id=done.id,
        start=done.whole.start,
        end=done.whole.end,
        party=teller.party if teller else None,
        named=tuple(sorted({*sides[0], *sides[1]})),
        asserts=happened if alone else None,
        senses=(*claim_words.senses(plain), *_acts(done, *sides, to_come=to_come)),
        is_act=True,
        topics=tuple(sorted(topics_of(plain))),
        sentence=done.whole,
    )


def _parties(sides: Iterable[Side], story: Story) -> list[str]:
    found = {country or story.party(id) for id, country in sides}
    return sorted(one for one in found if one)


def _acts(
    done: Done, actors: Sequence[str], recipients: Sequence[str], *, to_come: bool
) -> list[str]:
    """Return who does what to whom, + where it is told as done or to come, - where denied."""
    if done.event not in ACTS_TOLD or done.factuality == "called for":
        return []
    start, side = TO_COME if to_come else ACT, "-" if done.factuality in DENIED else "+"
    return [f"{start}{done.event} {one}>{other} {side}" for one in actors for other in recipients]


def _of_figures(story: Story, told: Mapping[str, Claim], meant: Sequence[Span]) -> Iterator[Claim]:
    """Yield figures; in "..., but others say 40 %" the other estimate answers the first."""
    before: dict[tuple[int, str | None], Counted] = {}
    for one in sorted(story.counted, key=lambda one: (one.whole.start, one.id)):
        claim = _of_figure(one, story, told, meant)
        key = claim.start, one.unit
        first = before.setdefault(key, one)
        between = words_of(story.text[first.whole.end : one.whole.start])
        estimated = not ESTIMATES.isdisjoint(words_of(one.what).words)
        if first is not one and estimated and not CONTRASTS.isdisjoint(between.words):
            claim = replace(claim, answers=first.id)
        yield claim


def _of_figure(
    counted: Counted, story: Story, told: Mapping[str, Claim], meant: Sequence[Span]
) -> Claim:
    """Return a figure with whose it is, and whether it is of what somebody means to do.

    It starts where its sentence does: two numbers of one sentence are of two things.
    """
    teller = told.get(counted.attributed_to or "")
    return Claim(
        id=counted.id,
        start=story.around(counted.whole).start,
        end=counted.whole.end,
        party=teller.party if teller else None,
        named=(),
        asserts=None,
        senses=(INTENDED,) if any(span.covers(counted.whole) for span in meant) else (),
        topics=(),
        sentence=counted.whole,
    )


def _of_position(held: Held, story: Story) -> Claim:
    """Return a position with whom its sentence names."""
    return Claim(
        id=held.id,
        start=held.whole.start,
        end=held.whole.end,
        party=None,
        named=tuple(sorted(story.inside([held.whole]))),
        asserts=None,
        senses=(),
        topics=(),
        sentence=held.whole,
    )


# ---------------------------------------------------------------- what answers what


def _answering(claim: Claim, claims: Sequence[Claim], story: Story) -> Claim:
    """Return a claim with the one that it answers: "the charge", or the one it is set against."""
    if not claim.view and (claim.asserts is not False or not claim.bare):
        return _set_against(claim, claims, story) if claim.contends else claim
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
    if answer.of_part and not (one.accuses or BEHIND in one.senses):
        return False
    if one.is_act and not answer.outright:
        return False  # "such reports are baseless": somebody's word, not what the page tells
    return one.asserts is True and _fit(one, answer) < 3


def _set_against(claim: Claim, claims: Sequence[Claim], story: Story) -> Claim:
    """Return a claim with that of another party before it in its sentence: "..., but Y insists"."""
    if claim.asserts is None or not is_known_party(claim.party):
        return claim
    before = [
        one
        for one in claims
        if one.claims
        and one.sentence.overlaps(claim.sentence)
        and is_known_party(one.party)
        and one.party != claim.party
        and _is_set_between(one, claim, story)
    ]
    best = max(before, key=lambda one: (one.end, one.id), default=None)
    return claim if best is None else replace(claim, answers=best.id)


def _is_set_between(one: Claim, claim: Claim, story: Story) -> bool:
    """Say whether a word of contrast and who makes the second claim stand between two claims."""
    if not 0 <= claim.start - one.end <= BESIDE:
        return False
    between = Span(one.end, claim.start)
    contrast = not CONTRASTS.isdisjoint(words_of(between.of(story.text)).words)
    return contrast and claim.party in story.inside([between])


def is_known_party(party: str | None) -> bool:
    """Say whether it is known for whom somebody speaks."""
    return party is not None and not party.startswith("?")


def _fit(one: Claim, answer: Claim) -> int:
    """Return how far a claim is from being what another calls "the charge": 0 is best, 3 is not."""
    about = answer.party in one.named
    together = one.sentence.overlaps(answer.sentence)
    if together and (about or one.accuses):
        return 0
    if one.accuses and about:
        return 1
    return 2 if together or about else 3
