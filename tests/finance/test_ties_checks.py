"""Whether two cells tell one figure, and whether a share lies within its band."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.arithmetic import Verdict
from finance.figures.amounts import read_cell, rounded
from finance.figures.units import PerCent, Unit
from finance.ties.checks import Operand, check_band, check_tie

UNITS: dict[str, Unit | PerCent] = {
    "£": Unit("£"),
    "£.00": Unit("£", 2),
    "£000": Unit("£000"),
    "£m": Unit("£m"),
    "£m1": Unit("£m", 1),
    "£m3": Unit("£m", 3),
    "%": PerCent(2),
}
ALLOWED = "{} stands for {} ({}): rounding allows the difference of {}."


def operand(text: str) -> Operand | None:
    """A cell as it is written, with its unit: "(665) £000", "- £000", "" for a blank."""
    if not text:
        return None
    amount, name = text.rsplit(" ", 1)
    unit = UNITS[name]
    entered = read_cell(amount, unit.decimals)
    return Operand(0, unit, is_exact=True) if entered.is_dash else Operand(entered.amount or 0, unit)


@pytest.mark.parametrize(
    ("left", "right", "verdict", "difference", "bound", "words"),
    [
        # In one unit two printings of a figure are the same figure.
        ("12,383 £000", "12,383 £000", "exact", 0, 0, "12,383 (£000), as it should be."),
        ("665 £000", "0 £000", "error", 665, 0, "665 should be 0 (£000): the difference is 665."),
        ("(640) £000", "(1,146) £000", "error", 506, 0, "(640) should be (1,146) (£000): the difference is 506."),
        ("135,308 £000", "135,307 £000", "error", 1, 0, "135,308 should be 135,307 (£000): the difference is 1."),
        ("4.4 £m1", "4.5 £m1", "error", -1, 0, "4.4 should be 4.5 (£m to one decimal): the difference is (0.1)."),
        ("0 £000", "- £000", "exact", 0, 0, "0 (£000), as it should be."),
        ("- £000", "- £000", "exact", 0, 0, "0 (£000), as it should be."),
        ("1,234,567,890,123 £000", "1,234,567,890,123 £000", "exact", 0, 0, "1,234,567,890,123 (£000), as it should be."),
        # In two units each is within half its last digit; shown in the finer one.
        ("134.7 £m1", "134,668 £000", "rounding", 32, 50, ALLOWED.format("134,700", "134,668", "£000", "32")),
        ("134,668 £000", "134.7 £m1", "rounding", -32, 50, ALLOWED.format("134,668", "134,700", "£000", "(32)")),
        ("134.7 £m1", "134,700 £000", "exact", 0, 50, "134,700 (£000), as it should be."),
        ("134.7 £m1", "134,650 £000", "rounding", 50, 50, ALLOWED.format("134,700", "134,650", "£000", "50")),
        ("134.7 £m1", "134,649 £000", "error", 51, 50, "134,700 should be 134,649 (£000): the difference is 51."),
        ("0.476 £m3", "476 £000", "exact", 0, 0, "0.476 (£m to three decimals), as it should be."),
        ("0.476 £m3", "477 £000", "error", -1, 0, "0.476 should be 0.477 (£m to three decimals): the difference is (0.001)."),
        ("476 £000", "475,500 £", "rounding", 500, 500, ALLOWED.format("476,000", "475,500", "£", "500")),
        # A dash is exactly nothing.
        ("- £m1", "0 £000", "exact", 0, 0, "0 (£000), as it should be."),
        ("- £m1", "1 £000", "error", -1, 0, "0 should be 1 (£000): the difference is (1)."),
        ("0.0 £m1", "49 £000", "rounding", -49, 50, ALLOWED.format("0", "49", "£000", "(49)")),
        ("0.0 £m1", "- £000", "exact", 0, 49, "0 (£000), as it should be."),
        # Percentages can be tied to each other.
        ("2.92 %", "2.92 %", "exact", 0, 0, "2.92%, as it should be."),
        ("2.92 %", "3.00 %", "error", -8, 0, "2.92% should be 3.00%: the difference is (0.08%)."),
    ],
)  # fmt: skip
def test_two_cells_tell_one_figure(left, right, verdict, difference, bound, words):
    outcome = check_tie(operand(left), operand(right))
    assert (outcome.verdict, outcome.difference, outcome.bound, outcome.words) == (verdict, difference, bound, words)
    assert outcome.printed - outcome.expected == difference


@pytest.mark.parametrize(
    ("left", "right", "verdict", "expected", "difference"),
    [
        ("5,662 £000", "(5,662) £000", "exact", 5662, 0),
        ("665 £000", "0 £000", "error", 0, 665),
        ("665 £000", "665 £000", "error", -665, 1330),
        ("0 £000", "0 £000", "exact", 0, 0),
        ("5.7 £m1", "(5,662) £000", "rounding", 5662, 38),
    ],
)
def test_one_cell_is_the_other_with_its_sign_turned(left, right, verdict, expected, difference):
    outcome = check_tie(operand(left), operand(right), is_negated=True)
    assert (outcome.verdict, outcome.expected, outcome.difference) == (verdict, expected, difference)


@pytest.mark.parametrize(
    ("left", "right", "is_held", "verdict", "words"),
    [
        ("", "", True, "absent", "Both cells are blank."),
        # Where money stands on one side only, nobody can say that both agree.
        ("665 £000", "", True, "error", "665 (£000) stands in one cell, and the other is blank."),
        ("", "(4.2) £m1", True, "error", "(4.2) (£m to one decimal) stands in one cell, and the other is blank."),
        ("0 £000", "", True, "absent", "One cell is blank and the other is nil."),
        ("", "- £000", True, "absent", "One cell is blank and the other is nil."),
        # The first report of all has none before it.
        ("665 £000", "", False, "absent", "No earlier report is held to compare with."),
        ("", "", False, "absent", "No earlier report is held to compare with."),
        ("665 £000", "2.92 %", True, "error", "An amount and a percentage cannot be compared."),
    ],
)
def test_cell_with_nothing_to_compare(left, right, is_held, verdict, words):
    outcome = check_tie(operand(left), operand(right), is_held=is_held)
    assert (outcome.verdict, outcome.words) == (verdict, words)


def test_figure_that_stands_on_one_side_only_is_the_difference():
    outcome = check_tie(operand("665 £000"), None)
    assert (outcome.printed, outcome.expected, outcome.difference) == (665, None, 665)
    outcome = check_tie(None, operand("665 £000"), is_negated=True)
    assert (outcome.printed, outcome.expected, outcome.difference) == (None, -665, 665)


@given(pence=st.integers(-(10**15), 10**15), units=st.permutations([u for name, u in UNITS.items() if name != "%"]))
def test_one_figure_in_two_units_is_never_an_error(pence, units):
    left, right = (Operand(rounded(pence, unit.step), unit) for unit in units[:2])
    outcome = check_tie(left, right)
    assert outcome.verdict in (Verdict.EXACT, Verdict.ROUNDING)
    opposite = check_tie(left, Operand(-right.amount, right.unit), is_negated=True)
    assert (opposite.verdict, opposite.difference) == (outcome.verdict, outcome.difference)


@given(
    amounts=st.tuples(st.integers(-3000, 3000), st.integers(-30, 30)),
    units=st.sampled_from([("£000", "£m1"), ("£000", "£m"), ("£000", "£000"), ("£m3", "£m1")]),
)
def test_tie_is_the_same_from_either_side(amounts, units):
    left, right = (Operand(amount, UNITS[name]) for amount, name in zip(amounts, units, strict=True))
    here, there = check_tie(left, right), check_tie(right, left)
    assert (here.verdict, here.difference, here.bound) == (there.verdict, -there.difference, there.bound)


THREE, FIVE = Decimal("3.00"), Decimal("5.00")


@pytest.mark.parametrize(
    ("part", "whole", "low", "high", "verdict", "shown", "limit", "words"),
    [
        # The opening and closing general balance of Month 4, in per cent of net revenue expenditure and of the net budget.
        ("3,957 £000", "135,308 £000", THREE, FIVE, "error", 292, 300, "2.92% is below 3%."),
        ("4,409 £000", "134,668 £000", THREE, FIVE, "exact", 327, None, "3.27% lies between 3% and 5%."),
        ("7,000 £000", "100,000 £000", THREE, FIVE, "error", 700, 500, "7.00% is above 5%."),
        # The limits themselves are allowed.
        ("3,000 £000", "100,000 £000", THREE, FIVE, "exact", 300, None, "3.00% lies between 3% and 5%."),
        ("5,000 £000", "100,000 £000", THREE, FIVE, "exact", 500, None, "5.00% lies between 3% and 5%."),
        # It is the exact share that counts, and not the one that is shown.
        ("2,999,999 £", "100,000,000 £", THREE, FIVE, "error", 300, 300, "3.00% is just below 3%."),
        ("5,000,001 £", "100,000,000 £", THREE, FIVE, "error", 500, 500, "5.00% is just above 5%."),
        ("2,999,999 £", "100,000,000 £", THREE, THREE, "error", 300, 300, "3.00% is just below 3%."),
        ("3,000,001 £", "100,000,000 £", THREE, THREE, "error", 300, 300, "3.00% is just above 3%."),
        ("2,996 £000", "100,000 £000", THREE, None, "error", 300, 300, "3.00% is just below 3%."),
        # One limit, or none.
        ("3,957 £000", "135,308 £000", None, FIVE, "exact", 292, None, "2.92% is not above 5%."),
        ("9,000 £000", "100,000 £000", Decimal("3.50"), None, "exact", 900, None, "9.00% is not below 3.5%."),
        ("3,000 £000", "100,000 £000", Decimal("3.50"), None, "error", 300, 350, "3.00% is below 3.5%."),
        ("3,957 £000", "135,308 £000", None, None, "exact", 292, None, "2.92%."),
        # Units may differ; a debt is a share below nothing.
        ("4.0 £m1", "100,000 £000", THREE, FIVE, "exact", 400, None, "4.00% lies between 3% and 5%."),
        ("(4) £000", "100 £000", THREE, FIVE, "error", -400, 300, "(4.00%) is below 3%."),
        ("- £000", "100 £000", THREE, FIVE, "error", 0, 300, "0.00% is below 3%."),
        ("0 £000", "100 £000", Decimal("0.00"), Decimal("10.00"), "exact", 0, None, "0.00% lies between 0% and 10%."),
    ],
)  # fmt: skip
def test_share_lies_in_its_band(part, whole, low, high, verdict, shown, limit, words):
    outcome = check_band(operand(part), operand(whole), low, high)
    assert (outcome.verdict, outcome.printed, outcome.expected, outcome.words) == (verdict, shown, limit, words)
    assert outcome.unit == PerCent(2)
    assert outcome.difference == (None if limit is None else shown - limit)


def test_share_is_exact():
    assert check_band(operand("3,957 £000"), operand("135,308 £000"), None, None).share == Fraction(395700, 135308)


@pytest.mark.parametrize(
    ("part", "whole", "verdict", "words"),
    [
        ("", "100 £000", "absent", "There are not yet two figures to make a share of."),
        ("5 £000", "", "absent", "There are not yet two figures to make a share of."),
        ("", "", "absent", "There are not yet two figures to make a share of."),
        ("5 £000", "0 £000", "absent", "There is no share of nothing."),
        ("5 £000", "- £000", "absent", "There is no share of nothing."),
        ("2.92 %", "100 £000", "error", "A share is one amount in per cent of another, and not of a percentage."),
    ],
)
def test_share_that_cannot_be_told(part, whole, verdict, words):
    outcome = check_band(operand(part), operand(whole), THREE, FIVE)
    assert (outcome.verdict, outcome.words, outcome.share) == (verdict, words, None)
