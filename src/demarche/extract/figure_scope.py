"""Where a figure counts, and the series that it belongs to.

A place is named with a preposition ("in Homs") or belongs to what goes on there ("the Syrian
crisis"); who counts, and the nationality of those counted, say nothing of it. Figures are of one
series when what is counted, the place and the start agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.codebook.counted import Category, load_counted
from demarche.extract.counted import lemma
from demarche.extract.figure_setting import Count, Setting, reach_of
from demarche.extract.figure_times import Dates
from demarche.extract.trees import Tree, ancestors, head_in, is_verbal, kin, tokens_in
from demarche.records import Entity, Period, Reference

_HERE = frozenset({"in", "near", "outside", "inside", "across", "throughout", "within",
                   "around"})  # fmt: skip
# "Near the Syrian border", "left for the city of Jeddah".
_ELSEWHERE = frozenset({"near", "for", "to", "from", "toward", "towards"})


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
    own = reach_of(setting, count)
    at = min(tokens_in(setting.tree, numeral), default=0)
    found = [
        (rank, abs(token - at), token, Site(entity, whole))
        for token, rank, entity, whole in _sites(setting)
        if token in own
    ]
    return min(found, key=lambda one: one[:3])[-1] if found else Site(None, whole=False)


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
        elif whole or (over >= 0 and _names_site(tree, head, over)):
            yield head, 1, entity, whole


def _names_site(tree: Tree, head: int, over: int) -> bool:
    """Say whether a place belongs to a word for where: "the Syrian town", "in a Berlin restaurant".

    Also to an act done to it: "the raid on Gaza". "Near the Syrian border" is elsewhere.
    """
    book, noun = load_counted(), lemma(tree.words[over])
    cases = {tree.words[child] for child in kin(tree, over, "case")}
    if noun in book.sites:
        return not cases & _ELSEWHERE
    if noun in book.acts:
        return any(tree.words[child] in ("on", "against") for child in kin(tree, head, "case"))
    return tree.rels[head] == "compound" and bool(cases & _HERE)


def _stands_at(tree: Tree, head: int, entity: Entity) -> bool:
    """Say whether a place has a preposition of place: "in Homs", "sent 300 men to Homs"."""
    cases = {tree.words[child] for child in kin(tree, head, "case")}
    if cases & _HERE or ("at" in cases and entity.kind == "place"):  # "shouted at Russia"
        return True
    sent = (above for above in ancestors(tree, head) if is_verbal(tree, above))
    return "to" in cases and tree.words[next(sent, head)] in load_counted().sending


def name_series(setting: Setting, count: Count, site: Site, dates: Dates) -> str | None:
    """Return the key of a figure's series, None where the words do not tell all of it.

    Of what happens over time (deaths, arrests) the start must be known: a day's dead are no part
    of the series of a war's. What is there at one time (observers) has no start; of troops and
    arms it must be known whose they are.
    """
    category = category_of(count)
    if category is None or site.entity is None:
        return None
    start = _start(site, dates) if category.over_time else None
    owner = _whose(setting, count, owned=category.owned)
    if (category.over_time and start is None) or (category.owned and owner is None):
        return None
    abroad = owner if owner != site.entity.country or category.owned else None
    what = " ".join((category.name, *_which(count, category, abroad)))
    return " | ".join(filter(None, (what, _where(site.entity), start)))


def _which(count: Count, category: Category, owner: str | None) -> Iterator[str]:
    """Yield what sets a count apart in its category: British soldiers among the dead, a currency.

    A people is not told apart in its own country.
    """
    counted = count.counted
    if category.name == "money":
        yield f"({count.number.unit}, {counted.noun})"
        return
    told_by_verb = counted.noun not in category.nouns and counted.verb in category.verbs
    noun = counted.noun if told_by_verb and counted.noun not in load_counted().anybody else None
    parts = [part for part in (owner, noun) if part]
    if parts:
        yield f"({' '.join(parts)})"


_OWNERS = frozenset({"state", "population", "armed group", "organisation"})


def _whose(setting: Setting, count: Count, *, owned: bool) -> str | None:
    """Return the country, group or body that the counted words name, or that has what is owned."""
    tree, words = setting.tree, count.counted.words[0]
    noun = head_in(tree, words)
    before = {at for at in tokens_in(tree, words) if noun is not None and at < noun}
    for mention in setting.entities.places.get(setting.at, ()):
        entity = setting.entities.entities[mention.entity]
        if mention.named and mention.core[0] in before and entity.kind in _OWNERS:
            return entity.country or entity.name
    top = head_in(tree, count.number.numeral)
    if top is None or not owned:
        return None
    for above in ancestors(tree, top):
        for subject in kin(tree, above, "nsubj"):
            where = setting.passage.place(tree.annotation.tokens[subject].span)
            owner = setting.entities.at(setting.at, where)
            if owner is not None and owner.kind in _OWNERS:
                return owner.country or owner.name
    return None


def category_of(count: Count) -> Category | None:
    """Return the canonical category of what is counted: by its verb, else by its noun."""
    book, counted = load_counted(), count.counted
    unit = count.number.unit
    if unit is not None:
        return book.categories["money"] if unit != "percent" else None
    for category in book.categories.values():
        if counted.verb in category.verbs and (counted.persons or not category.of_persons):
            return category
    named = (each for each in book.categories.values() if counted.noun in each.nouns)
    return next(named, None)


def _where(entity: Entity) -> str:
    if entity.kind == "state":
        return entity.country or entity.name
    return " ".join(filter(None, (entity.country, entity.name)))


def _start(site: Site, dates: Dates) -> str | None:
    if dates.since is not None and dates.since.start is not None:
        return f"since {_dates(dates.since)}"
    if dates.stated and dates.as_of is not None and dates.as_of.start is not None:
        return f"on {_dates(dates.as_of)}"
    return "the whole crisis" if site.whole else None


def _dates(period: Period) -> str:
    """Return a period as the shortest date that says it: "2029-03", else its first and last day."""
    digits = {"month": 7, "year": 4}.get(period.precision)
    if digits is not None:
        return str(period.start)[:digits]
    return "/".join(dict.fromkeys((str(period.start), str(period.end))))
