"""What a new table of each kind brings: whole, and added up as its kind says."""

from datetime import date

import pytest

from finance.arithmetic import Sheet
from finance.figures.formulas import read_formula
from finance.figures.shapes import ColumnShape, RowShape, refuse_crooked
from finance.figures.units import Unit
from finance.kinds import Wishes, brought_by, described, usual_wishes
from finance.models import Column, Statement
from finance.rules import key_for
from pillars.quarters import Quarter

QUARTER = Quarter(2019, 2)
KINDS = list(Statement.Kind)


def shape(brought):
    """The columns and rows of figures as arithmetic sees them."""
    columns = [
        ColumnShape(
            column.key,
            column.facts.heading,
            Unit(brought.unit, brought.decimals),
            read_formula(column.facts.formula) if column.facts.formula else None,
        )
        for column in brought.columns
        if column.facts.is_of_figures
    ]
    rows = [RowShape(row.key, row.facts.label, row.facts.sums) for row in brought.rows if row.facts.holds_figures]
    return tuple(columns), tuple(rows)


def columns_of(kind, **wishes):
    asked = Wishes(**{"first_year_end": date(2020, 3, 31)} | wishes)
    return [column.key for column in brought_by(kind, QUARTER, asked).columns]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_brings_a_table_that_can_be_added_up(kind):
    brought = brought_by(kind, QUARTER)
    columns, rows = shape(brought)
    assert columns
    assert rows
    refuse_crooked(columns, rows)
    for keys in ([column.key for column in brought.columns], [row.key for row in brought.rows]):
        assert len(set(keys)) == len(keys)
        assert all(key_for(key, (), "") == key for key in keys)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_described_and_says_how_its_signs_are_read(kind):
    brought = brought_by(kind, QUARTER)
    assert described(kind).endswith(".")
    if kind != Statement.Kind.FREE:
        assert brought.title
        assert brought.page
        assert brought.sign_convention.endswith(".")
    has_variance = any(column.facts.measure == Column.Measure.VARIANCE for column in brought.columns)
    assert has_variance == ("Variance is" in brought.sign_convention)


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("revenue", ["original-budget", "revised-budget", "actual", "forecast", "variance", "ref"]),
        ("capital_programme", ["original-budget", "revised-budget", "actual", "forecast", "variance", "ref"]),
        ("capital_financing", ["original-budget", "revised-budget", "actual", "forecast", "variance", "ref"]),
        ("capital_receipts", ["original-budget", "revised-budget", "forecast", "variance", "ref"]),
        ("usable_reserves", ["opening", "budgeted-transfer", "forecast-transfer", "closing", "variance", "ref"]),
        ("bridge", ["amount", "ref"]),
        ("free", ["amount"]),
    ],
)
def test_columns_of_a_kind(kind, columns):
    assert columns_of(kind) == columns


def test_programme_may_be_split_by_cause():
    assert columns_of("capital_programme", is_split=True)[4:] == [
        "variance", "overspend", "saving", "slippage", "target-year", "ref"]  # fmt: skip
    split = brought_by("capital_programme", QUARTER, Wishes(date(2020, 3, 31), is_split=True)).columns
    measures = [str(column.facts.measure) for column in split[5:9]]
    assert measures == ["overspend", "saving", "slippage", "target_year"]


@pytest.mark.parametrize(
    ("first", "years", "headings", "subtitle"),
    [
        (
            date(2020, 3, 31),
            5,
            ["Opening balance at 31 March 2019", *(f"31 March {year}" for year in range(2020, 2025))],
            "2019/20 to 2023/24",
        ),
        (date(2020, 3, 31), 1, ["Opening balance at 31 March 2019", "31 March 2020"], "2019/20"),
        (date(2024, 2, 29), 2, ["Opening balance at 28 February 2023", "29 February 2024", "28 February 2025"],
         "2023/24 to 2024/25"),
    ],
)  # fmt: skip
def test_projection_has_a_column_for_each_year_end(first, years, headings, subtitle):
    brought = brought_by("projection", QUARTER, Wishes(first, years=years))
    assert [column.facts.heading for column in brought.columns] == headings
    assert [column.facts.as_at for column in brought.columns][1] == first
    assert (brought.subtitle, brought.unit, brought.decimals) == (subtitle, "£m", 1)


def test_projection_begins_with_the_financial_year_of_its_quarter():
    assert usual_wishes(Quarter(2019, 4)) == Wishes(date(2020, 3, 31), years=5, causes=4, is_split=False)


@pytest.mark.parametrize("causes", [1, 4, 20])
def test_bridge_leads_from_one_budget_to_the_other(causes):
    brought = brought_by("bridge", QUARTER, Wishes(date(2020, 3, 31), causes=causes))
    columns, rows = shape(brought)
    assert [row.key for row in rows] == [
        "original-budget", *(f"cause-{at}" for at in range(1, causes + 1)), "net-change", "revised-budget"]  # fmt: skip
    cells = {("original-budget", "amount"): 135308} | {(f"cause-{at}", "amount"): 10 for at in range(1, causes + 1)}
    figures = Sheet(columns, rows, cells).figures
    assert figures["net-change", "amount"] == 10 * causes
    assert figures["revised-budget", "amount"] == 135308 + 10 * causes


def test_reserves_roll_forward():
    columns, rows = shape(brought_by("usable_reserves", QUARTER))
    cells = {
        ("general-balance", "opening"): 3957,
        ("general-balance", "budgeted-transfer"): 452,
        ("general-balance", "forecast-transfer"): 400,
    }
    figures = Sheet(columns, rows, cells).figures
    assert (figures["general-balance", "closing"], figures["total", "variance"]) == (4357, 52)
