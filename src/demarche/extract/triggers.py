"""Words that bear a political act, with the nouns that the tree gives as actor and recipient.

Nothing is decided here about whether those nouns are political actors, nor whether the act
happened: see participants.py and factuality.py.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from demarche.codebook.words import CueBook, EventBook, Trigger
from demarche.extract.clause_subjects import RELATIVE, subject_of
from demarche.extract.trees import Tree, conjuncts, has_agent, has_word, kin
from demarche.records import EventType

# Prepositions under which a noun says why, when or with whom an act is done, not what is done.
BESIDE = frozenset({"for", "from", "by", "after", "before", "since", "about", "over", "during"})
# Prepositions that bring in the place of an act.
PLACING = frozenset({"in", "into", "along", "across", "throughout", "near", "around", "over"})
# Types whose noun takes with "of" the one it is done to ("the bombing of the town"); with others
# "of" brings the one who acts ("the visit of the envoy").
OF_WHOM = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SANCTION", "SUPPORT", "REJECT"})
# Prepositions that say where somebody goes.
WAYS = ("to", "in", "into", "for")
# Types whose noun takes with "from" the one who acts ("aid from Arland").
FROM_WHOM = frozenset({"AID", "ASSAULT"})


@dataclass(frozen=True, slots=True)
class Act:
    """A trigger with its parties as heads of noun phrases; tokens are those of the paragraph."""

    token: int  # the word that bears the act
    words: tuple[int, ...]  # all words of the trigger
    event: EventType
    clear: bool  # the words alone settle the type
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    judged: int  # the word whose surroundings tell whether it happened
    reason: str


def find_acts(tree: Tree, book: EventBook, cues: CueBook) -> tuple[Act, ...]:
    """Return the acts that the trigger list and the tree give, in order of their words."""
    found: list[Act] = []
    taken: set[int] = set()  # nouns that a verb beside them already speaks for
    for token in range(len(tree.words)):
        if tree.annotation.tokens[token].upos == "VERB":
            for act in _from_verb(tree, book, cues, token):
                found.append(act)
                taken.update(act.words)
    for token in range(len(tree.words)):
        if token not in taken and tree.annotation.tokens[token].upos in ("NOUN", "PROPN"):
            found.extend(_from_noun(tree, book, token))
    return tuple(sorted(found, key=lambda act: act.token))


def _from_verb(tree: Tree, book: EventBook, cues: CueBook, token: int) -> Iterator[Act]:
    """The first that fits: verb and its noun, light verb and act's noun, the verb itself."""
    if tree.rels[token] in ("amod", "compound", "case"):
        return
    act = (
        _phrase_act(tree, book, token)
        or _carried_act(tree, book, token)
        or _plain(tree, book, token)
    )
    if act is not None:
        yield _with_control(tree, book, cues, act)


def _phrase_act(tree: Tree, book: EventBook, token: int) -> Act | None:
    for particle, nouns, trigger in book.phrases.get(tree.words[token], ()):
        found = None
        if particle is None or _has_particle(tree, token, particle):
            beside = (*_objects(tree, token), *kin(tree, token, "xcomp"))  # "found them guilty"
            found = next((n for n in beside if tree.words[n] in nouns), None)
        if found is None and particle is not None:  # "took them into custody"
            below = _under(tree, token, particle)
            found = next((n for n in below if tree.words[n] in nouns), None)
        if found is not None:
            return _verb_act(tree, book, token, trigger, noun=found)
    return None


def _objects(tree: Tree, token: int) -> tuple[int, ...]:
    """What a verb is done with: objects, subjects of a passive, and their conjuncts."""
    found = [*kin(tree, token, "obj", "nsubj:pass")]
    if not found:  # "took to the streets", not "paid for the attack"
        found = [*kin(tree, token, "obl", "advmod", "xcomp")]
        found = [each for each in found if not has_word(tree, each, BESIDE, "case")]
    if tree.rels[token] == "acl" and not kin(tree, token, "obj", "nsubj"):
        found.append(tree.heads[token])  # "the sanctions imposed by"
    return tuple(noun for first in found if first >= 0 for noun in conjuncts(tree, first))


def _under(tree: Tree, token: int, preposition: str) -> tuple[int, ...]:
    """Return the nouns that a preposition joins to a verb."""
    return tuple(
        noun
        for child in kin(tree, token, "obl")
        if has_word(tree, child, (preposition,), "case")
        for noun in conjuncts(tree, child)
    )


def _has_particle(tree: Tree, token: int, particle: str) -> bool:
    """A particle or preposition right after the verb, or as its dependent."""
    following = token + 1
    if has_word(tree, token, (particle,), "compound:prt", "advmod"):
        return True
    if following < len(tree.words) and tree.words[following] == particle:
        return True
    # "flew on Friday to Arland", not "gave a speech in Arland".
    return particle in WAYS and not kin(tree, token, "obj") and bool(_under(tree, token, particle))


def _carried_act(tree: Tree, book: EventBook, token: int) -> Act | None:
    """ "held talks": the noun says what is done; "ended the siege": the verb turns it round."""
    word = tree.words[token]
    light = _fits(tree, token, book.light.get(word, ()))
    undoing = _fits(tree, token, book.undoing.get(word, ()))
    if not light and not undoing:
        return None
    for found in _objects(tree, token):
        ended = undone(tree, book, found)
        noun = found if ended is None else ended
        trigger = noun_trigger(tree, book, noun)
        if trigger is None or tree.rels[found] in ("advmod", "xcomp"):
            continue
        turned = undoing != (ended is not None)  # to undo a halt is to go on
        if turned and trigger.event not in book.gives:
            continue
        event = book.gives[trigger.event] if turned else trigger.event
        act = _verb_act(tree, book, token, replace(trigger, event=event), noun=noun)
        return act if ended is None else replace(act, words=tuple(sorted({*act.words, found})))
    return None


def undone(tree: Tree, book: EventBook, token: int) -> int | None:
    """Return the act's noun that a noun like "halt" says the end of ("a halt to the attacks")."""
    if tree.words[token] not in book.undoing_nouns:
        return None
    for child in kin(tree, token, "nmod"):
        if has_word(tree, child, ("to", "of", "in"), "case") and noun_trigger(tree, book, child):
            return child
    return None


def _fits(tree: Tree, token: int, particles: tuple[str | None, ...]) -> bool:
    return any(p is None or _has_particle(tree, token, p) for p in particles)


def _plain(tree: Tree, book: EventBook, token: int) -> Act | None:
    if tree.words[token] in book.asking and asks_somebody(tree, token):
        asking = Trigger(
            event="REQUEST", lemma=tree.words[token], particle=None, clear=False, noun=False
        )
        return _verb_act(tree, book, token, asking, noun=None)
    for trigger in book.verbs.get(tree.words[token], ()):
        if trigger.particle is None or _has_particle(tree, token, trigger.particle):
            done_to = kin(tree, token, "obj", "nsubj:pass")
            things = {tree.words[noun] for noun in done_to}
            if things & book.never_after:
                return None
            if trigger.event == "ASSAULT" and not trigger.clear and things & book.unhurt:
                continue
            if tree.words[token] in book.never_infinitive and kin(tree, token, "xcomp"):
                return None
            if tree.words[token] in book.never_alone and not done_to:
                return None
            return _verb_act(tree, book, token, trigger, noun=None)
    return None


def asks_somebody(tree: Tree, token: int) -> bool:
    """Say whether somebody stands between a verb and an infinitive: "warned THEM not to go"."""
    somebody = kin(tree, token, "obj", "iobj", "nsubj:pass")
    return bool(somebody) and any(
        has_word(tree, clause, ("to",), "mark") for clause in kin(tree, token, "xcomp", "ccomp")
    )


def _verb_act(
    tree: Tree, book: EventBook, token: int, trigger: Trigger, *, noun: int | None
) -> Act:
    actors = _verb_actors(tree, token)
    recipients = _verb_recipients(tree, book, token, noun, trigger.event)
    if not recipients and tree.words[token] in book.ways:  # "left FOR Arland"
        recipients = tuple(each for way in WAYS for each in _under(tree, token, way))
    words = [token, *kin(tree, token, "compound:prt")]
    if noun is not None:
        words.append(noun)
        of_noun, to_noun = _noun_parties(tree, book, noun, trigger.event)
        actors = actors or of_noun
        # "sent federal troops": whose they are says nothing of whom they are sent against.
        left = () if trigger.event == "MOBILIZE" else _left(of_noun, actors)
        recipients = tuple(dict.fromkeys((*to_noun, *recipients, *left)))
    if not actors and trigger.event == "ASSAULT":
        actors, attack = _attackers(tree, book, token)
        words += attack
    return Act(
        token=token if noun is None or not trigger.noun else noun,
        words=tuple(sorted(set(words))),
        event=trigger.event,
        clear=trigger.clear,
        actors=actors,
        recipients=tuple(r for r in recipients if r not in actors),
        judged=token,
        reason=_why(tree, token, trigger, noun),
    )


def _attackers(tree: Tree, book: EventBook, token: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return whose attack it was in which others suffered: "were killed in ARLAND's raid".

    Of what two sides do, the one that the noun joins by "with": "in clashes with TROOPS". With them
    the attack's noun, where it names no other victim and so is the same act.
    """
    for preposition in ("in", "by", "during"):
        for noun in _under(tree, token, preposition):
            trigger = noun_trigger(tree, book, noun)
            if trigger is None or trigger.event not in ("ASSAULT", "COERCE"):  # an attack, a raid
                continue
            actors, others = _noun_parties(tree, book, noun, trigger.event)
            if not is_between(tree, noun) and (actors or others):
                joined = [each for each in others if has_word(tree, each, ("with",), "case")]
                with_whom = tuple(each for first in joined for each in conjuncts(tree, first))
                return actors or with_whom, () if others else (noun,)
    return (), ()


def is_between(tree: Tree, noun: int) -> bool:
    """Say whether a noun names the two ends of what goes on: "clashes BETWEEN them and us"."""
    return any(has_word(tree, child, ("between",), "case") for child in kin(tree, noun, "nmod"))


def _why(tree: Tree, token: int, trigger: Trigger, noun: int | None) -> str:
    if noun is None:
        return f"'{trigger.lemma}' is listed under {trigger.event}"
    told = "names such an act" if trigger.noun else "is a listed phrase"
    return f"'{tree.words[token]}' with '{tree.words[noun]}' {told}: {trigger.event}"


def _left(of_noun: tuple[int, ...], actors: tuple[int, ...]) -> tuple[int, ...]:
    """An owner of the noun beside a subject is the other side ("recalled ITS ambassador" aside)."""
    return tuple(head for head in of_noun if head not in actors)


def _verb_actors(tree: Tree, token: int) -> tuple[int, ...]:
    head = subject_of(tree, token)
    return () if head is None else conjuncts(tree, head)


def _verb_recipients(
    tree: Tree, book: EventBook, token: int, noun: int | None, event: EventType
) -> tuple[int, ...]:
    """Objects first, then what "with", "against", "to", "on" ... bring in."""
    found: list[int] = []
    for child in kin(tree, token, "obj", "iobj", "nsubj:pass"):
        topic = tree.rels[child] != "iobj" and tree.words[token] in book.topical
        if topic and event == "CONSULT":  # "discussed ways out WITH THEM"
            below = (b for b in kin(tree, child, "nmod") if has_word(tree, b, ("with",), "case"))
            found.extend(each for first in below for each in conjuncts(tree, first))
        if child == noun or topic or event == "MOBILIZE":  # what is massed is no other side
            continue
        relative = tree.words[child] in RELATIVE and tree.rels[token] == "acl"
        found.extend(conjuncts(tree, tree.heads[token] if relative else child))
    cases = _cases(book, event)
    if noun is None and kin(tree, token, "obj"):
        cases = cases - {"on", "upon"}  # "made remarks on the floor" goes to nobody
        if event == "ASSAULT":
            # Who attacks others with somebody is his ally; "at" says where.
            cases = cases - {"with", "at", "into"}
    for child in kin(tree, token, "obl"):
        agent = tree.annotation.tokens[child].deprel == "obl:agent"
        brought = has_word(tree, child, cases, "case") or (not found and _is_bare(tree, child))
        if child != noun and not agent and brought:
            found.extend(conjuncts(tree, child))
    if not found and event in book.placed:  # "imposed a curfew IN THE CAPITAL"
        found.extend(_places(tree, token) + (() if noun is None else _places(tree, noun)))
    passive = not kin(tree, token, "nsubj", "obj") and has_agent(tree, token)
    if tree.rels[token] == "acl" and passive and noun is None:
        found.append(tree.heads[token])  # "villages shelled by"
    if tree.rels[token] == "advcl" and passive and noun is None:
        found.extend(kin(tree, tree.heads[token], "nsubj"))  # "accused by Chad, they denied it"
    return tuple(dict.fromkeys(each for each in found if each >= 0))


def _places(tree: Tree, token: int) -> tuple[int, ...]:
    """Return the nouns that say where an act is done."""
    inside = (
        child for child in kin(tree, token, "obl", "nmod") if has_word(tree, child, PLACING, "case")
    )
    return tuple(each for child in inside for each in conjuncts(tree, child))


def _is_bare(tree: Tree, token: int) -> bool:
    """Say whether a name without a preposition stands as an oblique: an object, misread."""
    return tree.annotation.tokens[token].upos == "PROPN" and not kin(
        tree, token, "case", "nmod:tmod"
    )


def _towards(tree: Tree, book: EventBook, event: EventType, token: int) -> list[int]:
    """Return those to whom a thing goes that an act's noun is of: "supplies of arms TO CHAD"."""
    cases = _cases(book, event)
    return [
        each
        for child in kin(tree, token, "nmod")
        if has_word(tree, child, cases, "case")
        for each in conjuncts(tree, child)
    ]


def _cases(book: EventBook, event: EventType) -> frozenset[str]:
    """Prepositions that bring a recipient in.

    "from" does so for a retreat and a request, else it is a place; "with" not for a threat ("with
    death"); "about" does for a charge ("voiced concern about").
    """
    places = frozenset() if event in ("RETREAT", "REQUEST") else frozenset({"from"})
    matter = frozenset({"about", "over"}) if event == "ACCUSE" else frozenset()
    means = frozenset({"with"}) if event == "THREATEN" else frozenset()
    aim = frozenset({"at", "into"}) if event == "ASSAULT" else frozenset()
    return (book.towards | matter | aim) - places - means


def _with_control(tree: Tree, book: EventBook, cues: CueBook, act: Act) -> Act:
    """Who acts in an infinitive, and towards whom an intention goes.

    "urged them to withdraw": those urged withdraw. "threatened to attack them": the threat goes
    to those who would be attacked.
    """
    verb = act.judged
    above = tree.heads[verb]
    if above >= 0 and tree.rels[verb] in ("xcomp", "advcl") and tree.words[above] in cues.control:
        objects = kin(tree, above, "obj", "iobj") or kin(tree, above, "nsubj:pass")
        if not objects:
            objects = tuple(
                o
                for o in kin(tree, above, "obl")
                if has_word(tree, o, ("on", "upon", "to"), "case")
            )
        if objects and not kin(tree, verb, "nsubj"):
            act = replace(act, actors=conjuncts(tree, objects[0]))
    if not act.recipients:
        below = kin(tree, verb, "xcomp")
        if act.event == "AID":  # "gave money TO HELP them"
            below += tuple(
                each for each in kin(tree, verb, "advcl") if has_word(tree, each, ("to",), "mark")
            )
        if below:
            found = _verb_recipients(tree, book, below[0], None, act.event)
            act = replace(act, recipients=tuple(r for r in found if r not in act.actors))
    return act


def noun_trigger(tree: Tree, book: EventBook, token: int) -> Trigger | None:
    """Return the entry of a noun that names an act ("attack", "air strike", "cease-fire")."""
    if tree.annotation.tokens[token].upos not in ("NOUN", "PROPN"):
        return None
    words = tree.words
    before = words[token - 1] if token else ""
    joined = words[token]
    if before == "-" and token > 1:
        joined = f"{words[token - 2]}-{joined}"
        before = words[token - 2]
    if before in book.never_before or has_word(tree, token, book.never_before, "compound"):
        return None
    for form in (joined, words[token]):
        for trigger in book.nouns.get(form, ()):
            if trigger.particle is None or trigger.particle == before:
                return trigger
    return None


def _from_noun(tree: Tree, book: EventBook, token: int) -> Iterator[Act]:
    trigger = noun_trigger(tree, book, token)
    if trigger is None or tree.rels[token] in ("compound", "flat"):
        return
    actors, recipients = _noun_parties(tree, book, token, trigger.event)
    if not actors and recipients and trigger.event in book.reciprocal:
        actors = _whose(tree, token)
    helped = trigger.event == "AID" and has_word(tree, token, ("with",), "case")
    if actors and not recipients and helped:  # "built it with aid from Arland"
        recipients = _whose(tree, token)
    if actors:
        yield Act(
            token=token,
            words=(token,),
            event=trigger.event,
            clear=trigger.clear,
            actors=actors,
            recipients=tuple(r for r in recipients if r not in actors),
            judged=token,
            reason=f"the noun '{trigger.lemma}' names an act of type {trigger.event}",
        )


def _whose(tree: Tree, token: int) -> tuple[int, ...]:
    """Return who has talks that only name the other side: "OKORO said so after talks with her"."""
    above = tree.heads[token]
    if above < 0 or tree.rels[token] not in ("obl", "nmod", "obj", "advcl"):
        return ()
    subject = subject_of(tree, above)
    return () if subject is None else conjuncts(tree, subject)


def _noun_parties(
    tree: Tree, book: EventBook, token: int, event: EventType
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return heads of who acts and of towards whom, from what depends on a noun.

    "RUSSIA's attack", "RUSSIAN vetoes", "talks between A and B", "sanctions against C".
    """
    actors: list[int] = []
    recipients: list[int] = []
    native = noun_trigger(tree, book, token)  # what the noun is, before a verb turned it round
    event = event if native is None else native.event
    for child in kin(tree, token, "nmod", "amod", "compound", "obl"):
        heads = conjuncts(tree, child)
        deprel = tree.annotation.tokens[child].deprel
        cases = {tree.words[case] for case in kin(tree, child, "case")}
        owner = deprel == "nmod:poss" or tree.rels[child] in ("amod", "compound")
        if owner or cases & {"by", "between", "among"} or (event in FROM_WHOM and "from" in cases):
            suffers = owner and tree.words[token] in book.victims
            (recipients if suffers else actors).extend(heads)
        elif "of" in cases:
            (recipients if event in OF_WHOM else actors).extend(heads)
            recipients.extend(_towards(tree, book, event, child))
        elif cases & _cases(book, event):
            recipients.extend(heads)
    if not recipients and event in book.placed:
        recipients.extend(_places(tree, token))
    return tuple(actors), tuple(recipients)


# Prepositions under which a noun is part of what a larger phrase names, and no party beside it.
PART_OF = frozenset({"of", "in", "from", "for", "at"})


def outermost(tree: Tree, head: int, book: EventBook, stops: Collection[int]) -> int:
    """Return the head of the largest phrase that a noun is part of: "U.S." in "a U.S. envoy".

    A noun that bears an act is no such phrase ("a U.S. attack"), nor is one of `stops`.
    """
    seen = {head, *stops}
    while True:
        above = tree.heads[head]
        inside = tree.rels[head] in ("compound", "amod", "flat") or (
            tree.rels[head] == "nmod"
            and (
                tree.annotation.tokens[head].deprel == "nmod:poss"
                or has_word(tree, head, PART_OF, "case")
            )
        )
        if not inside or above < 0 or above in seen or noun_trigger(tree, book, above):
            return head
        if tree.annotation.tokens[above].upos not in ("NOUN", "PROPN"):
            return head
        seen.add(above)
        head = above
