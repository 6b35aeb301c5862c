"""Fills the scratch database with as many published quarters as a measurement asks for, each as full as the sample's."""

from django.core.management import call_command
from django.db import models, transaction

from commitments.models import Line, LineCommitment, Status
from finance.models import Column, Figure, FinanceReport, Note, NoteText, Reason, Row, Statement, Tie
from indicators.models import Reading
from pillars.models import Narrative, ReportingPeriod, Return, SubThemeRating
from pillars.quarters import Quarter
from reports.actions import publish_report

SAMPLE = Quarter(2019, 1)


def have(number: int) -> None:
    """Hold `number` published quarters that end with the sample's Q1 2019/20, all with its records."""
    if not ReportingPeriod.objects.exists():
        call_command("load_plan", "sample/plan.yaml", verbosity=0, stdout=_Quiet())
        call_command("load_quarter", "sample/2019-20-q1.yaml", approved=True, stdout=_Quiet())
        publish_report(period=_period(SAMPLE), by=None)
    quarter = _earliest()
    while ReportingPeriod.objects.count() < number:
        quarter = quarter.previous
        _copy(_period(SAMPLE), quarter)


class _Quiet:
    """Swallows the progress of a command."""

    def write(self, text: str = "", *args: object) -> None: ...

    def flush(self) -> None: ...


def _period(quarter: Quarter) -> ReportingPeriod:
    return ReportingPeriod.objects.of(quarter).select_related("plan__office", "scale").get()


def _earliest() -> Quarter:
    first = ReportingPeriod.objects.order_by("year", "number").first()
    return first.quarter if first else SAMPLE


@transaction.atomic
def _copy(source: ReportingPeriod, quarter: Quarter) -> None:
    """A new quarter with copies of every record of `source`, published."""
    period = ReportingPeriod.objects.create(
        plan=source.plan, scale=source.scale, year=quarter.year, number=quarter.number
    )
    returns = _copies(Return.objects.filter(period=source), period=period)
    for model in (SubThemeRating, Narrative):
        heads = model.objects.heads().filter(quarterly_return__period=source)
        _copies(heads, quarterly_return=returns, based_on=None)
    _copies(Narrative.objects.filter(period=source), period=period)
    lines = _copies(Line.objects.filter(quarterly_return__period=source).order_by("order"), quarterly_return=returns)
    _copies(LineCommitment.objects.filter(period=source), period=period, line=lines)
    _copies(Status.objects.filter(line__quarterly_return__period=source), line=lines)
    _copies(Reading.objects.filter(period=source), period=period)
    reports = _copies(FinanceReport.objects.filter(period=source), period=period)
    notes = _copies(Note.objects.filter(report__period=source), report=reports)
    _copies(NoteText.objects.filter(note__report__period=source), note=notes)
    statements = _copies(Statement.objects.filter(report__period=source), report=reports)
    columns = _copies(Column.objects.filter(statement__report__period=source), statement=statements)
    rows = _copies(Row.objects.filter(statement__report__period=source), statement=statements, note=notes)
    sums = Row.sums.through.objects.filter(from_row__statement__report__period=source)
    _copies(sums, from_row=rows, to_row=rows)
    _copies(Figure.objects.filter(row__statement__report__period=source), row=rows, column=columns)
    _copies(Tie.objects.filter(report__period=source), report=reports)
    _copies(Reason.objects.filter(report__period=source), report=reports)
    publish_report(period=period, by=None)


def _copies(records: models.QuerySet, **fields: object) -> dict[int, models.Model]:
    """Copies of records with other values in `fields` (a mapping stands for "the copy of what it points at now")."""
    originals = list(records)
    keys = [original.pk for original in originals]
    for original in originals:
        for name, value in fields.items():
            pointed = getattr(original, f"{name}_id")
            if isinstance(value, dict):
                setattr(original, name, value.get(pointed))
            else:
                setattr(original, name, value)
        original.pk = None
        original._state.adding = True
    type(originals[0])._default_manager.bulk_create(originals) if originals else None
    return dict(zip(keys, originals, strict=True))
