"""A statement as .xlsx: a cover sheet of words, and the table with real numbers on a sheet of its own.

Words are written as words and can never be a formula: a cell is one only where the file has an `f` element (ECMA-376 part 1,
18.3.1.40). They carry the text format and the quote prefix besides, so that they stay words when somebody edits the cell.
"""

import re
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.exports.cover import blocks_of
from reports.exports.packed import fixed
from reports.exports.shape import COVER_WIDTHS, cover_name, holds_figures, number_format, sheet_name, widths
from reports.exports.table import Number, Table, Value
from spreadsheets.plain import LONGEST, plain

BOLD, TITLE = Font(bold=True), Font(bold=True, size=16)
TOP, WRAPPED, RIGHT = (
    Alignment(vertical="top"),
    Alignment(vertical="top", wrap_text=True),
    Alignment(vertical="top", horizontal="right", wrap_text=True),
)
# How a spreadsheet program writes a character by its number: words that look like it stay what they are.
_NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(table: Table) -> bytes:
    """The bytes of the workbook."""
    made = Workbook()
    made.properties.title = plain(f"{table.statement.title}, {table.document.quarter.label}")
    made.properties.creator = ""
    made.properties.created = table.made_at.replace(tzinfo=None)
    made.remove(made.worksheets[0])
    _write_cover(made.create_sheet(cover_name()), table)
    _write_table(made.create_sheet(sheet_name(table)), table)
    file = BytesIO()
    made.save(file)
    return fixed(file.getvalue(), table.made_at)


def _write_cover(page: Worksheet, table: Table) -> None:
    page.sheet_view.showGridLines = False
    for place, width in enumerate(COVER_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    _put(page, 1, 1, table.statement.title, TITLE, TOP)
    row = 3
    for block in blocks_of(table):
        _put(page, row, 1, block.heading, BOLD, TOP)
        for words in filter(None, (block.head, *block.rows)):
            row += 1
            for place, value in enumerate(words, start=1):
                _put(page, row, place, value, BOLD if words is block.head else Font())
        row += 2
    _fit(page)


def _write_table(page: Worksheet, table: Table) -> None:
    sides = [RIGHT if is_right else WRAPPED for is_right in holds_figures(table)]
    for place, (heading, side, width) in enumerate(zip(table.headings(), sides, widths(table), strict=True), start=1):
        _put(page, 1, place, heading, BOLD, side)
        page.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(table.rows, start=2):
        font = BOLD if row.kind in ("heading", "subtotal", "total") else Font()
        for place, (value, side) in enumerate(zip(table.values(row), sides, strict=True), start=1):
            _put(page, number, place, value, font, side)
    # The headings and the names of the rows stay in sight.
    page.freeze_panes = "B2"
    page.print_title_rows = "1:1"
    _fit(page)


def _put(page: Worksheet, row: int, place: int, value: Value, font: Font, alignment: Alignment = WRAPPED) -> None:
    cell = page.cell(row, place)
    cell.font, cell.alignment = font, alignment
    if isinstance(value, Number):
        cell.value = value.fraction
        cell.number_format = number_format(value)
        return
    cell.number_format = "@"
    if words := plain(value)[:LONGEST]:
        cell.value = _NUMBERED.sub("_x005F_", words)
        cell.data_type = "s"
        cell.quotePrefix = True


def _fit(page: Worksheet) -> None:
    """On paper the sheet lies on its side, one page wide."""
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
