"""What a column's figures are counted in: pounds only, and what a last digit is worth."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.figures.amounts import Entered, read_cell
from finance.figures.units import MONEY_FORMS, PerCent, Unit, UnreadableUnit, money


@pytest.mark.parametrize(
    ("name", "decimals", "step", "words"),
    [
        # The step is what the last printed digit is worth, in pence.
        ("£", 0, 100, "£"),
        ("£", 1, 10, "£ to one decimal"),
        ("£", 2, 1, "£ to two decimals"),
        ("£000", 0, 100_000, "£000"),
        ("£000", 1, 10_000, "£000 to one decimal"),
        ("£000", 3, 100, "£000 to three decimals"),
        ("£m", 0, 100_000_000, "£m"),
        ("£m", 1, 10_000_000, "£m to one decimal"),
        ("£m", 3, 100_000, "£m to three decimals"),
    ],
)
def test_unit_says_what_its_last_digit_is_worth(name, decimals, step, words):
    unit = Unit.read(name, decimals)
    assert (unit.step, unit.words) == (step, words)
    assert unit.pence(-3) == -3 * step


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("£", "£"),
        ("GBP", "£"),
        ("£000", "£000"),
        ("£000's", "£000"),
        ("£000’s", "£000"),
        ("£'000", "£000"),
        ("£ 000s", "£000"),
        ("£k", "£000"),
        ("£K", "£000"),
        ("£m", "£m"),
        ("£M", "£m"),
        ("£ million", "£m"),
    ],
)
def test_unit_is_read_as_offices_print_it(printed, name):
    assert Unit.read(printed) == Unit(name)


@pytest.mark.parametrize(
    "name", ["€", "€000", "k€", "$", "US$m", "USD", "EUR", "euros", "¥000", "CHF", "thousands of dollars", "₹"]
)
def test_another_currency_is_refused_clearly(name):
    with pytest.raises(
        UnreadableUnit, match=f"^“{re.escape(name)}” is another currency. Statements are kept in pounds"
    ):
        Unit.read(name)


@pytest.mark.parametrize("name", ["", "officers", "£bn", "000", "m", "%", "£0000", "neurons"])
def test_unit_that_is_none_is_refused(name):
    with pytest.raises(UnreadableUnit, match=r"is not a unit for a statement\. Choose £, £000 or £m\."):
        Unit.read(name)


@pytest.mark.parametrize(("name", "decimals", "most"), [("£", 3, 2), ("£000", 4, 3), ("£m", 4, 3), ("£", -1, 2)])
def test_more_decimals_than_a_unit_has_are_refused(name, decimals, most):
    with pytest.raises(UnreadableUnit, match=f"{name} is printed to {most} decimals at most, not to {decimals}."):
        Unit.read(name, decimals)


@pytest.mark.parametrize(
    ("unit", "amount", "text"),
    [
        (Unit("£000"), -665, "(665)"),
        (Unit("£m", 1), 1347, "134.7"),
        (PerCent(2), 292, "2.92%"),
        (PerCent(2), -35, "(0.35%)"),
    ],
)
def test_amount_is_written_as_its_unit_is_printed(unit, amount, text):
    assert unit.write(amount) == text
    assert read_cell(text, unit.decimals, unit=unit.name) == Entered(amount)


@pytest.mark.parametrize(("decimals", "words"), [(0, "%"), (1, "% to one decimal"), (2, "% to two decimals")])
def test_percentage_is_counted_in_its_last_decimal(decimals, words):
    assert PerCent(decimals).words == words
    assert PerCent(decimals).step * 10**decimals == PerCent().step


@pytest.mark.parametrize("decimals", [-1, 4])
def test_percentage_has_at_most_three_decimals(decimals):
    with pytest.raises(UnreadableUnit, match="% is printed to 3 decimals at most"):
        PerCent(decimals)


@pytest.mark.parametrize(
    ("pounds", "form", "text"),
    [
        ("476000", "£", "£476,000"),
        ("-665000", "£", "−£665,000"),
        ("0", "£", "£0"),
        ("1234.50", "£", "£1,234.50"),
        ("-0.05", "£", "−£0.05"),
        ("9999999999999", "£", "£9,999,999,999,999"),
        ("476000", "£000", "£476,000"),
        ("476499.99", "£000", "£476,000"),
        ("476500", "£000", "£477,000"),
        ("-476500", "£000", "−£477,000"),
        ("499", "£000", "£0"),
        ("-499", "£000", "£0"),
        ("476000", "£m", "£0m"),
        ("134668000", "£m", "£135m"),
        ("134668000", "£m1", "£134.7m"),
        ("420000", "£m2", "£0.42m"),
        ("476000", "£m3", "£0.476m"),
        ("-476000", "£m3", "−£0.476m"),
        ("133707000", "£m3", "£133.707m"),
        ("1234567890", "£m1", "£1,234.6m"),
        ("-49999", "£m1", "£0.0m"),
        ("-50000", "£m1", "−£0.1m"),
    ],
)
def test_money_is_written_for_a_sentence(pounds, form, text):
    assert money(int(Decimal(pounds) * 100), form) == text


def test_money_in_no_known_form_is_refused():
    with pytest.raises(UnreadableUnit, match=r"“£m4” is no way to write an amount\. Choose one of £, £000, £m, £m1,"):
        money(100, "£m4")


@given(pence=st.integers(-(10**17), 10**17), form=st.sampled_from(sorted(MONEY_FORMS)))
def test_money_is_within_half_its_last_digit(pence, form):
    text = money(pence, form)
    assert re.fullmatch(r"−?£\d{1,3}(,\d{3})*(\.\d+)?m?", text)
    pounds = Decimal(text.replace("−", "-").translate({ord(sign): None for sign in "£,m"}))
    worth = pounds * (10**8 if text.endswith("m") else 100)
    half = 0 if form == "£" else MONEY_FORMS[form].step // 2
    assert abs(worth - pence) <= half
    assert text.startswith("−") == (worth < 0)
