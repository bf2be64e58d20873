"""When a page was put out."""

import pytest

from demarche.pages.published import find_published

STORY = ("The minister said on Friday that the envoys would meet again.",)


@pytest.mark.parametrize(
    ("line", "body", "day", "basis"),
    [
        ("Published on 22/06/2012", STORY, "2012-06-22", "stated"),
        ("Updated 9 July 2012 | Published 6 July 2012", STORY, "2012-07-06", "stated"),
        # 7 June 2012 is a Thursday, 6 July 2012 a Friday
        ("Published 06/07/2012", STORY, "2012-07-06", "stated"),
        ("Thu 06/07/2012", (), "2012-06-07", "stated"),
        # 2 June 2012 is a Saturday: where the story was told it was still Friday
        ("June 2, 2012 -- Updated 0017 GMT (0817 HKT)", STORY, "2012-06-01", "weekday"),
        ("June 2, 2012 -- Updated 0017 GMT (0817 HKT)", (), "2012-06-02", "stated"),
    ],
)
def test_date_lines(line: str, body: tuple[str, ...], day: str, basis: str) -> None:
    found = find_published(None, [line], body, above=1)
    assert str(found.period.start) == str(found.period.end) == day
    assert found.basis == basis


def test_a_date_that_can_be_read_two_ways_stays_open() -> None:
    found = find_published(None, ["Published 03/04/2012"], ("The envoys met.",), above=1)
    assert (str(found.period.start), str(found.period.end)) == ("2012-03-04", "2012-04-03")
    assert found.period.precision == "interval"


def test_what_the_sender_says_comes_first() -> None:
    found = find_published("2012-06-25", ["Published on 22/06/2012"], STORY, above=1)
    assert str(found.period.start) == "2012-06-25"


def test_a_past_date_in_the_story_bounds_it_and_a_future_one_does_not() -> None:
    told = "The treaty was signed on 4 May 2010. It will expire on 1 January 2030."
    found = find_published(None, [], (told,))
    assert str(found.period.start) == "2010-05-04"
    assert (found.period.end, found.period.precision) == (None, "after")
    assert found.basis == "inferred"


def test_a_day_to_come_closes_the_interval() -> None:
    told = "The treaty was signed on 4 May 2010. The council will vote on Monday, 7 June 2010."
    found = find_published(None, [], (told,))
    period = found.period
    assert (str(period.start), str(period.end)) == ("2010-05-04", "2010-06-07")
    assert (period.precision, found.basis) == ("interval", "inferred")
    assert "4 May 2010" in period.basis
    assert "7 June 2010" in period.basis


@pytest.mark.parametrize(
    "ahead",
    [
        "They said then that they would vote on 7 June 2010.",
        "The council will vote by 7 June 2010.",
        "The council will vote on what was said on 7 June 2010.",
        "The council will vote on 7 June 2019.",
    ],
)
def test_deadlines_and_what_was_promised_close_no_interval(ahead: str) -> None:
    found = find_published(None, [], ("The treaty was signed on 4 May 2010.", ahead))
    assert (str(found.period.start), found.period.end) == ("2010-05-04", None)


def test_a_year_told_as_past_is_a_bound() -> None:
    found = find_published(None, [], ("In 2010 there was a treaty between the two.",))
    assert (str(found.period.start), found.basis) == ("2010-01-01", "inferred")


def test_dates_of_teasers_below_the_story_are_not_the_pages() -> None:
    found = find_published(None, ["March 4, 2014 -- Updated 1328 GMT"], STORY, above=0)
    assert (found.basis, found.period.precision) == ("unknown", "unknown")
    assert found.period.start is None
