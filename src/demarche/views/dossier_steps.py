"""Measures and plans over time: how far each has come, and who is said to keep what."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from demarche.records import Compliance, Measure
from demarche.views.describe import NOBODY
from demarche.views.dossier_axis import Axis
from demarche.views.dossier_items import said_by
from demarche.views.dossier_rows import Row, Tables
from demarche.views.dossier_tracks import Sign, Track, TrackChart, draw_tracks
from demarche.views.dossier_weight import heaviest_first
from demarche.views.dossier_words import names_of, period_words

ROWS = 16  # rows of a chart: about a screen; the rest is named and stands in the table

# How far a measure has come: spoken of, decided, in force, stopped, refused.
STATUS_SIGNS: Mapping[str, tuple[str, str]] = {
    "proposed": ("○", "open"), "threatened": ("○", "open"), "promised": ("○", "open"),
    "announced": ("◐", "open"), "adopted": ("●", "done"), "in force": ("●", "done"),
    "suspended": ("◫", "stopped"), "halted": ("◫", "stopped"), "ended": ("◫", "stopped"),
    "refused": ("✕", "against"), "vetoed": ("✕", "against"),
}  # fmt: skip
VERDICT_SIGNS: Mapping[str, tuple[str, str]] = {
    "keeps": ("●", "done"), "partly": ("◐", "open"), "not yet": ("○", "open"),
    "breaks": ("✕", "against"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepChart:
    """A chart of rows, and the names of those that found no room."""

    chart: TrackChart | None
    left_out: tuple[str, ...]


def draw_measures(tables: Tables, axis: Axis | None) -> StepChart:
    """Draw measures by kind, taker and target, each status at its time: the heaviest."""
    groups: dict[str, list[Sign]] = defaultdict(list)
    for row in tables.kinds["measures"]:
        measure: Measure = row.record
        target = f" → {names_of(measure.target)}" if measure.target else ""
        by = names_of(measure.by) or NOBODY
        sign, tone = STATUS_SIGNS[measure.status]
        said = _told_by(row, tables)
        groups[f"{measure.kind}: {by}{target}"].append(
            _sign(row, sign, tone, (measure.status, f"{measure.status}: {measure.what}{said}"))
        )
    return _chart(groups, tables, axis)


def draw_compliance(tables: Tables, names: Mapping[str, str], axis: Axis | None) -> StepChart:
    """Draw for each plan and party who says when that it is kept; `names`: plan's key -> name."""
    groups: dict[str, list[Sign]] = defaultdict(list)
    for row in tables.kinds["compliance"]:
        claim: Compliance = row.record
        party = claim.party.name if claim.party else NOBODY
        sign, tone = VERDICT_SIGNS[claim.verdict]
        said = claim.assessor.name if claim.assessor else "the page"
        words = f"{claim.verdict}, says {said}"
        groups[f"{party}: {names.get(claim.plan, claim.plan)}"].append(
            _sign(row, sign, tone, (words, f"{party} {words}"))
        )
    return _chart(groups, tables, axis)


def _sign(row: Row, sign: str, tone: str, words: tuple[str, str]) -> Sign:
    word, title = words
    return Sign(
        sign=sign,
        word=word,
        tone=tone,
        period=row.period,
        row=row.record.id,
        keys=(row.key,),
        title=f"{row.key}, {period_words(row.period)}: {title}",
        hedged=row.voice == "told",
    )


def _told_by(row: Row, tables: Tables) -> str:
    by = said_by(row, tables)
    return f" (as told by {by})" if by else ""


def _chart(groups: Mapping[str, list[Sign]], tables: Tables, axis: Axis | None) -> StepChart:
    """Draw the heaviest groups, in the order of their names."""
    rows = {label: [tables.by_id[sign.row] for sign in signs] for label, signs in groups.items()}
    order = heaviest_first(tables, rows)
    tracks = [Track(label, tuple(groups[label])) for label in sorted(order[:ROWS])]
    return StepChart(draw_tracks(tracks, axis), tuple(order[ROWS:]))
