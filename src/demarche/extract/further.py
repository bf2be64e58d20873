"""Mentions found in a second look, once the page's names are known.

Surnames and acronyms that the reader missed, and unnamed sources and parties ("her lawyer") that
no list has.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from demarche.codebook.entries import Country
from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.phrases import fold
from demarche.codebook.words import EventBook
from demarche.extract.actors import Actor, Form, words_of
from demarche.extract.naming import name_parts
from demarche.extract.sights import POSSESSIVES, Sight, is_name_word, likely_relations
from demarche.extract.trees import has_word, head_in
from demarche.records import EntityKind, Mention

# A bare surname of somebody named in full on the page, written as a name: rarely anything else.
SURNAME_SCORE = 0.85
# Forms between which one name may waver, the likeliest first where its mentions are even.
KIND_OF: dict[Form, EntityKind] = {
    "place": "place", "organisation": "organisation", "name": "person",
}  # fmt: skip
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
# Shorter capital words are more often initials or parts of other names.
ACRONYM_LETTERS = range(2, 9)
# Prepositions that join to an act whom it is done to ("the release OF prisoners").
PATIENT_CASES = frozenset({"of", "to", "against", "with", "on"})


def find_surnames(
    actors: Sequence[Actor], sights: Sequence[Sight], codebook: Codebook
) -> list[Actor]:
    """Return mentions of the page's persons by a part of their name that the first look missed."""
    known = _parts_alone([actor for actor in actors if actor.form == "name"], codebook)
    taken = _covered(actors)
    found = []
    for sight in sights:
        free = 0  # the first token that no mention has taken
        for token in sorted(sight.name_words):
            if token < free:
                continue
            last = token
            while _is_known_part(sight, last, known) and (sight.number, last) not in taken:
                last += 1
            if last > token:
                found.append(_known_name(sight, token, last - 1))
            free = max(last, token + 1)
    return found


def _parts_alone(people: Sequence[Actor], codebook: Codebook) -> set[str]:
    """Return the parts of names by which persons are called: the last, and the first if it is no
    known given name ("Mobutu" of Mobutu Sese Seko).
    """
    named = [(actor, parts) for actor in people if (parts := name_parts(actor.text))]
    families = {parts[-1] for _, parts in named}
    firsts = {
        parts[0] for actor, parts in named if fold(actor.text).split()[0] not in codebook.genders
    }
    return {part for part in families | firsts if len(part) > 1}


def people_not_cities(
    actors: Sequence[Actor], sights: Sequence[Sight], codebook: Codebook
) -> list[Actor]:
    """Return the mentions with those made persons that bear the name of a person of this page.

    Of "Valerie London ... London said" the second is she; "in London" is the city. So it is with
    what the reader takes for an organisation or a place though a person was named so.
    """
    people = [a for a in actors if a.form == "name" and len(name_parts(a.text)) > 1]
    known = _parts_alone(people, codebook)
    full = {name_parts(actor.text) for actor in people}
    by_number = {sight.number: sight for sight in sights}
    return [
        _known_name(by_number[actor.passage], *actor.core)
        if _is_named_so(actor, by_number[actor.passage], known, full)
        else actor
        for actor in actors
    ]


def one_kind_each(actors: Sequence[Actor]) -> list[Actor]:
    """Return the mentions with each name made what most of its mentions are.

    The reader may take one name for a place here and for an organisation or a person there. Persons
    with a title or with more than one name are no matter of doubt; where two are even, a place.
    """
    sure = {part for a in actors if _is_sure(a) for part in name_parts(a.text)}
    counts: dict[str, Counter[Form]] = {}
    for actor in actors:
        if _is_doubtful(actor, sure):
            counts.setdefault(fold(actor.text), Counter())[actor.form] += 1
    most = {text: max(KIND_OF, key=lambda form: found[form]) for text, found in counts.items()}
    return [
        _made(actor, most[fold(actor.text)]) if _is_doubtful(actor, sure) else actor
        for actor in actors
    ]


def _is_sure(actor: Actor) -> bool:
    return actor.form == "name" and (bool(actor.titles) or len(name_parts(actor.text)) > 1)


def _is_doubtful(actor: Actor, sure: set[str]) -> bool:
    if actor.form == "name":
        return not _is_sure(actor) and not sure & set(name_parts(actor.text))
    return actor.form in KIND_OF


def _made(actor: Actor, form: Form) -> Actor:
    if actor.form == form:
        return actor
    key = None if form == "name" else f"{form} {actor.text.lower()}"
    return replace(actor, form=form, kind=KIND_OF[form], key=key, country=None)


def _is_named_so(actor: Actor, sight: Sight, known: set[str], full: set[tuple[str, ...]]) -> bool:
    """Say whether what was taken for a city or a body is called as a person of the page is."""
    phrase = sight.phrases[actor.core[0]]
    city = actor.form == "codebook" and phrase is not None and phrase.get("capital", "state")
    if not city and actor.form not in ("organisation", "place"):
        return False
    before = sight.tree.words[actor.first - 1] if actor.first else ""
    parts = name_parts(words_of(sight, *actor.core))
    if before in load_codebook().places.local and actor.kind in ("place", "state"):
        return False
    return parts in full or (len(parts) == 1 and parts[0] in known)


def _is_known_part(sight: Sight, at: int, known: set[str]) -> bool:
    if at >= len(sight.words) or sight.phrases[at] or not is_name_word(sight, at):
        return False
    parts = name_parts(sight.words[at])
    return len(parts) == 1 and parts[0] in known


def _known_name(sight: Sight, first: int, last: int) -> Actor:
    return Actor(
        passage=sight.number,
        first=first,
        last=last,
        core=(first, last),
        form="name",
        text=words_of(sight, first, last),
        kind="person",
        definite=True,
        score=SURNAME_SCORE,
    )


def join_acronyms(actors: Sequence[Actor], sights: Sequence[Sight]) -> list[Actor]:
    """Return the mentions with those of a body by the acronym that the page gives it in brackets.

    What the reader took for another body, a place or a person by that word is the body, too.
    """
    meant: dict[str, Actor] = {}
    by_number = {sight.number: sight for sight in sights}
    for actor in actors:
        if actor.form not in ("organisation", "codebook") or actor.kind in ("place", "state"):
            continue
        words = by_number[actor.passage].words
        inner = words[actor.last + 1 : actor.last + 4]
        if len(inner) == 3 and inner[0] == "(" and inner[2] == ")" and _is_acronym(inner[1]):
            meant.setdefault(inner[1], actor)
    if not meant:
        return list(actors)

    def named(passage: int, token: int) -> Actor:
        whole = meant[by_number[passage].words[token]]
        return replace(whole, passage=passage, first=token, last=token, core=(token, token))

    own = [
        named(actor.passage, actor.core[0]) if _is_called(actor, meant) else actor
        for actor in actors
    ]
    taken = _covered(own)
    return own + [
        named(sight.number, token)
        for sight in sights
        for token, word in enumerate(sight.words)
        if word in meant and (sight.number, token) not in taken
    ]


def _is_called(actor: Actor, meant: Mapping[str, Actor]) -> bool:
    """Say whether a mention by one word is an acronym's that the page explains."""
    return actor.core[0] == actor.core[1] and actor.form in KIND_OF and actor.text in meant


def bodies_at_home(
    actors: Sequence[Actor], sights: Sequence[Sight], codebook: Codebook
) -> list[Actor]:
    """Return the mentions with "Congress" or "NSC" a listed body only on pages of its state.

    Other states have bodies of these names: theirs on a page that does not name the listed one's
    state, or right after another ("Peru's Congress").
    """
    named = {actor.country for actor in actors if actor.kind == "state"}
    by_number = {sight.number: sight for sight in sights}
    return [_at_home(actor, by_number[actor.passage], named, codebook) for actor in actors]


def _at_home(actor: Actor, sight: Sight, named: set[str | None], codebook: Codebook) -> Actor:
    body = codebook.bodies.get(actor.text) if actor.form == "codebook" else None
    if body is None or words_of(sight, *actor.core) not in body.bare:
        return actor
    before = actor.core[0] - 1
    if before > 0 and sight.words[before] in POSSESSIVES:
        before -= 1
    owner = sight.phrases[before] if before >= 0 else None
    term = owner.get("state", "adjective") if owner else None
    country = term.entry.code if term and isinstance(term.entry, Country) else None
    if country == body.country or (country is None and body.country in named):
        return actor
    text = words_of(sight, *actor.core)
    return replace(
        actor, form="organisation", kind="organisation", text=text, country=country,
        key=f"organisation {text.lower()} {country or ''}".strip(),
    )  # fmt: skip


def _is_acronym(word: str) -> bool:
    return word.isupper() and word.isalpha() and len(word) in ACRONYM_LETTERS


def find_nominals(
    actors: Sequence[Actor], sights: Sequence[Sight], events: EventBook
) -> list[Actor]:
    """Return unnamed persons and organisations that speak, act or are acted upon.

    Who does the first two is the reader's word; acted upon is who stands under a listed act.
    """
    heads = {
        (actor.passage, at) for actor in actors for at in range(actor.core[0], actor.core[1] + 1)
    }
    titles = {
        (actor.passage, at)
        for actor in actors
        if actor.form == "name"
        for at in range(actor.first, actor.last + 1)
    }
    found = []
    for sight in sights:
        wanted = _speakers_and_parties(sight) | _patients(sight, events)
        for mention in sight.tree.annotation.mentions:
            if mention.kind not in ("person", "organization") or mention.head not in wanted:
                continue
            if (sight.number, mention.head) in titles or _holds_clause(sight, mention):
                continue
            upos = sight.tree.annotation.tokens[mention.head].upos
            if (sight.number, mention.head) not in heads and upos in ("NOUN", "PROPN"):
                heads.add((sight.number, mention.head))
                found.append(_nominal(sight, mention))
    return found


def _holds_clause(sight: Sight, mention: Mention) -> bool:
    """Say whether a mention runs over a verb with a subject: two phrases and no name."""
    tree = sight.tree
    return any(
        tree.rels[at] in ("nsubj", "csubj") and sight.words[at].lower() not in RELATIVES
        for at in range(mention.first, mention.last + 1)
        if mention.first <= tree.heads[at] <= mention.last
    )


def _speakers_and_parties(sight: Sight) -> frozenset[int]:
    """Return the head tokens of sources of statements and of parties to relations."""
    annotation = sight.tree.annotation
    heads = {
        head_in(sight.tree, attribution.source)
        for attribution in annotation.attributions
        if attribution.source and attribution.content
    }
    for relation in likely_relations(annotation):
        pair = (relation.actor, relation.recipient)
        heads |= {annotation.mentions[i].head for i in pair if 0 <= i < len(annotation.mentions)}
    return frozenset(head for head in heads if head is not None)


def _patients(sight: Sight, events: EventBook) -> frozenset[int]:
    """Return the words by which or to which a listed act is done: "arrested three SUSPECTS"."""
    tree = sight.tree
    acts = (events.verbs, events.nouns, events.phrases, events.light)
    return frozenset(
        at
        for over, word in enumerate(tree.words)
        if any(word in listed for listed in acts)
        for at in tree.children[over]
        if (tree.rels[at] in ("obj", "iobj", "nsubj") or has_word(tree, at, PATIENT_CASES, "case"))
    )


def _nominal(sight: Sight, mention: Mention) -> Actor:
    first, last = mention.first, mention.last
    while last > mention.head and sight.words[last] in POSSESSIVES:
        last -= 1
    word = sight.tree.words[mention.head]
    plural = word.endswith("s") and not word.endswith("ss")
    kind: EntityKind = "organisation"
    if mention.kind == "person":
        kind = "population" if plural else "person"
    return Actor(
        passage=sight.number,
        first=first,
        last=last,
        core=(mention.head, mention.head),
        form="nominal",
        text=words_of(sight, first, last),
        kind=kind,
        plural=plural,
        definite=sight.tree.words[first] == "the",
        country=_country_of(sight, first, mention.head),
        score=mention.score,
    )


def _country_of(sight: Sight, first: int, head: int) -> str | None:
    """Return the country of a state that stands before the head: "ARLAND'S top union body"."""
    for at in range(first, head):
        phrase = sight.phrases[at]
        term = phrase.get("state", "adjective") if phrase else None
        if term is not None and isinstance(term.entry, Country):
            return term.entry.code
    return None


def _covered(actors: Sequence[Actor]) -> set[tuple[int, int]]:
    return set(_tokens(actors))


def _tokens(actors: Sequence[Actor]) -> Iterator[tuple[int, int]]:
    for actor in actors:
        for token in range(actor.core[0], actor.core[1] + 1):
            yield actor.passage, token
