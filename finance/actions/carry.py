"""Giving a quarter that is opened the finance part of the last one."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from accounts.models import User
from finance.models import Column, FinanceReport
from pillars.models import ReportingPeriod

# Balances are those of a day that later reports of the year give too; other columns stand for a new day each time.
OF_THE_YEAR = frozenset({Column.Measure.OPENING, Column.Measure.CLOSING})
AnyModel = TypeVar("AnyModel", bound=Model)


@transaction.atomic
def carry_report(*, last: ReportingPeriod, period: ReportingPeriod, by: User | None = None) -> None:
    """Give a quarter that is opened the statements, notes and ties of the last one, without figures, words or cut-off dates.

    Rows and columns that were retired stay behind.
    """
    report = FinanceReport.objects.filter(period=last).first()
    if report is None:
        return
    carried = FinanceReport.objects.create(period=period, sub_theme=report.sub_theme, title=report.title)
    notes = {note.pk: _copy(note, report=carried) for note in report.notes.all()}
    for statement in report.statements.filter(is_retired=False):
        held = _copy(statement, by, report=carried, as_at=None)
        for column in statement.columns.filter(is_retired=False):
            _copy(column, by, statement=held, as_at=column.as_at if column.measure in OF_THE_YEAR else None)
        rows = {}
        for row in statement.rows.filter(is_retired=False):
            rows[row.pk] = _copy(row, by, statement=held, note=notes.get(row.note_id or 0))
        for row in statement.rows.filter(pk__in=rows).prefetch_related("sums"):
            rows[row.pk].sums.set(rows[part.pk] for part in row.sums.all() if part.pk in rows)
    for tie in report.ties.all():
        _copy(tie, by, report=carried)


def _copy(record: AnyModel, by: User | None = None, **changed: Any) -> AnyModel:
    """A new record with the fields of this one, but for those that are changed; history names who opened the quarter."""
    fields = {
        field.attname: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if not field.primary_key and field.name not in changed
    }
    made = type(record)(**fields, **changed)
    made._history_user = by  # type: ignore[attr-defined]
    made.save(force_insert=True)
    return made
