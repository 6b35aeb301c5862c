"""The shape of a workbook of two sheets, whatever its format: names of sheets, widths, and how numbers are written."""

import re

from django.utils.translation import gettext as _

from reports.exports.table import FIGURES, Number, Table
from spreadsheets.plain import plain

# Letters that a column is wide: on the cover, and on the sheet of the table by what a column holds.
COVER_WIDTHS = (34, 60, 24, 40, 22, 60)
ITEM, KIND, FIGURE, REFERENCE, WORDS, SENTENCES = 40, 13, 16, 9, 28, 60
# Excel: no more letters, and none of these, in the name of a sheet.
LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def cover_name() -> str:
    return _("About")


def sheet_name(table: Table) -> str:
    """The statement's title, as far as it may name a sheet."""
    name = " ".join(_FORBIDDEN.sub(" ", plain(table.statement.title)).split())[:LONGEST_NAME].strip(" '")
    return name if name and name.casefold() != cover_name().casefold() else _("Table")


def holds_figures(table: Table) -> list[bool]:
    """For each heading, whether figures stand under it."""
    own = [column.kind in FIGURES for column in table.statement.columns]
    return [False, False, *own, False, False, False]


def widths(table: Table) -> list[int]:
    """For each heading, how many letters wide its column is."""
    own = {"reference": REFERENCE, "comment": WORDS}
    columns = [own.get(column.kind, FIGURE) for column in table.statement.columns]
    return [ITEM, KIND, *columns, SENTENCES, SENTENCES, SENTENCES]


def number_format(number: Number) -> str:
    """How a spreadsheet program shows a number: thousands apart, brackets for what is negative."""
    digits = "#,##0" + (f".{'0' * number.decimals}" if number.decimals else "") + ("%" if number.is_share else "")
    return f"{digits};({digits})"
