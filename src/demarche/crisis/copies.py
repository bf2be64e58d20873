"""Pages with the same text: copies of one wire, updates of it, cut versions. They count once.

Two pages are copies when half of the shorter one stands in the other, word for word, and they came
out within a day of each other; pages further apart share standing text (the form of the day's
prices, the background of a story) and are copies only when nearly all is the same. Copies of copies
are one group, save that a digest, which holds several stories, joins none of them. Nothing depends
on the order in which pages are read.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from demarche.crisis.joining import joined
from demarche.crisis.shingles import Likeness, find_likenesses, sketch_of
from demarche.records import Copies, Document, Period, make_id

# Leads of one story follow each other within hours, and a paper prints tonight's wire tomorrow.
DAYS_APART = 1

# Of pages further apart. In the wires those share at most 0.7, save prices of two days in one form
# of words with 0.82.
FAR_CONTAINED = 0.85

# So many pages that are less than half of another, and have nothing to do with each other, make
# that one a digest; two are often the first alerts of one story.
STORIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What of a document says when it came out, and from whom."""

    id: str
    publisher: str | None
    published: Period


def find_copies(documents: Sequence[Document]) -> tuple[Copies, ...]:
    """Return the groups of documents with the same text, by id; a document given twice counts once.

    Titles, captions, teasers and the like are not compared.
    """
    by_id = {document.id: document for document in documents}
    issues = [
        Issue(id=one.id, publisher=one.publisher, published=one.published) for one in by_id.values()
    ]
    return group_copies(issues, find_likenesses([sketch_of(one) for one in by_id.values()]))


def group_copies(issues: Sequence[Issue], likenesses: Iterable[Likeness]) -> tuple[Copies, ...]:
    """Return the groups of pages with the same text, by id.

    `likenesses` are of places in `issues`.
    """
    found = [like for like in likenesses if _near_enough(issues, like)]
    digests = _digests(found)
    kept = [like for like in found if not (_is_part(like) and _larger(like) in digests)]
    best: dict[int, float] = {}
    for like in kept:
        for page in (like.one, like.other):
            best[page] = max(best.get(page, 0.0), like.contained)
    groups = joined(len(issues), ((like.one, like.other) for like in kept))
    made = [
        _copies([issues[at] for at in group], min(best[at] for at in group))
        for group in groups
        if len(group) > 1
    ]
    return tuple(sorted(made, key=lambda copies: copies.id))


def _copies(group: Sequence[Issue], shared: float) -> Copies:
    ids = tuple(sorted(issue.id for issue in group))
    return Copies(
        id=make_id("copies", *ids),
        first=min(group, key=_age).id,
        documents=ids,
        publishers=tuple(sorted({issue.publisher for issue in group if issue.publisher})),
        shared=shared,
    )


def _age(issue: Issue) -> tuple[date, str]:
    """Return what sorts the page that came out first to the front, the undated to the end."""
    published = issue.published
    return published.end or published.start or date.max, issue.id


def _near_enough(issues: Sequence[Issue], like: Likeness) -> bool:
    """Say whether two pages that share much are near in time, or share nearly all."""
    one, other = issues[like.one].published, issues[like.other].published
    return like.contained >= FAR_CONTAINED or _days_between(one, other) <= DAYS_APART


def _days_between(one: Period, other: Period) -> int:
    """Return the fewest days that can lie between two periods, none where an end is not known."""
    gaps = (
        (later.start - earlier.end).days
        for earlier, later in ((one, other), (other, one))
        if earlier.end and later.start
    )
    return max(0, *gaps, 0)


# ---------------------------------------------------------------- digests


def _digests(likenesses: Iterable[Likeness]) -> set[int]:
    """Return the pages that hold several stories: parts of them that share nothing themselves."""
    parts: dict[int, list[int]] = {}
    linked = set()
    for like in likenesses:
        linked.add((like.one, like.other))
        if _is_part(like):
            larger = _larger(like)
            parts.setdefault(larger, []).append(like.one + like.other - larger)
    return {page for page, smaller in parts.items() if _stories(smaller, linked) >= STORIES}


def _is_part(like: Likeness) -> bool:
    """Say whether the one page is less than half of the other."""
    return 2 * min(like.sizes) < max(like.sizes)


def _larger(like: Likeness) -> int:
    return like.one if like.sizes[0] > like.sizes[1] else like.other


def _stories(pages: Sequence[int], linked: Set[tuple[int, int]]) -> int:
    """Return how many groups some pages fall into by the links among them."""
    pages = sorted(pages)
    pairs = (
        (one, other)
        for one, other in combinations(range(len(pages)), 2)
        if (pages[one], pages[other]) in linked
    )
    return len(joined(len(pages), pairs))
