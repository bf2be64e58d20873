"""What is found of two items that contradict each other, before it is a record."""

from dataclasses import dataclass

from demarche.records import DisputeKind, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A dispute of two items: its kind, a key of its matter, why, and how sure.

    `matter` is made of the two alone and equal for all pairs that contradict each other in the one
    thing; `claim` is the id of the side whose words say what that is, if one does, else `about` is
    a line that does.
    """

    kind: DisputeKind
    matter: str
    reason: str
    score: float
    claim: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A dispute found among many records at once, with the ids of its two, the lesser first."""

    a: str
    b: str
    judged: Judged


def are_within(one: Item, other: Item, days: int) -> bool:
    """Say whether two items are of one page, or of pages that are no more than some days apart."""
    if one.document_id == other.document_id:
        return True
    if one.published is None or other.published is None:
        return False
    return abs((one.published - other.published).days) <= days


def are_copies(one: Item, other: Item) -> bool:
    """Say whether two items are of two copies of one text: what they differ in, each page tells."""
    return one.copies == other.copies and one.document_id != other.document_id
