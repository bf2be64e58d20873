"""What the statements and events of one page claim: for whom, about whom, that it is so or not so.

A claim is made ready here for comparison with others: which sides of opposites its words take, what
it is about, and which claim of its page it answers where it names that only as "the charge" or
"this". Nothing here looks beyond the page, so that what is read later changes nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from demarche.codebook.opposites import Opposite, OppositeBook, load_opposites
from demarche.codebook.phrases import fold
from demarche.codebook.stems import stem
from demarche.records import Entity, Event, Figure, Reading, Reference, Statement
from demarche.spans import Span

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
NON = re.compile(r"\b(non|self)-(?=\w)")
NEGATIONS = frozenset("no not never neither nor none nobody nothing without cannot hardly".split())
# Where the clause that a claim is about ends: what is negated further on is another thing.
MARKS = frozenset("that which who whom whose because if unless while but although since as".split())
ONLY = frozenset("only just merely simply".split())  # "not only": nothing is denied
SELF = frozenset("it its we our us my i his her he she their they itself ourselves".split())
MODALS = frozenset("should must ought shall".split())
ACTS = frozenset(("say", "deny", "accuse", "reject", "warn", "predict"))
ASKING = frozenset("is are was were do does did has have can could will would".split())
GROUNDS = frozenset(("grounds",))
QUOTES = "\"\u201d\u2019' "
# Whose names say what a claim is about; all others are compared as parties.
TOPICS = frozenset(("person", "place", "document", "vessel", "other"))
# Characters between a claim and what answers it as "the charge": two paragraphs of an agency.
NEAR = 900
# Words of a content that names another claim and no more: "the allegations of the rebels".
BARE = 7
# Words of a content among which what it is about stands first: "the terms of a draft".
HEAD = 6
TOLD_AS, DENIED = {"happened": True}, {"denied": False, "did not happen": False}
ACT = "act "
# Events that one denies to have happened; the others are words that were said, or meetings.
ACTS_TOLD = frozenset(
    "SUPPORT CONCEDE COOPERATE AID RETREAT SANCTION MOBILIZE COERCE ASSAULT".split()
)
# Share of a report that another statement inside it may take; above, it only passes that on.
PASSED_ON = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a record claims; the fields are those of an Item under the same names."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page as claims are found on it: who is named where, and where its sentences are."""

    text: str
    parties: dict[str, str]  # by the ids of entities
    mentions: tuple[tuple[Span, str], ...]
    names: tuple[Span, ...]  # of states, peoples and bodies
    sentences: tuple[Span, ...]

    def party(self, reference: Reference | None) -> str | None:
        return self.parties.get(reference.id) if reference else None

    def inside(self, spans: Sequence[Span]) -> set[str]:
        """Return the parties that are named within some spans."""
        return {party for at, party in self.mentions if any(span.covers(at) for span in spans)}

    def around(self, span: Span) -> Span:
        """Return the sentences that a span lies in, as one span; itself where none are known."""
        found = [span, *(one for one in self.sentences if one.overlaps(span))]
        return Span(min(one.start for one in found), max(one.end for one in found))


def find_claims(reading: Reading) -> tuple[Claim, ...]:
    """Return what the statements and events of a page claim, by where they stand.

    An event in or around a statement is told by it already: it only says who does what to whom.
    """
    page = _page(reading)
    inner: Counter[str] = Counter()  # characters told by statements within one, by its id
    for one in reading.statements:
        if one.reported_by:
            inner[one.reported_by] += len(one.content)
    claims = [_of_statement(one, page, inner[one.id]) for one in reading.statements]
    spoken = [one.evidence[0].span for one in reading.statements if one.mode != "intention"]
    told = {claim.id: claim for claim in claims}
    for event in reading.events:
        teller = told.get(event.attributed_to or "")
        alone = teller is None and not _overlaps(event.evidence[0].span, spoken)
        claims.append(_of_event(event, page, teller, alone))
    meant = [
        span
        for one in reading.statements
        if one.mode == "intention" or one.act in ("promise", "threaten")
        for span in one.fragments
    ]
    claims.extend(_of_figure(one, page, meant, claims) for one in reading.figures)
    claims.sort(key=lambda claim: (claim.start, claim.id))
    return tuple(_answering(claim, claims) for claim in claims)


def party_of(entity: Entity) -> str:
    """Return whom an entity stands for in a dispute: its country, else itself by name.

    A person of no known country has a question mark: he may be of the party that he speaks of.
    """
    doubt = "?" if entity.kind == "person" else ""
    return entity.country or doubt + fold(entity.name)


def _page(reading: Reading) -> _Page:
    parties = {entity.id: party_of(entity) for entity in reading.entities}
    found = {
        (place.span, parties[entity.id]) for entity in reading.entities for place in entity.evidence
    }
    names = {
        place.span
        for entity in reading.entities
        if entity.kind not in TOPICS
        for place in entity.evidence
        if any(letter.isupper() for letter in place.quote)
    }
    return _Page(
        text=reading.document.text,
        parties=parties,
        mentions=tuple(sorted(found)),
        names=tuple(sorted(names)),
        sentences=tuple(sentence.span for sentence in reading.sentences),
    )


# ---------------------------------------------------------------- claims


def _of_statement(statement: Statement, page: _Page, inner: int) -> Claim:
    book = load_opposites()
    party = page.party(statement.on_behalf_of) or page.party(statement.source)
    spans = statement.fragments or (statement.evidence[0].span,)
    words = [word for span in spans for word in words_of(span.of(page.text))]
    asserts = _asserts(statement, words, book)
    if inner > PASSED_ON * len(statement.content):
        asserts = None
    sentence = page.around(Span(spans[0].start, spans[-1].end))
    return Claim(
        id=statement.id,
        start=spans[0].start,
        party=party or statement.source_country,
        named=_named(statement, party, words, page),
        asserts=asserts,
        senses=(
            *_readings(words, book),
            *_stands(statement, words, book),
            *_senses(_plain(spans, page), book.opposites),
            *_wishes(statement, words, page, book),
        ),
        topics=_topics(spans, page, book),
        accuses=statement.act == "accuse",
        bare=is_bare(words, book),
        view=words[:1] == ["as"] and statement.mode != "intention",
        sentence=sentence,
    )


def _named(
    statement: Statement, party: str | None, words: Sequence[str], page: _Page
) -> tuple[str, ...]:
    """Return the parties that a statement is about, those of its sentence where it names none."""
    spans = statement.fragments or (statement.evidence[0].span,)
    named = page.inside(spans) | {page.party(statement.target)}
    if not named - {party, None}:
        named |= page.inside([page.around(spans[0])])
    if not SELF.isdisjoint(words):
        named.add(party)
    return tuple(sorted(one for one in named if one))


def _of_event(event: Event, page: _Page, teller: Claim | None, alone: bool) -> Claim:
    """Return what an event claims; `alone`: the page itself tells it, and nothing but this."""
    span, book = event.evidence[0].span, load_opposites()
    actors, recipients = (
        {side.country or page.party(side.entity) for side in sides} - {None}
        for sides in (event.actors, event.recipients)
    )
    words = _plain([span], page) if alone else []
    return Claim(
        id=event.id,
        start=span.start,
        party=teller.party if teller else None,
        named=tuple(sorted(one for one in actors | recipients if one)),
        asserts={**TOLD_AS, **DENIED}.get(event.factuality) if alone else None,
        senses=(
            *_senses(words, book.opposites),
            *(
                f"{ACT}{event.event} {actor}>{recipient} {side}"
                for actor in sorted(map(str, actors))
                for recipient in sorted(map(str, recipients))
                if event.event in ACTS_TOLD and (side := _factual(event))
            ),
        ),
        topics=_topics([span], page, book) if alone else (),
        sentence=span,
    )


def _factual(event: Event) -> str:
    """Return + for an act that is told as done or to come, - for one that is denied."""
    return "-" if event.factuality in DENIED else "" if event.factuality == "called for" else "+"


def _overlaps(span: Span, spans: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in spans)


def _of_figure(
    figure: Figure, page: _Page, meant: Sequence[Span], claims: Sequence[Claim]
) -> Claim:
    """Return a figure with whose it is, and whether it is of what somebody means to do."""
    span = figure.evidence[-1].span
    teller = next((claim for claim in claims if claim.id == figure.attributed_to), None)
    return Claim(
        id=figure.id,
        start=span.start,
        party=teller.party if teller else None,
        named=(),
        asserts=None,
        senses=("intended",) if any(one.covers(span) for one in meant) else (),
        topics=(),
        sentence=span,
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded; "non-compliance" is one, "civilian-use" two."""
    return WORD.findall(NON.sub(r"\1", fold(text)))


def _plain(spans: Sequence[Span], page: _Page) -> list[str]:
    """Return the words of spans that are no part of a name: "Atomic Energy Agency" says nothing."""
    words: list[str] = []
    for span in spans:
        names = [name for name in page.names if name.overlaps(span)]
        text = list(span.of(page.text))
        for name in names:
            for at in range(max(name.start, span.start), min(name.end, span.end)):
                text[at - span.start] = " "
        words.extend(words_of("".join(text)))
    return words


def _topics(spans: Sequence[Span], page: _Page, book: OppositeBook) -> tuple[str, ...]:
    """Return the stems of words that say what a claim is about, names of parties left out."""
    found = {stem(word) for word in _plain(spans, page) if len(word) > 3}
    return tuple(sorted(found - book.empty - book.nouns))


def _asserts(statement: Statement, words: Sequence[str], book: OppositeBook) -> bool | None:
    """Say whether a statement says that its content is so, or not so; None: it claims nothing."""
    if not GROUNDS.isdisjoint(words):
        return True  # whatever is wanted, what it is wanted for is said to be so
    if statement.mode == "intention" or statement.act not in ACTS or _leaves_open(statement):
        return None
    if statement.act == "deny" and not book.granted.isdisjoint(map(stem, words[:4])):
        return None  # "denied him access": refused, not called untrue
    meant = {*_readings(words, book)}
    if _dismisses(words, book) or (meant and not book.wrongly.isdisjoint(map(stem, words))):
        return False
    if statement.act == "reject":
        return False if _speaks_of_claim(words, book) else None
    if "what it means" in meant:
        return (statement.act == "deny") == is_negated(words)  # a text may well say "must"
    if not MODALS.isdisjoint(words[:BARE]) or statement.content.rstrip(QUOTES).endswith("?"):
        return None
    return (statement.act == "deny") == is_negated(words)


def _leaves_open(statement: Statement) -> bool:
    """Say whether a claim is neither confirmed nor denied: "has never confirmed or denied"."""
    cue = words_of(statement.cue or "")
    return any(word.startswith("confirm") for word in cue) and any(
        word.startswith("den") for word in cue
    )


def is_negated(words: Sequence[str]) -> bool:
    """Say whether the first clause of a claim is negated (an odd number of times)."""
    count = 0
    if len(words) > 2 and words[0] in ASKING and "not" in words[1:3]:
        return False  # "Is it not true that ...?" says that it is
    for at, word in enumerate(words):
        if word in MARKS and at > 1:
            break
        only = at + 1 < len(words) and words[at + 1] in ONLY
        count += (word in NEGATIONS or word.endswith("n't")) and not only
    return count % 2 == 1


def _speaks_of_claim(words: Sequence[str], book: OppositeBook) -> bool:
    return any(stem(word) in book.nouns for word in words[:BARE])


def _dismisses(words: Sequence[str], book: OppositeBook) -> bool:
    """Say whether a claim calls another untrue: "such reports are baseless"."""
    if not any(stem(word) in book.dismissals for word in words):
        return False
    start = 1 if words[:1] == ["that"] else 0
    pronoun = not book.pronouns.isdisjoint(words[start : start + 2])
    return pronoun or _speaks_of_claim(words, book)


def is_bare(words: Sequence[str], book: OppositeBook) -> bool:
    """Say whether a content names another claim and no more: "a charge", "such a link"."""
    if 0 < len(words) <= BARE and _speaks_of_claim(words, book):
        at = next(at for at, word in enumerate(words) if stem(word) in book.nouns)
        return len(words) - at <= 3
    return _dismisses(words, book) or (0 < len(words) <= 2 and words[0] in book.pronouns)


# ---------------------------------------------------------------- opposites


def _senses(words: Sequence[str], opposites: Iterable[Opposite]) -> Iterator[str]:
    """Yield the sides that the words of a claim take: "arming +", "peaceful or military -".

    The words alone count; whether the claim is denied is told by `asserts`.
    """
    stems = _stems(words)
    for opposite in opposites:
        if not opposite.about or not opposite.about.isdisjoint(stems):
            side = _side(stems, opposite)
            if side:
                yield f"{opposite.name} {side}"


def _readings(words: Sequence[str], book: OppositeBook) -> Iterator[str]:
    """Yield that a claim speaks of a text or a meeting, and that it says what that means."""
    stems = [stem(word) for word in words]
    if not book.texts.isdisjoint(stems):
        yield "of a text"
    tells = any(one in book.texts and two in book.tells for one, two in pairwise(stems))
    if tells or not book.meanings.isdisjoint(stems):
        yield "what it means"


def _stands(statement: Statement, words: Sequence[str], book: OppositeBook) -> Iterator[str]:
    """Yield whether a statement is for or against the text that it names first."""
    if statement.act not in ("endorse", "reject"):
        return
    stems = [stem(word) for word in words[:HEAD]]
    text = next((word for word in stems if word in book.texts), None)
    if text is not None:
        name = "draft" if text in book.drafts else text
        yield f"stand on {name} {'+' if statement.act == 'endorse' else '-'}"


def _stems(words: Sequence[str]) -> set[str]:
    """Return the stems of words, and of each two that stand together."""
    stems = [stem(word) for word in words]
    return {*stems, *(f"{one} {two}" for one, two in pairwise(stems))}


def _side(stems: set[str], opposite: Opposite) -> str:
    """Return + for the first side, - for the second, nothing for both or none."""
    first = not opposite.first.isdisjoint(stems)
    second = not opposite.second.isdisjoint(stems)
    if first and second:
        over = opposite.over or not load_opposites().pretences.isdisjoint(stems)
        return "-" if over else ""
    return "+" if first else "-" if second else ""


def _wishes(
    statement: Statement, words: Sequence[str], page: _Page, book: OppositeBook
) -> Iterator[str]:
    """Yield the sides of conditions that a statement takes; to reject the one is to want the other.

    What it is about may stand in its sentence. A condition told after all ("resume, but only once
    ...") is one.
    """
    stems = _stems([*words_of(statement.cue or ""), *words])
    around = page.around(statement.evidence[0].span).of(page.text)
    about = set(map(stem, words_of(around)))
    for one in book.conditions:
        first, second = not one.first.isdisjoint(stems), not one.second.isdisjoint(stems)
        if (first or second) and not one.about.isdisjoint(about):
            rejected = statement.act == "reject" and not first
            yield f"{one.name} {'-' if second and not rejected else '+'}"


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
