"""A page's stated date against its story: what the one says that the other cannot.

Four things contradict a date. The story tells as past what came later ("was signed on 3 May
2012" on a page of 2010); it tells as to come what was long over ("will vote on 3 May 2009" on
that page); it puts a weekday beside a day that, in the page's year, is another ("Friday, June
22"); the date line itself names a wrong weekday. Only dates that stand by themselves count, and
only clear tenses: what is planned, proposed or conditional says nothing. On 2,452 wires and 169
pages whose dates are right there is no row; dated a year early, a quarter of the wires that name
their own year have one. The date is kept as the page states it; the rows say what was found.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from demarche.extract.time_calendar import dated
from demarche.extract.time_grammar import DAY, MONTH, WEEKDAY, read_day, read_month, read_weekday
from demarche.extract.times import anchor_of, find_times
from demarche.records import Document, Rejected, TimeMention

# Zones are up to a day apart, and a page may be dated on the eve of its print.
_SLACK = timedelta(days=2)
# Further away a day without a year may as well be of the year before or after.
_NEAR = timedelta(days=100)
_NAMED = 3  # contradictions that a row names
_SENTENCE = re.compile(r"(?<=[.!?])[\"\u201d\u2019']?\s+(?=[\"\u201c\u2018'A-Z])|\n\s*\n")
_OPEN = re.compile(
    r"\b(?:will|would|shall|should|could|can|(?-i:may)|might|must|to be|if|unless|until|till|by"
    r"|before|due|next|deadline|schedul\w+|expect\w*|plan\w*|from now|expir\w+|upcoming|coming"
    r"|ahead|aim\w*|hop\w+|want\w*|promis\w+|pledg\w+|propos\w+|forecast\w*|predict\w*|target\w*|goal|bid\w*"
    r"|qualif\w+|award\w*|candidate\w*|prepar\w+|contract\w*|deal|term|terms|agree\w*|going to"
    r"|extend\w*|host\w*|postpone\w*|delay\w*|set|put back|through|vow\w*|invit\w*|elect\w*)\b"
    r"|['\u2019]ll\b",
    re.I,
)
_DATED = re.compile(r"(?:1[5-9]|20)\d\d|day\b|DAY\b")
# The last verb before the time is past, and nothing opens a clause of its own between them.
_PAST = re.compile(
    r"\b(?:was|were|had|has been|have been|did|met|held|took|began|came|went|left|gave|made|became"
    r"|won|lost|fell|rose|broke|died|fought|took|sold|built|struck|\w{2,}ed)\b"
    r"(?!.*\b(?:to|that|which|who|for|says?|calls?)\s\w+).{0,70}$"
)
_AT = re.compile(r"\b(?:in|on|since|during|of|for|over|early|late|mid)[\s-](?:the\s)?$", re.I)
_PHRASE_END = re.compile(r"\s*(?:[.,;:)]|$|and\b|when\b|after\b)")
_OPENS = 12  # characters; a time this near to the beginning may have its verb behind it
_PAST_AFTER = re.compile(r",?\s(?:(?!\b(?:is|are|has|have|that|which|who|to)\b)[^,;]){0,50}?"
                         r"\b(?:was|were|had|fell|rose|took|met|won|lost|\w{2,}ed)\b")  # fmt: skip
_AHEAD = re.compile(
    r"\b(?:will|(?:is|are) (?:to|due|scheduled|set|expected))\b"
    r"(?!.*(?:[;:.,]|\b(?:\w+ed|made|sold|won|held|built|set|than|since|after)\b)).{0,60}\b(?:on|in)\s$"
)
_DAY_NAMED = re.compile(
    rf"\b(?P<weekday>{WEEKDAY}),?\s(?:the\s)?(?:(?P<month>{MONTH})\s(?P<day>{DAY})\b"
    rf"|(?P<day2>{DAY})\s(?:of\s)?(?P<month2>{MONTH}))(?!,?\s\d{{4}})"
)


def find_contradictions(document: Document) -> tuple[Rejected, ...]:
    """Return a row where the story contradicts the date that the page states, else nothing."""
    day = anchor_of(document)
    if day is None:
        return ()
    found = [
        *_in_the_date_line(document, day),
        *(
            why
            for block in document.blocks
            if block.kind == "body"
            for sentence in _SENTENCE.split(block.span.of(document.text))
            for why in contradictions(sentence, day)
        ),
    ]
    if not found:
        return ()
    more = f", and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    row = Rejected(
        path=document.path,
        document_id=document.id,
        stage="extract",
        reason="date",
        detail=f"the page is dated {day} ({document.published.basis}), but "
        f"{'; '.join(found[:_NAMED])}{more}; the date was kept, check it",
    )
    return (row,)


def _in_the_date_line(document: Document, day: date) -> Iterator[str]:
    """Yield a weekday that a page's own date line names wrongly: "Friday, 7 July 2012"."""
    if document.published_basis != "stated":
        return
    named = [match[0] for match in re.finditer(WEEKDAY, document.published.basis)]
    if len(named) == 1 and read_weekday(named[0]) != day.weekday():
        yield f"its date line says {named[0]}, which was a {day:%A}"


def contradictions(sentence: str, day: date) -> Iterator[str]:
    """Yield in words what a sentence says that cannot be of a page of `day`."""
    if not _DATED.search(sentence):
        return
    yield from _wrong_weekdays(sentence, day)
    times = [time for time in find_times(sentence, None) if time.period is not None]
    for time in times:
        if _is_told_early(sentence, time, day):
            yield f"the story tells of '{time.text}' as past"
        elif len(times) == 1 and _is_told_late(sentence, time, day):
            yield f"the story tells of '{time.text}' as to come"


def _is_told_early(sentence: str, time: TimeMention, day: date) -> bool:
    """Say whether a time after the page's day is told as past."""
    assert time.period is not None
    start = time.period.start
    if start is None or start <= day + _SLACK or _OPEN.search(sentence):
        return False
    at = _AT.search(sentence[: time.span.start])
    if at is None:
        return False
    if at.start() <= _OPENS and _PAST_AFTER.match(sentence, time.span.end):
        return True
    stands_alone = _PHRASE_END.match(sentence, time.span.end)
    return bool(stands_alone and _PAST.search(sentence[: at.start()]))


def _is_told_late(sentence: str, time: TimeMention, day: date) -> bool:
    """Say whether a time before the page's day is told as to come."""
    assert time.period is not None
    end = time.period.end
    if end is None or end >= day - _SLACK:
        return False
    return _AHEAD.search(sentence[: time.span.start]) is not None


def _wrong_weekdays(sentence: str, day: date) -> Iterator[str]:
    """Yield days of the months around the page that do not fall on the weekday beside them."""
    for match in _DAY_NAMED.finditer(sentence):
        month = read_month(match["month"] or match["month2"])
        number = read_day(match["day"] or match["day2"])
        near = _nearest(month, number, day)
        if near is None or abs(near - day) > _NEAR:
            continue
        if near.weekday() != read_weekday(match["weekday"]):
            yield f"the story has '{match.group()}', which was a {near:%A} in {near.year}"


def _nearest(month: int, number: int, day: date) -> date | None:
    """Return the day of a month that is nearest to another; None for 30 February."""
    found = (dated(year, month, number) for year in (day.year - 1, day.year, day.year + 1))
    return min(filter(None, found), key=lambda one: abs(one - day), default=None)
