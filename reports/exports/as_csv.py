"""A table as CSV: it begins with its headings, and numbers are plain."""

import csv
from collections.abc import Sequence
from datetime import date
from io import StringIO

from reports.exports.table import Number, Table, Value
from spreadsheets.plain import plain

# What a spreadsheet program takes for the beginning of a formula, in the wide forms of East Asian type too.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DASH = "-"


def write_csv(table: Table, heads: Sequence[str], encoding: str = "utf-8-sig") -> bytes:
    """The bytes of the file under these heads; by default with the byte order mark by which Excel knows UTF-8."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([escaped(heading) for heading in heads])
    writer.writerows([_written(value) for value in row.values] for row in table.rows)
    return text.getvalue().encode(encoding)


def escaped(words: str) -> str:
    """Words that no spreadsheet program takes for a formula. A dash alone stands for itself: nothing follows to reckon."""
    words = plain(words)
    return f"'{words}" if words.startswith(BEGINNINGS) and words != DASH else words


def _written(value: Value) -> str:
    if isinstance(value, Number):
        return f"{value.value:f}"
    return value.isoformat() if isinstance(value, date) else escaped(value)
