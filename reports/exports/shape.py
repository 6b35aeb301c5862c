"""The shape of a workbook, whatever its format: names of sheets, widths, and how numbers and days are written."""

import re

from django.utils.translation import gettext as _

from reports.exports.book import Book
from reports.exports.table import Number, distinct
from spreadsheets.plain import plain

# Letters that the columns of a page of words are wide.
PAGE_WIDTHS = (34, 60, 24, 40, 22, 60)
# Excel: no more letters, and none of these, in the name of a sheet.
LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
DAY_FORMAT = "yyyy-mm-dd"


def sheet_names(book: Book) -> list[str]:
    """A name for each sheet, those of pages first: the title, as far as it may name a sheet, and no two alike."""
    titles = [page.name for page in book.pages] + [table.title for table in book.tables]
    return distinct([_named(title) for title in titles], LONGEST_NAME)


def _named(title: str) -> str:
    name = " ".join(_FORBIDDEN.sub(" ", plain(title)).split())[:LONGEST_NAME].strip(" '")
    return name or _("Table")


def number_format(number: Number) -> str:
    """How a spreadsheet program shows a number: thousands apart, brackets for what is negative."""
    digits = "#,##0" + (f".{'0' * number.decimals}" if number.decimals else "") + ("%" if number.is_share else "")
    return f"{digits};({digits})"
