"""The quarter of a financial year: its words, its days, its neighbours, and what is no quarter."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pillars.quarters import Quarter

QUARTERS = st.builds(Quarter, st.integers(1901, 2199), st.integers(1, 4))


@pytest.mark.parametrize(
    ("slug", "words", "starts_on", "ends_on"),
    [
        ("2019-20-q1", "Q1 2019/20", date(2019, 4, 1), date(2019, 6, 30)),
        ("2018-19-q2", "Q2 2018/19", date(2018, 7, 1), date(2018, 9, 30)),
        ("2019-20-q3", "Q3 2019/20", date(2019, 10, 1), date(2019, 12, 31)),
        ("2019-20-q4", "Q4 2019/20", date(2020, 1, 1), date(2020, 3, 31)),
        ("1999-00-q4", "Q4 1999/00", date(2000, 1, 1), date(2000, 3, 31)),
        ("2199-00-q4", "Q4 2199/00", date(2200, 1, 1), date(2200, 3, 31)),
    ],
)
def test_quarter_has_words_and_days(slug, words, starts_on, ends_on):
    quarter = Quarter.from_slug(slug)
    assert (str(quarter), quarter.starts_on, quarter.ends_on) == (words, starts_on, ends_on)
    assert quarter.slug == slug


@pytest.mark.parametrize(
    ("slug", "previous", "following", "last_year"),
    [
        ("2019-20-q1", "2018-19-q4", "2019-20-q2", "2018-19-q1"),
        ("2019-20-q4", "2019-20-q3", "2020-21-q1", "2018-19-q4"),
        ("2000-01-q1", "1999-00-q4", "2000-01-q2", "1999-00-q1"),
    ],
)
def test_quarter_knows_its_neighbours(slug, previous, following, last_year):
    quarter = Quarter.from_slug(slug)
    assert (quarter.previous.slug, quarter.next.slug, quarter.last_year.slug) == (previous, following, last_year)


@pytest.mark.parametrize(
    "slug",
    [
        *("2019-21-q1", "2019-19-q1", "2019-20-q5", "2019-20-q0", "2019-20-Q1", "2019-20", "2019-2020-q1"),
        *("0000-01-q1", "1900-01-q1", "2200-01-q1", "9999-00-q1", "99999999999999999999-00-q1"),
        *("2019-20-q1 ", " 2019-20-q1", "2019-20-q1\n", "2019-20-q11", "-2019-20-q1", "", "q1", "latest"),
        *("２０１９-20-q1", "2019–20–q1"),
    ],
)
def test_quarter_is_refused_when_there_is_no_such_one(slug):
    with pytest.raises(ValueError, match=r"is not a quarter\. Write it like 2019-20-q1, for April to June 2019\."):
        Quarter.from_slug(slug)


@pytest.mark.parametrize(("year", "number"), [(2019, 0), (2019, 5), (1899, 4), (2201, 1), (-1, 1)])
def test_quarter_cannot_be_made_outside_its_bounds(year, number):
    with pytest.raises(ValueError, match=f"There is no quarter {number} of the year {year}."):
        Quarter(year, number)


@given(QUARTERS)
def test_every_quarter_joins_the_next_without_a_gap(quarter):
    assert quarter.next.previous == quarter
    assert quarter.ends_on + timedelta(days=1) == quarter.next.starts_on
    assert 90 <= (quarter.ends_on - quarter.starts_on).days + 1 <= 92
    assert quarter.previous < quarter < quarter.next
    assert quarter.last_year.next.next.next.next == quarter
    assert Quarter.from_slug(quarter.slug) == quarter


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2019, 3, 31), Quarter(2018, 4)),
        (date(2019, 4, 1), Quarter(2019, 1)),
        (date(2019, 12, 31), Quarter(2019, 3)),
        (date(2020, 1, 1), Quarter(2019, 4)),
    ],
)
def test_day_lies_in_its_quarter(day, quarter):
    assert Quarter.on(day) == quarter
    assert quarter.starts_on <= day <= quarter.ends_on
