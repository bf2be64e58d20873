"""Words that tell a vote: "vetoed two resolutions", "voted against", "abstained", "a vote on"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from demarche.codebook.votes import VoteBook
from demarche.extract.clause_subjects import subject_of
from demarche.extract.measure_words import objects_of
from demarche.extract.numerals import read_numeral
from demarche.extract.participants import Side
from demarche.extract.roles import with_case
from demarche.extract.scenes import Scene, sides_of
from demarche.extract.trees import Tree, conjuncts, has_word, kin, phrase, with_conjuncts
from demarche.records import Ballot, Entity, VoteResult

BODIES = frozenset({"organ", "organisation"})
MEMBERS = frozenset({"state", "government"})
FAR = 1200  # characters back to the body that a vote without one is of; a judgement, not a count
WHERE = frozenset({"at", "in", "by", "of", "within", "before"})
TALLIES = frozenset({"majority", "margin", "vote", "votes"})
MATTER = frozenset({"on", "for", "against", "over", "of"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A vote as one word tells it; tokens are those of the paragraph."""

    token: int
    words: tuple[int, ...]
    text: int | None  # head of what is voted on
    body: Entity | None
    members: tuple[tuple[Side, Ballot], ...]
    result: VoteResult | None
    count: int
    reason: str


def find_casts(scene: Scene) -> Iterator[Cast]:
    """Yield the votes that the words of a paragraph tell, in their order."""
    tree, book = scene.tree, scene.book.votes
    for token, word in enumerate(tree.words):
        upos = tree.annotation.tokens[token].upos
        cast = None
        if upos == "VERB" and word in book.results:
            cast = _from_result(scene, token, book)
        if cast is None and upos == "VERB" and word in book.voting:
            cast = _from_voting(scene, token, book)
        elif upos == "VERB" and word in book.abstaining:
            cast = _from_abstaining(scene, token, book)
        elif upos == "NOUN" and word in ("veto", "vetoes"):
            cast = _from_veto(scene, token, book)
        elif upos == "NOUN" and word in ("vote", "votes"):
            cast = _from_vote(scene, token, book)
        if cast is not None:
            yield cast


def _from_result(scene: Scene, token: int, book: VoteBook) -> Cast | None:
    """A verb that tells the result, with the text as its object: "adopted the resolution"."""
    tree = scene.tree
    result = _result_of(tree, token, book)
    objects = objects_of(tree, token)
    text = next((noun for noun in objects if tree.words[noun] in book.texts), None)
    if result is None:
        return None
    subjects = _subjects(tree, token)
    acting = sides_of(scene, subjects)
    body = _body_among(scene, subjects) or _body_near(scene, token, text)
    if result in ("vetoed", "blocked"):
        members = _ballots(acting, "no")
        at_body = [noun for noun in objects if _is_veto_body(_entity(scene, noun), book)]
        if text is None and not at_body:
            return None
        if not members and result == "blocked":
            return None
        if text is not None and tree.words[text] in book.laws:
            return None
        if result == "blocked" and text is not None and tree.words[text] not in book.drafts:
            return None
        body = council_of(scene) if body is None or not _is_veto_body(body, book) else body
        if result == "blocked" and body is None:
            return None
    else:
        members = ()
        decided = text is not None and tree.words[text] in book.drafts
        if text is None or (body is None and (subjects or not decided)):
            return None
    return Cast(
        token=token,
        words=(token,) if text is None else tuple(sorted((token, text))),
        text=text,
        body=body,
        members=members,
        result=result,
        count=1 if text is None else _count(tree, text),
        reason=f"'{tree.words[token]}' tells how a text fared",
    )


def _result_of(tree: Tree, token: int, book: VoteBook) -> VoteResult | None:
    for particle, result in book.results[tree.words[token]]:
        if particle is None or has_word(tree, token, (particle,), "compound:prt", "advmod"):
            return result
    return None


def _from_voting(scene: Scene, token: int, book: VoteBook) -> Cast | None:
    """The verb itself: "the board voted on it", "30 members voted for it, five against"."""
    tree = scene.tree
    subjects = _subjects(tree, token)
    acting = sides_of(scene, subjects)
    of = [c for at in subjects for c in with_case(tree, at, frozenset({"of"}))]
    inner = [c for at in of for c in with_case(tree, at, frozenset({"of"}))]
    within = _body_among(scene, (*of, *inner))  # "thirteen members OF THE COUNCIL"
    body = _body_among(scene, subjects)
    text, side = _voted_on(tree, token, book)
    members = _ballots(acting, side) if side else ()
    counted = any(_is_counted(tree, at, book) for at in subjects)
    if body is None and not members and not counted:
        return None
    if _is_election(tree, token, book) and text is None:
        return None
    if text is not None and tree.words[text] not in book.texts and body is None:
        return None
    result: VoteResult | None = None
    if body is not None and side is not None:
        result = "adopted" if side == "yes" else "failed"
    decided = next(iter(kin(tree, token, "xcomp")), None)
    if body is not None and decided is not None and text is None:
        text, result = decided, "adopted"
    return Cast(
        token=token,
        words=(token,),
        text=text,
        body=body or within or _body_near(scene, token, text),
        members=members,
        result=result,
        count=1 if text is None else _count(tree, text),
        reason=f"'{tree.words[token]}' tells of a vote",
    )


def _is_counted(tree: Tree, subject: int, book: VoteBook) -> bool:
    """Say whether a number of members votes: "30 members", "thirteen of the members"."""
    number = tree.annotation.tokens[subject].upos == "NUM"
    members = (subject, *with_case(tree, subject, frozenset({"of"})))
    named = any(tree.words[at] in book.bodies for at in members)
    return named and (number or bool(kin(tree, subject, "nummod")))


def _voted_on(tree: Tree, token: int, book: VoteBook) -> tuple[int | None, Ballot | None]:
    """Return what a verb of voting is about, and on which side of it."""
    for child in kin(tree, token, "obl", "obj", "advmod"):
        words = {tree.words[case] for case in (child, *kin(tree, child, "case"))}
        if words & book.no:
            return _object_of(tree, child), "no"
        if words & book.yes:
            return _object_of(tree, child), "yes"
    on = with_case(tree, token, frozenset({"on"}))
    listed = [at for at in on if tree.words[at] in book.texts]
    return (listed[0], None) if listed else (None, None)


def _object_of(tree: Tree, child: int) -> int | None:
    """Return what stands under "for" or "in favour of"; None for a bare "against"."""
    below = with_case(tree, child, frozenset({"of"}))
    if tree.words[child] in ("favour", "favor"):
        return below[0] if below else None
    nominal = tree.annotation.tokens[child].upos in ("NOUN", "PROPN")
    return child if nominal else None


def _from_abstaining(scene: Scene, token: int, book: VoteBook) -> Cast | None:
    tree = scene.tree
    acting = sides_of(scene, _subjects(tree, token))
    members = _ballots(acting, "abstain")
    near = any(word in book.voting or word in book.drafts for word in tree.words)
    if not members or not near:
        return None
    return Cast(
        token=token,
        words=(token,),
        text=None,
        body=None,
        members=members,
        result=None,
        count=1,
        reason=f"'{tree.words[token]}' tells of a ballot",
    )


def _from_veto(scene: Scene, token: int, book: VoteBook) -> Cast | None:
    """The noun: "cast its veto against the draft", "the Russian veto of the resolution"."""
    tree = scene.tree
    after = tree.words[token + 1 : token + 3]
    if tree.rels[token] == "compound" or book.right & set(after):
        return None
    text = next(
        (at for at in with_case(tree, token, MATTER | {"to"}) if tree.words[at] in book.texts), None
    )
    above = tree.heads[token]
    cast = above >= 0 and tree.words[above] in book.casting
    heads = with_conjuncts(tree, kin(tree, token, "nmod:poss", "amod"))
    if cast:
        heads += _subjects(tree, above)
    heads += with_conjuncts(tree, with_case(tree, token, frozenset({"by"})))
    members = _ballots(sides_of(scene, heads), "no")
    if not members or not (cast or text is not None):
        return None
    return Cast(
        token=above if cast else token,
        words=tuple(sorted((token, above))) if cast else (token,),
        text=text,
        body=council_of(scene),
        members=members,
        result="vetoed",
        count=1 if text is None else _count(tree, text),
        reason=f"'{tree.words[token]}' tells how a text fared",
    )


def _from_vote(scene: Scene, token: int, book: VoteBook) -> Cast | None:
    """The noun: "a vote on the draft", "the Knesset vote", no election and no "vote of 13-0"."""
    tree = scene.tree
    if _is_election(tree, token, book) or tree.rels[token] == "compound":
        return None
    matter = with_case(tree, token, MATTER)
    text = next((at for at in matter if tree.words[at] in book.texts), None)
    owners = [*kin(tree, token, "compound", "amod", "nmod:poss"), *with_case(tree, token, WHERE)]
    body = _body_among(scene, owners) or _body_near(scene, token, text)
    if text is None or body is None:
        return None
    return Cast(
        token=token,
        words=(token,),
        text=text,
        body=body,
        members=(),
        result=None,
        count=_count(tree, text),
        reason=f"the noun '{tree.words[token]}' names a vote",
    )


# ---------------------------------------------------------------- who and where


def _subjects(tree: Tree, token: int) -> tuple[int, ...]:
    """Return who does what a verb says, with those he does it along with."""
    subject = subject_of(tree, token)
    if subject is None:
        return ()
    named = with_conjuncts(tree, kin(tree, subject, "appos"))
    return (*conjuncts(tree, subject), *named, *_companions(tree, token))


def _companions(tree: Tree, token: int) -> tuple[int, ...]:
    """Return the names after "along with" or "together with" right behind a verb or its subject."""
    for at in range(token + 1, min(token + 4, len(tree.words) - 1)):
        if tree.words[at - 1 : at + 1] in (("along", "with"), ("together", "with")):
            named = tree.annotation.tokens[at + 1].upos == "PROPN"
            return (at + 1,) if named else ()
    return ()


def _ballots(sides: Iterable[Side], ballot: Ballot) -> tuple[tuple[Side, Ballot], ...]:
    """Return the states among parties with how they voted."""
    return tuple((side, ballot) for side in sides if side.entity.kind in MEMBERS)


def _entity(scene: Scene, token: int) -> Entity | None:
    return scene.entities.at(scene.at, scene.passage.words(token, token))


def _body_among(scene: Scene, heads: Iterable[int]) -> Entity | None:
    """Return the first body among nouns: a listed one, or a party named by a word for bodies."""
    book = scene.book.votes
    for head in heads:
        entity = _entity(scene, head)
        if entity is not None and _is_body(scene, entity, head, book):
            return entity
    return None


def _is_body(scene: Scene, entity: Entity, head: int, book: VoteBook) -> bool:
    words = set(entity.name.lower().split()) | {scene.tree.words[head]}
    return entity.kind in BODIES and (entity.sector == "LEG" or bool(words & book.bodies))


def _body_near(scene: Scene, token: int, text: int | None) -> Entity | None:
    """Return the body in the text's own phrase, or beside the verb ("at the Council")."""
    tree = scene.tree
    inside = () if text is None else phrase(tree, text)
    beside = with_case(tree, token, WHERE)
    # "by a wide majority in the house"
    tallied = [at for at in beside if tree.words[at] in TALLIES]
    within = [inner for at in tallied for inner in with_case(tree, at, WHERE)]
    return _body_among(scene, (*beside, *within, *inside))


def body_before(scene: Scene, cast: Cast) -> Entity | None:
    """Return the body of states that the page named last before a vote that names none."""
    start = scene.passage.words(cast.token, cast.token).start
    book = scene.book.votes
    best: tuple[int, Entity] | None = None
    for entity in scene.entities.entities:
        if entity.sector != "IGO" or not set(entity.name.lower().split()) & book.chambers:
            continue
        before = [e.start for e in entity.evidence if 0 < start - e.start <= FAR]
        if before and (best is None or max(before) > best[0]):
            best = max(before), entity
    return None if best is None else best[1]


def _is_veto_body(entity: Entity | None, book: VoteBook) -> bool:
    return entity is not None and entity.name == book.veto_body


def council_of(scene: Scene) -> Entity | None:
    """Return the body in which there are vetoes, if the page names it."""
    book = scene.book.votes
    return next((e for e in scene.entities.entities if _is_veto_body(e, book)), None)


def _count(tree: Tree, text: int) -> int:
    """Return how many texts are meant: "two resolutions", not "resolution 66"."""
    for child in kin(tree, text, "nummod"):
        value = read_numeral(tree.words[child]) if child < text else None
        if value is not None and value >= 1 and value.is_integer():
            return int(value)
    return 2 if has_word(tree, text, ("both",), "det", "cc:preconj") else 1


def _is_election(tree: Tree, token: int, book: VoteBook) -> bool:
    """Say whether the sentence speaks of the people's vote."""
    sentence = tree.sentence[token]
    return any(
        word in book.elections and tree.sentence[at] == sentence
        for at, word in enumerate(tree.words)
    )
