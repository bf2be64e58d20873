"""Which mentions of persons on a page are one and the same: names, offices.

A link is a number: mentions with the same number are one entity. Names come first, since offices
("the minister") and groups ("his government", see `groups`) lean on them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.extract.actors import Actor
from demarche.extract.naming import Likeness, compare_names, name_parts
from demarche.extract.sights import Sight

Links = dict[int, int]  # index of a mention -> number of its entity
Kin = Mapping[int, frozenset[int]]  # index of a mention -> mentions of relatives

COUNTERPART = "counterpart"  # title of who has the same office elsewhere
# In longer names the last part but one may be the family name, as in Spanish.
FATHERS_NAME = 2


@dataclass(frozen=True, slots=True)
class Profile:
    """What the mentions of one entity say together."""

    parts: tuple[tuple[str, ...], ...]  # its personal names
    country: str | None
    gender: str | None
    titles: frozenset[str]  # names of codebook titles, "deputy " before another office
    by_given: bool  # has a title whose holders go by a given name


def profile(actors: Iterable[Actor]) -> Profile:
    """Return what the mentions of one entity say together; the first country named counts."""
    actors = tuple(actors)
    return Profile(
        parts=tuple(dict.fromkeys(name_parts(a.text) for a in actors if a.form == "name")),
        country=next((a.country for a in actors if a.country), None),
        gender=next((a.gender for a in actors if a.gender), None),
        titles=frozenset(filter(None, map(office_key, actors))),
        by_given=any(actor.title and actor.title.by_given for actor in actors),
    )


def office_key(actor: Actor) -> str | None:
    """Return the office of a mention: its title's name, marked when it is another or a past one.

    What is held in something smaller than a state is another: the council's president.
    """
    if actor.title is None:
        return None
    narrowed = actor.narrowed and f"{actor.narrowed} "
    return f"{'past ' * actor.past}{'deputy ' * actor.changed}{narrowed}{actor.title.name}"


def members(links: Links, actors: Sequence[Actor]) -> dict[int, list[Actor]]:
    """Return the mentions of each entity, in the order of the page."""
    found: dict[int, list[Actor]] = {}
    for index in sorted(links):
        found.setdefault(links[index], []).append(actors[index])
    return found


# ---------------------------------------------------------------- names


def link_people(actors: Sequence[Actor], kin: Kin | None = None) -> Links:
    """Return the links of all personal names.

    Full names that are the same join first; what says less then joins the one person it can be,
    and stays apart when it could be two. `kin` are the relatives of who is mentioned.
    """
    kin = kin or {}
    named = [at for at, actor in enumerate(actors) if actor.form == "name"]
    by_parts: dict[tuple[str, ...], list[int]] = {}
    for at in named:
        by_parts.setdefault(name_parts(actors[at].text), []).append(at)
    order = sorted(by_parts, key=lambda parts: (-_fullness(parts), by_parts[parts][0]))
    links: Links = {}
    people: dict[int, Profile] = {}
    decided: dict[tuple[object, ...], int] = {}  # equal mentions go the same way
    for parts in order:
        for at in by_parts[parts]:
            actor = actors[at]
            related = kin.get(at, frozenset())
            others = frozenset(links[other] for other in related if other in links)
            called = frozenset(name_parts(actors[o].text) for o in related if o not in links)
            before = _named_before(actor, people, actors) if len(parts) == 1 else frozenset()
            key = (parts, actor.gender, actor.country, office_key(actor), others, called, before)
            if key not in decided:
                some = {
                    number: person
                    for number, person in people.items()
                    if number not in others and not _is_one_of(called, person)
                }
                possible = _owners_of_name(parts, actor, some)
                told = [number for number in possible if number in before]
                if len(possible) > 1 and len(told) == 1:
                    # Only until another bearer of the name is told of: it adds nothing to what is
                    # known of him.
                    decided[key] = told[0]
                else:
                    decided[key] = possible[0] if len(possible) == 1 else by_parts[parts][0]
                    people[decided[key]] = _joined(people.get(decided[key]), actor)
            links[at] = decided[key]
    return links


def _named_before(
    actor: Actor, people: Mapping[int, Profile], actors: Sequence[Actor]
) -> frozenset[int]:
    """Return the persons whose full names stand before; a number is that of a first mention."""
    here = (actor.passage, actor.first)
    return frozenset(
        number
        for number, person in people.items()
        if max(map(len, person.parts), default=0) > 1
        and (actors[number].passage, actors[number].first) < here
    )


def _is_one_of(names: Iterable[tuple[str, ...]], person: Profile) -> bool:
    return any(_likeness(name, person.parts) != "different" for name in names)


def _joined(known: Profile | None, actor: Actor) -> Profile:
    """Return what is known of a person with one more mention."""
    new = profile([actor])
    if known is None:
        return new
    return Profile(
        parts=tuple(dict.fromkeys((*known.parts, *new.parts))),
        country=known.country or new.country,
        gender=known.gender or new.gender,
        titles=known.titles | new.titles,
        by_given=known.by_given or new.by_given,
    )


def _fullness(parts: tuple[str, ...]) -> int:
    """Return how much a name says: parts spelt out; a lone part says least."""
    return sum(len(part) > 1 for part in parts)


def _owners_of_name(
    parts: tuple[str, ...], actor: Actor, people: Mapping[int, Profile]
) -> Sequence[int]:
    """Return the numbers of the persons a name can belong to: none when it is new."""
    likeness = {
        number: _likeness(parts, person.parts)
        for number, person in people.items()
        if not (actor.gender and person.gender and actor.gender != person.gender)
        and not _by_given_only(parts, actor, person)
    }
    same = [number for number, how in likeness.items() if how == "same"]
    if same:
        return same[:1]
    possible = [number for number, how in likeness.items() if how == "compatible"]
    own = [n for n in possible if parts in people[n].parts]
    if len(possible) > 1:
        return own or _narrowed(actor, possible, people)
    return possible


def _by_given_only(parts: tuple[str, ...], actor: Actor, person: Profile) -> bool:
    """Say whether a name is a given one here and a family name there: "King Hussein"."""
    if actor.title is None or len(parts) != 1:
        return False
    full = [known for known in person.parts if len(known) > 1]
    if actor.title.by_given and full:
        return all(known[0] != parts[0] for known in full)
    return not full and bool(person.titles) and actor.title.by_given != person.by_given


def _likeness(parts: tuple[str, ...], known: tuple[tuple[str, ...], ...]) -> Likeness:
    """Compare a name with all names of a person: one contradiction is enough to part them."""
    full = [other for other in known if len(other) > 1]
    found = {compare_names(parts, other) for other in full or known}
    if any(parts == other[-2:-1] for other in full if len(other) > FATHERS_NAME):
        return "compatible"  # "Valera" of "Juan Valera Sandoval"
    if parts in known and len(parts) > 1:
        return "same"
    if "different" in found or not found:
        return "different"
    return "same" if "same" in found else "compatible"


def _narrowed(actor: Actor, possible: list[int], people: Mapping[int, Profile]) -> list[int]:
    """Return those of several possible persons whose office or country the mention names."""
    office = office_key(actor)
    by_office = [n for n in possible if office and office in people[n].titles]
    if by_office:
        return by_office
    if actor.country:
        return [n for n in possible if people[n].country == actor.country]
    return possible


# ---------------------------------------------------------------- offices


def link_offices(
    actors: Sequence[Actor], links: Links, sights: Sequence[Sight]
) -> tuple[Links, tuple[Actor, ...]]:
    """Return `links` with the offices that stand without a name, and the mentions with countries.

    An office goes to the person it stands in apposition to, else to a person of that title, else
    to an earlier mention of the same office; "a senior official" is nobody else.
    """
    links = dict(links)
    placed = [_as_its_equal(actor, actors) for actor in actors]
    people = members(links, actors)
    named = names_by_passage(actors, links)
    for at, actor in enumerate(placed):
        if actor.form != "office":
            continue
        owner = person_at(actor, named)
        if actor.country is None and owner is not None:
            actor = replace(actor, country=profile(people[owner]).country)
            placed[at] = actor
        beside = _beside(actor, named, sights[actor.passage])
        if beside is not None:
            links[at] = beside
        else:
            # "The 69-year-old former leader" is told by his age, not by a past that many share.
            anyone = not actor.definite or (actor.described and actor.past)
            links[at] = at if anyone else _holder(at, actor, people)
        people.setdefault(links[at], []).append(actor)
    return links, tuple(placed)


def _as_its_equal(actor: Actor, actors: Sequence[Actor]) -> Actor:
    """Return "his French counterpart" with the office told of before in the paragraph."""
    if actor.title is None or actor.title.name != COUNTERPART:
        return actor
    before = (
        other
        for other in actors
        if other.passage == actor.passage
        and other.last < actor.first
        and other.title is not None
        and other.title.kind == "office"
        and other.title.name != COUNTERPART
        and not (other.past or other.narrowed)
    )
    equal = max(before, key=lambda other: other.last, default=None)
    if equal is None or equal.country == actor.country:
        return actor
    return replace(actor, title=equal.title, changed=equal.changed)


def names_by_passage(actors: Sequence[Actor], links: Links) -> dict[int, list[tuple[int, Actor]]]:
    """Return the personal names of each passage with the numbers of their entities."""
    found: dict[int, list[tuple[int, Actor]]] = {}
    for at, actor in enumerate(actors):
        if actor.form == "name" and at in links:
            found.setdefault(actor.passage, []).append((links[at], actor))
    return found


def person_at(actor: Actor, named: Mapping[int, list[tuple[int, Actor]]]) -> int | None:
    """Return the person whose name covers the possessor of a mention."""
    if actor.owner is None:
        return None
    for number, other in named.get(actor.passage, ()):
        if other.core[0] <= actor.owner <= other.core[1]:
            return number
    return None


def _beside(actor: Actor, named: Mapping[int, list[tuple[int, Actor]]], sight: Sight) -> int | None:
    """Return the person an office stands in apposition to, or is said to be."""
    for number, other in named.get(actor.passage, ()):
        after_name = other.last + 2 in (actor.first, actor.first - 1) and (
            sight.words[other.last + 1] == ","
        )
        before_name = (
            actor.definite and actor.last + 2 == other.first and sight.words[actor.last + 1] == ","
        )
        if after_name or before_name or _is_said_to_be(actor, other, sight):
            return number
    return None


def _is_said_to_be(office: Actor, person: Actor, sight: Sight) -> bool:
    """Say whether the tree has "Petrov is the foreign minister"."""
    tree = sight.tree
    return any(
        any(tree.rels[child] == "cop" for child in tree.children[head])
        and any(
            tree.rels[child] == "nsubj" and person.first <= child <= person.last
            for child in tree.children[head]
        )
        for head in range(office.core[0], office.core[1] + 1)
    )


def _holder(at: int, actor: Actor, people: Mapping[int, Sequence[Actor]]) -> int:
    """Return who a definite office refers to: a named holder, an earlier mention, or itself."""
    here = (actor.passage, actor.first)
    best: tuple[int, tuple[int, int]] | None = None
    holder = at
    for number, known in people.items():
        if not any(other.title for other in known):
            continue
        earlier = [place for a in known if (place := (a.passage, a.first)) < here]
        rank = _fit(actor, known, bool(earlier))
        found = (rank or 0, max(earlier, default=(-1, -1)))
        if rank is not None and (best is None or found > best):
            best, holder = found, number
    return _only_one(at, actor, people) if best is None else holder


def _only_one(at: int, actor: Actor, people: Mapping[int, Sequence[Actor]]) -> int:
    """Return the one person whom a page names in an office, though it names him later.

    "His French counterpart" is the one French office holder of the page.
    """
    office, counterpart = office_key(actor), actor.title and actor.title.name == COUNTERPART
    if actor.title is None or actor.described or actor.narrowed:
        return at
    if counterpart and not actor.country:
        return at
    named = {number: p for number, known in people.items() if (p := profile(known)).parts}
    if counterpart:
        alike = [n for n, p in named.items() if p.country == actor.country and _has_equal(n, named)]
    elif actor.title.kind == "office":
        alike = [n for n, p in named.items() if office in p.titles]
    else:
        return at
    if len(alike) != 1:
        return at
    one = named[alike[0]]
    genders, countries = {actor.gender, one.gender}, {actor.country, one.country}
    return at if len(genders - {None}) > 1 or len(countries - {None}) > 1 else alike[0]


def _has_equal(number: int, named: Mapping[int, Profile]) -> bool:
    """Say whether somebody of another country is told to have a person's office."""
    one = named[number]
    return any(p.country != one.country and p.titles & one.titles for p in named.values())


def _fit(actor: Actor, known: Sequence[Actor], earlier: bool) -> int | None:
    """Return how well an office fits what is known of a person, None when not at all."""
    person = profile(known)
    office = office_key(actor)
    if actor.title is None or (actor.gender and person.gender not in (None, actor.gender)):
        return None
    if actor.country and person.country and actor.country != person.country:
        return None
    country = 2 * bool(actor.country and actor.country == person.country)
    named = bool(person.parts)
    if office in person.titles:
        if actor.country and not country:
            return 1 if named and earlier else None
        return 3 + country + named if earlier or country else None
    called = not (actor.described or actor.narrowed) and any(
        actor.title.name in a.title.called for a in known if a.title and not a.past
    )
    # "The minister" may be a deputy minister, "the foreign minister" is no deputy foreign minister.
    words = {t for a in known if a.title != actor.title or not a.changed for t in a.titles}
    ends = any(title.endswith(f" {actor.titles[-1]}") for title in words if actor.titles)
    if (called or (ends and not actor.narrowed)) and earlier and actor.title.kind != "rank":
        return 1 + country + named
    return None
