"""Votes on a page: who voted how on which text in which body, and what came of it.

vote_words   the words that tell one, with text, body and members
vote_counts  tallies and symbols
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from demarche.codebook.load import Codebook, load_codebook
from demarche.extract.entities import PageEntities
from demarche.extract.factuality import Judgement
from demarche.extract.moments import closer_of, may_be_one, when_told
from demarche.extract.participants import Side
from demarche.extract.scenes import (
    Scene,
    judge,
    quoted,
    reference,
    references,
    scenes_of,
    statement_around,
    with_evidence,
)
from demarche.extract.trees import Tree, phrase, sentence_span, span_of, subtree
from demarche.extract.vote_counts import Tally, count_votes, last_symbol_in, symbol_in
from demarche.extract.vote_words import Cast, body_before, council_of, find_casts
from demarche.records import (
    Ballot,
    Document,
    Evidence,
    MadeBy,
    MemberVote,
    Passage,
    Statement,
    Vote,
    VoteResult,
    evidence_of,
    make_id,
)
from demarche.spans import Span

RULES_VERSION = "1"
# Text and body told, one of them, or neither. A judgement, not a count.
SCORES = {2: 0.85, 1: 0.7, 0: 0.5}
OF_COUNCIL = "S/"  # how symbols of Security Council documents begin
DONE = frozenset({"happened", "alleged"})
LONGEST = 30  # words of a text's name with the clause that tells what it is about
APART = frozenset({"conj", "cc", "parataxis", "punct", "appos", "advcl"})
# What is said of a draft that was vetoed; words that name a text that was named before.
REPEATED = ("vetoed", "failed")
BARE = frozenset({"resolution", "draft", "text", "bill", "motion", "it"})
NEAR = 500  # characters from the end of a vote's telling to one that only adds to it
COUNTS = ("yes", "no", "abstain", "absent")


def find_votes(
    document: Document,
    passages: Sequence[Passage],
    entities: PageEntities,
    statements: Sequence[Statement],
    codebook: Codebook | None = None,
) -> tuple[Vote, ...]:
    """Return the votes of a page in the order of their words, one told twice once.

    `codebook` is the shipped one by default. Never raises on a wrong parse.
    """
    book = codebook or load_codebook()
    found = [
        _make_vote(scene, cast)
        for scene in scenes_of(document, passages, entities, statements, book)
        for cast in find_casts(scene)
    ]
    return _joined(found)


def _make_vote(scene: Scene, cast: Cast) -> Vote:
    document, tree = scene.document, scene.tree
    whole = sentence_span(tree, cast.token)
    sentence = whole.of(tree.annotation.text)
    judged = judge(scene, cast.token)
    result: VoteResult | None = cast.result
    if result == "adopted" and judged.factuality == "did not happen":  # "was not adopted"
        result, judged = "failed", Judgement("happened", f"not adopted, {judged.reason}")
    done = judged.factuality in DONE
    body = cast.body or body_before(scene, cast)
    tally = count_votes(sentence) if done else None
    text = _text(scene, cast)
    of_council = body is not None and body.name == scene.book.votes.veto_body
    symbol = symbol_in(sentence, of_council=of_council) or _symbol_before(scene, cast, text)
    if symbol is not None and symbol.startswith(OF_COUNCIL):
        body = council_of(scene) or body
    statement = statement_around(scene, cast.token)
    trigger = scene.passage.place(span_of(tree, cast.words))
    sides = [side for side, _ in cast.members]
    return Vote(
        id=make_id("vote", document.id, trigger),
        body=reference(body),
        text=text,
        symbol=symbol,
        count=cast.count,
        when=when_told(document, tree, cast.token, judged.factuality, own=True),
        yes=tally.yes if tally else None,
        no=tally.no if tally else None,
        abstain=tally.abstain if tally else None,
        absent=tally.absent if tally else None,
        not_participating=None,
        members=tuple(_member_vote(scene, side, ballot) for side, ballot in cast.members),
        result=result if done else None,
        factuality=judged.factuality,
        attributed_to=statement.id if statement else None,
        evidence=(*quoted(scene, cast.token, cast.words, sides), *_counted(scene, whole, tally)),
        made_by=MadeBy(
            kind="rule",
            name="votes",
            version=RULES_VERSION,
            reason=f"{cast.reason}; {judged.factuality}: {judged.reason}",
        ),
        score=SCORES[(text is not None) + (body is not None)],
    )


def _member_vote(scene: Scene, side: Side, ballot: Ballot) -> MemberVote:
    return MemberVote(
        member=references((side,))[0],
        country=side.entity.country,
        ballot=ballot,
        mention=side.mention.of(scene.document.text),
    )


def _counted(scene: Scene, sentence: Span, tally: Tally | None) -> tuple[Evidence, ...]:
    """Return the words of a sentence that count the votes."""
    if tally is None or tally.span is None:
        return ()
    span = scene.passage.place(tally.span.shift(sentence.start))
    return (evidence_of(scene.document, span),)


def _text(scene: Scene, cast: Cast) -> str | None:
    """Return the words of what is voted on from its first to what its own clause says of it."""
    if cast.text is None:
        return None
    tree = scene.tree
    before = [at for at in phrase(tree, cast.text) if at < cast.text and _belongs(tree, at)]
    first = cast.text
    while first - 1 in before:
        first -= 1
    last = max(subtree(tree, cast.text, lambda at: tree.rels[at] not in APART))
    last = min(last, first + LONGEST)
    words = scene.passage.words(first, last).of(scene.document.text)
    return " ".join(words.split()).rstrip(",.;:\u201d\u2019")


def _belongs(tree: Tree, at: int) -> bool:
    apart = tree.rels[at] in ("case", "cc", "punct", "nmod") and tree.deprels[at] != "nmod:poss"
    return not apart or tree.words[at] == "-"


def _symbol_before(scene: Scene, cast: Cast, text: str | None) -> str | None:
    """Return the symbol that the paragraph told last, of a text that is not named here."""
    if text is not None and _content(text) - BARE:
        return None
    before = scene.tree.annotation.text[: sentence_span(scene.tree, cast.token).start]
    return last_symbol_in(before, of_council=False)


# ---------------------------------------------------------------- one vote, told twice


def _joined(found: Iterable[Vote]) -> tuple[Vote, ...]:
    kept: list[Vote] = []
    for each in found:
        number = next((n for n, other in enumerate(kept) if _is_same(other, each)), None)
        if number is None:
            kept.append(each)
        else:
            kept[number] = _united(kept[number], each)
    return tuple(kept)


def _is_same(first: Vote, other: Vote) -> bool:
    """Say whether two tellings are of one vote.

    In one sentence whatever does not contradict; elsewhere with the same result and body, by a
    text whose words are within the other's, and on a day that may be the same.
    """
    if first.symbol and other.symbol:
        return first.symbol == other.symbol and first.factuality == other.factuality
    if _only_adds(other, first):
        return True
    if first.evidence[0].span == other.evidence[0].span:
        return _agree(first.result, other.result) and _agree(first.count, other.count)
    if (first.result, first.count) != (other.result, other.count):
        return False
    return (
        (first.factuality in DONE) == (other.factuality in DONE)
        and _agree(first.body, other.body)
        and _within(first, other)
        and may_be_one(first.when, other.when)
        and _same_members(first, other)
    )


def _only_adds(new: Vote, known: Vote) -> bool:
    """Say whether a telling only adds ballots or the outcome to the vote told right before it.

    "Two voted against, one abstained", "the draft was not adopted": it names no text of its own
    and takes nothing back.
    """
    if new.text is not None and _content(new.text) - BARE:
        return False
    near = 0 <= new.evidence[0].start - known.evidence[-1].end <= NEAR
    counts = all(_agree(getattr(known, name), getattr(new, name)) for name in COUNTS)
    known_ballots = {each.member.id: each.ballot for each in known.members}
    ballots = all(known_ballots.get(m.member.id, m.ballot) == m.ballot for m in new.members)
    spared = known.no == 0 and any(m.ballot == "no" for m in new.members)
    told = known.factuality in DONE and new.factuality in DONE
    outcome = new.result in (None, known.result) or (known.result, new.result) == REPEATED
    return near and told and counts and ballots and not spared and outcome


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _within(first: Vote, other: Vote) -> bool:
    """Say whether the words of one text are within the other's, or one text is not told."""
    if first.text is None or other.text is None:
        return first.body is not None and first.body == other.body
    some, more = _content(first.text), _content(other.text)
    return some <= more or more <= some


def _content(text: str) -> set[str]:
    return {word for word in text.lower().split() if word not in ("the", "a", "an", "this", "its")}


def _same_members(first: Vote, other: Vote) -> bool:
    mine = {(each.member.id, each.ballot) for each in first.members}
    theirs = {(each.member.id, each.ballot) for each in other.members}
    return mine <= theirs or theirs <= mine


def _united(first: Vote, more: Vote) -> Vote:
    """Return two tellings as one: the fuller text, all members, the first of all else."""
    known = {each.member.id for each in first.members}
    counts = {
        name: getattr(first, name) if getattr(first, name) is not None else getattr(more, name)
        for name in COUNTS
    }
    return replace(
        first,
        **counts,
        body=first.body or more.body,
        text=max((first.text, more.text), key=lambda text: len(text or "")),
        symbol=first.symbol or more.symbol,
        when=closer_of(first.when, more.when),
        members=(*first.members, *(m for m in more.members if m.member.id not in known)),
        result=first.result or more.result,
        evidence=with_evidence(first.evidence, more.evidence),
        score=max(first.score, more.score),
    )
