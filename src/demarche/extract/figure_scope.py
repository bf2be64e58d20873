"""Where a figure counts, and the series that it belongs to.

A place is named with a preposition ("in Homs") or belongs to what goes on there ("the Syrian
crisis"); who counts, and the nationality of those counted, say nothing of it. Figures are of one
series when what is counted, the place and the start agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.codebook.counted import Category, load_counted
from demarche.extract.counted import lemma
from demarche.extract.figure_setting import Count, Setting, clause_tokens, own_clause
from demarche.extract.figure_times import Dates
from demarche.extract.trees import Tree, ancestors, is_verbal, kin, phrase, tokens_in
from demarche.records import Entity, Period, Reference

_HERE = frozenset({"in", "near", "outside", "inside", "across", "throughout", "within",
                   "around"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """Where a figure counts, and whether it is the whole of a war or crisis there."""

    entity: Entity | None
    whole: bool

    @property
    def reference(self) -> Reference | None:
        """The entity as a reference."""
        return None if self.entity is None else Reference(id=self.entity.id, name=self.entity.name)


def find_site(setting: Setting, count: Count) -> Site:
    """Return the place that a number's clause names, else none."""
    numeral = count.number.numeral
    own = _reach(setting, count)
    at = min(tokens_in(setting.tree, numeral), default=0)
    found = [
        (rank, abs(token - at), token, Site(entity, whole))
        for token, rank, entity, whole in _sites(setting)
        if token in own
    ]
    return min(found, key=lambda one: one[:3])[-1] if found else Site(None, whole=False)


def _reach(setting: Setting, count: Count) -> set[int]:
    """Return the words that may say where: the clause, what it tells more of, and its equals.

    "The blast in Aden, which killed 12"; "killed 4 and wounded 12 in Aden".
    """
    tree = setting.tree
    own = clause_tokens(setting, count.number.numeral)
    reach = set(own)
    top = next((at for at in own if tree.heads[at] not in reach), None)
    if top is None or tree.heads[top] < 0:
        return reach
    over = tree.heads[top]
    if tree.rels[top] == "acl":
        reach.update(phrase(tree, over))
    elif tree.rels[top] == "conj" and count.counted.telling:
        reach.update(own_clause(tree, over))
    return reach


def _sites(setting: Setting) -> Iterator[tuple[int, int, Entity, bool]]:
    """Yield the named places of a paragraph: word, how well it says where, entity, whole crisis."""
    tree, book = setting.tree, load_counted()
    for mention in setting.entities.places.get(setting.at, ()):
        entity = setting.entities.entities[mention.entity]
        if entity.kind not in ("place", "state") or not (mention.named or mention.spot):
            continue
        inside = range(mention.core[0], mention.core[1] + 1)
        head = next((token for token in inside if tree.heads[token] not in inside), inside[0])
        over = tree.heads[head]
        noun = lemma(tree.words[over]) if over >= 0 else ""
        whole = noun in book.situations
        if _stands_at(tree, head, entity):
            yield head, 0, entity, whole
        elif whole or noun in book.sites or (over >= 0 and _in_house(tree, head, over)):
            yield head, 1, entity, whole


def _in_house(tree: Tree, head: int, over: int) -> bool:
    """Say whether a place names a house or a district: "in a Berlin restaurant"."""
    return tree.rels[head] == "compound" and any(
        tree.words[child] in _HERE for child in kin(tree, over, "case")
    )


def _stands_at(tree: Tree, head: int, entity: Entity) -> bool:
    """Say whether a place has a preposition of place: "in Homs", "sent 300 men to Homs"."""
    cases = {tree.words[child] for child in kin(tree, head, "case")}
    if cases & _HERE or ("at" in cases and entity.kind == "place"):  # "shouted at Russia"
        return True
    sent = (above for above in ancestors(tree, head) if is_verbal(tree, above))
    return "to" in cases and tree.words[next(sent, head)] in load_counted().sending


def name_series(count: Count, site: Site, dates: Dates) -> str | None:
    """Return the key of a figure's series, None where the words do not tell all three parts.

    Of what happens over time (deaths, arrests) the start must be known: a day's dead are no part
    of the series of a war's. What is there at one time (observers, troops) has no start.
    """
    category = category_of(count)
    if category is None or site.entity is None:
        return None
    start = _start(site, dates, over_time=category.over_time)
    if start is None and category.over_time:
        return None
    what = category.name
    if category.name == "money":
        what = f"money ({count.number.unit}, {count.counted.noun})"
    return " | ".join(filter(None, (what, _where(site.entity), start)))


def category_of(count: Count) -> Category | None:
    """Return the canonical category of what is counted: by its verb, else by its noun."""
    book, counted = load_counted(), count.counted
    unit = count.number.unit
    if unit is not None:
        return book.categories["money"] if unit != "percent" else None
    for name, category in book.categories.items():
        if counted.verb in category.verbs and (counted.persons or not category.of_persons):
            return book.categories[name]
    named = (each for each in book.categories.values() if counted.noun in each.nouns)
    return next(named, None)


def _where(entity: Entity) -> str:
    if entity.kind == "state":
        return entity.country or entity.name
    return " ".join(filter(None, (entity.country, entity.name)))


def _start(site: Site, dates: Dates, *, over_time: bool) -> str | None:
    if dates.since is not None and dates.since.start is not None:
        return f"since {_day(dates.since)}"
    if not over_time:
        return None
    if dates.stated and dates.as_of is not None and dates.as_of.start is not None:
        return f"on {_day(dates.as_of)}"
    return "the whole crisis" if site.whole else None


def _day(period: Period) -> str:
    digits = {"month": 7, "year": 4}.get(period.precision, 10)
    return str(period.start)[:digits]
