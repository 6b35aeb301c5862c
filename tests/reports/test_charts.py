"""Charts of a statement: what they show, that they say it in words, and that whatever is in a table can be drawn."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reports.charts import Drawn, chart_of, drawn
from reports.charts.paper import NARROW, WIDE
from reports.charts.stacks import FILLS
from reports.charts.svg import width_of, wrapped
from reports.charts.values import BarChart, Look, StackChart
from reports.document import Statement
from tests.records import ROOT
from tests.reports.tables import column, programme, projection, row, statement

BUDGET = column("Revised Budget", "revised_budget")
FORECAST = column("Forecast", "forecast")
ACTUAL = column("Actual to July", "actual")
VARIANCE = column("Variance", "variance", sense="adverse")
SVG = "{http://www.w3.org/2000/svg}"
LONG = "A scheme of works with a name that nobody would ever read to its end, " * 6


def revenue(*rows: Any, columns: Any = (BUDGET, FORECAST, ACTUAL)) -> Statement:
    return statement("revenue", list(columns), *rows)


def bars_of(source: Statement) -> BarChart:
    chart = chart_of(source)
    assert isinstance(chart, BarChart)
    return chart


def stacks_of(source: Statement) -> StackChart:
    chart = chart_of(source)
    assert isinstance(chart, StackChart)
    return chart


def pictures(source: Statement) -> list[etree._Element]:
    made = drawn(source)
    assert isinstance(made, Drawn)
    return [etree.fromstring(one) for one in (*made.wide, *made.narrow)]


# What is shown


def test_budget_forecast_and_actual_stand_row_by_row_with_the_total_last():
    chart = bars_of(
        revenue(
            row("Force", kind="heading"),
            row("Income", -15_002, -15_255, -9_893),
            row("Pay", 112_590, 112_937, 38_334),
            row("All of it", 97_588, 97_682, 28_441, kind="subtotal"),
            row("Net budget", 97_588, 97_682, 28_441, kind="total"),
        )
    )
    assert [(one.label, one.is_total) for one in chart.rows] == [
        ("Income", False),
        ("Pay", False),
        ("Net budget", True),
    ]
    assert [(bar.look, bar.text) for bar in chart.rows[0].bars] == [
        (Look.HOLLOW, "(15,002)"),
        (Look.SOLID, "(15,255)"),
        (Look.TINTED, "(9,893)"),
    ]
    assert chart.series == ((Look.HOLLOW, "Revised Budget"), (Look.SOLID, "Forecast"), (Look.TINTED, "Actual to July"))
    assert (chart.name, chart.unit) == ("Budget, forecast and actual", "£000")
    assert chart.words == (
        "The largest row is Pay: Revised Budget 112,590, Forecast 112,937, Actual to July 38,334. "
        "Net budget is forecast at 97,682, which is 94 above the budget of 97,588."
    )


@pytest.mark.parametrize(
    ("budget", "forecast", "words"),
    [
        (100, 90, "Total is forecast at 90, which is 10 below the budget of 100."),
        (100, 100, "Total is forecast at 100, as budgeted."),
        (-100, -90, "Total is forecast at (90), which is 10 above the budget of (100)."),
        (None, 90, "The largest row is Pay: Revised Budget 5, Forecast 5."),
    ],
)
def test_words_say_whether_the_forecast_is_above_or_below(budget, forecast, words):
    source = revenue(row("Pay", 5, 5), row("Total", budget, forecast, kind="total"), columns=(BUDGET, FORECAST))
    assert bars_of(source).words.endswith(words)


def test_original_budget_stands_in_where_it_was_not_revised():
    original = column("Original Budget", "original_budget")
    chart = bars_of(revenue(row("Pay", 1, 2), columns=(original, FORECAST)))
    assert chart.series == ((Look.HOLLOW, "Original Budget"), (Look.SOLID, "Forecast"))
    assert chart.name == "Budget and forecast"
    both = bars_of(revenue(row("Pay", 1, 2, 3), columns=(original, BUDGET, FORECAST)))
    assert both.series[0] == (Look.HOLLOW, "Revised Budget")


def test_zero_a_dash_and_a_blank_stay_three_things():
    [shown] = bars_of(revenue(row("Pay", 0, "-", None), row("Empty", None, None, None))).rows
    assert [(bar.size, bar.text) for bar in shown.bars] == [(0, "0"), (0, "-"), (0, "no figure")]


def test_columns_of_other_units_lie_on_one_scale_and_say_their_unit():
    million = column("Forecast", "forecast", unit="£m", decimals=1)
    source = revenue(
        row("Pay", 112_590, row("", 1126, decimals=1).cells[0]),
        row("Total", 112_590, row("", 1126, decimals=1).cells[0], kind="total"),
        columns=(BUDGET, million),
    )
    chart = bars_of(source)
    assert [bar.size for bar in chart.rows[0].bars] == [112_590_000_00, 112_600_000_00]
    assert [bar.text for bar in chart.rows[0].bars] == ["112,590 (£000)", "112.6 (£m)"]
    assert chart.unit == ""
    assert chart.words.endswith("is forecast at 112.6 (£m), which is 10 above the budget of 112,590 (£000).")


@pytest.mark.parametrize(
    "source",
    [
        revenue(row("Pay", 1), columns=(BUDGET,)),
        revenue(row("Pay", None, None, None), row("Other", "-", "-", "-")),
        revenue(),
        replace(revenue(row("Pay", 1, 2, 3)), kind="free"),
        statement("capital_programme", [BUDGET, FORECAST], row("Vehicles", 1, 2)),
        statement("usable_reserves", [BUDGET], row("General", 1)),
        revenue(row("Pay", 1, 2), columns=(replace(BUDGET, unit="€m"), FORECAST)),
        revenue(row("Pay", "words", "words"), columns=(replace(BUDGET, kind="comment"), FORECAST)),
    ],
    ids=[
        "one measure",
        "no figures",
        "no rows",
        "another kind",
        "no variance",
        "no balances",
        "another currency",
        "words",
    ],
)
def test_a_statement_with_nothing_to_compare_has_no_chart(source):
    assert chart_of(source) is None
    assert drawn(source) is None


def test_of_many_rows_the_largest_stand_and_the_others_as_one():
    rows = [row(f"Row {number}", number, -number, 0) for number in range(1, 31)]
    shown = bars_of(revenue(*rows, row("Total", 465, -465, 0, kind="total"))).rows
    assert len(shown) == 25
    assert [one.label for one in shown[:2]] == ["Row 8", "Row 9"], "in the order of the table"
    assert shown[-2].label == "The other 7 rows together"
    assert [bar.text for bar in shown[-2].bars] == ["28", "(28)", "0"]
    assert shown[-1].is_total


def test_reserves_are_stacked_in_the_order_of_their_dates():
    later = column("Closing", "closing", as_at=date(2020, 3, 31))
    earlier = column("Opening", "opening", as_at=date(2019, 4, 1))
    moved = column("Transfer", "forecast_transfer")
    rows = (
        row("General", 4_409, 3_957, 452),
        row("Carry forward", 0, 665, -665),
        row("All", 4_409, 4_622, -213, kind="total", sums=("general", "carry-forward")),
    )
    chart = stacks_of(statement("usable_reserves", [later, earlier, moved], *rows))
    assert [stack.heading for stack in chart.stacks] == ["Opening", "Closing"]
    assert [stack.total for stack in chart.stacks] == ["4,622", "4,409"]
    assert chart.parts == ("General", "Carry forward")
    assert [stack.sizes for stack in chart.stacks] == [(395_700_000, 66_500_000), (440_900_000, 0)]
    assert chart.words == (
        "The total falls from 4,622 (Opening) to 4,409 (Closing), by 213. The largest part at the end is General, 4,409."
    )


def test_parts_of_a_stack_are_the_lines_that_its_total_adds_up():
    closing = column("Closing", "closing")
    rows = (
        row("Earmarked a", 1),
        row("Earmarked b", 2),
        row("Earmarked", 3, kind="subtotal", sums=("earmarked-a", "earmarked-b")),
        row("General", 4),
        row("Total", 7, kind="total", sums=("earmarked", "general")),
        row("Memorandum", 90),
    )
    chart = stacks_of(statement("usable_reserves", [closing], *rows))
    assert chart.parts == ("Earmarked a", "Earmarked b", "General")
    assert chart.words == "In total: 7 (Closing). The largest part at the end is General, 4."


def test_sums_in_a_circle_do_not_stop_a_stack():
    closing = column("Closing", "closing")
    rows = (
        row("A", 1),
        row("B", 1, kind="subtotal", sums=("a", "total")),
        row("Total", 1, kind="total", sums=("b", "total", "nowhere")),
    )
    assert stacks_of(statement("usable_reserves", [closing], *rows)).parts == ("A",)


def test_a_projection_may_hold_what_is_overdrawn_used_up_or_not_known():
    chart = stacks_of(projection())
    assert [stack.total for stack in chart.stacks] == ["11.0", "8.8", "7.4", "6.4", "5.3"]
    assert chart.stacks[-1].sizes[3] == -90_000_000
    assert "falls from 11.0 (Balance at 31 March 2020) to 5.3 (Balance at 31 March 2024), by 5.7" in chart.words


@pytest.mark.parametrize(
    ("opening", "closing", "words"),
    [
        (5, 8, "The total rises from 5 (Opening) to 8 (Closing), by 3."),
        (5, 5, "The total is 5 both at the start (Opening) and at the end (Closing)."),
        (0, 0, "The total is 0 both at the start (Opening) and at the end (Closing)."),
        (None, 4, "In total: 4 (Closing)."),
    ],
)
def test_words_say_whether_reserves_rise_or_fall(opening, closing, words):
    columns = [column("Opening", "opening"), column("Closing", "closing")]
    assert stacks_of(statement("usable_reserves", columns, row("General", opening, closing))).words.startswith(words)


def test_many_reserves_are_stacked_as_ten():
    columns = [column("Closing", "closing")]
    chart = stacks_of(statement("projection", columns, *[row(f"Reserve {number}", number) for number in range(25)]))
    assert len(chart.parts) == 10
    assert chart.parts[-1] == "The other 16 rows together"
    assert sum(chart.stacks[0].sizes) == sum(range(25)) * 100_000


@pytest.mark.parametrize(("sense", "way"), [("adverse", 1), ("favourable", -1)])
def test_what_is_adverse_lies_right_whichever_way_the_column_counts(sense, way):
    source = statement(
        "capital_programme",
        [replace(VARIANCE, sense=sense)],
        row("Vehicles", 250),
        row("Works", -236),
        row("Forensics", "-"),
        row("Total", 14, kind="total"),
    )
    chart = bars_of(source)
    assert [one.bars[0].size for one in chart.rows] == [25_000_000 * way, -23_600_000 * way, 0, 1_400_000 * way]
    assert [one.bars[0].text for one in chart.rows] == ["250", "(236)", "-", "14"]
    assert chart.sides == ("Favourable", "Adverse")
    other = {"adverse": "favourable", "favourable": "adverse"}[sense]
    assert chart.words == (
        f"Of all rows (3), adverse: 1; favourable: 1. The largest is Vehicles, 250 {sense}. In total: Total, 14 {sense}."
    )
    assert other in chart.words


def test_variances_without_a_sense_are_only_above_and_below_zero():
    chart = bars_of(statement("capital_programme", [replace(VARIANCE, sense="")], row("A", 5), row("B", -9)))
    assert chart.sides == ("", "")
    assert chart.words == "Of all rows (2), above zero: 1; below: 1. The largest is B, (9)."
    level = bars_of(statement("capital_programme", [VARIANCE], row("A", 0), row("B", 0)))
    assert level.words == "No scheme varies from its budget."


def test_variances_are_split_where_the_table_splits_them():
    chart = bars_of(programme())
    shown = {one.label: [(bar.look, bar.size // 100_000, bar.text) for bar in one.bars] for one in chart.rows}
    assert shown["Vehicles"] == [(Look.SOLID, 250, "Overspend 250")]
    assert shown["Minor works"] == [
        (Look.HOLLOW, -101, "Saving 101"),
        (Look.TINTED, -135, "Slippage (135) into 2020/21"),
    ]
    assert shown["Forensics"] == [(Look.HOLLOW, 0, "none")]
    assert [text for _, _, text in shown["Total"]] == ["Overspend 668", "Saving 141", "Slippage (835)"]
    assert chart.words == (
        "In total: Overspend 668, Saving 141, Slippage (835). "
        "The largest single figure is that of Technology: Slippage (700)."
    )


@pytest.mark.parametrize(("figures", "size"), [((40, 2), -40), ((-40, 2), -40)])
def test_savings_lie_left_whether_or_not_the_table_puts_them_in_brackets(figures, size):
    columns = [column("Saving", "saving"), column("Slippage", "slippage")]
    source = statement("capital_programme", columns, *[row(f"Row {one}", one, "-") for one in figures])
    assert bars_of(source).rows[0].bars[0].size // 100_000 == size


def test_parts_that_share_a_measure_go_by_their_headings():
    columns = [column("Slips one year", "slippage"), column("Slips two years", "slippage")]
    [shown] = bars_of(statement("capital_programme", columns, row("Vehicles", 5, 6))).rows
    assert [bar.text for bar in shown.bars] == ["Slips one year 5", "Slips two years 6"]


# How it is drawn

AWKWARD = {
    "revenue": revenue(row("Pay & <b>more</b>", 5, -5, 0), row("Total", 0, 0, 0, kind="total")),
    "long names": revenue(row(LONG, 5, 6, 7), row("x" * 400, -5, None, "-"), row(LONG, 1, 1, 1, kind="total")),
    "25 rows": revenue(*[row(f"Row {n}", n * 7, n * -3, n) for n in range(25)], row("Total", 999, 1, 1, kind="total")),
    "huge": revenue(row("Huge", 10**13 - 1, 1 - 10**13, 10**13 - 1), row("Small", 1, -1, 0)),
    "all nought": revenue(row("Nil", 0, 0, 0), row("Total", 0, 0, 0, kind="total")),
    "all below": revenue(row("Income", -5, -6, -7)),
    "projection": projection(),
    "many years": projection(14),
    "reserves nought": statement("usable_reserves", [column("Closing", "closing")], row("A", 0), row("B", "-")),
    "reserves overdrawn": statement("usable_reserves", [column("Closing", "closing")], row("A", -5), row("B", -6)),
    "reserves huge": statement(
        "usable_reserves",
        [column("Opening", "opening"), column("Closing" * 20, "closing")],
        row(LONG, 10**13 - 1, 1),
        row("B", 1 - 10**13, 1),
    ),
    "25 reserves": statement(
        "usable_reserves", [column("Closing", "closing")], *[row(f"{n} {LONG}", (-1) ** n * n) for n in range(25)]
    ),
    "programme": programme(),
    "30 schemes": statement("capital_programme", [VARIANCE], *[row(f"Scheme {n}", n * (-1) ** n) for n in range(30)]),
}


@pytest.mark.parametrize("source", AWKWARD.values(), ids=AWKWARD)
def test_whatever_a_table_holds_is_drawn_within_its_picture(source):
    for picture in pictures(source):
        assert_whole(picture)


FIGURE = st.one_of(st.integers(-(10**13) + 1, 10**13 - 1), st.integers(-9, 9), st.sampled_from(["-", None]))


@settings(max_examples=50)
@given(
    rows=st.lists(st.tuples(st.text("aW i-&<", max_size=40), FIGURE, FIGURE, FIGURE), min_size=1, max_size=30),
    kind=st.sampled_from(["revenue", "usable_reserves", "projection", "capital_programme"]),
    measures=st.sampled_from(
        [
            ("revised_budget", "forecast", "actual"),
            ("opening", "closing", "closing"),
            ("overspend", "saving", "slippage"),
        ]
    ),
)
def test_random_tables_are_drawn_within_their_pictures(rows, kind, measures):
    columns = [column(f"Column {place}", measure) for place, measure in enumerate(measures)]
    made = [replace(row(label, *values), key=str(place)) for place, (label, *values) in enumerate(rows)]
    made[-1] = replace(made[-1], kind="total")
    source = statement(kind, columns, *made)
    if chart_of(source):
        for picture in pictures(source):
            assert_whole(picture)


def assert_whole(picture: etree._Element) -> None:
    """Nothing lies outside the picture, and nothing needs a style sheet, a script or another file."""
    width, height = float(picture.get("width")), float(picture.get("height"))
    assert picture.get("viewBox") == f"0 0 {picture.get('width')} {picture.get('height')}"
    size = float(picture.get("font-size"))
    for part in picture.iter(f"{SVG}rect"):
        x, y, wide, high = (float(part.get(name)) for name in ("x", "y", "width", "height"))
        assert wide >= 0
        assert high >= 0
        assert x >= -0.2
        assert x + wide <= width + 0.7
        assert y >= -0.2
        assert y + high <= height + 0.7
    for part in picture.iter(f"{SVG}text"):
        wide = width_of(part.text or "", float(part.get("font-size") or size))
        x, anchor = float(part.get("x")), part.get("text-anchor", "start")
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        assert left >= -1, part.text
        assert left + wide <= width + 1, part.text
        assert 0 < float(part.get("y")) < height
    allowed = {"svg", "title", "rect", "line", "text"}
    assert {etree.QName(part).localname for part in picture.iter()} <= allowed
    assert not {name for part in picture.iter() for name in part.attrib} & {"style", "class", "opacity", "href"}


def test_bars_are_as_long_as_their_figures():
    [wide, narrow] = pictures(revenue(row("Pay", 400, 100, 200), row("Income", -400, -100, -200)))
    for picture in (wide, narrow):
        lengths = [float(part.get("width")) for part in picture.iter(f"{SVG}rect")][3:]
        assert lengths[0] == pytest.approx(4 * lengths[1], abs=4)
        assert lengths[0] == pytest.approx(lengths[3], abs=1)
        starts = [float(part.get("x")) for part in picture.iter(f"{SVG}rect")][3:]
        assert starts[0] == pytest.approx(starts[3] + lengths[3], abs=2), "both begin at zero"


def test_the_parts_of_a_stack_are_as_high_as_their_figures():
    source = statement("projection", [column("Closing", "closing")], row("A", 30), row("B", 10), row("C", -20))
    [wide, _] = pictures(source)
    first, second, below = list(wide.iter(f"{SVG}rect"))[:3]
    assert float(first.get("height")) == pytest.approx(3 * float(second.get("height")), abs=3)
    assert float(second.get("y")) + float(second.get("height")) == pytest.approx(float(below.get("y")), abs=2)


def test_each_picture_says_all_in_words_under_a_name_of_its_own():
    source = AWKWARD["25 rows"]
    found = pictures(source)
    chart = chart_of(source)
    assert chart
    titles = [picture.find(f"{SVG}title") for picture in found]
    assert titles[0].text == f"{chart.name}, {chart.unit}. {chart.words}"
    assert "picture 2 of" in titles[1].text
    assert len({title.get("id") for title in titles}) == len(found)
    for picture, title in zip(found, titles, strict=True):
        assert picture.get("role") == "img"
        assert picture.get("aria-labelledby") == title.get("id")


def test_no_wide_picture_is_taller_than_a_sheet_of_paper():
    made = drawn(AWKWARD["25 rows"])
    assert made
    assert len(made.wide) > 1
    assert len(made.narrow) == 1
    assert all(float(etree.fromstring(one).get("height")) <= WIDE.tallest for one in made.wide)
    assert {etree.fromstring(one).get("width") for one in made.narrow} == {str(NARROW.width)}


def test_a_chart_is_told_apart_in_grey():
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05

    for above, below in pairwise(FILLS):
        assert max(light(above), light(below)) / min(light(above), light(below)) > 2.4, (above, below)


def test_colours_are_those_of_the_palette():
    palette = (ROOT / "static" / "styles" / "_palette.scss").read_text()
    used = set(FILLS)
    for file in (ROOT / "reports" / "charts").glob("*.py"):
        used |= set(re.findall(r"#[0-9a-f]{6}", file.read_text()))
    assert {colour for colour in used - {"#ffffff"} if colour not in palette} == set()


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", []),
        ("Pay", ["Pay"]),
        ("Pay and employment costs", ["Pay and", "employment", "costs"]),
        ("one two three four five six seven eight", ["one two", "three four", "five six…"]),
        ("Llanfairpwllgwyngyll", ["Llanfairpwll", "gwyngyll"]),
    ],
)
def test_words_are_broken_into_lines_that_fit(words, lines):
    assert wrapped(words, 13, 74) == lines
