"""Compile the codebook's dated offices: `python -m training.compile_offices --data $SHARED/data`.

Three sources go into one file, `src/demarche/codebook/offices.csv`: the terms of office of
Wikidata (offices/offices.csv), heads of state and government of countries that it has not
(offices/leaders-2021.csv, years only), and what stands in `offices_added.csv` beside this file,
written by hand, which rules where it has the same person in the same office. Rules hold for a
country and an office, never for one row; what is done to the rows is said at each step.
"""

import argparse
import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from pathlib import Path

from demarche.codebook.holders import SLACK
from demarche.codebook.load import load_codebook
from demarche.codebook.offices import COLUMNS, TARGET, parse_edge, words_of
from demarche.codebook.phrases import fold
from training.office_titles import Post, post_of

ADDED = Path(__file__).with_name("offices_added.csv")
WIKIDATA = "Wikidata"
LEADERS = "Wikidata, leaders of 2022"
LEADERS_DAY = "2022-10-10"
FIRST_END = date(1990, 1, 1)  # terms that ended before are left out
# One term told twice: its starts lie this near to each other. A handover is told of within as many
# days by the two that take part in it.
SAME_START = timedelta(days=31)
HANDOVER = timedelta(days=3)
PEERAGE = re.compile(r", (Baron|Baroness|Viscount|Viscountess|Earl|Marquess|Lord)\b.*| \(.*\)$")
# Offices that go by other names in some countries, which a row then keeps.
HEADS = ("president", "prime minister", "head of state", "king")
LEADER = re.compile(
    r"(?i)(president|prime minister|taoiseach|chancellor|supreme leader|sultan|emir|king|pope)\b.*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the file, cells as they are written."""

    of: str
    title: str
    at: str
    person: str
    aliases: str
    wikidata: str
    start: str
    end: str
    note: str
    source: str
    as_of: str

    @property
    def office(self) -> tuple[str, str, str]:
        """Whose office it is, which, and with whom its holder is accredited."""
        return self.of, self.title, self.at

    @property
    def key(self) -> str:
        """What tells one person from another: the item, the folded name where there is none."""
        return self.wikidata or fold(self.person)


def compile_rows(data: Path, added: Path = ADDED) -> list[Row]:
    """Return all rows of the file, sorted. `data` is the folder of shared data."""
    by_hand = [Row(**row) for row in _read(added)]
    found = list(_wikidata_rows(_read(data / "offices" / "offices.csv")))
    known = {row.office for row in (*found, *by_hand)}
    leaders = list(_leader_rows(_read(data / "offices" / "leaders-2021.csv")))
    items = _items((*found, *leaders))
    found += [row for row in leaders if row.office not in known]
    rows = [row for office in _by_office(found) for row in _cleaned(office)]
    return sorted(_joined(rows, by_hand, items), key=_order)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---------------------------------------------------------------- the sources


def _wikidata_rows(rows: Sequence[Mapping[str, str]]) -> Iterator[Row]:
    """Yield the rows whose position is an office of ours and whose dates can be."""
    labels = _latin_labels(rows)
    reach = _reach(rows)
    for row in rows:
        post = post_of(row["country"], row["position"], row["gender"])
        if post is None or not _possible(row["start"], row["end"]):
            continue
        person = labels.get(row["wikidata"], row["person"])
        note = _note(row["position"], post)
        yield _row(post, person, row, note=note, as_of=reach[row["country"]])


def _row(post: Post, label: str, row: Mapping[str, str], *, note: str, as_of: str) -> Row:
    person = PEERAGE.sub("", label)
    return Row(
        of=post.of, title=post.title, at=post.at, person=person,
        aliases=label if label != person else "", wikidata=row["wikidata"], start=row["start"],
        end=row["end"], note=note, source=WIKIDATA, as_of=as_of,
    )  # fmt: skip


def _note(position: str, post: Post) -> str:
    """Return the source's position where the title alone would not tell it."""
    lower = position.lower()
    plain = post.title in lower or lower == "monarch" or post.title not in HEADS
    return "acting" if lower.startswith("acting") else "" if plain else position


def _possible(start: str, end: str) -> bool:
    """Say whether there is a start, and an end, if any, that is not before it nor too long ago."""
    try:
        first, last = parse_edge(start).first, parse_edge(end).last if end else date.max
    except ValueError:
        return False
    return first <= last and last >= FIRST_END


def _latin_labels(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return names by item, in Latin letters where any row has them so."""
    labels: dict[str, str] = {}
    for row in rows:
        if row["wikidata"] not in labels or not _is_latin(labels[row["wikidata"]]):
            labels[row["wikidata"]] = row["person"]
    return labels


def _is_latin(name: str) -> bool:
    return all(
        "LATIN" in unicodedata.name(letter, "") or unicodedata.category(letter) == "Lm"
        for letter in name
        if letter.isalpha()
    )


def _reach(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the newest day of each country's rows: nothing says that the source knew of more."""
    newest: dict[str, str] = defaultdict(str)
    for row in rows:
        for day in (row["start"], row["end"]):
            if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
                newest[row["country"]] = max(newest[row["country"]], day)
    return newest


def _leader_rows(rows: Sequence[Mapping[str, str]]) -> Iterator[Row]:
    """Yield heads of state and government of countries, by the codebook's names of countries."""
    codes = {
        fold(name): country.code
        for country in load_codebook().countries.values()
        if country.until is None
        for name in (country.name, *country.aliases)
    }
    for row in rows:
        title = LEADER.fullmatch(row["positionLabel"])
        code = codes.get(fold(row["country"].removeprefix("State of ")))
        if title and code:
            post = Post(code, title[1].lower())
            cells = {
                "wikidata": row["officeholder"], "start": row["start_year"],
                "end": row["end_year"],
            }  # fmt: skip
            made = _row(post, row["officeholderLabel"], cells, note="", as_of=LEADERS_DAY)
            yield replace(made, source=LEADERS)


# ---------------------------------------------------------------- what is done to them


def _by_office(rows: Iterable[Row]) -> list[list[Row]]:
    offices: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        offices[row.office].append(row)
    return list(offices.values())


def _cleaned(office: Sequence[Row]) -> list[Row]:
    """Return the rows of one office, each term once, days that stand for years as years."""
    told: list[list[Row]] = []
    for row in sorted(office, key=_order):
        same = [rows for rows in told if _same_term(rows[0], row)]
        if same:
            same[0].append(row)
        else:
            told.append([row])
    terms = [_merged(rows, office) for rows in told]
    return [_with_years(term, terms) for term in terms]


def _same_term(a: Row, b: Row) -> bool:
    """Say whether two rows tell of one term: one person, starts that meet or nearly do."""
    return a.key == b.key and a.office == b.office and _starts_meet(a, b)


def _starts_meet(a: Row, b: Row) -> bool:
    first, second = parse_edge(a.start), parse_edge(b.start)
    return first.first - SAME_START <= second.last and second.first - SAME_START <= first.last


def _merged(rows: Sequence[Row], office: Sequence[Row]) -> Row:
    """Return one row of all that tell of one term; where they differ it may be any day between.

    Of several ends, one at which another begins is the term's. Else no end is, if one has none:
    ends that nobody follows are those of governments that the holder outlasted.
    """
    starts = [parse_edge(row.start).first for row in office if row.key != rows[0].key]
    ends = sorted({row.end for row in rows if row.end})
    met = [
        end
        for end in ends
        if any(abs(start - parse_edge(end).last) <= HANDOVER for start in starts)
    ]
    open_ended = not met and any(not row.end for row in rows)
    return replace(
        rows[0],
        start=reduce(_either, (row.start for row in rows)),
        end="" if open_ended or not ends else reduce(_either, met or ends),
        note=max(row.note for row in rows),
    )


def _either(a: str, b: str) -> str:
    """Return the narrower of two cells that agree, else all days from the one to the other."""
    first, second = sorted((parse_edge(a), parse_edge(b)), key=lambda e: e.last - e.first)
    if second.first <= first.first and first.last <= second.last:
        return a if parse_edge(a) == first else b
    return f"{min(first.first, second.first)}..{max(first.last, second.last)}"


def _with_years(term: Row, office: Sequence[Row]) -> Row:
    """Return a row with a 1 January or 31 December as a year, unless a neighbour confirms it."""
    start, end = term.start, term.end
    day = timedelta(days=1)
    if start.endswith("-01-01") and len(start) == 10:
        ends = [parse_edge(row.end).last for row in office if len(row.end) == 10]
        if not any(abs(date.fromisoformat(start) - other) <= day for other in ends):
            start = start[:4]
    if end.endswith("-12-31") and len(end) == 10:
        starts = [parse_edge(row.start).first for row in office if len(row.start) == 10]
        if not any(abs(date.fromisoformat(end) - other) <= day for other in starts):
            end = end[:4]
    return replace(term, start=start, end=end)


def _joined(
    rows: Sequence[Row], by_hand: Sequence[Row], items: Mapping[tuple[str, str], str]
) -> list[Row]:
    """Return all rows; what was added by hand is set beside the same person's same term.

    `items` are those of `_items`. Where the dates agree, the source's row stands, with the end that
    it had not yet; where they do not, the row that was added.
    """
    offices = {office[0].office: office for office in _by_office(rows)}
    joined, replaced = [], set()
    for row in by_hand:
        same = [
            other
            for other in offices.get(row.office, ())
            if _starts_meet(row, other) and _words(row) & _words(other)
        ]
        replaced.update(same)
        agreed = [other for other in same if _agree(row.start, other.start)]
        full = [other for other in agreed if other.end and _agree(row.end, other.end)]
        open_ended = [other for other in agreed if not other.end]
        if full:
            joined.append(full[0])
        elif open_ended:
            joined.append(_prolonged(open_ended[0], row))
        else:
            joined.append(_with_names(row, same, items))
    return [row for row in rows if row not in replaced] + joined


def _agree(added: str, found: str) -> bool:
    """Say whether a date of the source is what was added by hand, to a day."""
    if not added:
        return not found
    ours, theirs = parse_edge(added), parse_edge(found)
    return ours.first - SLACK <= theirs.first and theirs.last <= ours.last + SLACK


def _prolonged(found: Row, added: Row) -> Row:
    """Return a row of the source without an end, with the end and the reach of an added one."""
    source = f"{found.source} as of {found.as_of}, then {added.source}"
    aliases = _other_names(found.person, (added, found))
    return replace(found, end=added.end, source=source, as_of=added.as_of, aliases=aliases)


def _words(row: Row) -> frozenset[str]:
    """Return the folded words of a holder's names, without initials and particles."""
    return frozenset(word for word in words_of(f"{row.person} {row.aliases}") if len(word) > 3)


def _items(rows: Iterable[Row]) -> dict[tuple[str, str], str]:
    """Return items by country and folded name, and by name alone; "" where two share a name."""
    items: dict[tuple[str, str], str] = {}
    for row in rows:
        for key in ((row.of, fold(row.person)), ("", fold(row.person))):
            items[key] = row.wikidata if items.get(key, row.wikidata) == row.wikidata else ""
    return items


def _with_names(row: Row, same: Sequence[Row], items: Mapping[tuple[str, str], str]) -> Row:
    """Return a row added by hand with the item and the other names that the source has.

    Without a row of the same term the item is that of the only one so called in the country; a
    body's officials may be from anywhere.
    """
    country = row.of if len(row.of) == 3 else ""
    item = next((other.wikidata for other in same if other.wikidata), "")
    item = item or items.get((country, fold(row.person)), "")
    return replace(row, wikidata=item, aliases=_other_names(row.person, (row, *same)))


def _other_names(person: str, rows: Iterable[Row]) -> str:
    names = {name for row in rows for name in (row.person, *row.aliases.split("|")) if name}
    return "|".join(sorted(names - {person}))


def _order(row: Row) -> tuple[str, ...]:
    return *row.office, row.start, row.end or "9999", row.person, row.source


# ---------------------------------------------------------------- the file


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """Write the file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)


def main() -> None:
    """Write the file and say what is in it."""
    parser = argparse.ArgumentParser(prog="python -m training.compile_offices", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of shared data")
    parser.add_argument("--to", type=Path, default=TARGET, help="the file to write")
    asked = parser.parse_args()
    rows = compile_rows(asked.data)
    write_rows(rows, asked.to)
    print(f"{asked.to}: {len(rows)} rows, {asked.to.stat().st_size // 1000} KB")
    print(", ".join(f"{title} {n}" for title, n in Counter(r.title for r in rows).most_common()))


if __name__ == "__main__":
    main()
