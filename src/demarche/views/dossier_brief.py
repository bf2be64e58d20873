"""The brief: one page of Markdown on a crisis, every sentence with the record and page it rests on.

It says what the dossier's panels say, the first few lines of each: nothing is put in other words
than the records' own, so that each line can be checked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from demarche.records import Compliance, Document, Measure, Vote
from demarche.views.describe import NOBODY
from demarche.views.dossier_axis import find_axis
from demarche.views.dossier_disputes import Pair, Side, pair_disputes
from demarche.views.dossier_positions import Cell, Stands, issue_sentences, lay_out_stands
from demarche.views.dossier_rows import Dossier, Row, Tables, build_tables
from demarche.views.dossier_series import SeriesPanel, draw_series
from demarche.views.dossier_what_if import MemberLine, lay_out_what_if
from demarche.views.dossier_words import excerpt, figure_words, names_of, period_words

# Lines of each part: with headings and citations they fill a printed page.
FIGURES, STANDS, DISPUTES, VOTES, MEASURES, CLAIMS, INCIDENTS = 5, 6, 4, 4, 5, 4, 5
WORDS = 140  # characters of a quotation: two lines

_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render_brief(dossier: Dossier, *, link: str = "") -> str:
    """Return the brief; `link` is the address of the dossier that citations lead to."""
    tables = build_tables(dossier)
    cite = _Citing(tables, link)
    axis = find_axis(document.published for document in tables.documents)
    sentences = issue_sentences(dossier)
    stands = lay_out_stands(tables, dossier.views.get("stands", ()), sentences, axis)
    series = draw_series(tables, dossier.views.get("series", ()), axis)
    parts = (
        ("How many", _figures(series, cite)),
        ("Who stands where", _stands(stands, cite)),
        ("In dispute", _disputes(pair_disputes(tables).open, cite)),
        ("Votes", _votes(tables.kinds["votes"], cite)),
        ("Measures", _measures(tables.kinds["measures"], cite)),
        ("Who keeps which plan", _claims(tables.kinds["compliance"], dossier, cite)),
        ("What happened", _incidents(tables, cite)),
        ("What if it came to a vote", _what_ifs(dossier, sentences, cite)),
    )
    lines = [f"# {plain(dossier.title)}", "", _opening(tables, dossier), ""]
    for heading, found in parts:
        told = list(found)
        if told:
            lines += [f"## {heading}", "", *(f"- {line}" for line in told), ""]
    return "\n".join(lines)


def plain(text: str) -> str:
    """Return words of a page as Markdown that shows them as they are, on one line."""
    return _MARKED.sub(r"\\\1", " ".join(text.split()))


@dataclass(frozen=True, slots=True)
class _Citing:
    """Makes citations: number, page, publisher and date of a record."""

    tables: Tables
    link: str

    def __call__(self, row: Row) -> str:
        number = row.pages[0][0] if row.pages else None
        key = f"[{row.key}]({self.link}#{row.record.id})" if self.link else row.key
        if number is None:
            return f"({key})"
        return f"({key}, p. {number}, {_page_words(self.tables.documents[number - 1])})"


def _page_words(document: Document) -> str:
    publisher = plain(document.publisher or PurePath(document.path).name)
    return f"{publisher}, {period_words(document.published)}"


def _opening(tables: Tables, dossier: Dossier) -> str:
    publishers = {document.publisher for document in tables.documents if document.publisher}
    counts = ((kind, len(rows)) for kind, rows in tables.kinds.items())
    held = ", ".join(f"{kind} {count:,}" for kind, count in counts if count)
    return (
        f"{len(tables.documents)} pages of {len(publishers)} publishers; {held or 'no records'}. "
        f"Made by {plain(dossier.made)}; each line names its record, page, publisher and date."
    )


def _figures(panel: SeriesPanel | None, cite: _Citing) -> Iterator[str]:
    """Yield the last figure of each body of the series with most figures."""
    if panel is None:
        return
    found = [(chart.name, line.body, line.latest) for chart in panel.charts for line in chart.lines]
    found += [(name, who, row) for name, row, who in panel.others]
    for name, body, row in found[:FIGURES]:
        when = period_words(row.period)
        words = figure_words(row.record)
        yield f"{plain(name)}: {words} by the count of {plain(body)}, {when} {cite(row)}."


def _stands(stands: Stands | None, cite: _Citing) -> Iterator[str]:
    if stands is None:
        return
    shifts = [_shift(*shift, cite) for shift in stands.shifts]
    now = [
        f"{plain(line.sentence)} {_sides(zip(stands.sides, line.cells, strict=True), cite)}."
        for line in stands.lines
    ]
    yield from (*shifts[: STANDS // 2], *now)[:STANDS]


def _shift(side: str, sentence: str, cell: Cell, cite: _Citing) -> str:
    return (
        f"{plain(side)} has moved: {plain(sentence)} From {cell.was_word} {cite(cell.first)} to "
        f"{cell.word} {cite(cell.last)}."
    )


def _sides(cells: Iterable[tuple[str, Cell | None]], cite: _Citing) -> str:
    """Return who is for and who against, the last stand of each."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for side, cell in cells:
        if cell:
            by_word[cell.word].append(f"{plain(side)} {cite(cell.last)}")
    return "; ".join(f"{word.capitalize()}: {', '.join(who)}" for word, who in by_word.items())


def _disputes(pairs: Iterable[Pair], cite: _Citing) -> Iterator[str]:
    for pair in list(pairs)[:DISPUTES]:
        one, other = pair.sides
        if one and other:
            about = plain(pair.row.record.about)
            yield f"{about}: {_side(one, cite)}; {_side(other, cite)}."


def _side(side: Side, cite: _Citing) -> str:
    does = f" ({side.does})" if side.does else ""
    return f"{plain(side.who)}{does}: “{plain(excerpt(side.words, WORDS))}” {cite(side.row)}"


def _votes(rows: Iterable[Row], cite: _Citing) -> Iterator[str]:
    for row in list(rows)[:VOTES]:
        vote: Vote = row.record
        text = plain(excerpt(vote.symbol or vote.text or "a text not named", WORDS))
        against = names_of(one.member for one in vote.members if one.ballot == "no")
        no = f", against: {plain(against)}" if against else ""
        result = vote.result or "result not told"
        yield f"{text}: {result}{no}, {period_words(vote.when)} {cite(row)}."


def _measures(rows: Iterable[Row], cite: _Citing) -> Iterator[str]:
    """Yield the last status of each measure, those most told of first."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        measure: Measure = row.record
        key = (measure.kind, names_of(measure.by), names_of(measure.target))
        groups[key].append(row)
    for (kind, by, target), found in sorted(groups.items(), key=_most_told)[:MEASURES]:
        last = max(found, key=lambda row: (row.days, row.key))
        towards = f" towards {plain(target)}" if target else ""
        yield f"{plain(kind)} by {plain(by or NOBODY)}{towards}: {last.record.status}, " + (
            f"{period_words(last.period)} {cite(last)}."
        )


def _most_told(group: tuple[tuple[str, str, str], list[Row]]) -> tuple[int, tuple[str, str, str]]:
    return -len(group[1]), group[0]


def _claims(rows: Iterable[Row], dossier: Dossier, cite: _Citing) -> Iterator[str]:
    names: Mapping[str, str] = {plan.key: plan.name for plan in dossier.plans}
    for row in list(rows)[:CLAIMS]:
        claim: Compliance = row.record
        party = claim.party.name if claim.party else NOBODY
        says = claim.assessor.name if claim.assessor else "the page"
        plan = names.get(claim.plan, claim.plan)
        yield f"{plain(party)}, {plain(plan)}: {claim.verdict}, says {plain(says)} {cite(row)}."


def _incidents(tables: Tables, cite: _Citing) -> Iterator[str]:
    """Yield the incidents that most texts tell of; copies are one text."""
    rows = sorted(tables.kinds["incidents"], key=lambda row: (-row.record.independent, row.key))
    for row in rows[:INCIDENTS]:
        one = row.record
        texts = f"in {one.independent} text{'' if one.independent == 1 else 's'}"
        disputed = ", disputed" if one.disputed else ""
        when = period_words(one.when)
        yield f"{plain(excerpt(one.name, WORDS))}: {when}, {texts}{disputed} {cite(row)}."


def _what_ifs(dossier: Dossier, sentences: Mapping[str, str], cite: _Citing) -> Iterator[str]:
    """Yield what was asked, the chance, and those who would not be for it, by which words."""
    for made in dossier.forecasts:
        found = lay_out_what_if(made, cite.tables, sentences)
        against = [_member(line, cite) for line in found.lines if line.member.likeliest != "yes"]
        caution = f" All assumed: {plain(made.caution)}." if made.assumed and made.caution else ""
        yield (
            f"{plain(found.heading)} {found.chance} to pass; "
            f"{', '.join(against) or 'nobody is likeliest to be against it'}.{caution}"
        )


def _member(line: MemberLine, cite: _Citing) -> str:
    rows = [told.row for told in line.told if told.row]
    basis = cite(rows[0]) if rows else "(assumed)"
    return f"{plain(line.member.name)} {line.member.likeliest} {basis}"
