"""Finding what an address of the finance pages names, and who may change it."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from accounts.models import User
from accounts.roles import Role
from finance.books import Book, Table
from finance.models import FinanceReport, Statement
from finance.queries import book_of, table_of
from pillars.found import period_of
from pillars.models import ReportingPeriod, Return

WRITERS = frozenset({Role.FINANCE_OFFICER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person may do with a finance part. `why_only_read` is a sentence; "" where they may change it."""

    period: ReportingPeriod
    report: FinanceReport
    quarterly_return: Return
    why_only_read: str

    @property
    def may_change(self) -> bool:
        return not self.why_only_read


def standing_of(quarter: str, user: User) -> Standing:
    """The finance part of a quarter and what this person may do with it. Raises Http404 where there is none. Three queries."""
    period = period_of(quarter)
    report = FinanceReport.objects.filter(period=period).select_related("sub_theme__pillar").first()
    if report is None:
        raise Http404("This quarter has no finance part.")
    report.period = period
    held = Return.objects.get(period=period, sub_theme=report.sub_theme_id)
    return Standing(period, report, held, why_only_read(user, held))


def why_only_read(user: User, held: Return) -> str:
    """Why this person only reads the tables, as a sentence that says what to do; "" where they may change them."""
    if WRITERS.isdisjoint(user.roles):
        return gettext("The finance officer keeps these tables. You can read them here.")
    if held.is_locked:
        return gettext("The return that these tables go with is %(state)s, so nothing on them can change.") % {
            "state": held.get_state_display().lower()
        }
    return ""


def statement_at(standing: Standing, key: str, *, even_removed: bool = False) -> Statement:
    """One of its statements, without its cells. Raises Http404."""
    of = Statement.objects.all() if even_removed else Statement.objects.filter(is_retired=False)
    statement = get_object_or_404(of, report=standing.report, key=key)
    statement.report = standing.report
    return statement


def book_at(standing: Standing) -> Book:
    """Everything in the finance part. Raises Http404 where it has just gone."""
    book = book_of(standing.period)
    if book is None:
        raise Http404("This quarter has no finance part.")
    return book


def table_at(standing: Standing, key: str) -> Table:
    """One of its statements. Raises Http404."""
    table = table_of(standing.report, key)
    if table is None:
        raise Http404(f"This quarter has no statement {key}.")
    return table
