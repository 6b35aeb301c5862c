"""The finance part of a quarter: its tables reckoned and checked, filled in on the page, printed, and as files, out and in.

The tables are the sample's five, and one of 200 rows and 20 columns.
"""

import gc
import resource
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from statistics import median
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench import quarters
from bench.calls import SMALLEST, caller
from bench.measured import Measured
from finance.actions import CellEntry, record_figures
from finance.books import Book, Table
from finance.models import Column, Figure, FinanceReport, Row, Statement
from finance.queries import book_of
from finance.reconciliation import checks_of_figures
from finance.uploads.matching import matches_in
from finance.uploads.preview import preview_of
from pillars.models import ReportingPeriod
from reports.assemble import assemble
from reports.exports import export
from returns.actions import open_quarter
from spreadsheets.read import read_spreadsheet

ROWS, COLUMNS, EACH = 200, 20, 10
ROUNDS = 11
TOKEN = "t" * 32
LARGE, FIRST = "large", "revenue"


def measure() -> Iterator[Measured]:
    """Each turn about with the smallest view, so that a change in the machine's speed falls on both."""
    person = User.objects.create_user("finance@localhost", is_administrator=True)
    report = _open_report(person)
    call = _caller_of(person)
    page = f"/reports/{quarters.SAMPLE.slug}/editions/1/finance-net-revenue-expenditure.html"
    published = {"the page of the report with its first table": partial(call, page)}
    yield from _beside_smallest(call, published | _works("five tables", report, FIRST, call))
    _make_large(report, person)
    yield from _beside_smallest(call, _works(f"with one of {ROWS} x {COLUMNS}", report, LARGE, call))


def _open_report(person: User) -> FinanceReport:
    """The finance part of an open quarter, in which the sample's tables are filled in again."""
    quarters.have(1)
    sample = ReportingPeriod.objects.of(quarters.SAMPLE).select_related("plan").get()
    due_on = date(2019, 10, 11)
    period = open_quarter(
        plan=sample.plan, quarter=quarters.SAMPLE.next, submissions_due_on=due_on, approvals_due_on=due_on, by=person
    )
    report = FinanceReport.objects.get(period=period)
    _fill_in_again(FinanceReport.objects.get(period=sample), report, person)
    return report


def _fill_in_again(last: FinanceReport, report: FinanceReport, person: User) -> None:
    rows = {(row.statement.key, row.key): row for row in Row.objects.filter(statement__report=report)}
    columns = {(column.statement.key, column.key): column for column in Column.objects.filter(statement__report=report)}
    figures = Figure.objects.filter(row__statement__report=last).select_related("row__statement", "column")
    record_figures(
        report=report,
        entries=[
            CellEntry(
                rows[figure.row.statement.key, figure.row.key],
                columns[figure.row.statement.key, figure.column.key],
                figure.amount,
                figure.is_dash,
                figure.text,
            )
            for figure in figures.heads()
        ],
        by=person,
    )


def _make_large(report: FinanceReport, person: User) -> None:
    """Every fifth column is a variance of the two before it, every tenth row a sum of those above it."""
    statement = Statement.objects.create(report=report, key=LARGE, order=100, page="Large", title="Large")
    columns = []
    for number in range(COLUMNS):
        formula = f"column-{number - 1} - column-{number - 2}" if number % 5 == 4 else ""
        made = Column(statement=statement, key=f"column-{number}", order=number + 1, heading=f"Column {number}")
        made.kind, made.formula = Column.Kind.COMPUTED if formula else Column.Kind.AMOUNT, formula
        made.save()
        columns.append(made)
    rows: list[Row] = []
    for number in range(ROWS):
        row = Row.objects.create(statement=statement, key=f"row-{number}", order=number + 1, label=f"Row {number}")
        if number % EACH == EACH - 1:
            row.kind = Row.Kind.SUBTOTAL
            row.save()
            row.sums.set(rows[number - EACH + 1 : number])
        rows.append(row)
    entries = [
        CellEntry(row, column, 1000 * row.order + column.order)
        for row in rows
        if row.kind == Row.Kind.LINE
        for column in columns
        if column.kind == Column.Kind.AMOUNT
    ]
    record_figures(report=report, entries=entries, by=person)


def _works(name: str, report: FinanceReport, key: str, call: Callable[..., bytes]) -> dict[str, Callable[[], object]]:
    period = ReportingPeriod.objects.of(quarters.SAMPLE.next).select_related("plan__office", "scale").get()
    book, document = _book(period), assemble(period)
    content = export(document, key, "xlsx").content
    address = f"/quarters/{period.quarter.slug}/finance/{key}/"
    return {
        f"{name}: reckoned and checked": partial(_check, book),
        f"{name}: read from the database and checked": lambda: checks_of_figures(_book(period)),
        f"{name}: the page to fill in": partial(call, address),
        f"{name}: one cell saved": _Saving(report, key, address, call),
        f"{name}: written as .xlsx": partial(export, document, key, "xlsx"),
        f"{name}: read from .xlsx and compared": partial(_compare, book, key, content),
    }


def _book(period: ReportingPeriod) -> Book:
    book = book_of(period)
    if book is None:
        raise RuntimeError(f"{period} has no finance part.")
    return book


def _check(book: Book) -> None:
    """Everything reckoned anew, as after a save."""
    tables = (Table(table.statement, table.columns, table.rows, table.heads) for table in book.tables)
    checks_of_figures(replace(book, tables=tuple(tables)))


class _Saving:
    """Another figure into the same cell, as the page's script sends it."""

    def __init__(self, report: FinanceReport, key: str, address: str, call: Callable[..., bytes]) -> None:
        row = Row.objects.filter(statement__report=report, statement__key=key, kind=Row.Kind.LINE)[0]
        column = Column.objects.filter(statement=row.statement, kind=Column.Kind.AMOUNT)[0]
        self.name, self.address, self.call = f"{row.key}/{column.key}", f"{address}cells/", call
        self.number = 0

    def __call__(self) -> bytes:
        self.number += 1
        seen = Figure.objects.latest("pk").pk
        form = {"csrfmiddlewaretoken": TOKEN, "seen": seen, self.name: str(1000 + self.number)}
        return self.call(self.address, urlencode(form))


def _compare(book: Book, key: str, content: bytes) -> None:
    """In another process it is read, in this one it is compared."""
    table = book.table[key]
    [match] = matches_in(read_spreadsheet(content), table)
    preview_of(table, match.cells, match.places)


def _beside_smallest(call: Callable[..., bytes], works: dict[str, Callable[[], object]]) -> Iterator[Measured]:
    """In processor time, that of the processes which read files among it: what other programs do in between does not count."""
    works = {"smallest view": partial(call, SMALLEST)} | works
    for name, work in works.items():
        work()
        with CaptureQueriesContext(connection) as captured:
            work()
        if len(captured):
            yield Measured(f"{name}: queries", len(captured))
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            times[name].append(_seconds(work))
    smallest = median(times.pop("smallest view"))
    yield Measured("smallest view with the same middleware: median", smallest * 1000, "ms")
    for name, taken in times.items():
        yield Measured(f"{name}: median", median(taken) * 1000, "ms")
        yield Measured(f"{name}, beside the smallest view", median(taken) / smallest, "x")


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _caller_of(person: User) -> Callable[..., bytes]:
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return caller(f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}")
