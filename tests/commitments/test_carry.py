"""What an opened quarter takes over of the last one's lines."""

from datetime import date

import pytest

from commitments.actions import carry_lines
from commitments.models import Commitment, Line, Status
from pillars.models import Return
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return records.make_plan(sub_themes=2)


@pytest.fixture
def last(plan):
    return records.make_period(plan, "2019-20-q1", is_published=True)


@pytest.fixture
def period(plan):
    return records.make_period(plan, "2019-20-q2")


def second_return(period):
    return Return.objects.get(period=period, sub_theme__key="theme-1-2")


def end(number, day):
    Commitment.objects.filter(number=number).update(ending="completed", ended_on=day)


def carried(period):
    """The lines of a quarter: sub-theme, order, numbers, and the numbers of the parent."""

    def numbers(line):
        return "/".join(str(place.commitment) for place in line.places.all())

    lines = Line.objects.filter(quarterly_return__period=period).order_by("quarterly_return__sub_theme__order", "order")
    return [
        (line.quarterly_return.sub_theme.key, line.order, numbers(line), numbers(line.parent) if line.parent else "")
        for line in lines
    ]


def test_lines_are_carried_with_their_numbers_and_places_and_without_their_statuses(last, period):
    parent = records.make_line(last, "1")
    records.make_line(last, "2", "9(a)", parent=parent)
    records.make_line(last, "3", in_return=second_return(last))
    before = Status.objects.count()
    carry_lines(last=last, period=period)
    assert carried(period) == carried(last) == [
        ("theme-1-1", 1, "1", ""),
        ("theme-1-1", 2, "2/9(a)", "1"),
        ("theme-1-2", 1, "3", ""),
    ]  # fmt: skip
    assert Status.objects.count() == before
    assert not Status.objects.filter(line__quarterly_return__period=period).exists()


def test_what_only_the_source_of_the_last_quarter_said_is_not_carried(plan, last, period):
    line = records.make_line(last, "1", printed_marks=[["Q1", "up"]], stated_last_rating=records.rating(plan, "R"))
    line.places.update(printed_number="7")
    carry_lines(last=last, period=period)
    new = Line.objects.get(quarterly_return__period=period)
    assert (new.printed_marks, new.stated_last_rating, new.places.get().printed_number) == ([], None, "")


def test_commitment_that_ended_before_the_quarter_is_not_carried(last, period):
    records.make_line(last, "1", "2", "3")
    records.make_line(last, "4")
    end(2, date(2019, 6, 30))
    end(4, date(2019, 6, 30))
    carry_lines(last=last, period=period)
    assert carried(period) == [("theme-1-1", 1, "1/3", "")]
    assert [place.order for place in Line.objects.get(quarterly_return__period=period).places.all()] == [1, 2]


def test_commitment_that_ends_within_the_quarter_is_carried_once_more(last, period):
    records.make_line(last, "1")
    end(1, date(2019, 7, 1))
    carry_lines(last=last, period=period)
    assert carried(period) == [("theme-1-1", 1, "1", "")]


def test_line_whose_parent_has_ended_stands_by_itself(last, period):
    records.make_line(last, "2", parent=records.make_line(last, "1"))
    end(1, date(2019, 5, 1))
    carry_lines(last=last, period=period)
    assert carried(period) == [("theme-1-1", 2, "2", "")]
