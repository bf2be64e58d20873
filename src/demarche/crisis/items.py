"""Records made comparable across pages: who, what, when and where in keys, words and a vector.

All that is found across pages is found between two items that share a block, by pure functions of
the two, so that reading in steps gives what reading at once gives. `crisis/links.py` and
`crisis/disputes.py` each have

    block_keys(item) -> tuple[str, ...]    two items are compared only when they share one of these
    a judgement of two items, the lesser id first: a Link, a dispute, or None

What an item says of time: `first` and `last` bound the days on which the thing can have been. Where
a page gives no day of its own, `first` is None and `last` the page's day; both are None where
nothing is known. A block that grows with the crisis wants a stretch of days in its key:
`stretches(item)` gives those that the item may belong to.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from demarche.codebook.phrases import fold
from demarche.records import Item, ItemKind

# Entities whose name alone says who they are, wherever it stands.
NAMED = ("entity by codebook", "entity by name", "entity across pages")
GROUP = "entity by group"

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
# Words that say nothing of what a sentence is about: articles, pronouns, auxiliaries, prepositions,
# and the verbs and days of every report.
EMPTY_WORDS = frozenset(
    """
    a about above according across added after again against ago all already also although am among
    an and announced another any are around as asked at away be became because been before being
    below between both but by called came can could day days did do does doing done down during
    each early either even ever every few following for friday from further get given go going got
    had has have having he her here him himself his how however i if in including into is it its
    itself just last late later least less like made make makes making many may me might monday
    more most much must my near nearly never new news next no nor not now of off on once one only
    or other others our out over own part percent put quoted recent recently report reported
    reporters reports s said same saturday say saying says several shall she should since so some
    still such sunday t take taken than that the their them themselves then there these they this
    those though through thursday time to today told too took toward towards tuesday two under
    until up upon us used very was way we wednesday week weeks well went were what when where
    whether which while who whom whose why will with within without would year years yesterday yet
    you your
    """.split()
)

# Days in one stretch: about as many as a thing without a day of its own may lie back, so that most
# things belong to one or two.
STRETCH = 46
# Days for which a thing told without a day may lie before its page.
UNDATED = 45
# Days by which two pages may place one thing apart: time zones, the day of an event and of its
# report.
SLACK = 1
# An item that may belong to more stretches (half a year) is of another scale: it has those at both
# ends, and a block of its own kind by the year.
MOST_STRETCHES = 12
# What has not been yet, and may be after the page that tells of it.
AHEAD = ("planned", "called for", "conditional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What of a record matters across pages, as it stands on its page: entities by page ids."""

    id: str
    kind: ItemKind
    document_id: str
    type: str
    factuality: str | None = None
    start: date | None = None
    end: date | None = None
    supposed: bool = False  # the days are the page's own, for want of any beside the words
    actors: Sequence[str | None] = ()
    recipients: Sequence[str | None] = ()
    speaker: str | None = None
    place: str | None = None
    about: str | None = None
    stance: float | None = None
    low: float | None = None
    value: float | None = None
    high: float | None = None
    text: str = ""
    body: str | None = None
    vector: bytes | None = None
    borne: Sequence[int] | None = None  # begin and end of the words that bear it: verb, noun, cue
    told_in: str | None = None  # id of the statement that it stands in


def entity_key(id: str, kind: str, name: str, country: str | None, rule: str) -> str:
    """Return what is equal for one entity on all pages: country, kind and name, with colons.

    A state, its government and its capital's name for it are one: "FRA:state:". Of what is not
    known by a name or a country the key holds the id, so that it is nobody else. `rule` is the
    name of what made the entity across pages.
    """
    if kind in ("state", "government") and country:
        return f"{country}:state:"
    if rule in NAMED or (rule == GROUP and country):
        return f"{country or ''}:{kind}:{fold(name)}"
    return f"{country or ''}:{kind}:#{id}"


def country_in(key: str) -> str | None:
    """Return the ISO 3166 alpha-3 code of the state that an entity's key belongs to."""
    return key.partition(":")[0] or None


def is_known(key: str) -> bool:
    """Say whether a key is that of an entity that can be met again on another page."""
    return ":#" not in key


def content_words(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text that say what it is about, folded, sorted."""
    return tuple(sorted({fold(word) for word in WORD.findall(text)} - EMPTY_WORDS))


def make_item(
    seen: Seen,
    keys: Mapping[str, str],
    copies: str,
    published: date | None,
    act: str | None = None,
) -> Item:
    """Return a record as an item; `keys` are entity keys by the ids of its page's entities."""
    first, last = possible_days(seen, published)
    actors, recipients, speaker, place = keyed(seen, keys)
    return Item(
        id=seen.id,
        kind=seen.kind,
        document_id=seen.document_id,
        copies=copies,
        published=published,
        first=first,
        last=last,
        type=seen.type,
        factuality=seen.factuality,
        actors=actors,
        recipients=recipients,
        speaker=speaker,
        place=place,
        about=seen.about,
        stance=seen.stance,
        low=seen.low,
        value=seen.value,
        high=seen.high,
        words=content_words(seen.text),
        vector=seen.vector,
        body=fold(seen.body).removeprefix("the ") if seen.body else None,
        act=act,
    )


def keyed(
    seen: Seen, keys: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...], str | None, str | None]:
    """Return the keys of a record's actors, recipients, speaker and place: all it has of `keys`."""
    return (
        _keyed(seen.actors, keys),
        _keyed(seen.recipients, keys),
        keys.get(seen.speaker or ""),
        keys.get(seen.place or ""),
    )


def possible_days(seen: Seen, published: date | None) -> tuple[date | None, date | None]:
    """Return the first and last day on which a thing can have been, by what its page tells."""
    if seen.start is None and seen.end is None:
        return None, None
    if seen.supposed:
        return None, seen.end or published
    return seen.start, seen.end


def window(item: Item) -> tuple[date, date] | None:
    """Return the days on which a thing is to be looked for, None where nothing is known.

    A thing without a day of its own is sought in the UNDATED days before its page; what is still
    to come, in those after it too.
    """
    end = item.last or item.published
    if item.first is None and end is None:
        return None
    begin = item.first or _earliest(item, end)
    end = end or begin
    ahead = item.first is None and item.factuality in AHEAD
    return begin, _later(max(begin, end), UNDATED if ahead else 0)


def _earliest(item: Item, end: date | None) -> date:
    """Return the first day that a thing without one can have been: what is planned lies ahead."""
    day = min(day for day in (end, item.published) if day)
    return day if item.factuality == "planned" else _later(day, -UNDATED)


def is_undated(item: Item) -> bool:
    """Say whether a thing is told as over or as it stands, without a day beside the words."""
    return item.first is None and item.factuality not in AHEAD


def is_background(item: Item) -> bool:
    """Say whether a page tells of a thing that was over long before, by the day that it names."""
    day = item.last or item.first
    return (
        item.first is not None
        and day is not None
        and item.published is not None
        and (item.published - day).days > UNDATED
    )


def stretches(item: Item, slack: int = SLACK) -> tuple[str, ...]:
    """Return names of the stretches of days that a thing may belong to, `slack` days added.

    Two things whose days may be the same share one; without any day all share one. What a page
    recalls belongs to the days of the page as well, since other pages of those weeks may recall it
    without its day.
    """
    days = window(item)
    if days is None:
        return ("?",)
    found = _stretched(*days, slack)
    if is_background(item) and item.published is not None:
        found += _stretched(_later(item.published, -UNDATED), item.published, slack)
    return tuple(dict.fromkeys(found))


def _stretched(first: date, last: date, slack: int) -> tuple[str, ...]:
    begin = max(first.toordinal() - slack, 1) // STRETCH
    end = (last.toordinal() + slack) // STRETCH
    if end - begin >= MOST_STRETCHES:
        years = range(first.year, min(last.year, first.year + 9) + 1)
        return (*map(str, (begin, begin + 1, end - 1, end)), *(f"y{year}" for year in years))
    return tuple(map(str, range(begin, end + 1)))


def _later(day: date, days: int) -> date:
    """Return a day some days later, as far as the calendar goes."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _keyed(ids: Iterable[str | None], keys: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({keys[id] for id in ids if id is not None and id in keys}))
