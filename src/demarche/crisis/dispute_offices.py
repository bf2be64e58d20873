"""Two offices of one person on the pages of one time, of which nobody holds two."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

from demarche.codebook.opposites import load_opposites
from demarche.crisis.judged import Between, Judged
from demarche.records import Entity

# Days between two pages within which a change of office would have been told: half a year.
ONE_TERM = 183


def find_two_offices(
    merged: Iterable[Entity],
    page_entities: Mapping[str, Entity],
    published: Mapping[str, date | None],
) -> Iterator[Between]:
    """Yield the persons whose pages give them two offices at one time, one pair an office and page.

    `page_entities` are by id, `published` are the last days of publication by document id. What a
    page calls former is no office any more; a title that several offices have is none here.
    """
    for person in merged:
        if person.kind != "person":
            continue
        told = [page_entities[id] for id in person.members if id in page_entities]
        for one, other in combinations(told, 2):
            judged = judge_offices(one, other, published)
            if judged is not None:
                a, b = sorted((one.id, other.id))
                yield Between(a=a, b=b, judged=judged)


def judge_offices(
    one: Entity, other: Entity, published: Mapping[str, date | None]
) -> Judged | None:
    """Return the dispute of two pages on a person's office, None where both can be."""
    first, second = _offices(one), _offices(other)
    if not first or not second or first.keys() & second.keys() or not one.evidence:
        return None
    if not other.evidence or one.evidence[0].document_id == other.evidence[0].document_id:
        return None
    days = [published.get(entity.evidence[0].document_id) for entity in (one, other)]
    if days[0] is None or days[1] is None or abs((days[0] - days[1]).days) > ONE_TERM:
        return None
    titles = sorted((*first.values(), *second.values()))
    about = f"office of {max(one.name, other.name, key=lambda name: (len(name), name))}"
    reason = f"called {' and '.join(titles)} at one time"
    return Judged(kind="record", about=about, reason=reason, score=0.6)


def _offices(entity: Entity) -> dict[int, str]:
    """Return the offices that a page gives a person and that exclude others, with their titles."""
    book = load_opposites()
    return {book.offices[title]: title for title in entity.titles if title in book.offices}
