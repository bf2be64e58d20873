"""The dossier: one HTML file in which a crisis can be read, and checked against the pages.

It opens from disk, loads nothing, and is whole with scripts off: every record is a row that
links to its words, and every record's words carry a number that links to its row. The style and
the script stand in `templates/` and are put in at rendering, named by their hashes in the
content security policy, so that nothing a page says can run. A chart is drawn here, one file a
panel; its marks name the records behind them, by which the filters find them.
"""

from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from demarche.records import Document, Plan
from demarche.views import dossier_words
from demarche.views.dossier_alone import LISTED
from demarche.views.dossier_axis import Axis, find_axis
from demarche.views.dossier_disputes import Disputes, pair_disputes
from demarche.views.dossier_dyads import Dyads, lay_out_dyads
from demarche.views.dossier_items import LANES, timeline_items
from demarche.views.dossier_map import Map, draw_map
from demarche.views.dossier_network import Network, draw_network
from demarche.views.dossier_positions import Stands, issue_sentences, lay_out_stands, stance_sign
from demarche.views.dossier_rows import ACROSS, LETTERS, Dossier, Row, Tables, build_tables
from demarche.views.dossier_series import SeriesPanel, draw_series
from demarche.views.dossier_short import Writer, short_parts
from demarche.views.dossier_steps import StepChart, draw_compliance, draw_measures
from demarche.views.dossier_summary import summarize
from demarche.views.dossier_text import (
    Mark,
    Part,
    Ref,
    body_words,
    page_parts,
    record_marks,
    record_refs,
)
from demarche.views.dossier_timeline import dated_entries, draw_strip, undated
from demarche.views.dossier_what_if import WhatIf, lay_out_what_if

__all__ = ["Dossier", "render_dossier"]

# Run before the body is laid out: the rows that come later are then never laid out in vain.
FIRST_SCRIPT = 'document.documentElement.classList.add("js")'
ROWS_AT_FIRST = 100  # rows of a table laid out before the reader asks for more: opens at once
PARTIES_OFFERED = 200  # names in the party filter: past these, typing is quicker than choosing


@dataclass(frozen=True, slots=True)
class PageView:
    """One page as it is laid out."""

    number: int
    document: Document
    parts: tuple[Part, ...]
    counts: Mapping[str, int]  # records by their kind's letter
    words: int  # of the body


@dataclass(frozen=True, slots=True)
class Panels:
    """The charts and matrices; None where there is nothing to show."""

    disputes: Disputes
    stands: Stands | None
    series: SeriesPanel | None
    measures: StepChart
    compliance: StepChart
    dyads: Dyads | None
    network: Network | None
    map: Map | None
    what_ifs: tuple[WhatIf, ...]


def render_dossier(dossier: Dossier) -> str:
    """Return the dossier as one HTML document that refers to nothing outside itself."""
    tables = build_tables(dossier)
    items = tuple(timeline_items(tables))
    entries = dated_entries(items)
    pages = [document.published for document in tables.documents]
    axis = find_axis(pages, (item.period for item in items))
    panels = _panels(dossier, tables, axis)
    style, script = _template_file("dossier.css"), _template_file("dossier.js")
    return (
        _environment()
        .get_template("dossier.html.jinja")
        .render(
            dossier=dossier,
            kinds=tables.kinds,
            rows=tables.by_id,
            pages=_page_views(tables),
            summary=summarize(tables, dossier.rejected),
            panels=panels,
            short=_short(dossier, tables, panels),
            plan_names=plan_names(dossier.plans),
            issues=issue_sentences(dossier),
            entries=entries,
            undated=undated(items),
            extent=axis.extent if axis else "",
            strip=draw_strip(entries, LANES, axis),
            parties=_parties(tables),
            types=_type_choices(tables),
            letters=LETTERS,
            rows_at_first=ROWS_AT_FIRST,
            listed_alone=LISTED,
            by_key={row.key: row.record.id for row in tables.kinds["figures"]},
            style=Markup(style),  # our own files: no word of a page is in them
            script=Markup(script),
            first=Markup(FIRST_SCRIPT),
            style_hash=_hash(style),
            script_hashes=[_hash(FIRST_SCRIPT), _hash(script)],
        )
    )


def _panels(dossier: Dossier, tables: Tables, axis: Axis | None) -> Panels:
    views, sentences = defaultdict(tuple, dossier.views), issue_sentences(dossier)
    return Panels(
        disputes=pair_disputes(tables),
        stands=lay_out_stands(tables, views["stands"], sentences, axis),
        series=draw_series(tables, views["series"], axis),
        measures=draw_measures(tables, axis),
        compliance=draw_compliance(tables, plan_names(dossier.plans), axis),
        dyads=lay_out_dyads(tables, views["dyads"]),
        network=draw_network(tables, views["network"]),
        map=draw_map(tables, views["map"]),
        what_ifs=tuple(lay_out_what_if(one, tables, sentences) for one in dossier.forecasts),
    )


def _short(dossier: Dossier, tables: Tables, panels: Panels) -> list[tuple[str, list[Markup]]]:
    """Return the crisis in short, as HTML."""
    sentences = issue_sentences(dossier)
    write = Writer(lambda words: str(escape(words)), _cited)
    parts = short_parts(dossier, tables, panels.stands, panels.series, sentences, write)
    return [(heading, [Markup(line) for line in lines]) for heading, lines in parts]


def _cited(row: Row) -> str:
    """Return a record's number and page, each a link; ids and anchors are our own words."""
    link = Markup('<a href="#{0}" data-keys="{1}">{1}</a>').format(row.record.id, row.key)
    if not row.pages:
        return f"({link})"
    number, anchor, _ = row.pages[0]
    page = Markup('<a href="#{}">p. {}</a>').format(anchor, number)
    return f"({link}, {page})"


def plan_names(plans: Iterable[Plan]) -> dict[str, str]:
    """Return the longest name that any page gives a plan, by the plan's key."""
    names: dict[str, str] = {}
    for plan in plans:
        names[plan.key] = max(names.get(plan.key, ""), plan.name, key=lambda n: (len(n), n))
    return names


def _template_file(name: str) -> str:
    return (files("demarche.views") / "templates" / name).read_text("utf-8")


def _hash(source: str) -> str:
    return b64encode(sha256(source.encode("utf-8")).digest()).decode("ascii")


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("demarche.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = (
        "period_words", "short_period", "figure_words", "count_words", "web_address", "slug",
        "names_of",
    )  # fmt: skip
    for name in filters:
        environment.filters[name] = getattr(dossier_words, name)
    environment.filters["stance_sign"] = stance_sign
    return environment


def _page_views(tables: Tables) -> tuple[PageView, ...]:
    """Lay out every page with the marks and numbers of its records."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    refs: dict[str, list[Ref]] = defaultdict(list)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in tables.told():
        found = record_marks(row.record, row.key, told=row.voice == "told")
        for mark in found:
            marks[mark.document_id].append(mark)
        for document_id, ref in record_refs(row.record, row.key, found):
            refs[document_id].append(ref)
        for number, _, _ in row.pages:
            counts[number][row.key[0]] += 1
    return tuple(
        PageView(
            number=number,
            document=document,
            parts=page_parts(document, marks[document.id], refs[document.id]),
            counts=counts[number],
            words=body_words(document),
        )
        for number, document in enumerate(tables.documents, 1)
    )


def _parties(tables: Tables) -> tuple[Row, ...]:
    """Return the entities that speak, act, receive or count, for the party filter, by name."""
    kinds = [kind for kind in LETTERS if kind not in (*ACROSS, "entities")]
    busy = {key for kind in kinds for row in tables.kinds[kind] for key in row.parties}
    found = [row for row in tables.kinds["entities"] if row.key in busy][:PARTIES_OFFERED]
    return tuple(sorted(found, key=lambda row: row.record.name.casefold()))


# Names of the groups of the type filter, by the prefix of its tokens; see dossier_rows.
_TYPE_GROUPS = {
    "act": "Statements", "event": "Events", "standing": "Standing of events and meetings",
    "result": "Votes", "meeting": "Meetings", "measure": "Measures",
    "status": "Status of measures", "verdict": "Compliance", "issue": "Positions on",
    "dispute": "Disputes", "incident": "Incidents", "entity": "Entities",
}  # fmt: skip


def _type_choices(tables: Tables) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the choices of the type filter that some row has: group, then token and word."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in tables.all():
        for token in row.types:
            prefix, _, value = token.partition("-")
            words = value.replace("-", " ")
            found[prefix][token] = words.upper() if prefix == "event" else words
    return tuple(
        (name, tuple(sorted(found[prefix].items())))
        for prefix, name in _TYPE_GROUPS.items()
        if found[prefix]
    )
