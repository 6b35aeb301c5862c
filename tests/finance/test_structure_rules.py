"""The pure rules of a table's structure: keys, places, and names in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.figures.addresses import Address
from finance.rules import (
    TAKEN,
    columns_refused,
    key_for,
    listed,
    placed,
    rows_refused,
    share_refused,
    stamp,
    stepped,
    unit_refused,
    woven,
)
from finance.urls import urlpatterns

KEYS = st.lists(st.from_regex(r"\A[a-z]{1,3}\Z"), unique=True, min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("label", "taken", "key"),
    [
        ("Total Net Revenue Expenditure", set(), "total-net-revenue-expenditure"),
        ("Transfers to/(from) reserves", set(), "transfers-to-from-reserves"),
        ("Income", {"income"}, "income-2"),
        ("Income", {"income", "income-2", "income-3"}, "income-4"),
        ("Ynni a thân", set(), "ynni-a-than"),
        ("£ – ?", set(), "row"),
        ("", {"row"}, "row-2"),
        ("_ _", set(), "row"),
        ("notes", TAKEN, "notes-2"),
        ("a" * 100, set(), "a" * 60),
        ("word " * 40, set(), "-".join(["word"] * 12)),
    ],
)
def test_key_is_made_from_a_label(label, taken, key):
    assert key_for(label, taken, "row") == key


@given(label=st.text(max_size=400), taken=st.sets(st.sampled_from(["row", "row-2", "a"])))
def test_key_of_any_label_is_free_and_stands_in_an_address(label, taken):
    key = key_for(label, taken, "row")
    assert key not in taken
    assert str(Address.read(f"{key}/{key}/{key}")) == f"{key}/{key}/{key}"


def test_words_that_are_addresses_are_no_tables():
    first = {str(pattern.pattern).partition("/")[0] for pattern in urlpatterns}
    assert {word for word in first if word and not word.startswith("<")} == TAKEN


@given(keys=KEYS, data=st.data())
def test_key_that_is_placed_stands_after_another(keys, data):
    moved = data.draw(st.sampled_from(keys))
    after = data.draw(st.sampled_from(["", *(key for key in keys if key != moved)]))
    order = placed(keys, [moved], after)
    assert sorted(order) == sorted(keys)
    assert order.index(moved) == (order.index(after) + 1 if after else 0)
    assert [key for key in order if key != moved] == [key for key in keys if key != moved]


@given(keys=KEYS, data=st.data())
def test_step_up_is_taken_back_by_a_step_down(keys, data):
    key = data.draw(st.sampled_from(keys))
    up = stepped(keys, key, is_up=True)
    assert up.index(key) == max(keys.index(key) - 1, 0)
    assert keys.index(key) == 0 or stepped(up, key, is_up=False) == keys


@pytest.mark.parametrize(
    ("held", "standing", "woven_order"),
    [
        ("A r B", "B A", "B A r"),
        ("r A B", "B A", "r B A"),
        ("A r s B", "X A B", "X A r s B"),
        ("A B", "A B", "A B"),
    ],
)
def test_retired_row_stays_behind_the_one_that_it_stood_behind(held, standing, woven_order):
    assert " ".join(woven(held.split(), standing.split())) == woven_order


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c", "d"], "a, b, c and d"),
        (["a", "b", "c", "d", "e", "f"], "a, b, c and 3 more"),
    ],
)
def test_things_are_listed_in_a_sentence(names, words):
    assert listed(names) == words


@pytest.mark.parametrize(
    ("name", "decimals", "sentence"),
    [
        ("£", 2, ""),
        ("£000", 0, ""),
        ("£m", 1, ""),
        ("£m", 4, "£m is printed to 3 decimals at most, not to 4."),
        ("€000", 0, "“€000” is another currency. Statements are kept in pounds: £, £000 or £m."),
        ("bags", 0, "“bags” is not a unit for a statement. Choose £, £000 or £m."),
    ],
)
def test_unit_of_a_table(name, decimals, sentence):
    assert unit_refused(name, decimals) == sentence


def test_limits_of_a_table():
    assert (rows_refused(300), columns_refused(40), share_refused(3)) == ("", "", "")
    assert rows_refused(301) == "A table has 300 rows at most. Retire some, or begin another table."
    assert columns_refused(41) == "A table has 40 columns at most. Retire some, or begin another table."
    assert share_refused(4) == "% is printed to 3 decimals at most, not to 4."


def test_stamp_differs_where_facts_do():
    assert stamp(["a", "b"]) == stamp(["a", "b"]) != stamp(["b", "a"])
