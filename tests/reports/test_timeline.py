"""Charts of indicators through time: what they show, where their scale begins, and that each is drawn within its paper."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pillars.quarters import Quarter
from reports.charts import drawn_series
from reports.charts.timeline import timeline, written
from reports.through.series import Series, indicators
from tests.reports.documents import comparison, document, part, reading

SVG = "{http://www.w3.org/2000/svg}"


def series_of(*rows) -> Series:
    """Readings of quarters in a row from Q1 2019/20 on; None where a quarter is not held."""
    documents, quarter = [], Quarter(2019, 1)
    for row in rows:
        if row is not None:
            documents.append(document(quarter.slug, part(indicators=(row,))))
        quarter = quarter.next
    [found] = indicators(documents[::-1]).found
    return found.series[0]


def percent(number, **fields):
    return reading(number=number, **fields)


@pytest.mark.parametrize("rows", [(percent("90"),), (percent("90"), percent(None)), (percent(None), percent(None))])
def test_fewer_than_two_figures_give_no_chart(rows):
    assert timeline(series_of(*rows)) is None
    assert drawn_series("1", "Safe", series_of(*rows)) is None


def test_quarters_that_are_not_held_keep_their_place_and_no_line_crosses_them():
    chart = timeline(series_of(percent("90"), percent("91"), None, percent("93")))
    assert [quarter.number for quarter in chart.slots] == [1, 2, 3, 4]
    assert [(mark.slot, mark.text) for mark in chart.readings] == [(0, "90%"), (1, "91%"), (3, "93%")]
    assert chart.steps == ((0, 1),)


def test_withheld_figure_has_a_place_and_no_height():
    chart = timeline(series_of(percent("90"), percent(None), percent("93")))
    assert (chart.empty, chart.steps) == ((1,), ())
    assert [mark.slot for mark in chart.readings] == [0, 2]
    assert "Quarters without a figure: 1." in chart.words


def test_target_comparator_and_approximate_values_are_shown_as_such():
    rows = [
        percent("74", target="80%", comparisons=(comparison("70"), comparison("60", "National"))),
        percent(
            "76", target="85%", comparisons=(comparison("74"), comparison("74", "Q1 2019/20")), is_approximate=True
        ),
    ]
    chart = timeline(series_of(*rows))
    assert [mark.text for mark in chart.targets] == ["80%", "85%"]
    assert (chart.compared_name, [mark.text for mark in chart.compared]) == ("Same quarter last year", ["70%", "74%"])
    assert [mark.is_approximate for mark in chart.readings] == [False, True]
    assert "The target is 85%." in chart.words


@pytest.mark.parametrize("name", ["Q1 2019/20", "Ch1 2019/20"], ids=["English", "Welsh"])
def test_quarter_that_has_a_reading_of_its_own_is_no_comparator(name):
    chart = timeline(series_of(percent("74"), percent("76", comparisons=(comparison("74", name),))))
    assert (chart.compared_name, chart.compared) == ("", ())


def test_words_tell_the_ends_and_the_extremes():
    chart = timeline(series_of(percent("90"), percent("95"), percent("80"), percent("92")))
    assert chart.words == (
        "From 90% in Q1 2019/20 to 92% in Q4 2019/20, 4 readings. The highest is 95% in Q2 2019/20. "
        "The lowest is 80% in Q3 2019/20. The table has every reading."
    )


@pytest.mark.parametrize(
    ("numbers", "first", "last"),
    [
        (("94", "96"), "93.5%", "96%"),
        (("20", "90"), "0%", "100%"),
        (("-23.4", "5"), "-30%", "10%"),
        (("50", "50"), "47.5%", "50%"),
        (("0", "0"), "0%", "0.25%"),
    ],
)
def test_scale_begins_at_0_where_that_is_not_far_and_says_so_else(numbers, first, last):
    chart = timeline(series_of(*(percent(number) for number in numbers)))
    assert (chart.scale[0][1], chart.scale[-1][1]) == (first, last)
    assert bool(chart.note) == (first in ("93.5%", "47.5%"))


def test_counts_are_written_whole():
    rows = [percent(number, kind="count", value=number) for number in ("2", "3")]
    chart = timeline(series_of(*rows))
    assert all("." not in words for _, words in chart.scale)


@pytest.mark.parametrize(
    ("size", "kind", "words"),
    [
        (2_080_000, "money", "£2.08M"),
        (-78_000, "money", "-£78K"),
        (900, "money", "£900"),
        (5, "percentage_change", "+5%"),
        (-5, "percentage_change", "-5%"),
        (0, "percentage_change", "0%"),
        (21_283, "count", "21,283"),
        (19.9, "decimal_count", "19.9"),
    ],
)
def test_scale_is_written_as_people_write_such_figures(size, kind, words):
    assert written(size, kind) == words


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(st.none(), st.decimals(-1_000_000_000, 1_000_000_000, places=2), st.just(Decimal(0))),
        min_size=2,
        max_size=48,
    )
)
def test_whatever_was_reported_is_drawn_within_its_paper(numbers):
    rows = [
        percent(
            None if number is None else str(number),
            target="1,000",
            kind="money",
            value="withheld" if number is None else f"£{number}",
            comparisons=() if number is None else (comparison(str(number + 1)),),
        )
        for number in numbers
    ]
    made = drawn_series("1", "Spend", series_of(*rows))
    if sum(number is not None for number in numbers) < 2:
        assert made is None
        return
    for words in (*made.wide, *made.narrow):
        tree = etree.fromstring(words)
        width, height = float(tree.get("width")), float(tree.get("height"))
        assert tree.find(f"{SVG}title").text.startswith("Spend. From ")
        for circle in tree.iter(f"{SVG}circle"):
            assert 0 <= float(circle.get("cx")) <= width
            assert 0 <= float(circle.get("cy")) <= height
        for line in tree.iter(f"{SVG}line"):
            assert all(-1 <= float(line.get(end)) <= width + 1 for end in ("x1", "x2"))
        assert "nan" not in words
        assert "currentColor" not in words
        assert not re.search(r"\bstyle=", words)
