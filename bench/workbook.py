"""A workbook of a whole quarter: written, read by its own process, compared with the quarter, and applied."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from statistics import median

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from bench import quarters
from bench.calls import seconds
from bench.measured import Measured
from pillars.models import Plan, ReportingPeriod
from returns.actions import open_quarter
from returns.models import Upload
from returns.queries import quarter_sheet
from returns.workbooks.apply import apply_upload
from returns.workbooks.compare import compare, may_fill_in
from returns.workbooks.contents import Book, BookRow, book_of
from returns.workbooks.read import read_cells
from returns.workbooks.shape import SHEETS
from returns.workbooks.write import FORMATS

ROUNDS = 5


def measure() -> Iterator[Measured]:
    """Times are by the clock, since reading happens in another process; the database is that of the run."""
    quarters.have(1)
    person = User.objects.create_user("workbook@localhost", is_administrator=True)
    answered = ReportingPeriod.objects.of(quarters.SAMPLE).select_related("plan__office", "scale").get()
    period = ReportingPeriod.objects.of(quarters.SAMPLE.next).first() or _open(answered.plan, person)
    book = _filled(_book(answered, person), _book(period, person))
    for name, form in FORMATS.items():
        content = form.write(book)
        yield Measured(f"workbook of a quarter written as .{name}", _milliseconds(partial(form.write, book)), "ms")
        yield Measured(f"the same read within limits from .{name}", _milliseconds(partial(read_cells, content)), "ms")
    cells = read_cells(content)
    found = compare(cells, period, person).differences
    yield Measured("rows that it changes", len(found.changed))
    yield Measured("rows at fault", len(found.faults), at_most=0)
    yield Measured("it is compared with the quarter", _milliseconds(lambda: compare(cells, period, person)), "ms")
    with CaptureQueriesContext(connection) as captured:
        _apply(cells, period, person, found.seal)
    yield Measured("it is applied: queries", len(captured))
    yield Measured("it is applied: time", _milliseconds(lambda: _apply(cells, period, person, found.seal)), "ms")


def _open(plan: Plan, by: User) -> ReportingPeriod:
    due_on = date(2019, 10, 11)
    return open_quarter(
        plan=plan, quarter=quarters.SAMPLE.next, submissions_due_on=due_on, approvals_due_on=due_on, by=by
    )


def _book(period: ReportingPeriod, person: User) -> Book:
    return book_of(quarter_sheet(period), lambda entry: may_fill_in(entry, person), timezone.localtime(), str(person))


def _filled(answered: Book, open_book: Book) -> Book:
    """The workbook of the open quarter with every answer of the one before it filled in."""
    names = {sheet.name: {column.field for column in sheet.open_columns} for sheet in SHEETS}
    rows = {
        name: tuple(
            BookRow(row.cells | {field: last.cells[field] for field in names[name] if field in last.cells}, row.is_open)
            if row.is_open
            else row
            for row, last in zip(open_book.rows[name], answered.rows[name], strict=True)
        )
        for name in names
    }
    return Book(open_book.title, open_book.about, rows)


def _apply(cells: dict[str, object], period: ReportingPeriod, person: User, seal: str) -> None:
    """Apply it and take it back, so that it can be applied again."""
    with transaction.atomic():
        upload = Upload.objects.create(period=period, uploaded_by=person, name="workbook", cells=cells)
        apply_upload(upload=upload, taken=[], seen=seal, by=person)
        transaction.set_rollback(True)


def _milliseconds(work: Callable[[], object]) -> float:
    return median(seconds(work) for _ in range(ROUNDS)) * 1000
