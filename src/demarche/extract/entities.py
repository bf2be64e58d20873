"""The persons, states, bodies, groups and places of one page, and who each mention refers to.

sights     the page's passages with trees and codebook phrases
actors     mentions of possible actors, named or not
links      which of them are one: names, offices, groups, bodies, pronouns
offices    who an office is on the page's day, and which offices its persons hold then
entities   one record each, with a look-up from words to entity
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.codebook.load import Codebook, load_codebook
from demarche.extract.actors import Actor, find_actors
from demarche.extract.appositions import link_appositions
from demarche.extract.coreference import Links, link_offices, link_people, members
from demarche.extract.describe import describe
from demarche.extract.descriptions import link_aged, link_descriptions
from demarche.extract.further import (
    bodies_at_home,
    find_nominals,
    find_surnames,
    join_acronyms,
    one_kind_each,
    people_not_cities,
)
from demarche.extract.groups import link_bodies, link_by_key
from demarche.extract.kin import find_kin
from demarche.extract.located import locate
from demarche.extract.offices import Dated, Day, date_offices, day_of, link_holders
from demarche.extract.page_terms import period_by_offices
from demarche.extract.pronouns import link_pronouns
from demarche.extract.sights import POSSESSIVES, Sight, look_at, with_family_names
from demarche.extract.trees import Tree, head_in, tokens_in
from demarche.records import Document, Entity, Passage, Period
from demarche.spans import Span

# Words that add nothing to what a phrase refers to.
EMPTY_WORDS = frozenset(
    {"the", "a", "an", ",", ".", '"', "\u201c", "\u201d", "both", "neither", "nor", "either"}
    | POSSESSIVES
)
# Words after which a phrase only tells more of the name that opens it, or names another.
CLOSING = frozenset({",", "(", "and", "nor", "or"})
# A phrase whose head is no mention refers to a mention in it only if that is half of its words.
MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands in its passage, by tokens, and the index of its entity."""

    whole: tuple[int, int]
    core: tuple[int, int]
    contents: tuple[tuple[int, ...], tuple[int, ...]]  # both without empty words
    entity: int
    named: bool  # by a person's name, a state or a body: a phrase may hold it and be it
    spot: bool  # a place, which never speaks for the phrase it stands in

    def __contains__(self, token: int) -> bool:
        return self.whole[0] <= token <= self.whole[1]


@dataclass(frozen=True, slots=True)
class PageEntities:
    """The entities of a page, and the way from words to them."""

    entities: tuple[Entity, ...]
    places: Mapping[int, tuple[Place, ...]]  # by passage
    exact: Mapping[int, Mapping[tuple[int, ...], Place]]  # by passage and contents: the longest
    trees: Mapping[int, Tree]
    starts: Mapping[int, int]  # of each passage, in the document's code points
    published: Period | None = None  # of an undated page, by the offices that it tells of

    def at(self, passage: int, span: Span) -> Entity | None:
        """Return the entity that words of the document refer to, None when they refer to none.

        `span` may be a mention with or without its title, its head word, a possessive, a pronoun,
        or the source of a statement; of coordinated names the first counts.
        """
        if passage not in self.trees:
            return None
        tree = self.trees[passage]
        inner = span.shift(-self.starts[passage])
        tokens = tokens_in(tree, inner) or _touched(tree, inner)
        wanted = _content(tokens, tree)
        place = self.exact[passage].get(wanted) if passage in self.exact else None
        if place is None and wanted:
            place = _place_of(tokens, wanted, tree, self.places.get(passage, ()))
        return self.entities[place.entity] if place else None

    def grown(self, passages: Sequence[Passage]) -> tuple[Tree, ...]:
        """Return the trees of the page's passages, as they were made for its entities."""
        return tuple(self.trees[number] for number, _ in enumerate(passages))

    def words_in(self, span: Span) -> Iterator[tuple[int, Span]]:
        """Yield (passage, span of the document) of each word in a span of the document."""
        for at, tree in self.trees.items():
            start = self.starts[at]
            if start <= span.start < start + len(tree.annotation.text):
                for token in tokens_in(tree, span.shift(-start)):
                    yield at, tree.annotation.tokens[token].span.shift(start)


def find_entities(
    document: Document, passages: Sequence[Passage], codebook: Codebook | None = None
) -> PageEntities:
    """Return the entities of a page whose passages a reader has annotated.

    `codebook` is the shipped one by default.
    """
    codebook = codebook or load_codebook()
    sights = with_family_names(
        [look_at(number, passage, codebook) for number, passage in enumerate(passages)]
    )
    actors = [actor for sight in sights for actor in find_actors(sight, codebook)]
    actors = one_kind_each(people_not_cities(actors, sights, codebook))
    actors += find_surnames(actors, sights, codebook)
    actors = join_acronyms(bodies_at_home(actors, sights, codebook), sights)
    actors += find_nominals(actors, sights, codebook.events)
    actors.sort(key=lambda actor: (actor.passage, actor.first, -actor.last))
    people = link_people(actors, find_kin(actors, sights))
    told = period_by_offices(document, actors, people, codebook)
    day = day_of(told or document.published, codebook)
    links, linked = _link(actors, people, sights, codebook, day)
    offices = date_offices(linked, links, day)
    return replace(_gather(document, sights, links, linked, offices, codebook), published=told)


def _link(
    actors: Sequence[Actor],
    people: Links,
    sights: Sequence[Sight],
    codebook: Codebook,
    day: Day | None,
) -> tuple[Links, tuple[Actor, ...]]:
    """Return who is who, with the mentions found or completed on the way.

    `people` are the links of the personal names.
    """
    links, linked = link_offices(actors, people, sights)
    if day is not None:
        links = link_holders(linked, links, day)
    links, linked = link_by_key(linked, links, codebook)
    links, linked = link_bodies(linked, links, sights)
    links.update({at: at for at in range(len(linked)) if at not in links})
    links = link_appositions(linked, links, sights)
    links = link_descriptions(linked, link_aged(linked, links, sights), sights)
    return link_pronouns(linked, links, sights)


def _gather(
    document: Document,
    sights: Sequence[Sight],
    links: Links,
    actors: Sequence[Actor],
    offices: Dated,
    codebook: Codebook,
) -> PageEntities:
    """Return one entity per link number, in the order of first mention."""
    grouped = members(links, actors)
    order = {number: index for index, number in enumerate(grouped)}
    passages = {sight.number: sight.passage for sight in sights}
    described = [
        describe(document, passages, known, offices.get(number, ()), codebook)
        for number, known in grouped.items()
    ]
    entities = locate(document, described, codebook)
    places: dict[int, list[Place]] = {}
    for at, number in links.items():
        actor = actors[at]
        named = actor.form in ("name", "codebook")
        spot = actor.kind == "place"
        whole = actor.first, actor.last
        tree = sights[actor.passage].tree
        contents = _content(_range(whole), tree), _content(_range(actor.core), tree)
        place = Place(whole, actor.core, contents, order[number], named, spot)
        places.setdefault(actor.passage, []).append(place)
    return PageEntities(
        entities,
        {passage: tuple(found) for passage, found in places.items()},
        {passage: _by_contents(found) for passage, found in places.items()},
        {sight.number: sight.tree for sight in sights},
        {sight.number: sight.passage.span.start for sight in sights},
    )


def _touched(tree: Tree, span: Span) -> tuple[int, ...]:
    """Return the tokens that a span only cuts into."""
    tokens = enumerate(tree.annotation.tokens)
    return tuple(at for at, token in tokens if token.span.overlaps(span))


def _by_contents(places: Sequence[Place]) -> dict[tuple[int, ...], Place]:
    """Return mentions by their words, with and without title: the longest, then the first."""
    best: dict[tuple[int, ...], Place] = {}
    for place in sorted(places, key=lambda place: (-_length(place.whole), place.entity)):
        for contents in place.contents:
            if contents:
                best.setdefault(contents, place)
    return best


def _place_of(
    tokens: Sequence[int], wanted: Sequence[int], tree: Tree, places: Sequence[Place]
) -> Place | None:
    """Return the mention that tokens refer to which are none themselves: that of their head.

    `wanted` are those tokens that are no empty words (at least one).
    """
    leading = [place for place in places if place.named and _leads(place, wanted, tree)]
    if leading:
        return max(leading, key=lambda place: _length(place.whole))
    span = Span(
        tree.annotation.tokens[wanted[0]].span.start, tree.annotation.tokens[wanted[-1]].span.end
    )
    head = head_in(tree, span)
    at_core = [place for place in places if head in _range(place.core)]
    if at_core:
        return max(at_core, key=lambda place: _length(place.whole))
    around = [place for place in places if head is not None and head in place]
    if around:
        return min(around, key=lambda place: _length(place.whole))
    inside = [p for p in places if set(_range(p.core)) <= set(tokens) and not p.spot]
    best = max(inside, key=lambda p: (_length(p.core), -p.core[0]), default=None)
    return best if best and _length(best.whole) >= MOSTLY * len(wanted) else None


def _leads(place: Place, wanted: Sequence[int], tree: Tree) -> bool:
    """Say whether a named mention opens a phrase and the rest only tells of it: "Petrov, who"."""
    after = place.whole[1] + 1
    starts = wanted[0] in (place.whole[0], place.core[0])
    return starts and after < len(tree.words) and tree.words[after] in CLOSING


def _content(tokens: Iterable[int], tree: Tree) -> tuple[int, ...]:
    return tuple(at for at in tokens if tree.words[at] not in EMPTY_WORDS)


def _range(tokens: tuple[int, int]) -> range:
    return range(tokens[0], tokens[1] + 1)


def _length(tokens: tuple[int, int]) -> int:
    return tokens[1] - tokens[0] + 1
