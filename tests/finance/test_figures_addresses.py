"""The address of a cell: three keys with strokes between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.figures.addresses import Address, UnreadableAddress

KEYS = st.from_regex(r"[a-z0-9_-]{1,12}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("revenue/net-budget/variance", Address("revenue", "net-budget", "variance")),
        (" revenue/net-budget/variance ", Address("revenue", "net-budget", "variance")),
        ("Revenue/r1/c_2", Address("Revenue", "r1", "c_2")),
        ("revenue/*/variance", Address("revenue", "*", "variance")),
        ("revenue/total/*", Address("revenue", "total", "*")),
        ("revenue/*/*", Address("revenue", "*", "*")),
    ],
)
def test_address_is_read(text, address):
    assert Address.read(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "revenue",
        "revenue/total",
        "a/b/c/d",
        "a//c",
        "/b/c",
        "a/b/",
        "*/b/c",
        "a/b c/d",
        "a/b**/c",
        "a/bé/c",
        "a/b/c\nd/e/f",
    ],
)
def test_address_that_cannot_be_read_is_refused_with_a_sentence(text):
    with pytest.raises(
        UnreadableAddress, match=r"is not the address of a cell\. Write it like revenue/net-budget/variance\."
    ):
        Address.read(text)


@given(statement=KEYS, row=KEYS, column=KEYS)
def test_address_is_read_back_from_what_is_written(statement, row, column):
    address = Address(statement, row, column)
    assert Address.read(str(address)) == address


def test_star_is_filled_in_and_named_keys_stay():
    assert Address.read("a/*/c").at(row="total", column="variance") == Address("a", "total", "c")
    assert Address.read("a/b/*").at(row="total", column="variance") == Address("a", "b", "variance")
    assert Address.read("a/*/c").is_many
    assert Address.read("a/b/*").is_many
    assert not Address.read("a/b/c").is_many
