"""Votes and positions made by hand, and a crisis file with them."""

from datetime import date, datetime

from demarche.records import (
    Ballot,
    Document,
    MemberVote,
    Position,
    Reading,
    Reference,
    Vote,
    VoteResult,
    make_id,
)
from demarche.store import Store, open_store
from tests.made_records import MADE_BY, day, document, entity, evidence

NOON = datetime(2012, 7, 1, 12)


def vote(
    page: Document,
    words: str,
    *,
    members: dict[str, Ballot],
    body: str = "UN Security Council",
    when: str | None = None,
    symbol: str | None = None,
    yes: int | None = None,
    result: VoteResult | None = None,
) -> Vote:
    """Return a vote of a page; members by country code."""
    return Vote(
        id=make_id("vote", page.id, words),
        body=Reference(id=make_id("entity", page.id, body), name=body),
        text=None,
        symbol=symbol,
        count=1,
        when=None if when is None else day(when),
        yes=yes,
        no=None,
        abstain=None,
        absent=None,
        not_participating=None,
        members=tuple(
            MemberVote(
                member=Reference(id=make_id("entity", page.id, code), name=code),
                country=code,
                ballot=ballot,
                mention=code,
            )
            for code, ballot in members.items()
        ),
        result=result,
        factuality="happened",
        attributed_to=None,
        evidence=(evidence(page, words),),
        made_by=MADE_BY,
        score=0.9,
    )


def position(
    page: Document,
    words: str,
    country: str | None,
    issue: str,
    stance: float | None,
    *,
    when: str | None = None,
    condition: str | None = None,
) -> Position:
    """Return a position of a page, stated by an actor that goes by its country's code."""
    return Position(
        id=make_id("position", page.id, words, issue, country),
        actor=Reference(id=make_id("entity", page.id, country), name=country or "somebody"),
        country=country,
        issue=issue,
        stance=stance,
        condition=condition,
        when=None if when is None else day(when),
        via=None,
        records=(),
        attributed_to=None,
        evidence=(evidence(page, words),),
        made_by=MADE_BY,
        score=0.8,
    )


def page_of(
    path: str,
    text: str,
    *,
    published: str,
) -> Document:
    """Return a page put out on a day."""
    return document(path, text, published=day(published))


def stored(*readings: Reading) -> Store:
    """Return a crisis in memory with these pages."""
    store = open_store(":memory:", create=True)
    for reading in readings:
        store.add(reading, NOON)
    store.flush()
    return store


JUNE = "Moscow refuses sanctions. Delhi wants observers. Moscow and Beijing stopped a text."


def june() -> Reading:
    """Return a page of 20 June 2012: two positions, and a vetoed text of 4 February."""
    page = page_of("june.txt", JUNE, published="2012-06-20")
    return Reading(
        document=page,
        entities=(entity(page, "Moscow"),),
        positions=(
            position(page, "Moscow refuses sanctions", "RUS", "sanctions", -1.0),
            position(page, "Delhi wants observers", "IND", "observers", 1.0, when="2012-06-18"),
        ),
        votes=(
            vote(
                page,
                "Moscow and Beijing stopped a text",
                members={"RUS": "no", "CHN": "no"},
                when="2012-02-04",
                symbol="S/2012/77",
                result="vetoed",
            ),
        ),
    )


THE_DAY = date(2012, 7, 19)
