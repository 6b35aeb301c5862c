"""Workbooks for tests: made for a person, filled in as they would be in a spreadsheet program, read and compared."""

import io
import zipfile
from datetime import date

from django.utils import timezone
from odf import opendocument, table
from odf import text as odf_text
from openpyxl import Workbook, load_workbook

from jobs.worker import Worker
from returns.models import Upload
from returns.queries import quarter_sheet
from returns.workbooks.compare import compare, may_fill_in
from returns.workbooks.contents import book_of
from returns.workbooks.read import read_cells
from returns.workbooks.shape import SHEETS
from returns.workbooks.uploads import ask_to_apply, receive_upload
from returns.workbooks.write import FORMATS
from spreadsheets.read import Unreadable

RATING, WHY_NONE, REASON = "Rating (fill in)", "Why there is none (fill in)", "Reason (fill in)"
EVIDENCE, MILESTONE, DUE = "Evidence, a web address (fill in)", "Next milestone (fill in)", "Milestone due on (fill in)"
VALUE, TEXT, KEY, WHO = "This period (fill in)", "This period (fill in)", "Row key", "For you to fill in?"
# The first two lines, rated.
RED, AMBER = ("Lines", 2, RATING, "Red"), ("Lines", 3, RATING, "Amber")


def book_for(period, person):
    """The contents of the workbook that this person would download."""
    sheet = quarter_sheet(period)
    return book_of(sheet, lambda entry: may_fill_in(entry, person), timezone.localtime(), str(person))


def made(period, person, ending="xlsx"):
    """The file that this person would download."""
    return FORMATS[ending].write(book_for(period, person))


def opened(content):
    """An .xlsx as openpyxl holds it."""
    return load_workbook(io.BytesIO(content))


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def column_of(page, heading):
    return next(cell.column for cell in page[1] if cell.value == heading)


def filled_in(content, *cells):
    """An .xlsx in which somebody wrote into cells, each given as sheet, row, heading and value."""
    book = opened(content)
    for sheet, row, heading, value in cells:
        page = book[sheet]
        cell = page.cell(row, column_of(page, heading))
        cell.value = value
        if isinstance(value, str) and not value.startswith("=SUM"):
            cell.data_type = "s"
    return saved(book)


def changed_book(content, change):
    """An .xlsx after `change(book)`."""
    book = opened(content)
    change(book)
    return saved(book)


def cell_of(sheet, row, heading, content):
    """The name of a cell by its heading: Lines!G2."""
    page = opened(content)[sheet]
    return f"{sheet}!{page.cell(row, column_of(page, heading)).coordinate}"


def ods_filled_in(content, sheet, row, column, value):
    """An .ods in which somebody wrote text into a cell; row and column are counted from 0."""
    document = opendocument.load(io.BytesIO(content))
    page = next(each for each in document.getElementsByType(table.Table) if each.getAttribute("name") == sheet)
    cell = page.getElementsByType(table.TableRow)[row].getElementsByType(table.TableCell)[column]
    for paragraph in list(cell.childNodes):
        cell.removeChild(paragraph)
    cell.setAttribute("valuetype", "string")
    cell.addElement(odf_text.P(text=value))
    file = io.BytesIO()
    document.write(file)
    return file.getvalue()


def repacked(content, change=None, add=(), **options):
    """A zip file again, with parts changed by `change(name, bytes)` and others added, given as name and bytes."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as new,
    ):
        for part in old.infolist():
            held = old.read(part.filename)
            new.writestr(part.filename, change(part.filename, held) if change else held)
        for name, held in add:
            new.writestr(name, held)
    return file.getvalue()


def differences(content, period, person):
    """What a file would change."""
    return compare(read_cells(content), period, person).differences


def faults(content, period, person):
    """What is wrong with a file, a line each; the sentence alone where it is not read at all."""
    try:
        return [str(fault) for fault in differences(content, period, person).faults]
    except Unreadable as unreadable:
        return [str(unreadable)]


def changes(found):
    """Changed rows as mappings of field to what stands now and what the workbook says, by where they stand."""
    return {row.where: {each.field: (each.theirs, each.mine) for each in row.fields} for row in found}


def bare_xlsx(**sheets):
    """A workbook of somebody's own: rows by the name of their sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    return saved(book)


def handed_in(content, period, person, name="workbook.xlsx"):
    """Uploads a file and lets a worker read it."""
    upload = receive_upload(period=period, name=name, content=content, by=person)
    Worker().do_all()
    return Upload.objects.select_related("job", "period").get(pk=upload.pk)


def applied(upload, person, taken=()):
    """Applies an upload as it stands now, by a worker."""
    seen = compare(upload.cells, upload.period, person).differences.seal
    ask_to_apply(upload=upload, taken=taken, seen=seen, by=person)
    Worker().do_all()
    return Upload.objects.select_related("job", "period").get(pk=upload.pk)


def as_read(value):
    """A cell as the reading process gives it."""
    return ["day", value.isoformat()] if isinstance(value, date) else value


def read_of(book, *cells):
    """What reading a file of this book would give, with cells filled in: sheet, row as people count, heading and value."""
    sheets = []
    for sheet in SHEETS:
        told = [[as_read(row.cells.get(column.field, "")) for column in sheet.columns] for row in book.rows[sheet.name]]
        rows = [[column.heading for column in sheet.columns], *told]
        for _name, row, heading, value in (each for each in cells if each[0] == sheet.name):
            rows[row - 1][rows[0].index(heading)] = value
        marks = {"is_hidden": False, "merged": [], "uncomputed": [], "errors": []}
        sheets.append({"name": sheet.name, "rows": rows} | marks)
    return {"sheets": sheets, "others": ["About"]}


def read_in(kept, *cells, book=None, by=None):
    """An upload that was read: a workbook of now, or `book`, with these cells filled in."""
    by = by or kept.editor
    cells = read_of(book or book_for(kept.period, by), *cells)
    return Upload.objects.create(period=kept.period, uploaded_by=by, name="workbook.xlsx", cells=cells)


def compared(kept, *cells, book=None, by=None):
    """The differences of a workbook of now, or of `book`, with these cells filled in."""
    by = by or kept.editor
    return compare(read_of(book or book_for(kept.period, by), *cells), kept.period, by).differences


def changed(kept, *cells, **options):
    """What such a workbook would change, where nothing is wrong with it."""
    found = compared(kept, *cells, **options)
    assert [str(fault) for fault in found.faults] == []
    return changes(found.changed)


def wrong(kept, *cells, **options):
    """What is wrong with such a workbook."""
    return [str(fault) for fault in compared(kept, *cells, **options).faults]
