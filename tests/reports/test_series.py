"""Indicators through time: one for each key, what can be compared, and no number where a figure is withheld."""

from decimal import Decimal

import pytest

from reports.queries import published_plan
from reports.through.series import indicators
from tests.reports.documents import comparison, document, part, reading
from tests.sample import publish_sample

FIRST, SECOND, THIRD, FOURTH = "2019-20-q1", "2019-20-q2", "2019-20-q3", "2019-20-q4"


def series_of(*rows, slugs=(FIRST, SECOND, THIRD, FOURTH)):
    """The series of one indicator, whose rows are given from the earliest on; None where a report does not list it."""
    documents = [document(slug, part(indicators=(row,) if row else ())) for slug, row in zip(slugs, rows, strict=False)]
    [found] = indicators(documents[::-1]).found
    return found


def test_readings_stand_from_the_earliest_to_the_latest():
    found = series_of(reading(number="90"), None, reading(number="92", name="Safe (now)"))
    [series] = found.series
    assert [point.number for point in series.points] == [Decimal(90), None, Decimal(92)]
    assert [point.row is None for point in series.points] == [False, True, False]
    assert (found.name, series.latest.quarter.label, found.is_current) == ("Safe (now)", "Q3 2019/20", True)


def test_indicator_that_the_latest_report_does_not_list_comes_last_and_says_so():
    documents = [
        document(SECOND, part(indicators=(reading("new"),))),
        document(FIRST, part(indicators=(reading("old"), reading("new")))),
    ]
    found = indicators(documents)
    assert [(one.key, one.is_current) for one in found.found] == [("new", True), ("old", False)]
    with pytest.raises(KeyError):
        found.indicator("none")


def test_one_value_on_several_pages_is_one_series_with_a_way_to_each():
    row = reading(comparisons=(comparison("90"),))
    [found] = indicators(
        [
            document(
                FIRST,
                part(indicators=(row,)),
                part("roads", indicators=(reading(name="Own label", comparisons=row.comparisons),)),
            )
        ]
    ).found
    assert len(found.series) == 1
    assert [place.page_slug for place in found.places] == ["streets", "roads"]


def test_values_of_their_own_are_a_series_for_each_page():
    def parts(one, other):
        return part(indicators=(reading(number=one),)), part("roads", indicators=(reading(number=other),))

    [found] = indicators([document(SECOND, *parts("3", "3")), document(FIRST, *parts("1", "2"))]).found
    assert [(one.place.title, [point.number for point in one.points]) for one in found.series] == [
        ("Streets", [1, 3]),
        ("Roads", [2, 3]),
    ]


@pytest.mark.parametrize(
    ("one", "other", "slugs", "is_joined"),
    [
        (reading(), reading(), (FIRST, SECOND), True),
        (reading(), reading(), (FIRST, THIRD), False),
        (reading(), reading(basis="Rolling 12 months"), (FIRST, SECOND), False),
        (reading(), reading(unit="FTE"), (FIRST, SECOND), False),
        (reading(), reading(kind="count"), (FIRST, SECOND), False),
        (reading(), reading(number=None), (FIRST, SECOND), False),
        (reading(basis="Year to date"), reading(basis="Year to date"), (FIRST, SECOND), False),
        (reading(basis="Y flwyddyn hyd yma"), reading(basis="Y flwyddyn hyd yma"), (FIRST, SECOND), False),
        (reading(basis="Un chwarter"), reading(basis="Un chwarter"), (FIRST, SECOND), True),
        (reading(basis=""), reading(basis=""), (FIRST, SECOND), True),
        (reading(), None, (FIRST, SECOND), False),
    ],
)
def test_a_line_joins_only_what_can_be_compared(one, other, slugs, is_joined):
    [series] = series_of(one, other, slugs=slugs).series
    assert len(series.steps) == is_joined


@pytest.mark.parametrize(
    ("target", "kind", "expected"),
    [
        ("95%", "percentage", Decimal(95)),
        ("", "percentage", None),
        ("top 10 of 43", "percentage", None),
        ("95%", "", None),
        ("95%", "count", None),
        ("1,200", "count", Decimal(1200)),
        ("GOOD", "grade", None),
    ],
)
def test_target_is_a_number_where_it_reads_like_the_value(target, kind, expected):
    [series] = series_of(reading(target=target, kind=kind)).series
    assert series.points[0].target == expected


def test_indicators_need_a_report():
    with pytest.raises(ValueError, match="at least one published report"):
        indicators([])


@pytest.mark.django_db
def test_every_indicator_of_the_sample_stands_once():
    publish_sample()
    found = indicators(published_plan().documents)
    keys = [one.key for one in found.found]
    assert len(keys) == len(set(keys)) == 49
    spend = found.indicator("commissioning-spend")
    assert (len(spend.places), len(spend.series)) == (11, 11)
    safe = found.indicator("feeling-safe")
    assert (len(safe.series), len(safe.places)) == (1, 2)
    assert safe.series[0].latest.number == Decimal(94)
