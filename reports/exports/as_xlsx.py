"""A workbook as .xlsx: sheets of words, and tables with real numbers, each on a sheet of its own.

Words are written as words and can never be a formula: a cell is one only where the file has an `f` element (ECMA-376 part 1,
18.3.1.40). They carry the text format and the quote prefix besides, so that they stay words when somebody edits the cell.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from io import BytesIO
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.exports.book import Book, Page
from reports.exports.shape import DAY_FORMAT, PAGE_WIDTHS, number_format, sheet_names
from reports.exports.table import Number, Table, Value
from spreadsheets.plain import LONGEST, plain

# A line of a cell, and the highest that Excel lets a row be, in points.
LINE, HIGHEST = 15, 409
# How words are kept from being taken for anything else.
WORDS = "@"
# How a cell looks, in XlsxWriter's words.
Look = dict[str, object]
BOLD: Look = {"bold": True}
TITLE: Look = BOLD | {"font_size": 16}
WRAPPED: Look = {"text_wrap": True}
RIGHT: Look = {"align": "right"}


def write_xlsx(book: Book) -> bytes:
    """The bytes of the workbook."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as made:
        written = _Written(made)
        # Its one moment is that of the report, so that the same report gives the same bytes.
        made.set_properties({"title": plain(book.title), "created": book.made_at.replace(tzinfo=None)})
        sheets = [made.add_worksheet(name) for name in sheet_names(book)]
        for sheet, page in zip(sheets, book.pages, strict=False):
            written.write_page(sheet, page)
        for sheet, table in zip(sheets[len(book.pages) :], book.tables, strict=True):
            written.write_table(sheet, table)
    return file.getvalue()


class _Written:
    """One workbook while it is put together; each look of a cell is made once."""

    def __init__(self, made: Workbook) -> None:
        self._look = cache(lambda *look: made.add_format({"valign": "top", **dict(look)}))

    def write_page(self, sheet: Worksheet, page: Page) -> None:
        sheet.hide_gridlines(2)
        for place, width in enumerate(PAGE_WIDTHS):
            sheet.set_column(place, place, width)
        self._put(sheet, 0, 0, page.title, TITLE)
        row = 2
        for block in page.blocks:
            self._put(sheet, row, 0, block.heading, BOLD)
            for words in filter(None, (block.head, *block.rows)):
                row += 1
                for place, value in enumerate(words):
                    self._put(sheet, row, place, value, WRAPPED | (BOLD if words is block.head else {}))
                _heighten(sheet, row, words, PAGE_WIDTHS)
            row += 2
        _fit(sheet)

    def write_table(self, sheet: Worksheet, table: Table) -> None:
        sides = [WRAPPED | (RIGHT if column.holds_figures else {}) for column in table.columns]
        headings = zip(table.headings(), table.columns, sides, strict=True)
        for place, (heading, column, side) in enumerate(headings):
            self._put(sheet, 0, place, heading, side | BOLD)
            sheet.set_column(place, place, column.width)
        widths = [column.width for column in table.columns]
        _heighten(sheet, 0, table.headings(), widths)
        for number, row in enumerate(table.rows, start=1):
            weight = BOLD if row.is_strong else {}
            for place, (value, side) in enumerate(zip(row.values, sides, strict=True)):
                self._put(sheet, number, place, value, side | weight)
            _heighten(sheet, number, row.values, widths)
        # The headings and the names of the rows stay in sight.
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        _fit(sheet)

    def _put(self, sheet: Worksheet, row: int, place: int, value: Value, look: Look) -> None:
        if isinstance(value, Number):
            sheet.write_number(row, place, value.fraction, self._format(look, num_format=number_format(value)))
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, self._format(look, num_format=DAY_FORMAT))
        elif words := plain(value)[:LONGEST]:
            sheet.write_string(row, place, words, self._format(look, num_format=WORDS, quote_prefix=True))
        else:
            sheet.write_blank(row, place, None, self._format(look, num_format=WORDS))

    def _format(self, look: Look, **more: object) -> Format:
        return self._look(*look.items(), *more.items())


def _heighten(sheet: Worksheet, row: int, values: Sequence[Value], widths: Sequence[int]) -> None:
    """Make a row as high as its longest words need: Excel would find that by itself, LibreOffice and others do not."""
    lines = max(
        (sum(ceil(len(line) / width) or 1 for line in value.split("\n")) if isinstance(value, str) else 1)
        for value, width in zip(values, widths, strict=False)
    )
    if lines > 1:
        sheet.set_row(row, min(lines * LINE, HIGHEST))


def _fit(sheet: Worksheet) -> None:
    """On paper the sheet lies on its side, one page wide."""
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
