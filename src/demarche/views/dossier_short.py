"""The crisis in short: of each panel the few lines that weigh most, with what they rest on.

What more texts tell stands first (copies are one text), then what more publishers, then what more
records tell, then what is later, then what is surer (dossier_weight.py). Nothing is put in other
words than the records' own, so that each line can be checked. The same lines are the head of the
dossier and the brief.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from demarche.records import Compliance, Figure, Measure, Vote
from demarche.views.describe import NOBODY
from demarche.views.dossier_alone import OTHERS, kind_of
from demarche.views.dossier_disputes import Pair, Side, pair_disputes
from demarche.views.dossier_positions import Cell, Stands
from demarche.views.dossier_rows import Dossier, Row, Tables
from demarche.views.dossier_series import SeriesPanel
from demarche.views.dossier_weight import heaviest_first, weigh, weigh_number
from demarche.views.dossier_what_if import MemberLine, lay_out_what_if
from demarche.views.dossier_words import excerpt, figure_words, names_of, period_words

# Lines of each part: with headings and citations they fill a printed page (some 80 lines of 120
# letters for the five sample pages of 2012 and for 58 wires, small print).
FIGURES, STANDS, DISPUTES, VOTES, MEASURES, CLAIMS, INCIDENTS = 6, 6, 3, 4, 4, 3, 4
ONE_KIND = 5  # figures that count one kind of thing: the dead leave room for the displaced
SIDES = 3  # names for a side of an issue
WORDS = 110  # characters of a quotation: a line of print
VOTED = ("votes", "resolutions")  # kinds of counts that stand under the votes


@dataclass(frozen=True, slots=True)
class Writer:
    """How words of pages and citations are written: as Markdown, as HTML."""

    words: Callable[[str], str]
    cite: Callable[[Row], str]


def short_parts(
    dossier: Dossier,
    tables: Tables,
    stands: Stands | None,
    series: SeriesPanel | None,
    sentences: Mapping[str, str],
    write: Writer,
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return headings with their lines, those with any."""
    parts = (
        ("How many", _figures(series, tables, write)),
        ("Who stands where", _stands(stands, write)),
        ("In dispute", _disputes(tables, write)),
        ("Votes", _votes(dossier, tables, write)),
        ("Measures", _measures(tables, write)),
        ("Who keeps which plan", _claims(dossier, tables, write)),
        ("What happened", _incidents(tables, write)),
        ("What if it came to a vote", _what_ifs(dossier, tables, sentences, write)),
    )
    found = ((heading, tuple(lines)) for heading, lines in parts)
    return tuple((heading, lines) for heading, lines in found if lines)


@dataclass(frozen=True, slots=True)
class _Count:
    """A number that may be told: the last of a body in a series, or one that stands alone."""

    kind: str
    name: str  # what is counted
    who: str
    row: Row
    rows: tuple[Row, ...]
    weight: tuple[float, ...]


def _figures(panel: SeriesPanel | None, tables: Tables, write: Writer) -> Iterator[str]:
    """Yield the heaviest numbers of the heaviest kinds: of a series each body's last."""
    by_kind: dict[str, list[_Count]] = defaultdict(list)
    for one in _counts(panel, tables) if panel else ():
        by_kind[one.kind].append(one)
    for voted in VOTED:
        by_kind.pop(voted, None)
    told = {kind: [row for one in found for row in one.rows] for kind, found in by_kind.items()}
    order = sorted(heaviest_first(tables, told), key=lambda kind: kind == OTHERS)
    found = [
        one
        for kind in order
        for one in sorted(by_kind[kind], key=lambda one: (one.weight, one.row.key))[:ONE_KIND]
    ]
    for one in found[:FIGURES]:
        number, when = figure_words(one.row.record), period_words(one.row.period)
        who = "" if one.who == NOBODY else f" by the count of {write.words(one.who)}"
        yield f"{write.words(one.name)}: {number}{who}, {when} {write.cite(one.row)}."


def _counts(panel: SeriesPanel, tables: Tables) -> Iterator[_Count]:
    for chart in panel.charts:
        for line in chart.lines:
            kind, weight = _weighed(line.latest, line.rows, tables)
            yield _Count(kind, chart.name, line.body, line.latest, line.rows, weight)
    for group in panel.alone:
        for one in group.figures:
            figure: Figure = one.row.record
            place = f", {figure.place.name}" if figure.place else ""
            since = f" since {period_words(figure.since)}" if figure.since else ""
            name = f"{figure.counted}{place}{since}"
            yield _Count(group.name, name, one.who, one.row, (one.row,), one.weight)


def _weighed(row: Row, rows: Iterable[Row], tables: Tables) -> tuple[str, tuple[float, ...]]:
    return kind_of(row, tables) or OTHERS, weigh_number(tables, rows, row.record)


def _stands(stands: Stands | None, write: Writer) -> Iterator[str]:
    if stands is None:
        return
    shifts = [_shift(*shift, write) for shift in stands.shifts]
    now = [
        f"{write.words(line.sentence)} {_sides(zip(stands.sides, line.cells, strict=True), write)}."
        for line in stands.lines
        if any(line.cells)
    ]
    yield from (*shifts[: STANDS // 2], *now)[:STANDS]


def _shift(side: str, sentence: str, cell: Cell, write: Writer) -> str:
    was = f"“{cell.was_word}”, {period_words(cell.first.period)} {write.cite(cell.first)}"
    now = f"“{cell.word}”, {period_words(cell.last.period)} {write.cite(cell.last)}"
    return f"Moved: {write.words(side)}, from {was} to {now}: {write.words(sentence)}"


def _sides(cells: Iterable[tuple[str, Cell | None]], write: Writer) -> str:
    """Return who is for and who against, the last stand of each."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for side, cell in cells:
        if cell:
            by_word[cell.word].append(f"{write.words(side)} {write.cite(cell.last)}")
    return "; ".join(
        f"{word.capitalize()}: {', '.join(who[:SIDES])}"
        + (f" and {len(who) - SIDES} more" if len(who) > SIDES else "")
        for word, who in by_word.items()
    )


def _disputes(tables: Tables, write: Writer) -> Iterator[str]:
    """Yield the heaviest pair of each question, the heaviest question first."""
    questions: dict[str, list[Pair]] = defaultdict(list)
    for pair in pair_disputes(tables).open:
        if all(pair.sides):
            questions[pair.row.record.about].append(pair)
    told = {about: [row for one in pairs for row in one.rows] for about, pairs in questions.items()}
    for about in heaviest_first(tables, told)[:DISPUTES]:
        pair = min(questions[about], key=lambda pair: weigh(tables, pair.rows))
        one, other = pair.sides
        if one and other:
            yield f"{write.words(about)}: {_side(one, write)}; {_side(other, write)}."


def _side(side: Side, write: Writer) -> str:
    does = f" ({side.does})" if side.does else ""
    words = write.words(excerpt(side.words, WORDS))
    return f"{write.words(side.who)}{does}: “{words}” {write.cite(side.row)}"


def _votes(dossier: Dossier, tables: Tables, write: Writer) -> Iterator[str]:
    for row in _heaviest(tables, tables.kinds["votes"])[:VOTES]:
        vote: Vote = row.record
        body = f"{write.words(vote.body.name)}, " if vote.body else ""
        text = write.words(excerpt(vote.symbol or vote.text or "a text not named", WORDS))
        against = names_of(one.member for one in vote.members if one.ballot == "no")
        no = f", against: {write.words(against)}" if against else ""
        yes = f", {vote.yes} yes" if vote.yes is not None else ""
        rule = dossier.by_rule.get(vote.id)
        result = (vote.result or "result not told") + (
            f" (by the rule of the body {rule.outcome}, which no page says)" if rule else ""
        )
        yield f"{body}{text}: {result}{yes}{no}, {period_words(vote.when)} {write.cite(row)}."


def _heaviest(tables: Tables, rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: weigh(tables, (row,)))


def _measures(tables: Tables, write: Writer) -> Iterator[str]:
    """Yield the last status of each measure."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in tables.kinds["measures"]:
        measure: Measure = row.record
        key = (measure.kind, names_of(measure.by), names_of(measure.target))
        groups[key].append(row)
    for kind, by, target in heaviest_first(tables, groups)[:MEASURES]:
        last = max(groups[kind, by, target], key=lambda row: (row.days, row.key))
        towards = f" towards {write.words(target)}" if target else ""
        yield (
            f"{write.words(kind)} by {write.words(by or NOBODY)}{towards}: {last.record.status}, "
            + (f"{period_words(last.period)} {write.cite(last)}.")
        )


def _claims(dossier: Dossier, tables: Tables, write: Writer) -> Iterator[str]:
    names: Mapping[str, str] = {plan.key: plan.name for plan in dossier.plans}
    for row in _heaviest(tables, tables.kinds["compliance"])[:CLAIMS]:
        claim: Compliance = row.record
        party = claim.party.name if claim.party else NOBODY
        says = claim.assessor.name if claim.assessor else "the page"
        plan = write.words(names.get(claim.plan, claim.plan))
        told = f"{claim.verdict}, says {write.words(says)} {write.cite(row)}"
        yield f"{write.words(party)}, {plan}: {told}."


def _incidents(tables: Tables, write: Writer) -> Iterator[str]:
    """Yield the incidents that most texts tell of; copies are one text."""
    for row in _heaviest(tables, tables.kinds["incidents"])[:INCIDENTS]:
        one = row.record
        texts = f"in {one.independent} text{'' if one.independent == 1 else 's'}"
        disputed = ", disputed" if one.disputed else ""
        told = f"{period_words(one.when)}, {texts}{disputed} {write.cite(row)}"
        yield f"{write.words(excerpt(one.name, WORDS))}: {told}."


def _what_ifs(
    dossier: Dossier, tables: Tables, sentences: Mapping[str, str], write: Writer
) -> Iterator[str]:
    """Yield what was asked, the chance, and those who would not be for it, by which words."""
    for made in dossier.forecasts:
        found = lay_out_what_if(made, tables, sentences)
        against = [_member(line, write) for line in found.lines if line.member.likeliest != "yes"]
        caution = (
            f" All assumed: {write.words(made.caution)}." if made.assumed and made.caution else ""
        )
        others = ", ".join(against) or "each member is likeliest to vote for it"
        yield f"{write.words(found.heading)} {found.chance} to pass; {others}.{caution}"


def _member(line: MemberLine, write: Writer) -> str:
    rows = [told.row for told in line.told if told.row]
    basis = write.cite(rows[0]) if rows else "(assumed)"
    return f"{write.words(line.member.name)} {line.member.likeliest} {basis}"
