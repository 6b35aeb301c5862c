"""A process of its own that reads an uploaded workbook within limits: on standard input a line of JSON with the names of the
sheets that are wanted, null for all, and then the file; on standard output its cells as JSON.

`read.py` starts it; whatever a hostile file does to it, the portal goes on.
"""

import io
import json
import sys
import zipfile
from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, load_workbook

from confined.process import confine
from spreadsheets.ods import scan_ods
from spreadsheets.package import Refusal, inspect
from spreadsheets.places import letters
from spreadsheets.plain import folded
from spreadsheets.scanned import MOST_COLUMNS, Scanned
from spreadsheets.xlsx import scan_xlsx

MEMORY = 800_000_000
SECONDS = 20


def main() -> None:
    """Read one file and end."""
    confine(memory=MEMORY, seconds=SECONDS)
    wanted = json.loads(sys.stdin.buffer.readline())
    only = None if wanted is None else {folded(name) for name in wanted}
    try:
        read = _read(sys.stdin.buffer.read(), only)
    except Refusal as refusal:
        read = {"refused": refusal.code, "where": refusal.where}
    except (CalamineError, MemoryError, RecursionError):
        read = {"refused": "broken", "where": ""}
    sys.stdout.write(json.dumps(read))


def _read(content: bytes, only: Collection[str] | None) -> dict[str, Any]:
    scanned, others = _scan(inspect(content), content, only)
    for sheet in scanned:
        if sheet.is_large and only is not None:
            raise Refusal("too_many_cells", f"{sheet.name}!{sheet.is_large}")
    with load_workbook(io.BytesIO(content)) as book:
        sheets = [
            asdict(sheet)
            | {
                "rows": _rows(
                    book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False), set(sheet.percentages)
                )
            }
            for sheet in scanned
            if not sheet.is_large
        ]
    return {"sheets": sheets, "others": [*others, *(sheet.name for sheet in scanned if sheet.is_large)]}


def _scan(kind: str, content: bytes, only: Collection[str] | None) -> tuple[list[Scanned], list[str]]:
    """The sheets that are wanted, by names that `folded` makes alike, and the names of the others. Raises Refusal."""
    scan = scan_xlsx if kind == "xlsx" else scan_ods
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        try:
            return scan(package, lambda name: only is None or folded(name) in only)
        except (ExpatError, KeyError, ValueError, zipfile.BadZipFile):
            raise Refusal("broken") from None


def _rows(rows: list[list[Any]], percentages: Collection[str]) -> list[list[Any]]:
    return [
        [
            ["percentage", read[1]] if read[:1] == ["number"] and f"{letters(place)}{number}" in percentages else read
            for place, read in enumerate(map(_cell, row[:MOST_COLUMNS]))
        ]
        for number, row in enumerate(rows, start=1)
    ]


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
