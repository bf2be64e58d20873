"""The plans, drafts and accords that a page names, each under one key on all pages.

A plan is known by whose it is ("the Lindgren plan", "the plan drawn up by Eva Lindgren"), where
it was made ("the Geneva plan") or by its own name ("the Good Friday Agreement", "Resolution 1559",
"draft S/2012/538"), never by the number of its points. "The plan" alone is the one of the page,
where there is but one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.codebook.issues import IssueBook
from demarche.codebook.phrases import fold
from demarche.extract.roles import spoken_for
from demarche.extract.topics import Ground, find_topics
from demarche.extract.trees import Tree, conjuncts, has_word, kin, phrase, subtree
from demarche.records import Entity

NUMBER = re.compile(r"\d+(?:/\d+)?")
SYMBOL = re.compile(r"\s+([A-Z](?:/[A-Z0-9]+(?:\.[0-9]+)?)+)")  # of a document: S/2012/538
DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their"})
OWN = frozenset({"his", "her", "its", "their", "my", "our"})
BY = frozenset({"of", "by", "from"})
# Words before a plan's noun that tell nothing of which one it is.
LOOSE = frozenset({"new", "latest", "earlier", "revised", "final", "un", "u.n.", "un-backed", "us"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A mention of a plan: where its noun stands, its key, and whose it is there."""

    ground: Ground
    token: int
    key: str | None  # none: the noun alone, or a body's that may be another's
    head: str  # word of the key: plan, accord, draft, resolution
    authors: tuple[Entity, ...]
    clear: bool  # named for sure: others of its key count because of it


def find_plan_names(grounds: Sequence[Ground], book: IssueBook) -> tuple[Named, ...]:
    """Return the mentions of plans of a page, in the order of the page."""
    found = [named for ground in grounds for named in _mentions(ground, book)]
    sure = {named.key for named in found if named.clear and named.key is not None}
    found = [replace(each, key=each.key if each.key in sure else None) for each in found]
    found = _of_bodies(found)
    single = _single_keys(found)
    return tuple(
        replace(each, key=single[each.head]) if each.key is None else each
        for each in found
        if each.key is not None
        or (each.head in single and (each.head == "draft" or _is_definite(each)))
    )


def _single_keys(found: Sequence[Named]) -> Mapping[str, str]:
    """Return the key of those nouns that name but one plan on the page."""
    keys: dict[str, set[str]] = {}
    for each in found:
        if each.key is not None:
            keys.setdefault(each.head, set()).add(each.key)
    return {head: next(iter(known)) for head, known in keys.items() if len(known) == 1}


def _is_definite(named: Named) -> bool:
    """Say whether a noun points to a plan told before, with nothing that makes it another's."""
    tree = named.ground.tree
    if named.authors or not has_word(tree, named.token, DEFINITE, "det", "nmod"):
        return False
    others = kin(tree, named.token, "compound", "amod", "nmod:poss")
    told_more = any(
        has_word(tree, child, ("to",), "case") for child in kin(tree, named.token, "nmod")
    )
    return not told_more and not any(tree.annotation.tokens[o].upos == "PROPN" for o in others)


def _of_bodies(found: Sequence[Named]) -> list[Named]:
    """Give a body's plan the key of its envoy's: "the UN plan" where the page has "Annan's"."""
    envoys: dict[tuple[str, str], str] = {}
    for each in found:
        for author in each.authors:
            body = spoken_for(each.ground.entities, author) if author.kind == "person" else None
            if body is not None and body.kind == "organisation" and each.key is not None:
                envoys[body.id, each.head] = each.key
    return [
        replace(each, key=envoys[each.authors[0].id, each.head])
        if each.authors and (each.authors[0].id, each.head) in envoys
        else each
        for each in found
    ]


def _mentions(ground: Ground, book: IssueBook) -> Iterator[Named]:
    tree = ground.tree
    heads = book.plans.heads
    places = [(at, heads[word]) for at, word in enumerate(tree.words) if word in heads]
    topics = {topic.token for topic in find_topics(ground, book)} if places else set()
    for token, head in places:
        if tree.annotation.tokens[token].upos not in ("NOUN", "PROPN"):
            continue
        if tree.rels[token] == "compound" and tree.words[tree.heads[token]] in heads:
            continue  # "draft resolution": its head names it
        if has_word(tree, token, ("draft",), "compound", "amod"):
            head = "draft"
        yield _named(ground, token, head, book, topics)


def _named(ground: Ground, token: int, head: str, book: IssueBook, topics: set[int]) -> Named:
    symbol = SYMBOL.match(ground.tree.annotation.text, ground.tree.ends[token])
    if symbol is not None and head in ("draft", "resolution"):
        _, authors = _origin(ground, token, book)
        key = f"{head} {symbol[1].lower()}"
        return _made(ground, token, key, head, authors, clear=True)
    number = _number(ground.tree, token)
    if head == "resolution" and number is not None:
        return _made(ground, token, f"resolution {number}", head, (), clear=True)
    own = _own_name(ground, token)
    if own is not None:
        return _made(ground, token, own, head, (), clear=True)
    place, authors = _origin(ground, token, book)
    diplomatic = _is_diplomatic(ground.tree, token, book, topics)
    if place is not None and head != "resolution":
        direct = ground.tree.heads[place[0]] == token and ground.tree.rels[place[0]] == "compound"
        key = f"{fold(place[1].name)} {head}"
        return _made(ground, token, key, head, authors, clear=direct or diplomatic)
    if not authors:
        adjective = _adjective(ground.tree, token) if head == "draft" else None
        drafted = f"{adjective} draft" if adjective else None
        return _made(ground, token, drafted, head, (), clear=adjective is not None)
    first = authors[0]
    if head == "accord":  # what somebody signed is not his
        return _made(ground, token, None, head, authors, clear=False)
    if first.kind == "person":
        key = f"{fold(_surname(first))} {head}"
        beside = has_word(ground.tree, token, _name_words(ground, token), "compound")
        meant = diplomatic and not _is_intent(ground.tree, token)
        clear = (beside and head == "plan") or (meant and not _is_his(ground.tree, token))
    else:
        names = sorted(fold(each.name) for each in authors if each.kind == first.kind)
        key = f"{' and '.join(names)} {head}"
        clear = head in ("plan", "draft") and not _is_intent(ground.tree, token)
        clear = clear and (diplomatic or ground.tree.words[token] not in ("plan", "plans"))
    return _made(ground, token, key, head, authors, clear=clear and head != "resolution")


def _made(
    ground: Ground,
    token: int,
    key: str | None,
    head: str,
    authors: tuple[Entity, ...],
    *,
    clear: bool,
) -> Named:
    return Named(ground=ground, token=token, key=key, head=head, authors=authors, clear=clear)


def _is_his(tree: Tree, token: int) -> bool:
    return has_word(tree, token, OWN, "nmod:poss")


def _surname(person: Entity) -> str:
    return person.name.split()[-1]


def _name_words(ground: Ground, token: int) -> frozenset[str]:
    tree = ground.tree
    return frozenset(
        tree.words[child]
        for child in kin(tree, token, "compound")
        if tree.annotation.tokens[child].upos == "PROPN"
    )


def _number(tree: Tree, token: int) -> str | None:
    """Return the number of a resolution, with what follows a stroke: 1559, 66/253."""
    for child in kin(tree, token, "nummod", "appos", "nmod", "compound", "dep"):
        found = NUMBER.match(tree.annotation.text, tree.starts[child]) if child > token else None
        if found is not None:
            return found[0]
    return None


def _own_name(ground: Ground, token: int) -> str | None:
    """Return the folded name of what has one: "Good Friday Agreement", "Non-Proliferation Treaty".

    All its words have capitals and one is neither a person's, a place's nor a state's.
    """
    tree = ground.tree
    text = tree.annotation.text
    if not text[tree.starts[token]].isupper():
        return None
    words = [token]
    at = token - 1
    while at >= 0 and tree.sentence[at] == tree.sentence[token] and _in_name(tree, at):
        words.insert(0, at)
        at -= 1
    while words and not tree.words[words[0]][:1].isalnum():
        words.pop(0)
    names = [each for each in words if tree.words[each].isalpha()]
    if len(names) < 2 or any(
        ground.entities.at(ground.at, ground.passage.words(each, each)) for each in names[:-1]
    ):
        return None
    return fold(text[tree.starts[words[0]] : tree.ends[token]])


def _in_name(tree: Tree, at: int) -> bool:
    word = tree.annotation.text[tree.starts[at] : tree.ends[at]]
    return word[:1].isupper() or word == "-"


def _origin(
    ground: Ground, token: int, book: IssueBook
) -> tuple[tuple[int, Entity] | None, tuple[Entity, ...]]:
    """Return the place where a plan was made, if it is named for it, and whose it is."""
    tree = ground.tree
    place: tuple[int, Entity] | None = None
    authors: dict[str, Entity] = {}
    for child in (each for one in _beside(tree, token, book) for each in conjuncts(tree, one)):
        entity = ground.entities.at(ground.at, ground.passage.words(child, child))
        if entity is None or _backs(tree, child):
            continue
        if entity.kind == "place":
            place = place or (child, entity)
        elif entity.kind in ("person", "state", "organisation", "organ", "government"):
            authors.setdefault(entity.id, entity)
    return place, tuple(authors.values())


def _beside(tree: Tree, token: int, book: IssueBook) -> Iterator[int]:
    """Yield the words that may say whose a plan is or where it was made."""
    yield from kin(tree, token, "compound", "nmod:poss", "amod")
    for child in kin(tree, token, "nmod"):
        if has_word(tree, child, BY, "case"):
            yield child
    for clause in kin(tree, token, "acl"):
        if tree.words[clause] in book.plans.made:
            for child in kin(tree, clause, "obl"):
                if has_word(tree, child, ("by", "in", "at"), "case"):
                    yield child


def _backs(tree: Tree, token: int) -> bool:
    """Say whether a name only backs a thing: "the Kremlin-backed plan"."""
    return token + 1 < len(tree.words) and tree.words[token + 1] in ("-", "\u2010", "\u2011")


def _is_diplomatic(tree: Tree, token: int, book: IssueBook, topics: set[int]) -> bool:
    words = {tree.words[each] for each in phrase(tree, token) if each != token}
    if words & book.plans.diplomatic:
        return True
    return any(each in topics for each in subtree(tree, token) if each != token)


def _is_intent(tree: Tree, token: int) -> bool:
    """Say whether a plan is only what one means to do: "his plan to run again"."""
    return any(has_word(tree, child, ("to",), "mark") for child in kin(tree, token, "acl", "xcomp"))


def _adjective(tree: Tree, token: int) -> str | None:
    """Return the name of a draft that no entity of the page stands for: "the European draft"."""
    for child in kin(tree, token, "amod", "compound"):
        text = tree.annotation.text[tree.starts[child] : tree.ends[child]]
        if text[:1].isupper() and text.lower() not in LOOSE:
            return fold(text)
    return None


def plan_phrase(ground: Ground, token: int) -> tuple[int, int]:
    """Return the first and last token of a plan's name: no clauses, up to whose it is."""
    tree = ground.tree
    own_case = kin(tree, token, "case")
    tokens = [
        each
        for each in phrase(tree, token)
        if (each <= token and each not in own_case) or _is_of(tree, token, each)
    ]
    while tokens and tree.words[tokens[0]] in DEFINITE | {"a", "an", '"', "\u201c"}:
        tokens.pop(0)
    last = max(tokens, default=token)
    symbol = SYMBOL.match(tree.annotation.text, tree.ends[token])
    while symbol is not None and last + 1 < len(tree.ends) and tree.ends[last + 1] <= symbol.end():
        last += 1
    return (tokens[0] if tokens else token), last


def _is_of(tree: Tree, noun: int, token: int) -> bool:
    """Say whether a word after a plan's noun is in the phrase that says whose it is."""
    for child in kin(tree, noun, "nmod"):
        if has_word(tree, child, BY, "case") and token in phrase(tree, child):
            return True
    return False
