"""A process of its own that reads an uploaded workbook within limits: the file on standard input, its cells as JSON on
standard output. `read.py` starts it; whatever a hostile file does to it, the portal goes on.
"""

import io
import json
import resource
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, load_workbook

from returns.workbooks.package import Refusal, inspect
from returns.workbooks.scanned import MOST_COLUMNS, scan
from returns.workbooks.shape import SHEETS, folded

MEMORY = 800_000_000
SECONDS = 20
WANTED = frozenset(folded(sheet.name) for sheet in SHEETS)


def main() -> None:
    """Read one file and end."""
    _limit()
    try:
        read = _read(sys.stdin.buffer.read())
    except Refusal as refusal:
        read = {"refused": refusal.code, "where": refusal.where}
    except (CalamineError, MemoryError, RecursionError):
        read = {"refused": "broken", "where": ""}
    sys.stdout.write(json.dumps(read))


def _limit() -> None:
    """Memory, processor time, and no file written. Not every system knows each limit."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def _read(content: bytes) -> dict[str, Any]:
    kind = inspect(content)
    scanned, others = scan(kind, content, WANTED)
    with load_workbook(io.BytesIO(content)) as book:
        sheets = [
            asdict(sheet) | {"rows": _rows(book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False))}
            for sheet in scanned
        ]
    return {"sheets": sheets, "others": others}


def _rows(rows: list[list[Any]]) -> list[list[Any]]:
    return [[_cell(value) for value in row[:MOST_COLUMNS]] for row in rows]


def _cell(value: Any) -> str | list[str]:
    """Text as it is; anything else as a pair of its kind (number, day, other) and how it is written."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | time | timedelta):
        return ["other", str(value)]
    if isinstance(value, datetime):
        return ["day", value.date().isoformat()] if value.time() == time() else ["other", str(value)]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    return ["number", f"{value:.0f}" if float(value).is_integer() else repr(value)]


if __name__ == "__main__":
    main()
