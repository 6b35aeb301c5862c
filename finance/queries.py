"""Every shared read of finance; a fixed number of queries, whatever the size of the tables."""

from django.db.models import Prefetch, QuerySet

from finance.books import Book, Table
from finance.models import Column, Figure, FinanceReport, NoteText, Reason, Row, Statement
from pillars.models import ReportingPeriod


def book_of(period: ReportingPeriod) -> Book | None:
    """The finance part of a quarter with everything in it, or None. Ten queries; one if there is none, and six more where a
    tie reaches back to the last report."""
    report = (
        FinanceReport.objects.filter(period=period)
        .select_related("sub_theme__pillar")
        .prefetch_related("notes", "ties")
        .first()
    )
    if report is None:
        return None
    report.period = period
    ties = tuple(report.ties.all())
    last = _last(period) if any(tie.is_from_last for tie in ties) else None
    return Book(
        report=report,
        tables=tables_of(report),
        notes=tuple(report.notes.all()),
        texts={text.note_id: text for text in NoteText.objects.filter(note__report=report).heads()},
        ties=ties,
        reasons={
            reason.check_key: reason
            for reason in Reason.objects.filter(report=report).heads().select_related("recorded_by")
        },
        last={table.statement.key: table for table in tables_of(last)} if last else {},
        last_label=str(last.period) if last else "",
        is_last_of_the_year=last is not None and last.period.quarter.year == period.quarter.year,
    )


def tables_of(report: FinanceReport) -> tuple[Table, ...]:
    """The statements of a report with their cells, in order. Five queries."""
    return _tables(report, Statement.objects.all())


def table_of(report: FinanceReport, key: str) -> Table | None:
    """One statement of a report with its cells. Five queries; one if there is none of this key."""
    found = _tables(report, Statement.objects.filter(key=key))
    return found[0] if found else None


def _tables(report: FinanceReport, of: QuerySet[Statement]) -> tuple[Table, ...]:
    statements = list(
        of.filter(report=report, is_retired=False).prefetch_related(
            Prefetch("columns", Column.objects.filter(is_retired=False)),
            Prefetch("rows", Row.objects.filter(is_retired=False).prefetch_related("sums")),
        )
    )
    figures: dict[int, dict[tuple[str, str], Figure]] = {}
    if statements:
        heads = Figure.objects.filter(row__statement__in=statements).heads()
        keys = {row.pk: (row.key, row.statement_id) for one in statements for row in one.rows.all()}
        columns = {column.pk: column.key for one in statements for column in one.columns.all()}
        for figure in heads:
            if figure.row_id in keys and figure.column_id in columns:
                key, owner = keys[figure.row_id]
                figures.setdefault(owner, {})[key, columns[figure.column_id]] = figure
    found = []
    for statement in statements:
        statement.report = report
        rows, held = tuple(statement.rows.all()), tuple(statement.columns.all())
        for row in rows:
            row.statement = statement
        for column in held:
            column.statement = statement
        found.append(Table(statement, held, rows, figures.get(statement.pk, {})))
    return tuple(found)


def _last(period: ReportingPeriod) -> FinanceReport | None:
    """The last finance report that is held before a quarter."""
    earlier = ReportingPeriod.objects.before(period.quarter).filter(finance_report__isnull=False)
    last = earlier.select_related("finance_report").first()
    if last is None:
        return None
    report = last.finance_report
    report.period = last
    return report
