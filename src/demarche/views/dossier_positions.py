"""Who stands where on what: the matrix with its gaps, the shifts, and stands over time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from demarche.records import Position
from demarche.views.dossier_axis import Axis
from demarche.views.dossier_rows import Dossier, Row, Tables, ViewRow
from demarche.views.dossier_tracks import Sign, Track, TrackChart, draw_tracks
from demarche.views.dossier_weight import heaviest_first, weigh
from demarche.views.dossier_words import period_words

SIDES, ISSUES = 7, 14  # columns and rows of the matrix: what a half screen holds
DRAWN = 6  # issues drawn over time, and sides in each
# Beyond this a stance is a side, below it one is between both: the middle fifth.
EVEN = 0.2


Matter = tuple[str, str]  # an issue and whom it is about, an empty name where that is not told
Named = TypeVar("Named", str, Matter)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one side stands on one issue."""

    sign: str
    word: str  # for, against, between, no side
    was: str | None  # the sign of the first stand where it differs
    was_word: str  # the word of the first stand
    when: str  # first and last day
    count: int
    rows: tuple[Row, ...]
    first: Row  # the record of the first stand: of the first day with a side, where there is one
    last: Row


@dataclass(frozen=True, slots=True)
class Line:
    """An issue about somebody with the stands of the sides in the order of the columns."""

    issue: str
    sentence: str  # of the issue, after the name of whom it is about
    cells: tuple[Cell | None, ...]  # None: no page says
    gaps: tuple[str, ...]  # sides of whom no page says where they stand
    others: tuple[str, ...]  # sides beyond the columns that have a stand


@dataclass(frozen=True, slots=True)
class Stands:
    """The matrix and what is drawn of it."""

    sides: tuple[str, ...]
    lines: tuple[Line, ...]
    more_sides: tuple[str, ...]
    more_issues: tuple[str, ...]
    shifts: tuple[tuple[str, str, Cell], ...]  # side, sentence of the issue, stand
    chart: TrackChart | None


def stance_sign(stance: float | None) -> tuple[str, str, str]:
    """Return sign, word and tone of a stance."""
    if stance is None:
        return "□", "no side", "open"
    if abs(stance) <= EVEN:
        return "◆", "between", "open"
    return ("▲", "for", "done") if stance > 0 else ("▼", "against", "against")


def lay_out_stands(
    tables: Tables, rows: Iterable[ViewRow], sentences: Mapping[str, str], axis: Axis | None
) -> Stands | None:
    """Lay out the rows of the view `stands`; None where nobody stands anywhere."""
    found = [row for row in rows if tables.keys(row["records"])]
    if not found:
        return None
    sides = _ranked(found, lambda row: str(row["name"]), tables)
    matters = _ranked(found, _matter, tables)
    by_place = {(row["name"], _matter(row)): row for row in found}
    columns = sides[:SIDES]
    lines = tuple(
        _line(matter, sentences, columns, sides, by_place, tables) for matter in matters[:ISSUES]
    )
    shifts = [
        (row["name"], _in_words(_matter(row), sentences), _cell(row, tables)) for row in found
    ]
    shifts.sort(key=lambda shift: (weigh(tables, shift[2].rows), shift[:2]))
    return Stands(
        sides=columns,
        lines=lines,
        more_sides=sides[SIDES:],
        more_issues=tuple(_in_words(matter, sentences) for matter in matters[ISSUES:]),
        shifts=tuple(shift for shift in shifts if shift[2].was),
        chart=_draw(found, matters, sentences, tables, axis),
    )


def _matter(row: ViewRow) -> Matter:
    return row["issue"], row.get("about") or ""


def _in_words(matter: Matter, sentences: Mapping[str, str]) -> str:
    """Return what is affirmed or denied, after the name of whom it is about."""
    issue, about = matter
    sentence = sentences.get(issue, issue)
    return f"{about}: {sentence}" if about else sentence


def issue_sentences(dossier: Dossier) -> dict[str, str]:
    """Return what is affirmed or denied, by the issue's id; plans and drafts are issues too."""
    names: dict[str, str] = {}
    for plan in dossier.plans:
        longest = max(names.get(plan.key, ""), plan.name, key=lambda name: (len(name), name))
        names[plan.key] = longest
    issues = {position.issue for position in dossier.positions}
    found = dict(dossier.issues)
    for issue in sorted(issues - found.keys()):
        kind, _, key = issue.partition(":")
        name = names.get(key, key)
        if key:
            found[issue] = f"The {kind} “{name}” should be taken up and kept."
    return found


def _ranked(
    rows: Iterable[ViewRow], of: Callable[[ViewRow], Named], tables: Tables
) -> tuple[Named, ...]:
    """Return what rows are of, the heaviest first (see dossier_weight)."""
    told: dict[Named, list[Row]] = defaultdict(list)
    for row in rows:
        told[of(row)] += (tables.by_id[id] for id in row["records"] if id in tables.by_id)
    return tuple(heaviest_first(tables, told))


def _line(
    matter: Matter,
    sentences: Mapping[str, str],
    columns: Sequence[str],
    sides: Sequence[str],
    by_place: Mapping[tuple[str, Matter], ViewRow],
    tables: Tables,
) -> Line:
    there = [side for side in sides if (side, matter) in by_place]
    cells = tuple(
        _cell(by_place[side, matter], tables) if side in there else None for side in columns
    )
    return Line(
        issue=matter[0],
        sentence=_in_words(matter, sentences),
        cells=cells,
        gaps=tuple(side for side in columns if side not in there),
        others=tuple(side for side in there if side not in columns),
    )


def _cell(row: ViewRow, tables: Tables) -> Cell:
    sign, word, _ = stance_sign(row["last_stance"])
    was, was_word, _ = stance_sign(row["first_stance"])
    rows = tuple(tables.by_id[id] for id in row["records"] if id in tables.by_id)
    days = dict.fromkeys(period_words(row.period) for row in (rows[0], rows[-1]))
    return Cell(
        sign=sign,
        word=word,
        was=was if was != sign else None,
        was_word=was_word,
        when=" to ".join(days),
        count=len(rows),
        rows=rows,
        first=tables.by_id.get(row["first_record"], rows[0]),
        last=tables.by_id.get(row["last_record"], rows[-1]),
    )


def _draw(
    found: Sequence[ViewRow],
    matters: Sequence[Matter],
    sentences: Mapping[str, str],
    tables: Tables,
    axis: Axis | None,
) -> TrackChart | None:
    by_matter: dict[Matter, list[ViewRow]] = defaultdict(list)
    for row in found:
        by_matter[_matter(row)].append(row)
    tracks: list[Track] = []
    for matter in matters[:DRAWN]:
        tracks.append(Track(_in_words(matter, sentences)))
        ranked: list[Any] = sorted(by_matter[matter], key=lambda r: (-r["told"], r["name"]))
        for row in ranked[:DRAWN]:
            signs = (_sign(tables.by_id[id]) for id in row["records"] if id in tables.by_id)
            tracks.append(Track(row["name"], tuple(signs)))
    return draw_tracks(tracks, axis)


def _sign(row: Row) -> Sign:
    position: Position = row.record
    sign, word, tone = stance_sign(position.stance)
    says = f", as told by {position.via.name}" if position.via else ""
    condition = f", if {position.condition}" if position.condition else ""
    return Sign(
        sign=sign,
        word=word,
        tone=tone,
        period=row.period,
        row=position.id,
        keys=(row.key,),
        title=f"{row.key}, {period_words(row.period)}: {position.actor.name} {word}"
        f"{condition}{says}",
        hedged=position.via is not None or row.voice == "told",
    )
