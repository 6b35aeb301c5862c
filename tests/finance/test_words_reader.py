"""The reader of plain text: what it says of words that the tables do not bear out, and what it leaves alone."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.figures.addresses import Address
from finance.figures.formulas import read_formula
from finance.figures.units import money
from finance.words import Fact, Facts, advise
from tests.finance import month_four

PAY, INCOME, OVERHEADS, OPCC = (("revenue", key) for key in ("pay", "income", "overheads", "opcc"))
WORKS = (("capital-investment", "minor-works"), ("capital-investment", "major-works"))
RECEIPTS_USED = ("capital-receipts-reserve", "financing-programme")


def read(text, rows=(), section=""):
    return advise(text, facts=month_four.facts(), rows=rows, section=section)


def test_notes_of_month_four_are_advised_upon_where_they_do_not_fit_and_nowhere_else():
    found = [
        (name, one.kind, one.quote, one.sentence)
        for name, section, text, rows in month_four.notes()
        for one in read(text, rows, section)
    ]
    assert found == [
        (
            "Overview 2",
            "row",
            "Net Revenue Expenditure",
            "“Net Revenue Expenditure” has no figure of £135.1m or £134.7m, but the row “Net Budget” has. "
            "Name that row, or give the figures of this one.",
        ),
        (
            "R1",
            "direction",
            "below",
            "“below” does not fit: “Variance (fav) /adverse” of “Total Chief Constable” is £476,000, "
            "which is above the budget.",
        ),
        (
            "R4",
            "percentage",
            "2.5%",
            "No share in the tables comes to 2.5%. Check it, or leave it if it comes from elsewhere.",
        ),
        (
            "Reserves 10",
            "nil",
            "No further use",
            "“No further use” does not fit: “Variance against budgeted transfer” of “Capital Financing Reserve” is "
            "£665,000 (Budgeted transfer to/(from) reserves: £0; Forecast Transfer to/(from) reserves: −£665,000).",
        ),
        (
            "Reserves 11",
            "limit",
            "3%",
            "In the tables “3%” is 2.92% (“The general balance opens within 3% to 5% of net revenue expenditure”): "
            "only rounding takes it across the limit of 3%.",
        ),
    ]


FITTING = [
    # Amounts
    ("The forecast is £135.144m against a budget of £134,668,000.", (), "Overview"),
    ("Over £135m will be spent; £0.4-0.5m of this is at risk.", (), "Overview"),
    ("The Capital Financing Reserve is used (665).", (), "Reserves"),
    ("The variance is £1.3m for all the sources, £147k of them receipts.", (), "Capital"),
    ("Estates projects slip by £135,000.", WORKS, "Capital"),
    # Directions
    ("Pay is £0.347m (0.3%) over budget.", (PAY,), "Revenue"),
    ("The forecast is £112.937m, which is £347k higher than budgeted.", (PAY,), "Revenue"),
    ("Income is £252,000 above the revised budget, which is favourable.", (INCOME,), "Revenue"),
    ("Estates underspend by £135,000.", WORKS, "Capital"),
    ("The use of receipts is £0.147m above budget.", (RECEIPTS_USED,), "Capital"),
    ("The year ends £476,000 adverse to the budget of £134.668m.", (), "Overview"),
    ("Spending of £135.1m is above the budget of £134.7m.", (), "Overview"),
    ("Pay is above budget: overspends on officers outweigh an underspend on staff.", (PAY,), "Revenue"),
    ("Adverse weather held back £250,000 of vehicles.", (("capital-investment", "vehicles"),), "Capital"),
    ("Staff costs fell below what was hoped for.", (PAY,), "Revenue"),
    ("Pay is not below the revised budget.", (PAY,), "Revenue"),
    # Percentages
    ("The general balance must not fall below the minimum of 3%. It is forecast at 3.27%.", (), "Reserves"),
    ("General balances opened at 2.9% and close at 3.3%, within 3% to 5%.", (), "Reserves"),
    ("The General Fund Balance is forecast to close at 3%.", (), "Reserves"),
    ("A pay award of 3% is included.", (PAY,), "Revenue"),
    ("The variance is 0.35% of the net budget.", (), "Reserves"),
    # Names of rows
    ("Net Revenue Expenditure is £135.784m; the Net Budget is £135.144m.", (), "Overview"),
    ("Net Revenue Expenditure is above budget, with pay at £0.347m and overheads at £0.428m.", (), "Revenue"),
    ("General balances of £4.4m are 3.3% of Net Revenue Expenditure.", (), "Reserves"),
    ("The Capital Receipts Reserve receives additions of £4.8m.", (), "Capital"),
    # Nothing
    ("The OPCC is on budget.", (OPCC,), "Revenue"),
    ("Work goes on to bring overheads back on budget.", (OVERHEADS,), "Revenue"),
    ("The Major Operations Reserve has no variance.", (), "Reserves"),
    ("Overheads rise, with no further use of agency staff.", (OVERHEADS,), "Revenue"),
    ("Reports were on time, and there was no further use of paper.", (), "Overview"),
    # Citations are passed over, whatever they cite
    (
        "It is {{revenue/net-budget/variance £m3}}, {{nothing}} and {{revenue/pay/variance compared}} the budget.",
        (),
        "",
    ),
    ("", (), ""),
]


@pytest.mark.parametrize(("text", "rows", "section"), FITTING)
def test_words_that_the_tables_bear_out_are_left_alone(text, rows, section):
    assert read(text, rows, section) == ()


STRANGE = [
    # Amounts
    ("amount", "£0.9m", "Overtime costs £0.9m.", (PAY,), "Revenue"),
    ("amount", "£9,876,543", "It is £9,876,543.", (), "Overview"),
    ("amount", "(667)", "The reserve is used (667).", (), "Reserves"),
    ("amount", "£136k", "Estates projects slip by £136k.", WORKS, "Capital"),
    # Directions
    ("direction", "under budget", "Pay is £0.347m (0.3%) under budget.", (PAY,), "Revenue"),
    ("direction", "less than budgeted", "Pay is 0.3% less than budgeted.", (PAY,), "Revenue"),
    ("direction", "below the revised budget", "Pay is below the revised budget.", (PAY,), "Revenue"),
    ("direction", "below the revised budget", "Income is £0.252m below the revised budget.", (INCOME,), "Revenue"),
    ("direction", "adverse", "Income has an adverse variance of £0.252m.", (INCOME,), "Revenue"),
    ("direction", "overspend", "Estates overspend by £135,000.", WORKS, "Capital"),
    ("direction", "favourable", "The year ends £0.476m favourable.", (), "Overview"),
    ("direction", "underspend", "An underspend of about £476k is forecast.", (), "Overview"),
    ("direction", "adverse", "It is £2.076m adverse.", (OPCC,), "Revenue"),
    ("direction", "below budget", "Pay is {{revenue/pay/variance}} below budget.", (PAY,), "Revenue"),
    # Percentages
    ("percentage", "7.7%", "This is 7.7% of it.", (), "Overview"),
    ("percentage", "4-6%", "The target is 4-6% of net revenue expenditure.", (), "Reserves"),
    ("limit", "3%", "General balances opened at 3% of net revenue expenditure.", (), "Overview"),
    ("limit", "3%", "The General Fund Balance stands at 3%.", (), "Reserves"),
    # Names of rows
    (
        "row",
        "Capital Financing Reserve",
        "The Capital Financing Reserve has a balance of £3.957m.",
        (),
        "Reserves",
    ),
    # Nothing
    ("nil", "on budget", "Overheads are on budget.", (OVERHEADS,), "Revenue"),
    ("nil", "on budget", "The overall position is on budget.", (), "Revenue"),
    ("nil", "no variance", "The Capital Financing Reserve has no variance.", (), "Reserves"),
    ("nil", "No further use of reserves", "No further use of reserves is planned.", (), "Overview"),
]


@pytest.mark.parametrize(("kind", "quote", "text", "rows", "section"), STRANGE)
def test_words_that_the_tables_do_not_bear_out_are_quoted(kind, quote, text, rows, section):
    found = read(text, rows, section)
    assert [(one.kind, one.quote) for one in found] == [(kind, quote)]
    assert text[found[0].start :].startswith(quote)


def test_income_is_explained_by_the_two_figures_that_are_compared():
    (found,) = read("Income is £0.252m below the revised budget.", (INCOME,), "Revenue")
    assert found.sentence == (
        "“below the revised budget” does not fit: “Variance (fav) /adverse” of “Income” is −£252,000 "
        "(Full year Forecast: −£15,255,000; Revised Budget: −£15,002,000), which is above the budget."
    )


def test_amount_that_is_nearly_in_the_tables_is_told_its_neighbour():
    (found,) = read("It is £467,000 over the plan.", (("revenue", "net-budget"),), "Revenue")
    assert found.sentence == (
        "No figure in the tables is £467,000. The nearest is £476,000: “Variance (fav) /adverse” of “Net Budget”."
    )


def test_advice_stands_in_the_order_of_the_text_and_each_words_are_quoted_once():
    text = "First £0.9m. Then 7.7%, and £0.9m again.\nPay is below the revised budget, by £7.7m."
    found = read(text, (PAY,), "Revenue")
    assert [one.quote for one in found] == ["£0.9m", "7.7%", "below the revised budget", "£7.7m"]
    assert [text[one.start : one.start + len(one.quote)] for one in found] == [one.quote for one in found]


def test_column_of_percentages_supports_what_it_prints():
    share = Fact(
        Address("free", "row", "share"),
        None,
        10,
        Fraction(712, 100),
        formula=read_formula("part / whole"),
        statement_title="Shares",
    )
    facts = Facts((share,))
    assert [one.quote for one in advise("It is 7.12%, 7.1% or 7%, and not 7.2%.", facts=facts)] == ["7.2%"]


def test_table_in_millions_supports_an_amount_within_what_it_prints():
    fact = Fact(Address("plan", "general", "year-1"), 44 * 10_000_000, 10_000_000, statement_title="Projection")
    assert [one.quote for one in advise("From £4.4m, or £4.41m, to £4.5m.", facts=Facts((fact,)))] == ["£4.5m"]


def test_without_figures_every_number_is_strange_and_nothing_else_is():
    text = "It is £5m adverse (3%), below the revised budget and on budget."
    assert [one.kind for one in advise(text, facts=Facts(()), rows=[PAY], section="Revenue")] == [
        "amount",
        "percentage",
    ]


@given(pence=st.integers(1, 10**13), form=st.sampled_from(["£", "£000", "£m1", "£m2", "£m3"]))
def test_what_a_citation_writes_the_reader_finds_again(pence, form):
    fact = Fact(Address("a", "b", "c"), pence, 1, statement_title="A")
    assert advise(f"It is {money(pence, form)}.", facts=Facts((fact,))) == ()


PIECES = [
    *("£", "1", "£1", "£1m ", "£1m adverse ", "£1m adverse. ", "above budget £1m ", "3% ", "3-", "3% and ", "(665) "),
    *("{{", "{{a/b/c}} ", "{{a/b/c", "}}", "on budget ", "On budget. ", "no use of reserves ", "Net Budget ", "not "),
    *("Net Budget £5m. ", "over ", "overspend ", " ", "\n", ". ", "1,000", "1.1.1", "((((", "(0.36%) or ", "by £1m "),
    *("“below” ", "e.g. ", "between 3 and ", "\ufffc", "ß", "adverse" + " " * 50),
]


@pytest.mark.parametrize("piece", PIECES)
def test_long_and_awkward_text_is_read_to_its_end(piece):
    text = (piece * 20_000)[:20_000]
    assert all(text[one.start :].startswith(one.quote) for one in read(text, (PAY,), "Reserves"))


@settings(max_examples=300)
@given(
    pieces=st.lists(st.sampled_from([*PIECES, "Pay is ", "below the revised budget", "0.3%", "£0.347m"]), max_size=12)
)
def test_advice_on_any_text_quotes_that_text(pieces):
    text = "".join(pieces)
    for one in read(text, (PAY,), "Revenue"):
        assert text[one.start :].startswith(one.quote)
        assert one.sentence.endswith(".")


def test_wide_tables_are_read_too():
    row = month_four.facts().row(PAY)
    cells = tuple(
        replace(fact, address=replace(fact.address, row=f"pay-{number}"), row_label=f"Pay of unit {number}")
        for number in range(800)
        for fact in row
    )
    text = "".join(f"Pay of unit {number} is £{number}.347m adverse (2.{number}%). " for number in range(300))
    found = advise(text, facts=Facts(cells), rows=[("revenue", f"pay-{number}") for number in range(400)])
    assert found
    assert "£0.347m" not in {one.quote for one in found}
