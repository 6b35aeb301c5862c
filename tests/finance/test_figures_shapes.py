"""Statements that cannot be added up are refused, and the sentence names the rows or columns at fault."""

import re

import pytest

from finance.arithmetic import Sheet
from finance.figures.formulas import read_formula
from finance.figures.shapes import ColumnShape, Crooked, RowShape, refuse_crooked
from finance.figures.units import PerCent, Unit

AMOUNTS = (ColumnShape("budget", "Budget", Unit("£000")),)


def rows(**sums: str) -> tuple[RowShape, ...]:
    return tuple(RowShape(key, key.capitalize(), tuple(parts.split())) for key, parts in sums.items())


def columns(**formulas: str) -> tuple[ColumnShape, ...]:
    """Amounts in £000; a key that begins with `share` is a percentage."""
    return tuple(
        ColumnShape(
            key,
            key.capitalize(),
            PerCent(1) if key.startswith("share") else Unit("£000"),
            read_formula(text) if text else None,
        )
        for key, text in formulas.items()
    )


@pytest.mark.parametrize(
    "sums",
    [
        {"pay": "", "income": ""},
        {"pay": "", "income": "", "total": "pay income"},
        {"total": "pay income", "pay": "", "income": ""},
        # A total that adds up a total.
        {"pay": "", "income": "", "force": "pay income", "office": "", "all": "force office"},
        # A line may stand in two totals, if nothing adds up both.
        {"pay": "", "income": "", "all": "pay income", "memo": "pay"},
    ],
)
def test_rows_that_add_up_are_accepted(sums):
    refuse_crooked(AMOUNTS, rows(**sums))


@pytest.mark.parametrize(
    ("sums", "sentence"),
    [
        ({"pay": "", "total": "pay pay"}, "“Total” counts “Pay” twice."),
        ({"pay": "", "force": "pay", "total": "force pay"}, "“Total” counts “Pay” twice. It is part of “Force”."),
        (
            {"pay": "", "a": "pay", "b": "pay", "c": "a", "d": "b", "total": "c d"},
            "“Total” counts “Pay” twice. It is part of “D”, “C”.",
        ),
        ({"pay": "", "total": "pay total"}, "“Total” adds itself up."),
        ({"a": "b", "b": "a"}, "These rows add each other up in a circle: “A”, “B”."),
        ({"pay": "", "a": "pay c", "b": "a", "c": "b"}, "These rows add each other up in a circle: “A”, “B”, “C”."),
        ({"pay": "", "total": "pay gone"}, "“Total” adds up “gone”, which is no row of figures in this table."),
    ],
)
def test_crooked_rows_are_refused_by_name(sums, sentence):
    with pytest.raises(Crooked) as refused:
        refuse_crooked(AMOUNTS, rows(**sums))
    assert _sorted_names(str(refused.value)) == _sorted_names(sentence)


def _sorted_names(sentence: str) -> tuple[str, list[str]]:
    """A circle may be named from any of its rows."""
    return re.sub(r"“[^”]*”", "“”", sentence), sorted(re.findall(r"“[^”]*”", sentence))


@pytest.mark.parametrize(
    ("formulas", "sentence"),
    [
        ({"a": "", "plan": "a - gone"}, "The formula of “Plan” names “gone”, which is no column of figures in this table."),
        ({"a": "", "variance": "a - variance"}, "The formula of “Variance” names the column itself."),
        ({"x": "y", "y": "x"}, "The formulas of these columns run in a circle: “X”, “Y”."),
        ({"a": "", "x": "a + z", "y": "x", "z": "y"}, "The formulas of these columns run in a circle: “X”, “Y”, “Z”."),
        ({"a": "", "b": "", "share": "a / b", "x": "a + share"}, "The formula of “X” mixes amounts and percentages."),
        ({"a": "", "b": "", "share": "a - b"}, "The formula of “Share” mixes amounts and percentages."),
        ({"a": "", "b": "", "share1": "a / b", "share2": "share1 / b"}, "The formula of “Share2” mixes amounts and percentages."),
    ],
)  # fmt: skip
def test_crooked_formulas_are_refused_by_name(formulas, sentence):
    with pytest.raises(Crooked) as refused:
        refuse_crooked(columns(**formulas), rows(pay=""))
    assert _sorted_names(str(refused.value)) == _sorted_names(sentence)


def test_formulas_that_stand_on_each_other_are_accepted():
    refuse_crooked(
        columns(
            a="", b="", variance="a - b", twice="variance + a", share1="a / b", share2="b / a", share3="share1 - share2"
        ),
        rows(pay=""),
    )


@pytest.mark.parametrize("reading", ["figures", "computed", "rolled", "checks"])
def test_crooked_statement_gives_no_figures(reading):
    crooked = Sheet(AMOUNTS, rows(a="b", b="a"), {("a", "budget"): 1})
    with pytest.raises(Crooked, match="in a circle"):
        list(crooked.checks()) if reading == "checks" else getattr(crooked, reading)
