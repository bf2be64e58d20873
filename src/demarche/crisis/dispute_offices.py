"""Two offices of one person on the pages of one time, of which nobody holds two."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from demarche.codebook.opposites import load_opposites
from demarche.crisis.judged import Between, Judged
from demarche.records import Entity

# Days between two pages within which a change of office would have been told: half a year.
ONE_TERM = 183
# How sure: by reasoning. The one that was read was a change of office.
TITLED = 0.6


@dataclass(frozen=True, slots=True)
class _Titled:
    """What one page calls a person: its day, and the offices with their titles."""

    id: str
    name: str
    page: str
    day: int
    offices: Mapping[int, str]


def find_two_offices(
    merged: Iterable[Entity],
    page_entities: Mapping[str, Entity],
    published: Mapping[str, date | None],
) -> Iterator[Between]:
    """Yield the persons whose pages give them two offices at one time, one pair for two offices.

    It is that of the pages nearest in time. `page_entities` are by id, `published` are the last
    days of publication by document id. What a page calls former is no office any more; a title
    that several offices have is none here.
    """
    for person in merged:
        if person.kind != "person":
            continue
        told = (page_entities[id] for id in person.members if id in page_entities)
        yield from _between(_by_office(told, published))


def _by_office(
    told: Iterable[Entity], published: Mapping[str, date | None]
) -> dict[int, list[_Titled]]:
    """Return what pages of known days call a person, by office."""
    by_office: dict[int, list[_Titled]] = defaultdict(list)
    for entity in told:
        page = entity.evidence[0].document_id if entity.evidence else ""
        day = published.get(page)
        if day is None:
            continue
        offices = _offices(entity)
        for office in offices:
            titled = _Titled(entity.id, entity.name, page, day.toordinal(), offices)
            by_office[office].append(titled)
    return by_office


def _between(by_office: Mapping[int, Sequence[_Titled]]) -> Iterator[Between]:
    """Yield for each two offices the pair of pages nearest in time, of equals the least ids."""
    found = set()
    for one, other in combinations(sorted(by_office), 2):
        pairs = product(by_office[one], by_office[other])
        may_be = (sorted(pair, key=_id) for pair in pairs if _exclude(*pair))
        best = min(may_be, key=lambda pair: (_apart(*pair), pair[0].id, pair[1].id), default=None)
        if best is not None and _apart(*best) <= ONE_TERM and (best[0].id, best[1].id) not in found:
            found.add((best[0].id, best[1].id))
            yield Between(a=best[0].id, b=best[1].id, judged=_judged(*best))


def _exclude(one: _Titled, other: _Titled) -> bool:
    """Say whether two pages give a person no office in common."""
    return one.page != other.page and not one.offices.keys() & other.offices.keys()


def _id(titled: _Titled) -> str:
    return titled.id


def _apart(one: _Titled, other: _Titled) -> int:
    return abs(one.day - other.day)


def _judged(one: _Titled, other: _Titled) -> Judged:
    titles = sorted((*one.offices.values(), *other.offices.values()))
    about = f"office of {max(one.name, other.name, key=lambda name: (len(name), name))}"
    reason = f"called {' and '.join(titles)} at one time"
    return Judged(kind="record", matter=about, about=about, reason=reason, score=TITLED)


def _offices(entity: Entity) -> dict[int, str]:
    """Return the offices that a page gives a person and that exclude others, with their titles."""
    book = load_opposites()
    return {book.offices[title]: title for title in entity.titles if title in book.offices}
