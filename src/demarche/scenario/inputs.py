"""What a crisis file tells of earlier votes and of positions: the input of a forecast.

Only pages that stand are asked. A page put out on the day of the vote or later tells nothing, even
of what was before it. A vote or position without a day of its own has that of its page, and none is
later than its page. Votes are taken to be on the item of the crisis; what stood in their texts is
not known here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
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


def known_before(store: Store, book: CouncilBook, day: date) -> Known:
    """Return the votes and positions that pages of before a day tell, copies told once."""
    votes = _merged(_past_votes(store, book, day))
    stances = {(one.country, one.issue, one.value, one.words): one for one in _stances(store, day)}
    return Known(votes=tuple(votes), stances=tuple(stances.values()))


def _past_votes(store: Store, book: CouncilBook, day: date) -> Iterator[PastVote]:
    councils = {rule.body: rule.council for rule in book.rules}
    names = store.names()
    for vote, published in _rows(store, Vote, "votes", day):
        body = names.get(vote.body.id, vote.body).name if vote.body else None
        when = _day(vote.when, published)
        if vote.factuality != "happened" or when is None or when >= day or body not in councils:
            continue
        ballots = _ballots(vote, book, councils[body], when)
        if ballots:
            yield PastVote(
                council=councils[body],
                when=when,
                name=vote.symbol or _quoted(vote.text) or "a text",
                ballots=ballots,
                words=_quoted(vote.evidence[0].quote if vote.evidence else None),
                record=vote.id,
            )


def _ballots(vote: Vote, book: CouncilBook, council: str, when: date) -> dict[str, State]:
    """Return the ballots that are told, all of them where every member voted yes."""
    told = {one.country: one.ballot for one in vote.members if one.country is not None}
    try:
        members = [seat.country for seat in book.members(council, when)]
    except OptionError:  # a council of before its first rule
        return told
    return dict.fromkeys(members, "yes") if vote.yes and vote.yes == len(members) else told


def _merged(votes: Iterable[PastVote]) -> list[PastVote]:
    """Return votes told on several pages once: those of one council with one symbol, or one day."""
    found: dict[tuple[str, object], PastVote] = {}
    for vote in sorted(votes, key=lambda one: (one.when, one.name, one.record or "")):
        is_symbol = "/" in vote.name and " " not in vote.name
        key = (vote.council, vote.name if is_symbol else vote.when)
        first = found.get(key)
        ballots = {**vote.ballots, **first.ballots} if first else vote.ballots
        found[key] = replace(first or vote, ballots=ballots)
    return list(found.values())


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
        if published is None or published < day:
            yield from_json(kind, row), published


def _day(period: Period | None, published: date | None) -> date | None:
    """Return the last day that a period may mean, that of its page at the latest."""
    last = (period.end or period.start) if period else None
    days = [day for day in (last, published) if day is not None]
    return min(days, default=None)


def _quoted(words: str | None) -> str | None:
    line = " ".join((words or "").split())
    return (line if len(line) <= QUOTE else f"{line[: QUOTE - 1].rstrip()}…") or None
