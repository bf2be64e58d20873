"""Which records of a crisis contradict each other, and which only seem to.

Pure functions of one or two items: the same disputes come out whether pages are read one by one or
all at once, and in any order. What an item claims stands in crisis/claims.py, made from its page
alone. Found among all records of a kind at once are two offices of one person
(crisis/dispute_offices.py) and where a party's stand on an issue turned (find_shifts).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import combinations

from demarche.crisis.claims import Claim
from demarche.crisis.dispute_claims import claim_keys, judge_claims, questions
from demarche.crisis.dispute_figures import figure_keys, judge_figures
from demarche.crisis.dispute_steps import judge_compliance, judge_votes, step_keys
from demarche.crisis.judged import Judged
from demarche.records import Item, ItemKind

Judge = Callable[[Item, Item], Judged | None]
Met = tuple[Item, Item, Judged]  # two items in dispute

# The kinds that are compared with each other, and how.
JUDGES: Mapping[tuple[ItemKind, ItemKind], Judge] = {
    ("statement", "statement"): judge_claims,
    ("event", "statement"): judge_claims,
    ("event", "event"): judge_claims,
    ("figure", "figure"): judge_figures,
    ("vote", "vote"): judge_votes,
    ("compliance", "compliance"): judge_compliance,
}
CLAIMING = frozenset(("statement", "event"))
KEYS: Mapping[ItemKind, Callable[[Item], tuple[str, ...]]] = {
    "statement": claim_keys,
    "event": claim_keys,
    "figure": figure_keys,
    "vote": step_keys,
    "compliance": step_keys,
}


def block_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of an item; two items are compared only when they share one."""
    keys = KEYS.get(item.kind)
    return keys(item) if keys else ()


def dispute_of(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two items, None where there is none; the order is without effect."""
    if one.id == other.id:
        return None
    in_order = (one.kind, one.id) < (other.kind, other.id)
    first, second = (one, other) if in_order else (other, one)
    judge = JUDGES.get((first.kind, second.kind))
    return judge(first, second) if judge else None


def with_claims(
    items: Iterable[Item], claims: Iterable[Claim]
) -> tuple[tuple[Item, ...], list[Met]]:
    """Return the items of one page with what they claim, and the disputes among these claims.

    What the page answers itself is noted with each item.
    """
    by_id = {claim.id: claim for claim in claims}
    page = [_with_claim(item, by_id.get(item.id)) for item in items]
    answered = {item.answers for item in page}
    told = [  # what claims nothing can only be answered by name
        item
        for item in page
        if item.kind in CLAIMING
        and (item.asserts is not None or item.senses or item.answers or item.id in answered)
    ]
    met: dict[str, set[str]] = defaultdict(set)
    found: list[Met] = []
    for one, other in combinations(told, 2):
        judged = dispute_of(one, other)
        if judged is not None:
            found.append((one, other, judged))
            met[one.id] |= questions(one, other)
            met[other.id] |= questions(one, other)
    answering = (
        replace(item, answered=tuple(sorted(met[item.id]))) if item.id in met else item
        for item in page
    )
    return tuple(answering), found


def _with_claim(item: Item, claim: Claim | None) -> Item:
    if claim is None:
        return item
    return replace(
        item,
        start=claim.start,
        end=claim.end,
        party=claim.party,
        named=claim.named,
        asserts=claim.asserts,
        senses=claim.senses,
        topics=claim.topics,
        answers=claim.answers,
    )
