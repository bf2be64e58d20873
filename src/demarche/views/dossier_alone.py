"""Figures that stand alone: answers to "how many" that no series takes up, by what they count.

A number without its start or place cannot be joined with others to a line, and is an answer all the
same. What a copy repeats stands once.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from demarche.codebook.counted import load_counted
from demarche.extract.counted import lemma
from demarche.records import Figure
from demarche.views.describe import NOBODY
from demarche.views.dossier_axis import Axis
from demarche.views.dossier_rows import Row, Tables
from demarche.views.dossier_tracks import Sign, Track, TrackChart, draw_tracks
from demarche.views.dossier_weight import heaviest_first, weigh_number
from demarche.views.dossier_words import (
    UNNAMED,
    figure_words,
    period_words,
    short_figure,
    speaker_of,
)

LISTED = 8  # figures of a group that are listed, the heaviest; all are in the table
OTHERS = "other counts"  # of which the codebook has no category
MONEY = "money"

Number = tuple[float | None, float | None, float | None]  # lower bound, value, upper bound


@dataclass(frozen=True, slots=True)
class Alone:
    """One number of one thing, from one text or from several."""

    row: Row  # the first of the figures that give it
    keys: tuple[str, ...]  # of all of them
    who: str  # by whose count, in the page's words
    part_of: Row | None  # the figure of which it is a part
    weight: tuple[float, ...]  # sort key, the heaviest first


@dataclass(frozen=True, slots=True)
class AloneGroup:
    """The figures that count one kind of thing, the heaviest first."""

    name: str
    figures: tuple[Alone, ...]
    keys: tuple[str, ...]  # of all figures


def group_alone(tables: Tables, drawn: Collection[str]) -> tuple[AloneGroup, ...]:
    """Return the figures that no line of `drawn`, ids of figures, shows; the heaviest group first.

    The kinds of the codebook come before other counts. Of figures that as many texts, publishers
    and records tell the larger number stands first: the toll of a war before that of a day.
    """
    same: dict[tuple[str, str, Number, str], list[Row]] = defaultdict(list)
    seen = {_said(tables.by_id[id], tables) for id in drawn}
    for row in tables.kinds["figures"]:
        said = _said(row, tables)
        if row.record.id not in drawn and said not in seen:
            seen.add(said)
            kind, who = kind_of(row, tables) or OTHERS, who_counts(row, tables)
            same[kind, row.record.counted.casefold(), _number(row.record), who].append(row)
    groups: dict[str, list[Alone]] = defaultdict(list)
    for (kind, _, _, who), rows in same.items():
        groups[kind].append(_alone(rows, who, tables))
    order = heaviest_first(
        tables, {name: [one.row for one in found] for name, found in groups.items()}
    )
    order.sort(key=lambda name: name == OTHERS)
    return tuple(_group(name, groups[name]) for name in order)


def kind_of(row: Row, tables: Tables) -> str | None:
    """Return the codebook's name of what a figure counts, None where it has none for it.

    The key of its series says it, else its unit, the last word of what is counted (a verb: "people
    killed") or a noun in it; a part counts what its whole counts.
    """
    figure: Figure = row.record
    if figure.series:
        return figure.series.split(" | ")[0].split(" (")[0]
    if len(figure.unit) == 3 and figure.unit.isupper():
        return MONEY
    words = figure.counted.casefold().split()
    for category in load_counted().categories.values():
        if words[-1:] and words[-1] in category.verbs:
            return category.name
    whole = tables.by_id.get(figure.subset_of or "")
    if whole is not None and whole is not row:
        return kind_of(whole, tables)
    nouns = {lemma(word) for word in words}
    named = (one.name for one in load_counted().categories.values() if nouns & one.nouns)
    return next(named, None)


def who_counts(row: Row, tables: Tables) -> str:
    """Return who counts, in the page's words; the speaker where nobody else is named."""
    figure: Figure = row.record
    told = tables.by_id.get(figure.attributed_to or "")
    speaker = speaker_of(told.record) if told else UNNAMED
    return figure.body or (NOBODY if speaker == UNNAMED else speaker)


def draw_alone(groups: Sequence[AloneGroup], axis: Axis | None) -> TrackChart | None:
    """Draw the numbers of each kind along the axis of days; other counts have no common row."""
    tracks = (
        Track(group.name, tuple(_sign(one) for one in group.figures))
        for group in groups
        if group.name != OTHERS
    )
    return draw_tracks(tuple(tracks), axis)


def _said(row: Row, tables: Tables) -> tuple[object, ...]:
    """Return what is equal for one figure in copies of a text."""
    first = row.record.evidence[0] if row.record.evidence else None
    if first is None:
        return (row.key,)
    text = tables.texts.get(first.document_id, first.document_id)
    return text, first.quote, row.record.counted, _number(row.record)


def _number(figure: Figure) -> Number:
    return figure.low, figure.value, figure.high


def _alone(rows: Sequence[Row], who: str, tables: Tables) -> Alone:
    whole = tables.by_id.get(rows[0].record.subset_of or "")
    return Alone(
        row=rows[0],
        keys=tuple(row.key for row in rows),
        who=who,
        part_of=whole,
        weight=weigh_number(tables, rows, rows[0].record),
    )


def _group(name: str, found: Sequence[Alone]) -> AloneGroup:
    ordered = sorted(found, key=lambda one: (one.weight, one.row.key))
    return AloneGroup(name, tuple(ordered), tuple(key for one in ordered for key in one.keys))


def _sign(one: Alone) -> Sign:
    figure: Figure = one.row.record
    low, value, high = figure.low, figure.value, figure.high
    sign = "●" if value is not None else "↕" if None not in (low, high) else "↑" if low else "↓"
    title = f"{one.row.key}, {period_words(one.row.period)}: {figure_words(figure)} "
    return Sign(
        sign=sign,
        word=short_figure(figure),
        tone="open",
        period=one.row.period,
        row=figure.id,
        keys=one.keys,
        title=f"{title}{figure.counted}, {one.who}",
        hedged=one.row.voice == "told",
    )
