"""A statement as CSV: one table that begins with its headings, numbers plain, for Excel in UTF-8 with a byte order mark."""

import csv
from io import StringIO

from reports.exports.table import Number, Table, Value
from spreadsheets.plain import plain

# What a spreadsheet program takes for the beginning of a formula, in the wide forms of East Asian type too.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DASH = "-"


def write_csv(table: Table) -> bytes:
    """The bytes of the file."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([escaped(heading) for heading in table.headings()])
    for row in table.rows:
        writer.writerow([_written(value) for value in table.values(row)])
    return text.getvalue().encode("utf-8-sig")


def escaped(words: str) -> str:
    """Words that no spreadsheet program takes for a formula. A dash alone stands for itself: nothing follows to reckon."""
    words = plain(words)
    return f"'{words}" if words.startswith(BEGINNINGS) and words != DASH else words


def _written(value: Value) -> str:
    return f"{value.value:f}" if isinstance(value, Number) else escaped(value)
