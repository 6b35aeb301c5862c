"""Clear days, what is planned back from them, and lateness: tables of days that anybody can follow with a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from meetings.deadlines import (
    Calendar,
    Kind,
    Step,
    YearlyDay,
    bank_holidays,
    clear_days_given,
    issue_by,
    next_of,
    planned_back,
    precept_days,
    timing,
)

ENGLAND = Calendar()
MEETING = date(2019, 9, 24)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("meeting", "five", "three"),
    [
        ("2019-09-24", "2019-09-16", "2019-09-18"),
        ("2019-11-12", "2019-11-04", "2019-11-06"),
        ("2019-04-30", "2019-04-18", "2019-04-24"),  # over Easter
        ("2019-04-25", "2019-04-15", "2019-04-17"),
        ("2020-01-08", "2019-12-30", "2020-01-02"),  # over New Year
        ("2020-02-04", "2020-01-27", "2020-01-29"),
        ("2019-09-23", "2019-09-13", "2019-09-17"),  # a Monday
        ("2019-05-14", "2019-05-03", "2019-05-08"),  # after Early May
        ("2020-01-02", "2019-12-20", "2019-12-24"),  # over Christmas
        ("2020-05-12", "2020-05-01", "2020-05-05"),  # Early May was moved to a Friday in 2020
        ("2022-09-22", "2022-09-13", "2022-09-15"),  # over the Monday of a state funeral
        ("2023-05-11", "2023-05-02", "2023-05-04"),  # over the Monday of a coronation
        ("2022-06-08", "2022-05-27", "2022-05-31"),  # two holidays of a jubilee
        ("2021-12-30", "2021-12-20", "2021-12-22"),  # Christmas on a weekend
    ],
)
def test_last_day_of_issue_by_clear_days(meeting, five, three):
    assert issue_by(day(meeting), 5, ENGLAND) == day(five)
    assert issue_by(day(meeting), 3, ENGLAND) == day(three)


def test_day_added_by_hand_counts_as_no_working_day():
    mourning = Calendar(frozenset({date(2019, 9, 18)}))
    assert issue_by(MEETING, 5, mourning) == date(2019, 9, 13)
    # Nor can the agenda be issued on it.
    assert issue_by(MEETING, 3, mourning) == date(2019, 9, 17)


def test_days_by_hand_and_bank_holidays_that_fall_together_count_once():
    again = Calendar(frozenset({date(2019, 4, 19), date(2019, 4, 20)}))
    assert issue_by(date(2019, 4, 30), 5, again) == date(2019, 4, 18)


def test_bank_holidays_are_those_of_england_and_wales():
    assert {found for found in bank_holidays(2019) if found.weekday() < 5} == {
        *(date(2019, 1, 1), date(2019, 4, 19), date(2019, 4, 22), date(2019, 5, 6), date(2019, 5, 27)),
        *(date(2019, 8, 26), date(2019, 12, 25), date(2019, 12, 26)),
    }


@given(
    some.dates(date(2001, 1, 1), date(2099, 12, 31)),
    some.integers(1, 15),
    some.frozensets(some.dates(date(2001, 1, 1), date(2099, 12, 31)), max_size=5),
)
def test_last_day_of_issue_is_lawful_and_the_day_after_is_not(meeting, clear_days, closed):
    calendar = Calendar(closed)
    last = issue_by(meeting, clear_days, calendar)
    assert calendar.is_working(last)
    assert clear_days_given(last, meeting, calendar) == clear_days
    later = last + timedelta(days=1)
    while not calendar.is_working(later):
        later += timedelta(days=1)
    assert clear_days_given(later, meeting, calendar) == clear_days - 1


@pytest.mark.parametrize(
    ("published", "given_days", "is_late"),
    [
        ("2019-09-13", 6, False),
        ("2019-09-14", 6, False),  # a Saturday: the following week counts whole
        ("2019-09-16", 5, False),
        ("2019-09-17", 4, True),
        ("2019-09-23", 0, True),
        ("2019-09-24", 0, True),
    ],
)
def test_past_meeting_is_judged_by_the_day_on_which_it_was_published(published, given_days, is_late):
    found = timing(MEETING, day(published), 5, ENGLAND, date(2026, 1, 1))
    assert (found.given, found.is_late) == (given_days, is_late)


# On the day of the meeting it is late; afterwards nobody knows.
@pytest.mark.parametrize(
    ("today", "is_late"),
    [("2019-09-01", False), ("2019-09-16", False), ("2019-09-17", True), ("2019-09-24", True), ("2019-09-25", False)],
)
def test_agenda_that_is_not_published_is_held_against_today(today, is_late):
    found = timing(MEETING, None, 5, ENGLAND, day(today))
    assert (found.given, found.is_late, found.issue_by) == (None, is_late, date(2019, 9, 16))


def test_authors_days_are_planned_back_over_weekends_and_holidays():
    steps = [Step("Final reports", 3), Step("Drafts", 10), Step("Issue", 0)]
    found = planned_back(date(2019, 9, 4), steps, ENGLAND)
    assert [(deadline.name, deadline.on) for deadline in found] == [
        ("Drafts", date(2019, 8, 20)),
        ("Final reports", date(2019, 8, 30)),
        ("Issue", date(2019, 9, 4)),
    ]
    assert {deadline.kind for deadline in found} == {Kind.STEP}


def test_precept_days_fall_in_the_year_of_the_meeting():
    days = [YearlyDay("Second", 29, 2), YearlyDay("First", 1, 2)]
    found = precept_days(date(2019, 2, 4), days)
    assert [(deadline.name, deadline.on) for deadline in found] == [
        ("First", date(2019, 2, 1)),
        ("Second", date(2019, 2, 28)),
    ]
    assert str(days[1]) == "1 February"


def test_next_deadline_is_the_first_that_is_not_over():
    found = planned_back(date(2019, 9, 16), [Step("Drafts", 10), Step("Final reports", 3)], ENGLAND)
    assert next_of(found, date(2019, 9, 11)).name == "Final reports"
    assert next_of(found, date(2019, 9, 12)) is None
    assert next_of(found, date(2019, 9, 1)).days_left(date(2019, 9, 1)) == 1
