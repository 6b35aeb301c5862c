"""Every write to the figures and notes of a statement."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from accounts.models import User
from finance.models import Column, Figure, FinanceReport, Note, NoteText, Row
from pillars.models import ReportingPeriod, Return
from pillars.versions import save_version

AnyModel = TypeVar("AnyModel", bound=Model)


def record_figure(
    *, row: Row, column: Column, amount: int | None, is_dash: bool = False, based_on: Figure | None, by: User | None
) -> Figure:
    """Put an amount (in the statement's smallest printed unit) or a dash into a cell."""
    version = Figure(row=row, column=column, amount=amount, is_dash=is_dash, recorded_by=by)
    return save_version(version, based_on, of=_return_of(row.statement.report))


def record_note_text(*, note: Note, text: str, based_on: NoteText | None, by: User | None) -> NoteText:
    """Write the words of a note."""
    return save_version(NoteText(note=note, text=text, recorded_by=by), based_on, of=_return_of(note.report))


def _return_of(report: FinanceReport) -> QuerySet[Return]:
    """The finance part hangs on the return of the sub-theme in whose pages it stands."""
    return Return.objects.filter(sub_theme=report.sub_theme_id, period=report.period_id)


@transaction.atomic
def carry_report(*, last: ReportingPeriod, period: ReportingPeriod) -> None:
    """Give a quarter that is opened the statements and notes of the last one, without figures, words or cut-off dates."""
    report = FinanceReport.objects.filter(period=last).first()
    if report is None:
        return
    carried = FinanceReport.objects.create(period=period, sub_theme=report.sub_theme, title=report.title)
    notes = {note.pk: _copy(note, report=carried) for note in report.notes.all()}
    for statement in report.statements.all():
        held = _copy(statement, report=carried, as_at=None)
        for column in statement.columns.all():
            _copy(column, statement=held)
        rows = {}
        for row in statement.rows.all():
            rows[row.pk] = _copy(row, statement=held, note=notes.get(row.note_id or 0), comment="")
        for row in statement.rows.prefetch_related("sums"):
            rows[row.pk].sums.set(rows[part.pk] for part in row.sums.all())


def _copy(record: AnyModel, **changed: Any) -> AnyModel:
    """A new record with the fields of this one, but for those that are changed."""
    fields = {
        field.attname: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if not field.primary_key and field.name not in changed
    }
    return type(record)._default_manager.create(**fields, **changed)
