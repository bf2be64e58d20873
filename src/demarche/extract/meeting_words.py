"""Words that tell of a meeting beside its events: its noun and name, who comes, who stays away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from demarche.codebook.meetings import MeetingBook
from demarche.extract.clause_subjects import subject_of
from demarche.extract.factuality import shade_of
from demarche.extract.meeting_names import is_body, name_of
from demarche.extract.moments import when_told
from demarche.extract.participants import Side, is_political
from demarche.extract.roles import with_case
from demarche.extract.scenes import Scene, ids_of, judge, sides_of
from demarche.extract.trees import (
    Tree,
    conjuncts,
    has_word,
    kin,
    sentence_span,
    span_of,
    subtree,
    with_conjuncts,
)
from demarche.records import Entity, Factuality, MeetingKind, Period
from demarche.spans import Span

WITH = frozenset({"of", "between", "with", "among"})
WHERE = frozenset({"in", "at"})
FROM = frozenset({"from", "of"})
LONGEST = 30  # words of an outcome
NOT_DONE = frozenset({"did not happen", "denied"})
OVER = frozenset({"happened", "alleged"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A meeting as one word tells it; tokens are those of the paragraph."""

    token: int  # the word that governs what is told
    words: tuple[int, ...]
    kind: MeetingKind
    reason: str
    name: str | None = None
    present: tuple[Side, ...] = ()
    invited: tuple[Side, ...] = ()
    absent: tuple[Side, ...] = ()
    host: Side | None = None
    place: Entity | None = None
    when: Period | None = None
    factuality: Factuality = "happened"
    outcome: str | None = None
    loose: bool = False  # it only adds to a meeting that is told nearby
    noun: Span | None = field(default=None)  # of the document, where a noun names it


def find_sketches(scene: Scene) -> Iterator[Sketch]:
    """Yield what the words of a paragraph tell of meetings, in their order."""
    tree, book = scene.tree, scene.book.meetings
    for token, word in enumerate(tree.words):
        upos = tree.annotation.tokens[token].upos
        found: Sketch | None = None
        if upos in ("NOUN", "PROPN"):
            pair = (tree.words[token - 1], word) if token else ()
            if pair in book.press_conferences or word in book.press:
                found = _press(scene, token)
            elif kind := _kind_of(tree, token, book):
                found = _from_noun(scene, token, kind)
        elif upos == "VERB":
            found = _from_verb(scene, token, book)
        if found is not None:
            yield found


def _kind_of(tree: Tree, token: int, book: MeetingBook) -> MeetingKind | None:
    """Return the kind that a noun names, None for "meeting room" or "talk" of something."""
    above = tree.heads[token]
    if tree.rels[token] == "compound" and above > token and tree.words[above] in book.beside:
        return None
    pair = f"{tree.words[token - 1]} {tree.words[token]}" if token else ""
    return book.nouns.get(pair) or book.nouns.get(tree.words[token])


# ---------------------------------------------------------------- a noun that names a meeting


def _from_noun(scene: Scene, token: int, kind: MeetingKind) -> Sketch:
    tree, book = scene.tree, scene.book.meetings
    name = name_of(scene, token, kind)
    verb = _verb_of(tree, token)
    judged = token if verb is None else verb
    factuality = _told(scene, token, verb)
    around = with_conjuncts(tree, with_case(tree, token, WITH))
    owners = with_conjuncts(tree, kin(tree, token, "nmod:poss", "amod", "compound"))
    acting = _acting(scene, verb)
    word = "" if verb is None else tree.words[verb]
    away = verb is not None and _stays_away(scene, verb, book)
    left_out = _left_out(scene, token)
    comes = word in book.attending and not away
    holds = word in book.holding
    named = {at for at in owners if name is not None and _text(scene, at) in name}
    own = [at for at in (*owners, *around) if at not in named]
    present = (*_parties(scene, own), *(acting if comes or holds else ()), *_included(scene, token))
    return Sketch(
        token=judged,
        words=(token,),
        kind=kind,
        name=name,
        present=present,
        absent=(*(acting if away else ()), *left_out),
        host=acting[0] if holds and acting and word[:4] != "hold" and word != "held" else None,
        place=_place(scene, token, verb, owners),
        when=when_told(scene.document, tree, judged, factuality, own=True),
        factuality=_of_meeting(tree, verb, factuality) if away else factuality,
        outcome=_outcome(scene, token),
        loose=_is_known(tree, token) and (name is None or len(name.split()) == 2),
        noun=scene.passage.words(token, token),
        reason=f"the noun '{tree.words[token]}' names a meeting",
    )


def _left_out(scene: Scene, token: int) -> tuple[Side, ...]:
    """Return whose absence a noun tells: "Chad's absence from the talks"."""
    tree, above = scene.tree, scene.tree.heads[token]
    if above < 0 or tree.words[above] not in scene.book.meetings.absences:
        return ()
    owners = [*kin(tree, above, "nmod:poss"), *with_case(tree, above, frozenset({"by", "of"}))]
    return _parties(scene, with_conjuncts(tree, (at for at in owners if at != token)))


def _text(scene: Scene, token: int) -> str:
    return scene.passage.words(token, token).of(scene.document.text)


def _included(scene: Scene, token: int) -> tuple[Side, ...]:
    """Return who is told to be there by "which will include envoys from A and B"."""
    tree, including = scene.tree, scene.book.meetings.including
    verbs = [at for at in kin(tree, token, "acl") if tree.words[at] in including]
    above = tree.heads[token]
    if tree.rels[token] == "nsubj" and above >= 0 and tree.words[above] in including:
        verbs.append(above)
    guests = with_conjuncts(tree, (at for verb in verbs for at in kin(tree, verb, "obj")))
    homes = with_conjuncts(tree, (n for at in guests for n in with_case(tree, at, FROM)))
    return _parties(scene, (*homes, *guests))


def _verb_of(tree: Tree, token: int) -> int | None:
    """Return the verb of which a noun is the object or subject, if there is one."""
    above = tree.heads[token]
    if above < 0 or tree.annotation.tokens[above].upos != "VERB":
        return None
    return above if tree.rels[token] in ("obj", "nsubj", "obl") else None


def _told(scene: Scene, token: int, verb: int | None) -> Factuality:
    """Return whether a meeting is told as held: by its noun, by the verb that holds it."""
    found = judge(scene, token).factuality
    direct = verb is not None and scene.tree.rels[token] in ("obj", "nsubj")
    if found == "happened" and verb is not None and direct:
        found = judge(scene, verb).factuality
    if found == "happened" and verb is not None and scene.tree.deprels[token] == "nsubj:pass":
        shade = shade_of(scene.tree, verb, scene.book.cues)  # "a meeting is planned"
        found = found if shade is None else shade.factuality
    return found


def _acting(scene: Scene, verb: int | None) -> tuple[Side, ...]:
    if verb is None:
        return ()
    subject = subject_of(scene.tree, verb)
    return () if subject is None else _parties(scene, conjuncts(scene.tree, subject))


def _parties(scene: Scene, heads: Sequence[int]) -> tuple[Side, ...]:
    """Return the political actors among nouns."""
    return tuple(side for side in sides_of(scene, heads) if is_political(side.entity))


def _place(scene: Scene, token: int, verb: int | None, before: Sequence[int] = ()) -> Entity | None:
    """Return where: "in Geneva" at the noun or its verb, "the Geneva talks"."""
    tree = scene.tree
    spots = [*with_case(tree, token, WHERE)]
    spots += [] if verb is None else with_case(tree, verb, WHERE)
    for at in (*spots, *before):
        inside = (at, *kin(tree, at, "appos", "flat"), *with_case(tree, at, frozenset({"of"})))
        for each in inside if at in spots else (at,):  # "the city of Basra"
            entity = scene.entities.at(scene.at, scene.passage.words(each, each))
            if entity is not None and entity.kind == "place":
                return entity
            if (
                entity is not None
                and entity.kind == "state"
                and (at in spots or _is_city(scene, at))
            ):
                return entity
    return None


def _is_city(scene: Scene, token: int) -> bool:
    """Say whether a word that stands for a state is its capital: "the Paris talks"."""
    named = _text(scene, token)
    return any(named in country.capitals for country in scene.book.countries.values())


def _is_known(tree: Tree, token: int) -> bool:
    """Say whether a noun points back: "the meeting", "this meeting"."""
    return has_word(tree, token, ("the", "this", "that", "these", "those"), "det")


def _outcome(scene: Scene, token: int) -> str | None:
    """Return what a meeting ended in, from its verb on: "wrapped up with a resolution"."""
    tree, book = scene.tree, scene.book.meetings
    verb = tree.heads[token]
    if verb < 0 or tree.rels[token] != "nsubj" or tree.words[verb] not in book.outcomes:
        return None
    behind = [at for at in subtree(tree, verb) if at >= verb and at - verb < LONGEST]
    words = scene.passage.place(span_of(tree, behind)).of(scene.document.text)
    return " ".join(words.split()).rstrip(" .,;")


# ---------------------------------------------------------------- a verb: who comes, who does not


def _from_verb(scene: Scene, token: int, book: MeetingBook) -> Sketch | None:
    tree, word = scene.tree, scene.tree.words[token]
    objects = kin(tree, token, "obj", "nsubj:pass")
    if word in book.inviting:
        return _from_inviting(scene, token, objects)
    if word in book.refusing:
        if not any(tree.words[at] in book.invitations for at in objects):
            return None
        return _loose(token, absent=_acting(scene, token), why="an invitation turned down")
    if word in book.attending:
        below = [c for at in objects for c in kin(tree, at, "acl") if tree.words[c] in book.verbs]
        return _from_joining(scene, token, below[0], objects) if below else None
    acting = _acting(scene, token)
    if book.verbs.get(word) == "conference":
        return _from_gathering(scene, token, acting)
    if book.verbs.get(word) == "talks" and not objects and len(acting) == 1:
        sits = _from_gathering(scene, token, acting)
        return replace(sits, kind="council session") if is_body(acting[0].entity.name) else None
    return None


def _stays_away(scene: Scene, verb: int, book: MeetingBook) -> bool:
    """Say whether who does this to a meeting is not there: "boycotted", "opted not to attend"."""
    if scene.tree.words[verb] in book.away:
        return judge(scene, verb).factuality not in NOT_DONE
    if scene.tree.words[verb] not in book.attending:
        return False
    return judge(scene, verb).factuality in NOT_DONE


def _of_meeting(tree: Tree, verb: int | None, told: Factuality) -> Factuality:
    """Return whether the meeting from which somebody stays away is held or lies ahead."""
    ahead = verb is not None and has_word(tree, verb, ("will", "would", "wo", "'ll"), "aux")
    return "planned" if ahead or told == "planned" else "happened"


def _from_inviting(scene: Scene, token: int, objects: Sequence[int]) -> Sketch | None:
    """ "invited them to the talks"; who was not invited is absent."""
    tree = scene.tree
    guests = _parties(scene, with_conjuncts(tree, objects))
    to = with_case(tree, token, frozenset({"to"}))
    kinds = [_kind_of(tree, at, scene.book.meetings) for at in to]
    if not guests or not any(kinds):
        return None
    negated = judge(scene, token).factuality in NOT_DONE
    return _loose(
        token,
        absent=guests if negated else (),
        invited=() if negated else guests,
        why="who is invited",
    )


def _loose(
    token: int,
    *,
    absent: tuple[Side, ...] = (),
    invited: tuple[Side, ...] = (),
    why: str,
) -> Sketch:
    return Sketch(
        token=token,
        words=(token,),
        kind="other",
        absent=absent,
        invited=invited,
        loose=True,
        reason=why,
    )


def _from_joining(scene: Scene, token: int, below: int, objects: Sequence[int]) -> Sketch:
    """ "refused to join ministers gathering in the city": they meet, the other does or does not."""
    told = judge(scene, token).factuality
    acting = _acting(scene, token)
    away = told in NOT_DONE
    top = scene.tree.heads[token] if scene.tree.rels[token] == "xcomp" else token
    gathered = _from_gathering(scene, below, _parties(scene, objects))
    return Sketch(
        token=below,
        words=(token, below),
        kind=gathered.kind,
        present=(*gathered.present, *(() if away else acting)),
        absent=acting if away else (),
        place=gathered.place,
        when=gathered.when or when_told(scene.document, scene.tree, top, "happened", own=True),
        factuality=_of_meeting(scene.tree, token, "happened"),
        reason="who joins others that meet, or does not",
    )


def _from_gathering(scene: Scene, token: int, present: tuple[Side, ...]) -> Sketch:
    factuality = judge(scene, token).factuality
    return Sketch(
        token=token,
        words=(token,),
        kind="conference",
        present=present,
        place=_place(scene, token, None),
        when=when_told(scene.document, scene.tree, token, factuality, own=True),
        factuality=factuality,
        reason=f"'{scene.tree.words[token]}' tells of several that meet",
    )


# ---------------------------------------------------------------- the press


def _press(scene: Scene, token: int) -> Sketch | None:
    """ "told reporters in Vienna", "at a news conference": who spoke there, and where."""
    tree = scene.tree
    verb = tree.heads[token]
    if verb < 0 or tree.annotation.tokens[verb].upos != "VERB":
        return None
    if tree.rels[token] not in ("obj", "iobj", "obl"):
        return None
    speakers = _acting(scene, verb)
    place = _place(scene, token, verb)
    persons = tuple(side for side in speakers if side.entity.kind == "person")
    if not persons or place is None:
        return None
    judged = judge(scene, verb).factuality
    return Sketch(
        token=verb,
        words=(verb, token),
        kind="briefing",
        present=persons,
        place=place,
        when=_said(scene, verb, persons) or when_told(scene.document, tree, verb, judged, own=True),
        factuality=judged,
        reason=f"spoke to {tree.words[token]} at a place that is told",
    )


def _said(scene: Scene, verb: int, speakers: Sequence[Side]) -> Period | None:
    """Return when a speaker said what his statement in this sentence says."""
    sentence = scene.passage.place(sentence_span(scene.tree, verb))
    known = ids_of(speakers)
    for statement in scene.statements:
        source = statement.source
        if source and source.id in known and statement.evidence[0].span.overlaps(sentence):
            return statement.said
    return None
