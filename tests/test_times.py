"""Time expressions: their values, the days they mean, and what is left unresolved."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.extract.time_grammar import NEEDS, PARTS, Need, plain_letters
from demarche.extract.times import find_times
from demarche.records import TimeMention
from evals.time import count_matches, read_timeml
from evals.time import score as score_time

PAGE = date(2031, 5, 9)  # a Friday
ANY_DAY = st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 12, 31))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def only(text: str, anchor: date | None = PAGE, *, future: bool | None = None) -> TimeMention:
    (found,) = find_times(text, anchor, future=future)
    return found


def days(mention: TimeMention) -> tuple[date | None, date | None]:
    assert mention.period is not None
    return mention.period.start, mention.period.end


@given(st.text(max_size=120), st.none() | ANY_DAY)
@settings(max_examples=60, deadline=None)
def test_mentions_quote_the_text_and_do_not_overlap(text: str, anchor: date | None) -> None:
    end = 0
    for mention in find_times(text, anchor):
        assert mention.span.of(text) == mention.text
        assert mention.span.start >= end
        end = mention.span.end


@given(st.data(), st.sampled_from(sorted(NEEDS)))
@settings(max_examples=60, deadline=None)
def test_words_that_a_rule_needs_hold_one_of_the_parts_looked_for(
    data: st.DataObject, need: Need
) -> None:
    ascii_text = st.from_regex(NEEDS[need], alphabet=st.characters(codec="ascii"))
    text = plain_letters(data.draw(ascii_text)).lower()
    assert any(part in text for part in PARTS[need])


WORDS = (
    "a the last next past previous first two 3 21st 29 1999 2012 half several quarter week weekends"
    " nights month months year decade century hours Monday Fri February May March spring Q4 H1 of"
    " in and to from between through until since - ago later earlier ended more than before after"
    " today now end beginning mid early recent annually every each other noon 5 pm 12:30 GMT ,"
)
TIME_WORDS = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=8).map(" ".join)
EDGES = st.sampled_from([date.min, date(2012, 2, 29), date.max]) | ANY_DAY


@given(TIME_WORDS, st.none() | EDGES, st.none() | st.booleans())
@settings(max_examples=400, deadline=None)
def test_no_words_of_time_break_a_law(text: str, anchor: date | None, future: bool | None) -> None:
    found = find_times(text, anchor, future=future)
    assert found == find_times(text, anchor, future=future)
    end = 0
    for mention in found:
        assert mention.span.of(text) == mention.text
        assert mention.span.start >= end
        end = mention.span.end
        period = mention.period
        if period is None:
            continue
        assert period.basis
        assert (period.start, period.end) != (None, None)
        assert period.precision not in ("day", "hour") or period.start == period.end
        if period.start is not None and period.end is not None:
            assert period.start <= period.end


@given(TIME_WORDS, EDGES, st.booleans())
@settings(max_examples=200, deadline=None)
def test_sentences_without_a_time_around_change_nothing(
    text: str, anchor: date, future: bool
) -> None:
    lead = "Zinc is blue. "
    alone = find_times(f"{text}. ", anchor, future=future)
    within = find_times(f"{lead}{text}. Lead is grey.", anchor, future=future)
    assert [(one.span.shift(len(lead)), one.value, one.period) for one in alone] == [
        (one.span, one.value, one.period) for one in within
    ]


@given(ANY_DAY, st.sampled_from(("may", "march", "we", "sun", "mon", "sat", "second", "fall")))
@settings(max_examples=40, deadline=None)
def test_small_words_are_never_months_days_or_seasons(anchor: date, word: str) -> None:
    assert find_times(f"They {word} and {word} again; so {word} they.", anchor) == ()


@given(ANY_DAY)
@settings(max_examples=40, deadline=None)
def test_a_full_date_is_that_day_however_it_is_written(day: date) -> None:
    for text in (
        f"{day:%-d %B %Y}",
        f"{day:%B %-d, %Y}",
        day.isoformat(),
        f"on {day:%A, %B %-d, %Y}",
    ):
        assert days(only(text, None)) == (day, day)


@given(ANY_DAY, st.sampled_from(WEEKDAYS))
@settings(max_examples=40, deadline=None)
def test_a_bare_weekday_is_the_last_such_day(anchor: date, weekday: str) -> None:
    start, end = days(only(f"They met on {weekday}.", anchor))
    assert start is not None
    assert start == end
    assert f"{start:%A}" == weekday
    assert timedelta(0) <= anchor - start < timedelta(7)


def test_a_date_of_the_next_weeks_is_not_that_of_last_year() -> None:
    assert only("the 20 May talks", future=False).value == "2031-05-20"
    assert only("the 20 December talks", future=False).value == "2030-12-20"


@given(ANY_DAY, st.integers(min_value=1, max_value=30))
@settings(max_examples=40, deadline=None)
def test_weeks_ago_is_the_iso_week_that_holds_the_day(anchor: date, weeks: int) -> None:
    start, end = days(only(f"It began {weeks} weeks ago.", anchor))
    there = anchor - timedelta(weeks=weeks)
    assert start is not None
    assert end is not None
    assert start <= there <= end
    assert start.weekday() == 0
    assert (end - start).days == 6


@pytest.mark.parametrize(
    ("text", "value", "start", "end", "precision"),
    [
        ("on 22/06/2012", "2012-06-22", "2012-06-22", "2012-06-22", "day"),
        ("on 3 May", "2031-05-03", "2031-05-03", "2031-05-03", "day"),
        ("in 2008", "2008", "2008-01-01", "2008-12-31", "year"),
        ("in early July 2030", "2030-07", "2030-07-01", "2030-07-10", "interval"),
        ("in the 1990s", "199", "1990-01-01", "1999-12-31", "decade"),
        ("the third quarter of 2029", "2029-Q3", "2029-07-01", "2029-09-30", "quarter"),
        ("two weeks ago", "2031-W17", "2031-04-21", "2031-04-27", "week"),
        ("nearly 15 months ago", "2030-02", "2030-02-01", "2030-02-28", "month"),
        ("three days ago", "2031-05-06", "2031-05-06", "2031-05-06", "day"),
        ("a year ago", "2030", "2030-01-01", "2030-12-31", "year"),
        ("earlier this week", "2031-W19", "2031-05-05", "2031-05-09", "interval"),
        ("later this month", "2031-05", "2031-05-09", "2031-05-31", "interval"),
        ("next week", "2031-W20", "2031-05-12", "2031-05-18", "week"),
        ("last year", "2030", "2030-01-01", "2030-12-31", "year"),
        ("yesterday", "2031-05-08", "2031-05-08", "2031-05-08", "day"),
        ("tomorrow night", "2031-05-10TNI", "2031-05-10", "2031-05-10", "day"),
        ("next Friday", "2031-05-16", "2031-05-16", "2031-05-16", "day"),
        ("last Friday", "2031-05-02", "2031-05-02", "2031-05-02", "day"),
        ("at 3 p.m. Thursday", "2031-05-08T15:00", "2031-05-08", "2031-05-08", "hour"),
        ("since March 2030", "2030-03", "2030-03-01", None, "after"),
        ("until next week", "2031-W20", None, "2031-05-18", "before"),
        ("between May 3 and 9", "2031-05-03/2031-05-09", "2031-05-03", "2031-05-09", "interval"),
        ("from 2008 to 2010", "2008/2010", "2008-01-01", "2010-12-31", "interval"),
        ("from 28 April to 3 May", "2031-04-28/2031-05-03", "2031-04-28", "2031-05-03", "interval"),
        ("from March to June 2029", "2029-03/2029-06", "2029-03-01", "2029-06-30", "interval"),
        ("over the past two weeks", "P2W", "2031-04-25", "2031-05-09", "interval"),
        ("in July last year", "2030-07", "2030-07-01", "2030-07-31", "month"),
        ("over the next three days", "P3D", "2031-05-10", "2031-05-12", "interval"),
        ("two weeks after 3 May", "2031-05-17", "2031-05-17", "2031-05-17", "day"),
        ("two days before yesterday", "2031-05-06", "2031-05-06", "2031-05-06", "day"),
        ("the year before last", "2029", "2029-01-01", "2029-12-31", "year"),
        ("the first week of March 2030", "2030-W10", "2030-03-04", "2030-03-10", "week"),
        ("the last two weeks of April", "P2W", "2031-04-14", "2031-04-27", "interval"),
        ("the first ten days of 2030", "P10D", "2030-01-01", "2030-01-10", "interval"),
        ("the week of April 10", "2031-W15", "2031-04-07", "2031-04-13", "week"),
        ("on the 4th", "2031-05-04", "2031-05-04", "2031-05-04", "day"),
        ("on the 21st of last month", "2031-04-21", "2031-04-21", "2031-04-21", "day"),
        ("on Tuesday 6th", "2031-05-06", "2031-05-06", "2031-05-06", "day"),
        ("from March to May", "2031-03/2031-05", "2031-03-01", "2031-05-31", "interval"),
        ("in Q3 2029", "2029-Q3", "2029-07-01", "2029-09-30", "quarter"),
        ("in the second half of last year", "2030-H2", "2030-07-01", "2030-12-31", "interval"),
        ("over the past two quarters", "P6M", "2030-10-01", "2031-03-31", "interval"),
        ("on the second of April", "2031-04-02", "2031-04-02", "2031-04-02", "day"),
        ("in April nineteen ninety-four", "1994-04", "1994-04-01", "1994-04-30", "month"),
        ("at 5 p.m. EST, May 6", "2031-05-06T17:00", "2031-05-06", "2031-05-06", "hour"),
        ("28 April - 3 May", "2031-04-28/2031-05-03", "2031-04-28", "2031-05-03", "interval"),
        ("between 3 May and now", "2031-05-03/2031-05-09", "2031-05-03", "2031-05-09", "interval"),
        ("starting May 3", "2031-05-03", "2031-05-03", None, "after"),
        ("in 2030 or later", "2030", "2030-01-01", None, "after"),
        ("on Wednesday evening last week", "2031-04-30TEV", "2031-04-30", "2031-04-30", "day"),
    ],
)
def test_resolved(
    text: str, value: str, start: str | None, end: str | None, precision: str
) -> None:
    mention = only(f"It happened {text}.")
    assert mention.value == value
    assert mention.period is not None
    assert [day and day.isoformat() for day in days(mention)] == [start, end]
    assert mention.period.precision == precision


def test_the_basis_names_the_words_and_the_day_they_were_resolved_against() -> None:
    ago, written = only("two weeks ago"), only("3 May 2012")
    assert ago.period is not None
    assert ago.period.basis == "'two weeks ago' before 2031-05-09"
    assert written.period is not None
    assert written.period.basis == "'3 May 2012' as written"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for two hours", "PT2H"),
        ("a 16-month conflict", "P16M"),
        ("for several days", "PXD"),
        ("the year-old war", "P1Y"),
    ],
)
def test_a_duration_has_a_value_and_no_days(text: str, value: str) -> None:
    mention = only(text)
    assert (mention.value, mention.period) == (value, None)


@pytest.mark.parametrize("text", ["the day after", "that week", "the same day"])
def test_what_points_into_the_story_stays_open(text: str) -> None:
    mention = only(f"They left {text}.")
    assert (mention.value, mention.period) == (None, None)


def test_a_distance_from_a_day_of_the_story_has_a_length_and_no_days() -> None:
    mention = only("They left two days later.")
    assert (mention.value, mention.period) == ("P2D", None)
    assert only("Two months after the vote they met.").text == "Two months"


@pytest.mark.parametrize("text", ["two weeks ago", "on Friday", "yesterday", "in July", "3 May"])
def test_without_the_page_date_nothing_relative_is_resolved(text: str) -> None:
    mention = only(f"They left {text}.", None)
    assert (mention.value, mention.period) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "They may march, we wed, and the second sun sat.",
        "May they agree? March on, said April Jones.",
        "resolution 1973 of the council",
        "about 2000 soldiers and 1904 refugees",
        "The cost was $2010.",
        "It may fall, and more may spring up.",
    ],
)
def test_words_that_only_look_like_times(text: str) -> None:
    assert find_times(text, PAGE) == ()


def test_so_long_is_a_date_only_under_a_verb_of_the_future() -> None:
    back = only("The envoys will be back in two weeks.")
    assert (back.value, days(back)) == ("2031-W21", (date(2031, 5, 19), date(2031, 5, 25)))
    assert only("They built it in two weeks.").period is None
    assert only("It will be the first visit in two years.").period is None
    within = only("The envoys will leave within ten days.")
    assert (within.value, days(within)) == ("P10D", (PAGE, date(2031, 5, 19)))
    assert only("They left within ten days.").period is None
    held = only("The vote is to be held on Monday.")
    assert held.value == "2031-05-12"


def test_both_days_of_a_pair_are_found_and_only_a_range_is_joined() -> None:
    pair = find_times("They met on 3 and 9 May.", PAGE)
    assert [one.value for one in pair] == ["2031-05-03", "2031-05-09"]
    years = find_times("They met in both 2029 and 2030.", PAGE)
    assert [one.value for one in years] == ["2029", "2030"]


def test_the_caller_or_the_verb_says_which_way_a_weekday_looks() -> None:
    assert only("on Monday").value == "2031-05-05"
    assert only("on Monday", future=True).value == "2031-05-12"
    assert only("The envoys will meet on Monday.").value == "2031-05-12"
    assert only("The envoys will meet on Monday.", future=False).value == "2031-05-05"
    assert only("on Friday", future=True).value == "2031-05-09"


TIMEML = """<TimeML><DCT><TIMEX3 tid="t0" value="2031-05-09">05/09/31</TIMEX3></DCT><TEXT>
They <EVENT eid="e1">met</EVENT> <TIMEX3 tid="t1" type="DATE" value="2031-05-06">Tuesday</TIMEX3>
and &amp; left <TIMEX3 tid="t2" type="DATE" value="2031-05-01">early in May</TIMEX3>.</TEXT>
</TimeML>"""


def test_the_scorer_counts_spans_and_values_apart(tmp_path: Path) -> None:
    marked = read_timeml(TIMEML)
    assert marked.written == PAGE
    assert [span.of(marked.text) for span, _ in marked.times] == ["Tuesday", "early in May"]
    assert count_matches(marked, ()) == (0, 0, 0)
    file = tmp_path / "one.tml"
    file.write_text(TIMEML, "utf-8")
    scores = score_time(file)
    assert scores["relaxed_f1"] == 1.0
    assert scores["value_f1"] == 0.5
    assert scores["weekday_accuracy"] == 1.0
    assert scores["n"] == 2


def test_the_fall_of_a_city_is_no_season() -> None:
    written = date(2011, 12, 1)
    assert find_times("Since the fall of Tripoli, 200 people have died.", written) == ()
    (fall,) = find_times("They met in the fall of 2011.", written)
    assert fall.value == "2011-FA"


def test_what_is_over_was_in_the_last_month_of_that_name() -> None:
    day = date(2006, 12, 27)
    words = "The state in February stopped all visits, on 3 March the talks."
    assert [m.value for m in find_times(words, day, future=False)] == ["2006-02", "2006-03-03"]
    assert [m.value for m in find_times(words, day, future=True)] == ["2007-02", "2007-03-03"]
    assert [m.value for m in find_times("In December it met.", day, future=False)] == ["2006-12"]
