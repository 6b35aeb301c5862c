"""A rating from quarter to quarter: what is known of each, how it is shown side by side, and how long it has been red."""

import pytest

from pillars.quarters import Quarter
from reports.through.course import Known, course, red_until, strip
from tests.reports.documents import rated

Q = {number: Quarter(2019 + (number - 1) // 4, (number - 1) % 4 + 1) for number in range(1, 9)}


def told(moments):
    """Each quarter as one word: a rating, one that is only stated in brackets, or why there is none."""
    return [
        {Known.RATED: moment.shown.words, Known.STATED: f"({moment.shown.words})"}.get(moment.known, moment.known.value)
        for moment in moments
    ]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ({}, []),
        ({1: rated("G")}, ["Green"]),
        ({1: rated("G"), 2: rated("A", "G")}, ["Green", "Amber"]),
        ({1: rated("G"), 3: rated("A")}, ["Green", "not held", "Amber"]),
        ({1: rated("G"), 2: None, 3: rated("R")}, ["Green", "not listed", "Red"]),
        ({1: rated("G"), 4: rated("A", "R", stated=True)}, ["Green", "not held", "(Red)", "Amber"]),
        ({2: rated("A", "R", stated=True)}, ["(Red)", "Amber"]),
        ({1: rated("G"), 2: rated("A", "R", stated=True)}, ["Green", "Amber"]),
        ({1: None, 3: None}, ["not listed", "not held", "not listed"]),
    ],
)
def test_every_quarter_of_the_calendar_has_its_word(held, expected):
    assert told(course({Q[number]: one for number, one in held.items()})) == expected


def test_quarters_in_a_row_that_are_not_held_are_shown_as_one():
    moments = course({Q[1]: rated("G"), Q[5]: rated("A"), Q[7]: None})
    shown = strip(moments)
    assert told(shown) == ["Green", "not held", "Amber", "not held", "not listed"]
    assert [(str(one.quarter), str(one.until)) for one in shown][1:3] == [
        ("Q2 2019/20", "Q4 2019/20"),
        ("Q1 2020/21", "Q1 2020/21"),
    ]


@pytest.mark.parametrize(
    ("held", "count"),
    [
        ({1: rated("R"), 2: rated("R"), 3: rated("R")}, 3),
        ({1: rated("R"), 2: rated("A"), 3: rated("R")}, 1),
        ({1: rated("R"), 2: rated("R"), 3: rated("A")}, 0),
        ({1: rated("R"), 3: rated("R")}, 1),
        ({1: rated("R"), 2: None, 3: rated("R")}, 1),
        ({1: rated("R"), 3: rated("R", "R", stated=True)}, 3),
        ({2: rated("R", "R", stated=True), 3: rated("R")}, 3),
        ({3: rated(None)}, 0),
    ],
)
def test_red_is_counted_back_to_the_first_quarter_that_is_not_or_is_not_known(held, count):
    assert red_until(course({Q[number]: one for number, one in held.items()}), Q[3]) == count


def test_red_is_counted_up_to_a_quarter_and_no_further():
    moments = course({Q[1]: rated("R"), Q[2]: rated("R"), Q[3]: rated("G")})
    assert (red_until(moments, Q[2]), red_until(moments, Q[3])) == (2, 0)
