"""The kinds of statements, and what a new one of each brings: its columns and rows, its unit, and how its signs are read. Pure.

Everything that a kind brings can be changed afterwards; it is a beginning, and no rule.
"""

from datetime import date

from django.utils.translation import gettext as _

from finance.kinds.budgets import bridge, capital_financing, capital_programme, revenue
from finance.kinds.parts import Brought, NewColumn, NewRow, Wishes, amount, line
from finance.kinds.reserves import capital_receipts, projection, usable_reserves
from finance.models import Statement
from pillars.quarters import Quarter

__all__ = [
    "MOST_CAUSES",
    "MOST_YEARS",
    "Brought",
    "NewColumn",
    "NewRow",
    "Wishes",
    "brought_by",
    "described",
    "usual_wishes",
]

Kind = Statement.Kind
MOST_YEARS, MOST_CAUSES = 10, 20


def usual_wishes(quarter: Quarter) -> Wishes:
    """Five years from the end of the financial year on, four causes, and no split."""
    return Wishes(first_year_end=date(quarter.year + 1, 3, 31))


def brought_by(kind: str, quarter: Quarter, wishes: Wishes | None = None) -> Brought:
    """What a new statement of a kind begins with, in a quarter."""
    makers = {
        Kind.REVENUE: revenue,
        Kind.CAPITAL_PROGRAMME: capital_programme,
        Kind.CAPITAL_FINANCING: capital_financing,
        Kind.CAPITAL_RECEIPTS: capital_receipts,
        Kind.USABLE_RESERVES: usable_reserves,
        Kind.PROJECTION: projection,
        Kind.BRIDGE: bridge,
        Kind.FREE: free,
    }
    return makers[Kind(kind)](quarter, wishes or usual_wishes(quarter))


def described(kind: str) -> str:
    """What a kind of statement is for, in a sentence."""
    return {
        Kind.REVENUE: _("Original and revised budget, actual to date, forecast for the year, and the variance."),
        Kind.CAPITAL_PROGRAMME: _(
            "The schemes with their budgets and forecast; the variance may be split by its cause."
        ),
        Kind.CAPITAL_FINANCING: _(
            "Where the money for the capital programme comes from. Its total is the programme’s."
        ),
        Kind.CAPITAL_RECEIPTS: _("What was there, what is added and used in the year, and what is left."),
        Kind.USABLE_RESERVES: _(
            "Each reserve: its opening balance, the transfers budgeted and forecast, its closing balance."
        ),
        Kind.PROJECTION: _("The balance of each reserve at the end of each of several years."),
        Kind.BRIDGE: _("The original budget, what changed it, and the revised budget that results."),
        Kind.FREE: _("One column and one row, to build any other table from."),
    }[Kind(kind)]


def free(quarter: Quarter, wishes: Wishes) -> Brought:
    del quarter, wishes
    return Brought(
        title="",
        subtitle="",
        page="",
        sign_convention="",
        columns=(amount("amount", _("Amount")),),
        rows=(line("first", _("First row")),),
    )
