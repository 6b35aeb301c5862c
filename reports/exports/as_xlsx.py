"""A workbook as .xlsx: sheets of words, and tables with real numbers, each on a sheet of its own.

Words are written as words and can never be a formula: a cell is one only where the file has an `f` element (ECMA-376 part 1,
18.3.1.40). They carry the text format and the quote prefix besides, so that they stay words when somebody edits the cell.
"""

import re
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.exports.book import Book, Page
from reports.exports.packed import fixed
from reports.exports.shape import DAY_FORMAT, PAGE_WIDTHS, number_format, sheet_names
from reports.exports.table import Number, Table, Value
from spreadsheets.plain import LONGEST, plain

PLAIN, BOLD, TITLE = Font(), Font(bold=True), Font(bold=True, size=16)
TOP, WRAPPED, RIGHT = (
    Alignment(vertical="top"),
    Alignment(vertical="top", wrap_text=True),
    Alignment(vertical="top", horizontal="right", wrap_text=True),
)
# How a spreadsheet program writes a character by its number: words that look like it stay what they are.
_NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(book: Book) -> bytes:
    """The bytes of the workbook."""
    made = Workbook()
    made.properties.title = plain(book.title)
    made.properties.creator = ""
    made.properties.created = book.made_at.replace(tzinfo=None)
    made.remove(made.worksheets[0])
    sheets = [made.create_sheet(name) for name in sheet_names(book)]
    for sheet, page in zip(sheets, book.pages, strict=False):
        _write_page(sheet, page)
    for sheet, table in zip(sheets[len(book.pages) :], book.tables, strict=True):
        _write_table(sheet, table)
    file = BytesIO()
    made.save(file)
    return fixed(file.getvalue(), book.made_at)


def _write_page(sheet: Worksheet, page: Page) -> None:
    sheet.sheet_view.showGridLines = False
    for place, width in enumerate(PAGE_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    _put(sheet, 1, 1, page.title, TITLE, TOP)
    row = 3
    for block in page.blocks:
        _put(sheet, row, 1, block.heading, BOLD, TOP)
        for words in filter(None, (block.head, *block.rows)):
            row += 1
            for place, value in enumerate(words, start=1):
                _put(sheet, row, place, value, BOLD if words is block.head else PLAIN)
        row += 2
    _fit(sheet)


def _write_table(sheet: Worksheet, table: Table) -> None:
    sides = [RIGHT if column.holds_figures else WRAPPED for column in table.columns]
    headings = zip(table.headings(), table.columns, sides, strict=True)
    for place, (heading, column, side) in enumerate(headings, start=1):
        _put(sheet, 1, place, heading, BOLD, side)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    for number, row in enumerate(table.rows, start=2):
        font = BOLD if row.is_strong else PLAIN
        for place, (value, side) in enumerate(zip(row.values, sides, strict=True), start=1):
            _put(sheet, number, place, value, font, side)
    # The headings and the names of the rows stay in sight.
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    _fit(sheet)


def _put(sheet: Worksheet, row: int, place: int, value: Value, font: Font, alignment: Alignment = WRAPPED) -> None:
    cell = sheet.cell(row, place)
    cell.font, cell.alignment = font, alignment
    if isinstance(value, Number):
        cell.value = value.fraction
        cell.number_format = number_format(value)
        return
    if isinstance(value, date):
        cell.value = value
        cell.number_format = DAY_FORMAT
        return
    cell.number_format = "@"
    if words := plain(value)[:LONGEST]:
        cell.value = _NUMBERED.sub("_x005F_", words)
        cell.data_type = "s"
        cell.quotePrefix = True


def _fit(sheet: Worksheet) -> None:
    """On paper the sheet lies on its side, one page wide."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
