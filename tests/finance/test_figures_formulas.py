"""How a column's formula is written: keys of columns with signs between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.figures.formulas import Formula, Share, UnreadableFormula, read_formula

KEYS = st.lists(st.from_regex(r"[a-z][a-z0-9_-]{0,9}", fullmatch=True), min_size=1, max_size=6, unique=True)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("full-year-forecast - revised-budget", Formula(((1, "full-year-forecast"), (-1, "revised-budget")))),
        ("  forecast  -  budget ", Formula(((1, "forecast"), (-1, "budget")))),
        ("forecast − budget", Formula(((1, "forecast"), (-1, "budget")))),
        ("a + b - c", Formula(((1, "a"), (1, "b"), (-1, "c")))),
        ("- a + b", Formula(((-1, "a"), (1, "b")))),
        ("+ a", Formula(((1, "a"),))),
        ("opening", Formula(((1, "opening"),))),
        ("2019-20 + 2020-21", Formula(((1, "2019-20"), (1, "2020-21")))),
        ("balance / net-budget", Share("balance", "net-budget")),
        ("balance ÷ net-budget", Share("balance", "net-budget")),
    ],
)
def test_formula_is_read(text, formula):
    assert read_formula(text) == formula


def test_key_with_a_hyphen_is_one_key_and_no_subtraction():
    assert read_formula("forecast-budget").operands == ("forecast-budget",)
    assert read_formula("forecast - budget").operands == ("forecast", "budget")
    assert read_formula("balance / net-budget").operands == ("balance", "net-budget")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "a -",
        "a b",
        "a - - b",
        "a * b",
        "a / b / c",
        "a + b / c",
        "/ b",
        "a /",
        "a/b",
        "2 × a",
        "(a + b)",
        "a - é",
    ],
)
def test_formula_that_cannot_be_read_is_refused_with_an_example(text):
    with pytest.raises(
        UnreadableFormula, match=r"is not a formula\. Write it like full-year-forecast - revised-budget"
    ):
        read_formula(text)


@pytest.mark.parametrize("text", ["a - a", "a + b + a", "a / a"])
def test_column_named_twice_is_refused(text):
    with pytest.raises(UnreadableFormula, match="names a twice"):
        read_formula(text)


@given(keys=KEYS, data=st.data())
def test_formula_is_read_back_from_what_is_written(keys, data):
    signs = data.draw(st.lists(st.sampled_from([1, -1]), min_size=len(keys), max_size=len(keys)))
    formula = Formula(tuple(zip(signs, keys, strict=True)))
    assert read_formula(str(formula)) == formula
    if len(keys) >= 2:
        share = Share(keys[0], keys[1])
        assert read_formula(str(share)) == share
