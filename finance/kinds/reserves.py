"""The kinds of statements that tell of balances: the capital receipts reserve, usable reserves, and years to come. Pure."""

from django.utils.translation import gettext as _

from finance.kinds.parts import (
    Brought,
    Measure,
    Sense,
    Wishes,
    amount,
    budget_v_forecast,
    budgets,
    computed,
    line,
    reference,
    told_day,
    total,
    variance,
    years_after,
)
from finance.models import Row
from pillars.quarters import Quarter


def capital_receipts(quarter: Quarter, wishes: Wishes) -> Brought:
    del wishes
    return Brought(
        title=_("Capital receipts reserve"),
        subtitle=budget_v_forecast(quarter),
        page=_("Capital expenditure and capital financing"),
        sign_convention=_(
            "Additions to the reserve are positive, uses of it negative, in brackets. Variance is the forecast less the "
            "revised budget: positive means that more is left in the reserve."
        ),
        columns=(*budgets(has_actual=False), variance(sense=Sense.FAVOURABLE), reference()),
        rows=(
            line("opening", _("Opening balance")),
            line("additions", _("Receipts in the year")),
            line("uses", _("Used to finance the capital programme")),
            total("closing", _("Closing balance"), ("opening", "additions", "uses")),
        ),
    )


def usable_reserves(quarter: Quarter, wishes: Wishes) -> Brought:
    del wishes
    return Brought(
        title=_("Usable reserves"),
        subtitle=budget_v_forecast(quarter),
        page=_("Usable reserves"),
        sign_convention=_(
            "Balances and transfers to reserves are positive, transfers from reserves negative, in brackets. Variance is the "
            "budgeted less the forecast transfer: positive means that more of a reserve is used than was budgeted."
        ),
        columns=(
            amount("opening", _("Opening balance"), Measure.OPENING),
            amount("budgeted-transfer", _("Budgeted transfer to/(from) reserves"), Measure.BUDGETED_TRANSFER),
            amount("forecast-transfer", _("Forecast transfer to/(from) reserves"), Measure.FORECAST_TRANSFER),
            computed("closing", _("Closing balance"), Measure.CLOSING, "opening + forecast-transfer"),
            computed(
                "variance",
                _("Variance against budgeted transfer"),
                Measure.VARIANCE,
                "budgeted-transfer - forecast-transfer",
                sense=Sense.ADVERSE,
            ),
            reference(),
        ),
        rows=(
            line("general-balance", _("General balance")),
            line("earmarked-revenue", _("Earmarked revenue reserves")),
            line("earmarked-capital", _("Earmarked capital reserves")),
            total(
                "earmarked",
                _("Total earmarked reserves"),
                ("earmarked-revenue", "earmarked-capital"),
                Row.Kind.SUBTOTAL,
            ),
            line("capital-receipts", _("Capital receipts reserve")),
            total("total", _("Total usable reserves"), ("general-balance", "earmarked", "capital-receipts")),
        ),
    )


def projection(quarter: Quarter, wishes: Wishes) -> Brought:
    del quarter
    ends = [years_after(wishes.first_year_end, number) for number in range(wishes.years)]
    opened = years_after(wishes.first_year_end, -1)
    years = [Quarter.on(ends[0]).financial_year, Quarter.on(ends[-1]).financial_year]
    reserves = ("general-balance", "earmarked-revenue", "earmarked-capital", "capital-receipts")
    return Brought(
        title=_("Reserves over several years"),
        subtitle=years[0] if len(ends) == 1 else _("%(first)s to %(last)s") % {"first": years[0], "last": years[1]},
        page=_("Usable reserves"),
        sign_convention=_("Balances are positive. One in brackets is overdrawn."),
        unit="£m",
        decimals=1,
        columns=(
            amount(
                "opening", _("Opening balance at %(day)s") % {"day": told_day(opened)}, Measure.OPENING, as_at=opened
            ),
            *(amount(f"closing-{day:%Y}", told_day(day), Measure.CLOSING, as_at=day) for day in ends),
        ),
        rows=(
            line("general-balance", _("General balance")),
            line("earmarked-revenue", _("Earmarked revenue reserves")),
            line("earmarked-capital", _("Earmarked capital reserves")),
            line("capital-receipts", _("Capital receipts reserve")),
            total("total", _("Total usable reserves"), reserves),
        ),
    )
