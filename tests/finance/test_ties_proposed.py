"""Which ties a quarter's tables suggest: those that can be told by kind, measure and words, and no others."""

import pytest

from finance.queries import book_of
from finance.ties.proposed import proposed
from tests import records

pytestmark = pytest.mark.django_db

MEASURES = {
    "original": "original_budget",
    "budget": "revised_budget",
    "forecast": "forecast",
    "opening": "opening",
    "planned": "budgeted_transfer",
    "moved": "forecast_transfer",
    "closing": "closing",
}


@pytest.fixture
def period():
    return records.make_period(records.make_plan(), "2019-20-q2")


def table(period, kind, columns, *rows):
    """A table of a kind; columns are keys of MEASURES, rows are labels: those in capitals are totals of all before them."""
    made, lines = [], []
    for label in rows:
        key = label.lower().replace(" ", "-")
        if label.isupper():
            made.append({"key": key, "label": label.capitalize(), "kind": "total", "sums": list(lines)})
        else:
            lines.append(key)
            made.append({"key": key, "label": label})
    named = [{"key": key, "measure": MEASURES.get(key, "")} for key in columns]
    return records.make_table(period, kind.replace("_", "-"), named, made, kind=kind)


def ties(period):
    found = proposed(book_of(period))
    return [
        (one.terms.left, one.terms.right, one.terms.is_negated, one.terms.is_from_last)
        for one in found
        if not one.needs_limits
    ]


def bands(period):
    return [(one.terms.left, one.terms.right) for one in proposed(book_of(period)) if one.needs_limits]


def test_capital_programme_is_what_is_financed(period):
    table(period, "capital_programme", ["budget", "forecast"], "Vehicles", "TOTAL PROGRAMME")
    table(period, "capital_financing", ["budget", "forecast"], "Grants", "TOTAL FUNDING")
    assert ties(period) == [
        ("capital-programme/total-programme/*", "capital-financing/total-funding/*", False, False),
    ]


def test_tables_that_name_their_columns_apart_are_tied_by_what_these_tell(period):
    table(period, "capital_programme", ["budget", "forecast"], "Vehicles", "TOTAL PROGRAMME")
    table(period, "capital_financing", ["original"], "Grants", "TOTAL FUNDING")
    records.FinanceReport.objects.get().statements.get(key="capital-financing").columns.update(measure="revised_budget")
    assert ties(period) == [
        ("capital-programme/total-programme/budget", "capital-financing/total-funding/original", False, False),
    ]


def test_receipts_that_finance_capital_leave_their_reserve(period):
    table(period, "capital_financing", ["budget"], "Capital Receipts", "Borrowing", "TOTAL FUNDING")
    table(period, "capital_receipts", ["budget"], "Opening balance", "Financing the programme", "CLOSING")
    assert ties(period) == [
        ("capital-financing/capital-receipts/*", "capital-receipts/financing-the-programme/*", True, False),
    ]


def test_reserves_open_as_the_last_report_closed(period):
    table(period, "usable_reserves", ["opening", "closing"], "General fund")
    assert ties(period) == [("usable-reserves/*/opening", "usable-reserves/*/closing", False, True)]


def test_transfers_of_the_revenue_account_are_those_of_the_reserves(period):
    table(period, "revenue", ["budget", "forecast"], "Pay", "Use of reserves", "NET BUDGET")
    table(period, "usable_reserves", ["planned", "moved"], "Earmarked", "TOTAL REVENUE RESERVES")
    assert ties(period) == [
        ("revenue/use-of-reserves/budget", "usable-reserves/total-revenue-reserves/planned", False, False),
        ("revenue/use-of-reserves/forecast", "usable-reserves/total-revenue-reserves/moved", False, False),
    ]


def test_reserve_that_finances_capital_is_used_by_as_much(period):
    table(
        period, "capital_financing", ["budget", "forecast"], "Capital Financing Reserve", "Borrowing", "TOTAL FUNDING"
    )
    table(period, "usable_reserves", ["planned", "moved"], "Capital financing reserve", "TOTAL RESERVES")
    assert ties(period) == [
        (
            "capital-financing/capital-financing-reserve/budget",
            "usable-reserves/capital-financing-reserve/planned",
            True,
            False,
        ),
        (
            "capital-financing/capital-financing-reserve/forecast",
            "usable-reserves/capital-financing-reserve/moved",
            True,
            False,
        ),
    ]


def test_bridge_ends_in_the_budget_of_the_revenue_table(period):
    table(period, "bridge", ["original", "pay-award", "budget"], "Pay", "TOTAL")
    table(period, "revenue", ["original", "budget"], "Pay", "NET BUDGET")
    assert ties(period) == [
        ("bridge/total/original", "revenue/net-budget/original", False, False),
        ("bridge/total/budget", "revenue/net-budget/budget", False, False),
    ]


def test_general_balance_is_a_share_whose_limits_somebody_gives(period):
    table(period, "revenue", ["budget"], "Pay", "TOTAL NET REVENUE EXPENDITURE")
    table(period, "usable_reserves", ["opening", "closing"], "General Fund Balance", "Others")
    whole = "revenue/total-net-revenue-expenditure/budget"
    assert bands(period) == [
        ("usable-reserves/general-fund-balance/opening", whole),
        ("usable-reserves/general-fund-balance/closing", whole),
    ]


def test_nothing_is_suggested_where_two_rows_or_tables_might_be_meant(period):
    table(period, "capital_programme", ["budget"], "Vehicles", "TOTAL PROGRAMME", "TOTAL WITH SLIPPAGE")
    table(period, "capital_financing", ["budget"], "Receipts of land", "Receipts of vehicles", "TOTAL FUNDING")
    table(period, "capital_receipts", ["budget"], "Financing", "CLOSING")
    assert ties(period) == []


def test_what_is_tied_already_is_not_suggested_again(period):
    table(period, "capital_programme", ["budget", "forecast"], "Vehicles", "TOTAL PROGRAMME")
    table(period, "capital_financing", ["budget", "forecast"], "Grants", "TOTAL FUNDING")
    report = book_of(period).report
    # The same the other way round.
    records.make_tie(report, "held", "capital-financing/total-funding/*", "capital-programme/total-programme/*")
    assert ties(period) == []


def test_cells_that_a_tie_of_all_columns_covers_are_not_suggested_one_by_one(period):
    table(period, "bridge", ["original", "budget"], "Pay", "TOTAL")
    table(period, "revenue", ["original", "budget"], "Pay", "NET BUDGET")
    records.make_tie(book_of(period).report, "held", "bridge/total/*", "revenue/net-budget/*")
    assert ties(period) == []


def test_balance_that_has_a_band_is_not_suggested_for_another(period):
    table(period, "revenue", ["budget"], "Pay", "TOTAL NET REVENUE EXPENDITURE")
    table(period, "usable_reserves", ["opening", "closing"], "General Fund Balance", "Others")
    left, right = "usable-reserves/general-fund-balance/opening", "revenue/pay/budget"
    records.make_tie(book_of(period).report, "held", left, right, low=3)
    assert [left for left, _right in bands(period)] == ["usable-reserves/general-fund-balance/closing"]
