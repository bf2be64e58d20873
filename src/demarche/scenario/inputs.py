"""What a crisis file tells of earlier votes and of positions: the input of a forecast.

Only pages that stand are asked. A page put out on the day of the vote or later tells nothing, even
of what was before it, nor does one of which nobody knows when it was put out. A vote or position
without a day of its own has that of its page, and none is later than its page. Votes are taken to
be on the item of the crisis; what stood in their texts is not known here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from demarche.codebook.councils import CouncilBook
from demarche.errors import OptionError
from demarche.records import Period, Position, Vote
from demarche.scenario.evidence import Known, PastVote, Stance
from demarche.scenario.rules import State
from demarche.serial import field_names, from_json
from demarche.store import Store

# Evidence is quoted to this length; the whole is a click away, by the record's id.
QUOTE = 200

# A vote told within a month has a day of its own, near enough; "this year" has none.
ONE_MONTH = timedelta(days=31)


def known_before(store: Store, book: CouncilBook, day: date) -> Known:
    """Return the votes and positions that pages of before a day tell, copies told once.

    With `date.max` no day is asked for, and pages without a date count as well.
    """
    told = sorted(_told_votes(store, book, day), key=lambda one: one.order)
    stances = {(one.country, one.issue, one.value, one.words): one for one in _stances(store, day)}
    return Known(
        votes=tuple(_merged(told)),
        stances=tuple(stances.values()),
        undated=0 if day == date.max else _undated(store),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A vote as one page tells it."""

    past: PastVote
    symbol: str | None
    first: date | None  # day, None where the page leaves open when it was
    last: date

    @property
    def is_dated(self) -> bool:
        """Say whether it can be told from other votes: by its day, or by what was voted on."""
        return self.first is not None or self.symbol is not None

    @property
    def order(self) -> tuple[object, ...]:
        """What it is sorted by: those told with a day first, the narrowest before the others."""
        width = (self.last - self.first).days if self.first else date.max.toordinal()
        return width, self.last, self.past.name, self.past.record or ""


def _told_votes(store: Store, book: CouncilBook, day: date) -> Iterator[Told]:
    councils = {rule.body: rule.council for rule in book.rules}
    names = store.names()
    for vote, published in _rows(store, Vote, "votes", day):
        body = names.get(vote.body.id, vote.body).name if vote.body else None
        when = _day(vote.when, published)
        if vote.factuality != "happened" or when is None or when >= day or body not in councils:
            continue
        ballots = _ballots(vote, book, councils[body], when)
        if ballots:
            past = PastVote(
                council=councils[body],
                when=when,
                name=vote.symbol or _quoted(vote.text) or "a text",
                ballots=ballots,
                times=vote.count,
                exact=_is_day(vote.when),
                words=_quoted(vote.evidence[0].quote if vote.evidence else None),
                record=vote.id,
            )
            first = vote.when.start if vote.when else None
            is_known = first is not None and when - first <= ONE_MONTH and vote.count == 1
            yield Told(past, vote.symbol, first if is_known else None, when)


def _merged(told: Sequence[Told]) -> list[PastVote]:
    """Return votes that several pages tell once.

    Those of one council with one symbol are one, and those of one time if not both have symbols.
    Of those told without a day ("has vetoed two texts") the page counts that tells of the most,
    less the votes with a day in which the same members voted so.
    """
    dated: list[Told] = []
    for one in told:
        same = next((at for at, other in enumerate(dated) if _is_one(one, other)), None)
        if same is not None:
            dated[same] = replace(dated[same], past=_both(dated[same].past, one.past, is_one=True))
        elif one.is_dated:
            dated.append(one)
    undated: list[PastVote] = []
    for past in (one.past for one in told if not one.is_dated):
        like = next((at for at, other in enumerate(undated) if _is_like(past, other)), None)
        if like is None:
            undated.append(past)
        else:
            undated[like] = _both(*sorted((undated[like], past), key=lambda one: -one.times))
    votes = [one.past for one in dated]
    rest = [replace(past, times=past.times - _so_voted(past, votes)) for past in undated]
    return [*votes, *(past for past in rest if past.times > 0)]


def _both(first: PastVote, other: PastVote, *, is_one: bool = False) -> PastVote:
    """Return a vote as its first telling has it, with the ballots that only another tells.

    `is_one`: both surely tell of one vote, so that its name and day are those of the first.
    """
    more = {each: other.told_of(each) for each in other.ballots if each not in first.ballots}
    if is_one:
        more = {
            each: replace(told, name=first.name, when=first.when, exact=first.exact)
            for each, told in more.items()
        }
    return replace(
        first,
        ballots={**other.ballots, **first.ballots},
        elsewhere={**more, **first.elsewhere},
    )


def _is_like(a: PastVote, b: PastVote) -> bool:
    """Say whether two pages that tell no day can mean the same votes."""
    ballots = a.ballots.items() <= b.ballots.items() or b.ballots.items() <= a.ballots.items()
    return a.council == b.council and ballots


def _is_one(a: Told, b: Told) -> bool:
    """Say whether two pages tell of one vote."""
    if a.past.council != b.past.council:
        return False
    if a.symbol is not None and b.symbol is not None:
        return a.symbol == b.symbol
    if a.first is None or b.first is None:
        return False
    return a.first <= b.last and b.first <= a.last


def _so_voted(past: PastVote, votes: Iterable[PastVote]) -> int:
    """Return in how many votes of the same council the same members voted the same."""
    return sum(
        vote.council == past.council and past.ballots.items() <= vote.ballots.items()
        for vote in votes
    )


def _ballots(vote: Vote, book: CouncilBook, council: str, when: date) -> dict[str, State]:
    """Return the ballots that are told, all of them where every member voted yes."""
    told = {one.country: one.ballot for one in vote.members if one.country is not None}
    try:
        members = [seat.country for seat in book.members(council, when)]
    except OptionError:  # a council of before its first rule
        return told
    return dict.fromkeys(members, "yes") if vote.yes and vote.yes == len(members) else told


def _stances(store: Store, day: date) -> Iterator[Stance]:
    for position, published in _rows(store, Position, "positions", day):
        when = _day(position.when, published)
        if position.country is None or position.stance is None or when is None or when >= day:
            continue
        quote = position.evidence[0].quote if position.evidence else position.actor.name
        yield Stance(
            country=position.country,
            issue=position.issue,
            value=position.stance,
            when=when,
            exact=_is_day(position.when),
            words=_quoted(quote) or position.actor.name,
            condition=_quoted(position.condition),
            record=position.id,
        )


def _rows(store: Store, kind: Any, table: str, day: date) -> Iterator[tuple[Any, date | None]]:
    """Yield the records of a kind on pages of before a day, with the last day of the page."""
    columns = ", ".join(f'record."{name}"' for name in field_names(kind))
    query = (
        f'SELECT {columns}, coalesce(page.published."end", page.published."start") AS put_out '
        f"FROM {table} AS record JOIN current_documents AS page ON page.id = record.document_id "
        "ORDER BY record.id"
    )
    for row in store.sql(query).to_arrow_table().to_pylist():
        published: date | None = row.pop("put_out")
        if published < day if published else day == date.max:
            yield from_json(kind, row), published


def _undated(store: Store) -> int:
    """Return how many pages tell a vote or a position and not when they were put out."""
    query = (
        "SELECT count(*) FROM current_documents AS page "
        'WHERE coalesce(page.published."end", page.published."start") IS NULL AND page.id IN '
        "(SELECT document_id FROM votes UNION ALL SELECT document_id FROM positions)"
    )
    (number,) = store.sql(query).fetchall()[0]
    return int(number)


def _day(period: Period | None, published: date | None) -> date | None:
    """Return the last day that a period may mean, that of its page at the latest."""
    last = (period.end or period.start) if period else None
    days = [day for day in (last, published) if day is not None]
    return min(days, default=None)


def _is_day(period: Period | None) -> bool:
    return period is not None and period.start is not None and period.start == period.end


def _quoted(words: str | None) -> str | None:
    line = " ".join((words or "").split())
    return (line if len(line) <= QUOTE else f"{line[: QUOTE - 1].rstrip()}…") or None
