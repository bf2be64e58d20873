"""Whose stand it is: from the word for a matter up the tree to the one who wants it or does it.

On the way up each word does something to the thing named below it: who halts it, rejects it or is
against it turns its sign, who resumes it or calls for it keeps it, "not" turns it once more. The
topmost who does so takes the stand ("they refused to halt it": for it); a noun's owner takes his
own besides ("turned down their demand to halt it"). Under "must" it is the stand of the speaker.
"""

from collections.abc import Iterator
from dataclasses import replace

from demarche.codebook.issues import IssueBook, Operator
from demarche.codebook.words import CueBook
from demarche.extract.doers import (
    RELATIVE,
    STEPS,
    agent_of,
    makers_of,
    named_owners,
    owners_of,
    subject_of,
)
from demarche.extract.stand_ways import (
    AHEAD,
    RESPONSES,
    Held,
    Stand,
    Way,
    leaning,
    said_of,
    there_is,
)
from demarche.extract.stand_words import (
    MATTER,
    above_of,
    deemed_sign,
    is_asked,
    is_condition,
    is_must,
    is_negated,
    is_setting,
    noun_between,
    verb_operator,
)
from demarche.extract.topics import NOUNS, Ground, Topic
from demarche.extract.trees import Tree, has_word, kin, subtree

PREDICATED = frozenset({"nsubj", "csubj", "xcomp", "ccomp", "advcl"})
JOINED = frozenset({"nmod", "acl", "compound", "amod", "obl", "appos", "ccomp", "xcomp"})
WILLED = frozenset(
    {"will", "wo", "'ll", "’ll", "would", "shall", "cannot", "can", "ca", "to", "'d"}
)
# Marks of clauses that tell when or why, though the parse may hang them as complements.
BESIDE = frozenset({"before", "after", "since", "while", "when", "because", "although", "though"})
OPEN = frozenset({"may", "might", "could"})
PRESENT = frozenset({"does", "do"})
WARNED = "warned"  # reason of a stand that holds only if it is told as a warning or a threat
NEEDING = frozenset({"need", "needs", "needed", "required"})


def find_stands(
    ground: Ground, topic: Topic, book: IssueBook, cues: CueBook
) -> tuple[tuple[Stand, ...], Way]:
    """Return the stands that a sentence tells on a topic, and how far the way up led."""
    tree = ground.tree
    way = _begin(tree, topic, book, cues)
    found = list(_told_beside(tree, topic, book, cues))
    for _ in range(STEPS):
        if way.stopped:
            break
        step = _step(tree, way, book, cues)
        if step is None:
            break
        way, owned = step
        found += [_stand(topic, way, each) for each in owned]
    way = leaning(tree, way, book, cues) or way
    if way.held is not None and (way.stopped or not is_asked(tree, way.token)):
        found.append(_stand(topic, way, way.held))
    return tuple(each for one in found for each in _of_makers(tree, one, book)), way


def _of_makers(tree: Tree, stand: Stand, book: IssueBook) -> Iterator[Stand]:
    """Yield a stand; what a paper would do, its makers want: "the draft circulated by them"."""
    holder = stand.holder
    if holder is None or tree.words[holder] not in book.papers:
        yield stand
        return
    makers = tuple(makers_of(tree, holder, stand.by))
    for maker in makers:
        yield replace(stand, holder=maker, deed=False)
    if not makers:
        yield stand


def _told_beside(tree: Tree, topic: Topic, book: IssueBook, cues: CueBook) -> Iterator[Stand]:
    """Yield stands told in a clause about the thing: "a plan backed by them", "troops he wants"."""
    if topic.verb:
        return
    for clause in kin(tree, topic.token, "acl"):
        operator = next(
            (
                each
                for each in book.verbs.get(tree.words[clause], ())
                if each.particle is None or has_word(tree, clause, (each.particle,), "compound")
            ),
            None,
        )
        if operator is None or not _has_it_done(tree, clause):
            continue
        start = Way(token=topic.token, sign=topic.sign, held=None, valued=False)
        way = _by_verb(tree, start, clause, operator, book, cues)
        if way.held is not None:
            yield _stand(topic, way, way.held)


def _has_it_done(tree: Tree, clause: int) -> bool:
    """Say whether a noun is what a clause about it is done to, and the clause names the doer."""
    if agent_of(tree, clause) is not None:
        return True
    doers = [each for each in kin(tree, clause, "nsubj") if tree.words[each] not in RELATIVE]
    done = [each for each in kin(tree, clause, "obj") if tree.words[each] not in RELATIVE]
    return tree.deprels[clause] == "acl:relcl" and bool(doers) and not done


def _stand(topic: Topic, way: Way, held: Held) -> Stand:
    return Stand(
        issue=topic.issue,
        sign=way.sign,
        holder=held.holder,
        by=held.by,
        top=way.token,
        deed=held.deed,
        reason=held.reason or ("done" if held.deed else "said"),
    )


def _begin(tree: Tree, topic: Topic, book: IssueBook, cues: CueBook) -> Way:
    """A noun only names the thing; a verb is a deed of its subject, or what he must do."""
    token, sign = topic.token, topic.sign
    if not topic.verb:
        none = has_word(tree, token, ("no", "without"), "det", "case")
        held = None
        shaded = any(tree.words[each] in cues.shade_adjectives for each in kin(tree, token, "amod"))
        if tree.words[token] in book.acts and not (none or shaded):  # "their recall of the envoy"
            owners = named_owners(tree, token)
            held = Held(holder=owners[0], by=token, deed=True) if owners else None
        return Way(token=token, sign=-sign if none else sign, held=held, valued=none)
    deed = Operator(sign=1, deed=True, particle=None)
    way = Way(token=token, sign=sign, held=None, valued=True)
    way = _by_verb(tree, way, token, deed, book, cues)
    if topic.of_leader and way.held is not None and way.held.deed:
        way = replace(way, held=None)  # who resigns takes no side on his going
    if topic.bound and not is_must(tree, token, book):
        return replace(way, held=None, stopped=True)
    return way


Step = tuple[Way, tuple[Held, ...]]


def _step(tree: Tree, way: Way, book: IssueBook, cues: CueBook) -> Step | None:
    """Return the way one word further up, with the stands of owners met there; None: no further."""
    below, above = above_of(tree, way.token)
    if above < 0:
        return None
    rel = tree.rels[below]
    if is_condition(tree, below):
        return _warned(tree, way, below, above, cues), ()
    upos = tree.annotation.tokens[above].upos
    if upos in ("VERB", "AUX"):
        noun = noun_between(tree, below, above, book)
        if noun is None and is_setting(tree, below):
            return None
        if noun is not None:
            return _past_noun(tree, way, below, noun, book)
        return _past_verb(tree, way, below, above, book, cues)
    if rel in PREDICATED or (rel in ("acl", "obl") and upos == "ADJ"):
        return _past_predicate(tree, way, above, book, cues)
    about = tree.words[above] in book.nouns and has_word(tree, below, ("over", "about"), "case")
    if upos in NOUNS and rel in JOINED and (about or not is_setting(tree, below)):
        return _past_noun(tree, way, below, above, book)
    return None


def _warned(tree: Tree, way: Way, below: int, above: int, cues: CueBook) -> Way:
    """ "They would answer if it were imposed": against it, where that is a warning."""
    stopped = replace(way, held=None, stopped=True)
    unless = has_word(tree, below, ("unless",), "mark")
    if tree.rels[below] != "advcl" or not way.valued:
        return stopped  # "would not say whether it backed it"
    if not (unless or has_word(tree, below, ("if",), "mark")):
        return stopped
    warns = any(cue.act in ("warn", "threaten") for cue in cues.verbs.get(tree.words[above], ()))
    ahead = has_word(tree, above, AHEAD, "aux")
    clause = {tree.words[each] for each in subtree(tree, above, lambda child: child != below)}
    if warns or (ahead and clause & RESPONSES):
        held = Held(holder=subject_of(tree, above, cues), by=below, deed=False)
    elif ahead:
        held = Held(holder=None, by=below, deed=False, reason=WARNED)
    else:
        return stopped
    return replace(way, sign=way.sign if unless else -way.sign, held=held, stopped=True)


# ---------------------------------------------------------------- past a verb


def _past_verb(
    tree: Tree, way: Way, below: int, above: int, book: IssueBook, cues: CueBook
) -> Step | None:
    rel = tree.rels[below]
    if has_word(tree, below, BESIDE, "mark"):
        return None
    there = there_is(tree, way, below, above, book, cues)
    if there is not None:
        return there, ()
    if tree.words[above] in book.suffers:  # "they must face it": who faces it takes no side
        said = Held(holder=None, by=above, deed=False)
        must = rel == "obj" and is_must(tree, above, book)
        return (replace(way, token=above, held=said, valued=True), ()) if must else None
    thought = said_of(tree, way, below, above, book, cues)
    if thought is not None:
        return thought, ()
    deemed = deemed_sign(tree, below, above, book)
    if deemed:
        subject = subject_of(tree, above, cues)
        deemer = Held(holder=subject, by=above, deed=False) if subject is not None else None
        sign = -deemed if is_negated(tree, above, cues) else deemed
        return replace(way, token=above, sign=way.sign * sign, held=deemer, valued=True), ()
    needed = tree.words[above] in book.need and rel == "xcomp"
    operator = None if needed else verb_operator(tree, below, above, book)
    bare_light = tree.words[above] in book.light and operator and operator.particle is None
    if operator is not None and (way.valued or not bare_light):
        return _by_verb(tree, way, above, operator, book, cues), ()
    bare = tree.words[above] in NEEDING and (rel == "obj" or tree.deprels[below] == "nsubj:pass")
    if needed or bare:
        sign = -way.sign if is_negated(tree, above, cues) else way.sign
        needing = Held(holder=None, by=above, deed=False)
        return replace(way, token=above, sign=sign, held=needing, valued=True), ()
    gerund = tree.words[below].endswith("ing") and not has_word(tree, below, ("to",), "mark")
    if rel == "xcomp" and gerund and way.held is not None:
        return replace(way, token=above, held=None), ()  # "would discuss halting it"
    if rel == "xcomp":  # "began to", "is trying to": it passes through
        sign = -way.sign if is_negated(tree, above, cues) else way.sign
        held = way.held
        if held is not None and is_must(tree, above, book):
            held = replace(held, holder=None)
        if has_word(tree, above, OPEN, "aux"):
            held = None
        return replace(way, token=above, sign=sign, held=held), ()
    if rel == "advcl" and has_word(tree, above, OPEN, "aux") and not kin(tree, below, "nsubj"):
        return replace(way, held=None, stopped=True), ()
    return None


def _by_verb(
    tree: Tree, way: Way, verb: int, operator: Operator, book: IssueBook, cues: CueBook
) -> Way:
    """Return the way past a verb that says or does something of what was reached."""
    sign = way.sign * operator.sign
    negated = is_negated(tree, verb, cues)
    subject = subject_of(tree, verb, cues)
    held: Held | None = None
    if subject is not None:
        held = Held(holder=subject, by=verb, deed=operator.deed)
    if subject is not None and subject == above_of(tree, way.token)[0] and subject != verb:
        held = None  # "the talks ended"
    if negated:
        if not operator.deed and (operator.sign < 0 or tree.words[verb] in book.guesses):
            return replace(way, token=verb, sign=0, held=held, stopped=True)  # "did not rule out"
        sign = -sign
        willed = has_word(tree, verb, WILLED | PRESENT, "aux", "mark")
        if operator.deed and operator.sign > 0 and not willed:
            held = None  # "has not sent any" is no refusal
    if is_must(tree, verb, book):
        held = Held(holder=None, by=verb, deed=False)
    elif has_word(tree, verb, OPEN, "aux") or is_condition(tree, verb):
        held = None
    return replace(way, token=verb, sign=sign, held=held, valued=True)


# ---------------------------------------------------------------- past other words


def _past_predicate(
    tree: Tree, way: Way, above: int, book: IssueBook, cues: CueBook
) -> Step | None:
    """ "sanctions are no use", "it is necessary to halt it": the speaker's view of it."""
    word = tree.words[above]
    if word in book.eager or word in book.averse:
        operator = Operator(sign=1 if word in book.eager else -1, deed=False, particle=None)
        if tree.rels[way.token] == "nsubj":
            return None
        return _by_verb(tree, way, above, operator, book, cues), ()
    if word in book.good or word in book.need:
        sign = way.sign
    elif word in book.bad:
        sign = -way.sign
    else:
        return None
    if has_word(tree, above, OPEN, "aux"):
        return replace(way, held=None, stopped=True), ()
    if is_negated(tree, above, cues):
        sign = -sign
    held = Held(holder=None, by=above, deed=False)
    return replace(way, token=above, sign=sign, held=held, valued=True), ()


def _past_noun(tree: Tree, way: Way, below: int, above: int, book: IssueBook) -> Step | None:
    """Past "call for", "halt to", and nouns through which a stand passes."""
    word = tree.words[above]
    if tree.deprels[below] == "acl:relcl" or _relative(tree, below):
        if word in book.carriers and way.held is not None and way.held.holder == above:
            return _past_carrier(tree, way, below, above, book)  # "a resolution that imposes them"
        return None
    operator = book.nouns.get(word)
    if operator is not None and _is_matter(tree, below, operator):
        sign = way.sign * operator.sign
        if has_word(tree, above, ("no", "without"), "det", "case"):
            sign = -sign
        if operator.sign > 0 and has_word(tree, below, ("against",), "case"):
            sign = -sign  # "an appeal against it"
        owners = () if tree.rels[below] == "appos" else owners_of(tree, above, below, operator)
        owned = tuple(Held(holder=each, by=above, deed=operator.deed) for each in owners)
        return replace(way, token=above, sign=sign, held=None, valued=True), owned
    if word in book.carriers and not has_word(tree, below, ("from", "with", "in", "at"), "case"):
        return _past_carrier(tree, way, below, above, book)
    return None


def _is_matter(tree: Tree, below: int, operator: Operator) -> bool:
    """Say whether a clause under a noun is what it is about: "calls to go", not "calls made".

    What somebody does is not done for the noun's sake: "a withdrawal to end the war".
    """
    if tree.rels[below] != "acl":
        return True
    return not operator.deed and has_word(tree, below, MATTER | {"that"}, "mark")


def _past_carrier(tree: Tree, way: Way, below: int, above: int, book: IssueBook) -> Step:
    """Past a noun that only carries a stand: what a council's paper urges, the council does."""
    paper = tree.words[above] in book.papers and way.valued and tree.rels[below] == "acl"
    owners = makers_of(tree, above, below) if paper else ()
    owned = tuple(Held(holder=each, by=way.token, deed=False) for each in owners)
    return replace(way, token=above, held=None), owned


def _relative(tree: Tree, verb: int) -> bool:
    return any(tree.words[child] in RELATIVE for child in kin(tree, verb, "nsubj"))
