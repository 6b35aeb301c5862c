"""How an amount is written: thousands separated, negatives in brackets, never a minus."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.formats import written
from tests import records


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
    ],
)
def test_amount_is_written_as_a_statement_prints_it(amount, decimals, text):
    assert written(amount, decimals) == text


@given(amount=st.integers(-(10**14), 10**14), decimals=st.integers(0, 2))
def test_amount_is_read_back_from_what_is_written(amount, decimals):
    text = written(amount, decimals)
    assert re.fullmatch(r"\(?\d{1,3}(,\d{3})*(\.\d+)?\)?", text)
    assert text.startswith("(") == text.endswith(")") == (amount < 0)
    assert len(text.strip("()").partition(".")[2]) == decimals
    digits = int(re.sub(r"[(),.]", "", text))
    assert (-digits if text.startswith("(") else digits) == amount


def test_every_amount_of_the_transcription_can_be_written():
    amounts = [row for row in records.transcribed("finance_2019-20-q1") if row["kind"] == "amount"]
    assert len(amounts) == 169
    for row in amounts:
        assert written(int(row["amount"])).strip("()").replace(",", "") == row["amount"].lstrip("-")
