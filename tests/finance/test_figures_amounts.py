"""How an amount is written in a statement, and read from what people type or paste."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.figures.amounts import Entered, UnreadableAmount, read_cell, rounded, written
from tests import records

BLANK, DASH = Entered(), Entered(is_dash=True)


@pytest.mark.parametrize(
    ("amount", "decimals", "text"),
    [
        (0, 0, "0"),
        (476, 0, "476"),
        (-252, 0, "(252)"),
        (-15115, 0, "(15,115)"),
        (134668, 0, "134,668"),
        (1234567, 0, "1,234,567"),
        (12, 1, "1.2"),
        (-12, 1, "(1.2)"),
        (5, 1, "0.5"),
        (-5, 1, "(0.5)"),
        (0, 1, "0.0"),
        (10, 1, "1.0"),
        (1234567, 2, "12,345.67"),
        (-5, 2, "(0.05)"),
        (9_999_999_999_999, 0, "9,999,999,999,999"),
    ],
)
def test_amount_is_written_as_a_statement_prints_it(amount, decimals, text):
    assert written(amount, decimals) == text


@given(amount=st.integers(-(10**14), 10**14), decimals=st.integers(0, 3))
def test_amount_is_written_with_thousands_decimals_and_brackets(amount, decimals):
    text = written(amount, decimals)
    assert re.fullmatch(r"\(?\d{1,3}(,\d{3})*(\.\d+)?\)?", text)
    assert text.startswith("(") == text.endswith(")") == (amount < 0)
    assert len(text.strip("()").partition(".")[2]) == decimals


def test_every_amount_of_the_transcription_can_be_written_and_read():
    amounts = [row for row in records.transcribed("finance_2019-20-q1") if row["kind"] == "amount"]
    assert len(amounts) == 169
    for row in amounts:
        assert read_cell(written(int(row["amount"]))) == Entered(int(row["amount"]))


@given(amount=st.integers(1 - 10**13, 10**13 - 1), decimals=st.integers(0, 3))
def test_amount_is_read_back_from_what_is_written(amount, decimals):
    assert read_cell(written(amount, decimals), decimals) == Entered(amount)


@given(amount=st.integers(1 - 10**13, 10**13 - 1), decimals=st.integers(0, 3))
def test_percentage_is_read_back_from_what_is_written(amount, decimals):
    assert read_cell(f"{written(amount, decimals)}%", decimals, unit="%") == Entered(amount)


@pytest.mark.parametrize(
    ("typed", "decimals", "entered"),
    [
        ("1,234.5", 1, Entered(12345)),
        ("1234.5", 1, Entered(12345)),
        ("(56.7)", 1, Entered(-567)),
        ("( 56.7 )", 1, Entered(-567)),
        ("£8", 0, Entered(8)),
        ("£ 8", 0, Entered(8)),
        ("−10", 0, Entered(-10)),
        ("-10", 0, Entered(-10)),
        ("–10", 0, Entered(-10)),
        ("- 10", 0, Entered(-10)),
        ("10-", 0, Entered(-10)),
        ("+10", 0, Entered(10)),
        ("-£8", 0, Entered(-8)),
        ("£-8", 0, Entered(-8)),
        ("£(8)", 0, Entered(-8)),
        ("(£8)", 0, Entered(-8)),
        (" 476\n", 0, Entered(476)),
        ("\u00a0476\u00a0", 0, Entered(476)),
        ("\u200b476\ufeff", 0, Entered(476)),
        ("8", 1, Entered(80)),
        ("8.", 1, Entered(80)),
        (".5", 1, Entered(5)),
        ("8.00", 0, Entered(8)),
        ("0.350", 2, Entered(35)),
        ("007", 0, Entered(7)),
        ("9,999,999,999,999", 0, Entered(9_999_999_999_999)),
        ("0000000000000000008", 0, Entered(8)),
        # A blank, a dash and a nought are three things.
        ("", 0, BLANK),
        (" \u00a0 ", 0, BLANK),
        ("0", 0, Entered(0)),
        ("0.0", 1, Entered(0)),
        ("-", 0, DASH),
        (" – ", 0, DASH),
        ("—", 0, DASH),
        ("−", 0, DASH),
        ("£ -  ", 0, DASH),
        # There is no negative nought.
        ("-0", 0, Entered(0)),
        ("(0)", 0, Entered(0)),
        ("(0.00)", 2, Entered(0)),
    ],
)
def test_what_is_typed_is_read(typed, decimals, entered):
    found = read_cell(typed, decimals)
    assert found == entered
    assert found.is_blank == (entered == BLANK)


@pytest.mark.parametrize(
    ("typed", "entered"),
    [
        ("2.92%", Entered(292)),
        ("2.92", Entered(292)),
        ("(0.35%)", Entered(-35)),
        ("-0.35 %", Entered(-35)),
        ("-", DASH),
        ("", BLANK),
    ],
)
def test_percentage_is_read(typed, entered):
    assert read_cell(typed, 2, unit="%") == entered


@pytest.mark.parametrize(
    "typed",
    [
        "TBC",
        "n/a",
        "see note R1",
        "1,23",
        "1,2345",
        "1,,234",
        "12 345",
        "1.2.3",
        "1e5",
        "=1+1",
        "()",
        "£",
        ".",
        "(5",
        "5)",
        "(-5)",
        "-(5)",
        "2.92%",
        "٣",
        "½",
    ],
)
def test_text_in_a_number_cell_is_refused_with_an_example(typed):
    with pytest.raises(UnreadableAmount) as refused:
        read_cell(typed, 2)
    assert str(refused.value) == (
        f"“{typed}” is not an amount. Write it like 1,234 or (56), or as a dash, or leave the cell empty."
    )


@pytest.mark.parametrize(
    ("typed", "decimals", "unit", "sentence"),
    [
        ("€8", 0, "£000", "“€8” is in another currency. Statements are kept in pounds."),
        ("8 USD", 0, "£000", "“8 USD” is in another currency. Statements are kept in pounds."),
        ("$1,234", 0, "%", "“$1,234” is in another currency. Statements are kept in pounds."),
        ("£8m", 0, "£000", "“£8m” has a scale of its own. Write a plain number: this column is in £000."),
        ("8k", 0, "", "“8k” has a scale of its own. Write a plain number."),
        ("56.78", 1, "£m to one decimal", "“56.78” has more decimals than this column keeps, which is in £m to one decimal."),
        ("0.5", 0, "£000", "“0.5” has more decimals than this column keeps, which is in £000."),
        ("0.5", 0, "", "“0.5” has more decimals than this column keeps."),
        ("--5", 0, "", "“--5” has two signs."),
        ("-5-", 0, "", "“-5-” has two signs."),
        ("12,345,678,901,234", 0, "", "“12,345,678,901,234” is too large: an amount has at most 13 digits, decimals among them."),
        ("1234567890123", 1, "", "“1234567890123” is too large: an amount has at most 13 digits, decimals among them."),
        ("£2.92", 2, "%", "“£2.92” is not a percentage. Write it like 2.92 or (0.35), or leave the cell empty."),
        ("high", 2, "%", "“high” is not a percentage. Write it like 2.92 or (0.35), or leave the cell empty."),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_a_sentence(typed, decimals, unit, sentence):
    with pytest.raises(UnreadableAmount) as refused:
        read_cell(typed, decimals, unit=unit)
    assert str(refused.value) == sentence


def test_page_pasted_into_a_cell_is_refused_and_not_repeated():
    for typed in ("the whole page " * 1000, "9" * 100_000, "9," * 50_000, "- " * 50_000, "1 " * 50_000):
        with pytest.raises(UnreadableAmount) as refused:
            read_cell(typed)
        assert len(str(refused.value)) < 150


@given(typed=st.text(max_size=20), decimals=st.integers(0, 3))
def test_any_text_is_read_or_refused(typed, decimals):
    with suppress(UnreadableAmount):
        entered = read_cell(typed, decimals)
        assert entered.amount is None or abs(entered.amount) < 10**13


@pytest.mark.parametrize(
    ("number", "by", "result"),
    [
        (5, 2, 3),
        (-5, 2, -3),
        (5, -2, -3),
        (-5, -2, 3),
        (4, 3, 1),
        (-4, 3, -1),
        (1, 2, 1),
        (-1, 2, -1),
        (0, 7, 0),
        (-1, 3, 0),
    ],
)
def test_half_is_rounded_away_from_nought(number, by, result):
    assert rounded(number, by) == result
