"""A workbook as .xlsx.

Text is written as text and can never be a formula: a cell is one only where the file has an `f` element, and here every
value is an inline string (ECMA-376 part 1, 18.3.1.4 and 18.3.1.40). The cells carry the text format and the quote prefix
besides, so that "+1.1%" or "=HYPERLINK(…)" stays text when somebody edits the cell in a spreadsheet program.
"""

import re
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from returns.workbooks.contents import About, Book, BookRow, Cell
from returns.workbooks.shape import ABOUT, SHEETS, Column, Sheet
from spreadsheets.places import letters

INK, QUIET, TOLD, HEAD = "FF1D2B36", "FF4A5763", "FFF1F3F5", "FFE3E8EC"
HAIRLINE = Border(*(Side("thin", color="FFC9D0D6"),) * 4)
WRAPPED = Alignment(vertical="top", wrap_text=True)
DAY = "DD/MM/YYYY"
# How a spreadsheet program writes a character by its number: what looks like it is written so that it stays text.
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(book: Book) -> bytes:
    """The bytes of a workbook."""
    made = Workbook()
    made.properties.title = book.title
    made.properties.creator = ""
    made.remove(made.worksheets[0])
    lists = _write_about(made.create_sheet(ABOUT), book.about)
    for sheet in SHEETS:
        _write_sheet(made.create_sheet(sheet.name), sheet, book.rows[sheet.name], lists)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _write_about(page: Worksheet, about: About) -> dict[str, str]:
    """Writes the first sheet; gives the ranges in which the ratings and the answers stand."""
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 22, 18
    page.column_dimensions["C"].width = 80
    page.sheet_view.showGridLines = False
    _put(page, 1, 0, about.title, Font(size=16, bold=True, color=INK), is_wrapped=False)
    row = 3
    for heading, sentences in about.parts:
        _put(page, row, 0, heading, Font(bold=True, color=INK), is_wrapped=False)
        for sentence in sentences:
            row += 1
            _put(page, row, 0, sentence, Font(color=INK), is_wrapped=False)
        row += 2
    for column, heading in enumerate(("Code", "Rating", "What it means")):
        _put(page, row, column, heading, Font(bold=True, color=INK), HEAD)
    first = row + 1
    for rating in about.ratings:
        row += 1
        for column, words in enumerate(rating):
            _put(page, row, column, words, Font(color=INK))
    lists = {"rating": f"{quote_sheetname(ABOUT)}!$B${first}:$B${row}"}
    row += 2
    _put(page, row, 1, "Why there is none", Font(bold=True, color=INK), HEAD)
    first = row + 1
    for words in about.answers:
        row += 1
        _put(page, row, 1, words, Font(color=INK))
    return lists | {"answer": f"{quote_sheetname(ABOUT)}!$B${first}:$B${row}"}


def _write_sheet(page: Worksheet, sheet: Sheet, rows: tuple[BookRow, ...], lists: dict[str, str]) -> None:
    for number, column in enumerate(sheet.columns):
        _put(page, 1, number, column.heading, Font(bold=True, color=INK), HEAD)
        page.column_dimensions[letters(number)].width = column.width
        page.column_dimensions[letters(number)].hidden = column.is_hidden
        if column.kind in lists and rows:
            _offer(page, f"{letters(number)}2:{letters(number)}{len(rows) + 1}", lists[column.kind])
    page.row_dimensions[1].height = 34
    for row, each in enumerate(rows, start=2):
        for number, column in enumerate(sheet.columns):
            is_told = not (column.is_open and each.is_open)
            font = Font(color=QUIET, italic=True) if is_told else Font(color=INK)
            _put(page, row, number, each.cells.get(column.field, ""), font, TOLD if is_told else "", column)
    # The rows' own facts stay in sight, and so do the headings.
    page.freeze_panes = "C2" if sheet.columns[1].width < 40 else "B2"
    page.auto_filter.ref = f"A1:{letters(len(sheet.columns) - 1)}{len(rows) + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _offer(page: Worksheet, cells: str, words: str) -> None:
    """A list to choose from, which also lets other words in: a code is as good, and the portal says what is wrong."""
    choice = DataValidation(type="list", formula1=words, allow_blank=True, showErrorMessage=False)
    choice.add(cells)
    page.add_data_validation(choice)


def _put(
    page: Worksheet,
    row: int,
    column: int,
    value: Cell,
    font: Font,
    fill: str = "",
    of: Column | None = None,
    *,
    is_wrapped: bool = True,
) -> None:
    cell = page.cell(row, column + 1)
    cell.font = font
    if is_wrapped:
        cell.alignment = WRAPPED
        cell.border = HAIRLINE
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    if isinstance(value, date):
        cell.value = value
    elif value:
        cell.value = _ESCAPED.sub("_x005F_", value)
        cell.data_type = "s"
        cell.quotePrefix = True
    cell.number_format = DAY if of is not None and of.kind == "date" else "@"
