"""The finance part of a quarter as a whole: beginning it, what it is called, with which return it goes, and leaving it out."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from finance.actions.carry import carry_report
from finance.actions.figures import return_of
from finance.models import Column, Figure, FinanceReport, NoteText, Reason, Row
from finance.rules import Refused
from pillars.models import ReportingPeriod, Return, SubTheme
from pillars.versions import hold_open


@transaction.atomic
def begin_report(
    *, period: ReportingPeriod, sub_theme: SubTheme, title: str, last: ReportingPeriod | None = None, by: User | None
) -> FinanceReport:
    """Give a quarter a finance part, which stands in the pages of a sub-theme and goes with its return.

    With `last` it begins with the tables, notes and ties of that quarter, without what was entered in them. Raises Refused
    where the quarter has one, and Locked where the return is closed.
    """
    # Of two who begin it at once, on whichever return, the second is told.
    ReportingPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    hold_open(_return(period, sub_theme))
    if FinanceReport.objects.filter(period=period).exists():
        raise Refused(_("Somebody began the finance part of this quarter meanwhile."))
    if last is None:
        return FinanceReport.objects.create(period=period, sub_theme=sub_theme, title=title)
    carry_report(last=last, period=period, by=by)
    report, created = FinanceReport.objects.get_or_create(
        period=period, defaults={"sub_theme": sub_theme, "title": title}
    )
    if not created:
        report.sub_theme, report.title = sub_theme, title
        report.save(update_fields=["sub_theme", "title"])
    return report


@transaction.atomic
def change_report(*, report: FinanceReport, sub_theme: SubTheme, title: str, by: User | None) -> FinanceReport:
    """Give the finance part another title, or another return to go with. Raises Locked where either return is closed."""
    # Both in the order in which whole quarters are held, so that nobody waits for another who waits for them.
    both = Return.objects.filter(period=report.period, sub_theme__in=[report.sub_theme_id, sub_theme.pk])
    list(both.select_for_update(of=("self",)).order_by("sub_theme_id"))
    hold_open(return_of(report))
    if sub_theme.pk != report.sub_theme_id:
        hold_open(_return(report.period, sub_theme))
    report.sub_theme, report.title = sub_theme, title
    report.save(update_fields=["sub_theme", "title"])
    return report


@transaction.atomic
def leave_out_report(*, report: FinanceReport, by: User | None) -> None:
    """Take the finance part out of a quarter for which nothing was entered in it; a later quarter can begin with the tables of
    the last one that had them. Raises Refused, and Locked where the return is closed."""
    hold_open(return_of(report))
    if is_begun(report):
        raise Refused(_("Figures or words were entered in it for this quarter, and what was entered is kept."))
    for row in Row.objects.filter(statement__report=report):
        row.sums.clear()
    parts: list[Any] = [
        *report.ties.all(),
        *Row.objects.filter(statement__report=report),
        *Column.objects.filter(statement__report=report),
        *report.statements.all(),
    ]
    for part in parts:
        part._history_user = by
        part.delete()
    report.notes.all().delete()
    report.delete()


def is_begun(report: FinanceReport) -> bool:
    """Whether anything was ever entered in a finance part. Three queries at most."""
    return (
        Figure.objects.filter(row__statement__report=report).exists()
        or NoteText.objects.filter(note__report=report).exists()
        or Reason.objects.filter(report=report).exists()
    )


def _return(period: ReportingPeriod, sub_theme: SubTheme) -> QuerySet[Return]:
    return Return.objects.filter(period=period, sub_theme=sub_theme)
