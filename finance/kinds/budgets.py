"""The kinds of statements that tell of a budget: revenue, capital and its financing, and the bridge between two budgets. Pure."""

from django.utils.translation import gettext as _

from finance.kinds.parts import (
    Brought,
    Measure,
    NewColumn,
    Sense,
    Wishes,
    amount,
    budget_v_forecast,
    budgets,
    line,
    reference,
    total,
    variance,
)
from finance.models import Column, Row
from finance.structure.said import ColumnFacts
from pillars.quarters import Quarter


def revenue(quarter: Quarter, wishes: Wishes) -> Brought:
    del wishes
    costs = ("income", "employment", "premises", "supplies")
    return Brought(
        title=_("Net revenue expenditure"),
        subtitle=budget_v_forecast(quarter),
        page=_("Net revenue expenditure"),
        sign_convention=_(
            "Expenditure is positive; income is negative, in brackets. Variance is the forecast less the revised budget: "
            "positive is adverse, (bracketed) is favourable."
        ),
        columns=(*budgets(), variance(), reference()),
        rows=(
            line("income", _("Income")),
            line("employment", _("Pay and employment costs")),
            line("premises", _("Premises and transport")),
            line("supplies", _("Supplies and services")),
            total("net-revenue-expenditure", _("Net revenue expenditure"), costs, Row.Kind.SUBTOTAL),
            line("reserves", _("Transfers to/(from) reserves")),
            total("net-budget", _("Net budget"), ("net-revenue-expenditure", "reserves")),
        ),
    )


def capital_programme(quarter: Quarter, wishes: Wishes) -> Brought:
    signs = _(
        "Expenditure is positive. Variance is the forecast less the revised budget: positive is adverse, (bracketed) is "
        "favourable."
    )
    split: tuple[NewColumn, ...] = ()
    if wishes.is_split:
        signs += " " + _(
            "It is split into overspend, saving and slippage: savings, and what slips into later years, are bracketed."
        )
        split = (
            amount("overspend", _("Overspend"), Measure.OVERSPEND, sense=Sense.ADVERSE),
            amount("saving", _("Saving"), Measure.SAVING, sense=Sense.ADVERSE),
            amount("slippage", _("Slippage"), Measure.SLIPPAGE),
            NewColumn(
                "target-year",
                ColumnFacts(_("Year into which it slips"), Column.Kind.COMMENT, Measure.TARGET_YEAR),
            ),
        )
    schemes = ("vehicles", "buildings", "ict", "equipment")
    return Brought(
        title=_("Capital programme"),
        subtitle=budget_v_forecast(quarter),
        page=_("Capital expenditure and capital financing"),
        sign_convention=signs,
        columns=(*budgets(), variance(), *split, reference()),
        rows=(
            line("vehicles", _("Vehicles")),
            line("buildings", _("Buildings")),
            line("ict", _("Information technology")),
            line("equipment", _("Equipment")),
            total("total", _("Total capital programme"), schemes),
        ),
    )


def capital_financing(quarter: Quarter, wishes: Wishes) -> Brought:
    del wishes
    sources = ("capital-receipts", "grants", "reserves", "revenue-contributions", "borrowing")
    return Brought(
        title=_("Capital financing"),
        subtitle=budget_v_forecast(quarter),
        page=_("Capital expenditure and capital financing"),
        sign_convention=_(
            "Funding is positive. Variance is the forecast less the revised budget: positive means that more funding is used."
        ),
        columns=(*budgets(), variance(sense=""), reference()),
        rows=(
            line("capital-receipts", _("Capital receipts")),
            line("grants", _("Grants and contributions")),
            line("reserves", _("Reserves")),
            line("revenue-contributions", _("Direct revenue contributions")),
            line("borrowing", _("Borrowing")),
            total("total", _("Total capital financing"), sources),
        ),
    )


def bridge(quarter: Quarter, wishes: Wishes) -> Brought:
    causes = [f"cause-{number}" for number in range(1, wishes.causes + 1)]
    return Brought(
        title=_("From the original to the revised budget"),
        subtitle=quarter.financial_year,
        page=_("Net revenue expenditure"),
        sign_convention=_(
            "What adds to the budget is positive, what takes from it negative, in brackets. Virements between budgets come "
            "to nothing."
        ),
        columns=(amount("amount", _("Amount")), reference()),
        rows=(
            line("original-budget", _("Original budget")),
            *(line(key, _("Cause %(number)d") % {"number": at}) for at, key in enumerate(causes, start=1)),
            total("net-change", _("Net change"), tuple(causes), Row.Kind.SUBTOTAL),
            total("revised-budget", _("Revised budget"), ("original-budget", "net-change")),
        ),
    )
