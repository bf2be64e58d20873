"""Who takes a measure, or is to take it, and whom it is aimed at."""

from collections.abc import Iterable, Sequence

from demarche.extract.clause_subjects import agent_of, subject_of
from demarche.extract.measure_levels import OVER, Level
from demarche.extract.measure_status import Progress
from demarche.extract.measure_words import Bearer, objects_of
from demarche.extract.participants import BACKED, PRONOUNS, Side, is_political
from demarche.extract.roles import with_case
from demarche.extract.scenes import Scene, ids_of, sides_of
from demarche.extract.trees import Tree, conjuncts, has_word, kin, subtree
from demarche.records import MeasureStatus

# States in which the word that governs the measure is its taker's or refuser's own deed.
OWN_DEED = frozenset({"adopted", "in force", "halted", "ended", "suspended", "vetoed", "refused",
                      "promised", "announced", "threatened"})  # fmt: skip
ASKED = frozenset({"on", "upon", "to"})
FROM = frozenset({"from"})
STEPS = 4  # verbs between one who is asked and what he is to do; more tell nothing certain
AMID = frozenset({"after", "during", "in"})
THROUGH = frozenset({"through", "via"})
APART = frozenset({"acl:relcl", "conj", "parataxis", "appos", "advcl"})
BETWEEN = frozenset({"between", "among"})
OWNING = frozenset({"by", "from"}) | BETWEEN


def takers_of(scene: Scene, bearer: Bearer, progress: Progress) -> tuple[Side, ...]:
    """Return who takes a measure; who refuses or stops it where that is told; else who asks for it.

    First the subject of the verb that deals with it, then whoever another asks to do so, then who
    asks, then the owner of the noun or of the call for it.
    """
    kind = bearer.named.kind
    if kind.alone and not kind.aimed and not bearer.verb:
        sides = with_case(scene.tree, bearer.token, BETWEEN)  # whoever brokered a truce
        between = sides_of(scene, [each for at in sides for each in conjuncts(scene.tree, at)])
        if between:
            return between
    verbs = [level for level in progress.levels if level.verb]
    if progress.stands:  # "a US proposal to lift it": not a measure of the US
        verbs = [v for v in verbs if v.status not in OVER or scene.tree.rels[v.token] != "acl"]
    turned = [level for level in verbs if level.status == progress.status]
    if is_supposed(scene.tree, progress):
        return _owners(scene, bearer)
    if progress.status in ("refused", "vetoed", "halted") and turned:
        found = _actors(scene, turned[-1])
        if found:
            return found
    receiving = [level.token for level in verbs if _receives(scene, level, bearer)]
    givers = sides_of(scene, [g for at in receiving for g in with_case(scene.tree, at, FROM)])
    verbs = [level for level in verbs if not _suffers(scene, level, bearer)]
    watching = scene.book.measures.watching  # who oversees a truce does not make it
    doing = [
        level
        for level in verbs
        if level.status in OWN_DEED and scene.tree.words[level.token] not in watching
    ]
    asking = [level for level in verbs if level.status not in OWN_DEED]
    return (
        givers
        or _first(_actors(scene, level) for level in doing[:1])
        or (_owners(scene, bearer) if kind.of_taker or kind.given else ())
        or _first(_asked(scene, level) for level in asking)
        or _first(_actors(scene, level) for level in (*asking, *doing[1:]))
        or _owners(scene, bearer)
        or _owners_of_nouns(scene, progress.levels)
        or _around(scene, bearer)
    )


def is_supposed(tree: Tree, progress: Progress) -> bool:
    """Say whether the nearest verb only supposes it and names nobody: "if they were imposed"."""
    verbs = (level.token for level in progress.levels if level.verb)
    verb = next(verbs, None)
    if verb is None or not has_word(tree, verb, ("if", "unless", "once", "whether"), "mark"):
        return False
    active = [at for at in kin(tree, verb, "nsubj") if tree.deprels[at] != "nsubj:pass"]
    return not active and agent_of(tree, verb) is None


def _receives(scene: Scene, level: Level, bearer: Bearer) -> bool:
    """Say whether who does this gets it: "received aid", "asked for arms", "faces sanctions"."""
    word, book = scene.tree.words[level.token], scene.book.measures
    faced = word in book.facing and level.below == bearer.token  # no "pressure to impose" it
    return faced or (bearer.named.kind.given and word in book.receiving)


def _suffers(scene: Scene, level: Level, bearer: Bearer) -> bool:
    """Say whether who does this is whom it is aimed at: he gets it, or broke it."""
    broken = bearer.named.kind.aimed and scene.tree.words[level.token] in (
        scene.book.measures.breaking
    )
    return broken or _receives(scene, level, bearer)


def asks_for_itself(
    scene: Scene, bearer: Bearer, progress: Progress, by: Sequence[Side], target: Sequence[Side]
) -> bool:
    """Say whether who asks for something given is to get it: "Chad's need of aid"."""
    if not bearer.named.kind.given or progress.status != "proposed" or target or not by:
        return False
    words = {scene.tree.words[level.token] for level in progress.levels}
    states = all(side.entity.kind in ("state", "government", "population") for side in by)
    return states and bool(words & scene.book.measures.asking)


def _first(groups: Iterable[tuple[Side, ...]]) -> tuple[Side, ...]:
    return next((group for group in groups if group), ())


def _actors(scene: Scene, level: Level) -> tuple[Side, ...]:
    """Return who does what a verb says: its subject or agent, or whom another asks to do it."""
    tree, verb = scene.tree, level.token
    above = tree.heads[verb]
    below = tree.rels[verb] in ("xcomp", "advcl", "ccomp", "acl") and not kin(tree, verb, "nsubj")
    if above >= 0 and below:
        for _ in range(STEPS):  # "urged them to continue giving it"
            free = tree.rels[above] == "xcomp" and not kin(tree, above, "nsubj")
            if not free or tree.words[above] in scene.book.cues.control:
                break
            above = tree.heads[above]
        given = kin(tree, above, "iobj")  # "gave them until June to"
        # "talked them into halting it", "criticised them for halting it"
        led = has_word(tree, verb, ("into", "from", "for", "of"), "mark")
        if not given and (led or tree.words[above] in scene.book.cues.control):
            given = _asked_heads(tree, above)
        found = sides_of(scene, [c for at in given[:1] for c in conjuncts(tree, at)] or given)
        if found:
            return found
    subject = subject_of(tree, verb)
    if subject is None or subject == level.below:
        return ()
    sides = sides_of(scene, conjuncts(tree, subject))
    persons = tuple(side for side in sides if side.entity.kind == "person")
    return _only_political(sides) or _behind(scene, subject) or persons


def _behind(scene: Scene, subject: int) -> tuple[Side, ...]:
    """Return who stands behind a text that imposes: "the Council adopted a resolution that"."""
    tree, above = scene.tree, scene.tree.heads[subject]
    if tree.words[subject] not in scene.book.measures.carriers:
        return ()
    taker = subject_of(tree, above) if above >= 0 and tree.rels[subject] == "obj" else None
    heads = _owning(scene, subject) if taker is None else conjuncts(tree, taker)
    return _only_political(sides_of(scene, heads))


def _asked(scene: Scene, level: Level) -> tuple[Side, ...]:
    """Return whom a verb of asking asks: "urged THE COUNCIL", "called on THEM for"."""
    if level.status != "proposed" or scene.tree.words[level.token] not in scene.book.cues.control:
        return ()
    return _only_political(sides_of(scene, _asked_heads(scene.tree, level.token)))


def _asked_heads(tree: Tree, verb: int) -> tuple[int, ...]:
    objects = kin(tree, verb, "obj", "iobj") or kin(tree, verb, "nsubj:pass")
    objects = objects or with_case(tree, verb, ASKED)
    return conjuncts(tree, objects[0]) if objects else ()


def _owners(scene: Scene, bearer: Bearer) -> tuple[Side, ...]:
    """Return whose a measure is by its own phrase: "EU sanctions", "aid from them"."""
    heads: list[int] = []
    if bearer.named.kind.of_target:
        by = with_case(scene.tree, bearer.token, frozenset({"by"}))
        owners = () if bearer.verb else (*kin(scene.tree, bearer.token, "nmod:poss"), *by)
        return _only_political(sides_of(scene, owners))
    for noun in bearer.objects if bearer.verb else (bearer.token,):
        # "aid from Chad" is Chad's, a withdrawal from there is not
        cases = OWNING - FROM if bearer.named.kind.towards >= FROM else OWNING
        heads += _owning(scene, noun, cases)
        if bearer.named.kind.of_taker:
            heads += with_case(scene.tree, noun, frozenset({"of"}))
    return _only_political(sides_of(scene, heads))


def _owning(scene: Scene, noun: int, cases: frozenset[str] = OWNING) -> list[int]:
    """Return words before a noun that own it, or that "by", "from" or "between" bring after it."""
    tree = scene.tree
    found = [
        each
        for child in kin(tree, noun, "nmod:poss", "amod", "compound")
        for each in conjuncts(tree, child)
        if not _is_aimed_at(scene, child) and not BACKED.search(_text(scene, child))
    ]
    for child in with_case(tree, noun, cases):
        found += conjuncts(tree, child)
    return found


def _text(scene: Scene, token: int) -> str:
    return scene.tree.annotation.tokens[token].span.of(scene.tree.annotation.text)


def _is_aimed_at(scene: Scene, child: int) -> bool:
    """Say whether a name before a noun is the target: "Chad sanctions" against "EU sanctions".

    Bodies are doers; states that do stand there as adjectives ("Chadian") or as short forms.
    """
    token = scene.tree.annotation.tokens[child]
    if token.deprel != "compound" or token.upos != "PROPN":
        return False
    entity = scene.entities.at(scene.at, scene.passage.words(child, child))
    text = token.span.of(scene.tree.annotation.text)
    return entity is not None and entity.kind in ("state", "place") and not _is_short(text)


def _is_short(text: str) -> bool:
    letters = text.replace(".", "")
    return letters.isupper() or len(letters) <= 2


def _owners_of_nouns(scene: Scene, levels: Sequence[Level]) -> tuple[Side, ...]:
    """Return whose call, threat or offer carries the measure."""
    for level in levels:
        if not level.verb and scene.tree.annotation.tokens[level.token].upos != "VERB":
            found = _only_political(sides_of(scene, _owning(scene, level.token)))
            if found:
                return found
    return ()


def _around(scene: Scene, bearer: Bearer) -> tuple[Side, ...]:
    """Return who does what a plain mention only goes along with: "has ruled AFTER an inquiry"."""
    tree, above = scene.tree, scene.tree.heads[bearer.token]
    if bearer.verb or above < 0 or not has_word(tree, bearer.token, AMID | THROUGH, "case"):
        return ()
    subject = subject_of(tree, above)
    return () if subject is None else _only_political(sides_of(scene, conjuncts(tree, subject)))


def _only_political(sides: Iterable[Side]) -> tuple[Side, ...]:
    return tuple(side for side in sides if is_political(side.entity))


def targets_of(
    scene: Scene, bearer: Bearer, progress: Progress, by: Sequence[Side]
) -> tuple[Side, ...]:
    """Return whom a measure is aimed at or meant for: no party that takes it."""
    kind = bearer.named.kind
    if kind.own:
        return tuple(by)
    tree = scene.tree
    heads: list[int] = []
    nouns = bearer.objects if bearer.verb else (bearer.token,)
    if bearer.verb:
        heads += kin(tree, bearer.token, "iobj")
        objects = objects_of(tree, bearer.token)
        heads += [at for at in objects if not bearer.named.needs or at not in bearer.objects]
        heads += [each for noun in nouns for each in _belonging(tree, noun)]
    else:
        heads += [c for c in kin(tree, bearer.token, "compound") if _is_aimed_at(scene, c)]
    towards = _towards(tree, bearer, progress)
    heads += towards
    if not bearer.verb and has_word(tree, bearer.token, THROUGH, "case"):
        heads += [at for at in kin(tree, tree.heads[bearer.token], "obj") if at != bearer.token]
    receiving = (lv for lv in progress.levels if lv.verb and _suffers(scene, lv, bearer))
    subjects = (subject_of(tree, level.token) for level in receiving)
    heads += [c for at in subjects if at is not None for c in conjuncts(tree, at)]
    heads += [
        child
        for level in progress.levels  # "threatened THEM with sanctions"
        if level.verb and has_word(tree, level.below, ("with",), "case")
        for child in kin(tree, level.token, "obj")
    ]
    own = [
        scene.entities.at(scene.at, scene.passage.words(at, at)) for at in (bearer.token, *nouns)
    ]
    known = ids_of(by) | {entity.id for entity in own if entity and bearer.named.needs}
    sides = sides_of(scene, dict.fromkeys(heads), "sufferer")
    others = tuple(side for side in sides if side.entity.id not in known)
    if not others and kind.hosted and progress.status == "refused":
        return tuple(by)
    if others or not kind.aimed:
        return others
    return sides_of(scene, dict.fromkeys(towards), "sufferer")  # "withdraws from its own towns"


def _towards(tree: Tree, bearer: Bearer, progress: Progress) -> list[int]:
    """Return what the kind's prepositions bring in: within its phrase, at its verbs.

    "supplies of arms TO CHAD", "imposed sanctions ON CHAD", "helicopters bound FOR CHAD".
    """
    cases = bearer.named.kind.towards
    nouns = bearer.objects if bearer.verb else (bearer.token,)
    inside = [
        word
        for noun in nouns
        for word in subtree(tree, noun, lambda at: tree.deprels[at] not in APART)
    ]
    verbs = [level.token for level in progress.levels if _deals(level)]
    words = [*inside, *([bearer.token] if bearer.verb else []), *verbs]
    return [
        each
        for word in dict.fromkeys(words)
        for child in with_case(tree, word, cases)
        for each in conjuncts(tree, child)
    ]


def _belonging(tree: Tree, noun: int) -> list[int]:
    """Return what the object of a verb belongs to: "expelled the ENVOY OF CHAD"."""
    found = [
        at
        for at in kin(tree, noun, "nmod:poss", "compound", "amod")
        if tree.words[at] not in PRONOUNS  # "its troops" are those of who acts
    ]
    return [*found, *with_case(tree, noun, frozenset({"of", "from"}))]


def _deals(level: Level) -> bool:
    """Say whether a governing verb's own phrases may name the target ("imposed on them")."""
    done: tuple[MeasureStatus, ...] = ("adopted", "in force", "ended", "halted", "suspended")
    return level.verb and level.status in done
