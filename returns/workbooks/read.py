"""Reads an uploaded workbook: its cells in a process of its own, within limits, and then its rows, found by their headings."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from returns.workbooks.plain import plain
from returns.workbooks.shape import KEY, SHEETS, Sheet, folded, letters

LARGEST = 5_000_000
# Seconds, however busy the machine is; the reader's own limit on processor time is shorter.
WAIT = 60
HEADINGS_WITHIN = 20

# A cell as it was read: text, or a pair of its kind (number, day, other) and how it is written.
Raw = str | list[str]


class Unreadable(Exception):
    """A file that is not read at all; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong, with the sheet and cell where it is."""

    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"

    @property
    def place(self) -> tuple[int, int, int, str]:
        """The order of faults: by sheet, row and column; what is wrong with a sheet itself comes before its cells."""
        name, _at, cell = self.where.partition("!")
        match = re.match(r"([A-Z]*)([0-9]*)", cell)
        column, row = (match[1], int(match[2] or 0)) if match else ("", 0)
        sheets = [sheet.name for sheet in SHEETS]
        return sheets.index(name) if name in sheets else -1, row, len(column), column


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row below the headings: its key, what is filled in by field, and the column of each field."""

    sheet: Sheet
    number: int
    key: str
    cells: dict[str, Raw]
    columns: dict[str, str]

    def where(self, name: str = "") -> str:
        """The sheet and cell of a field, as people write it: Lines!F12; of the row itself its first cell."""
        return f"{self.sheet.name}!{self.columns.get(name, 'A')}{self.number}"


@dataclass(slots=True)
class Tables:
    """The rows of a workbook, what is wrong with it, and the sheets that were passed over."""

    rows: list[FileRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def read_cells(content: bytes) -> dict[str, Any]:
    """The cells of a workbook as JSON can hold them. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(_("The file is larger than 5 MB, which no workbook of this portal is."))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "returns.workbooks.cells"],
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=WAIT,
            check=True,
        )
        read: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise Unreadable(
            _(
                "This file cannot be read within the limits of the portal. Download a new workbook and copy your answers into it."
            )
        ) from None
    if "refused" in read:
        raise Unreadable(_sentence(read["refused"], read["where"]))
    return read


def _sentence(code: str, where: str) -> str:
    if code == "too_many_cells":
        return _(
            "%(where)s: There are far more cells than a quarter has. Delete what does not belong to the workbook."
        ) % {"where": where}
    sentences = {
        "not_workbook": _(
            "This is not a workbook of the kind .xlsx or .ods. Save it as one of these and upload it again."
        ),
        "locked_or_old": _(
            "The workbook has a password, or is of the old kind .xls. Take the password away and save it as .xlsx or .ods."
        ),
        "locked": _("The workbook has a password. Take it away, save the workbook and upload it again."),
        "macros": _(
            "The workbook holds a program (macros). Save it as .xlsx or .ods without macros and upload it again."
        ),
        "embedded": _("The workbook holds another document. Take it out, save the workbook and upload it again."),
        "links": _("The workbook draws on other files. Break the links to them, save it and upload it again."),
        "too_large_inside": _(
            "The file is small, but unpacks to far more than a workbook of this portal. It is not read."
        ),
        "too_many_parts": _("The file has far more parts than a workbook of this portal. It is not read."),
        "part_twice": _(
            "The file holds a part of itself twice. It is not read: save it anew in a spreadsheet program."
        ),
    }
    damaged = _("The file is damaged. Open it in a spreadsheet program, save it anew and upload it again.")
    return sentences.get(code, damaged)


def tables_of(read: dict[str, Any]) -> Tables:
    """The rows of the sheets that were read, with everything that is wrong with sheets and columns. Pure."""
    found = Tables(others=[name for name in read["others"] if folded(name) != "about"])
    for sheet in SHEETS:
        named = [each for each in read["sheets"] if folded(each["name"]) == folded(sheet.name)]
        if not named:
            sentence = _("This sheet is missing. Give it its name back, or copy your answers into a new workbook.")
            found.faults.append(Fault(sheet.name, sentence))
        elif len(named) > 1:
            found.faults.append(Fault(sheet.name, _("There are two sheets of this name. Delete one.")))
        else:
            _read_sheet(sheet, named[0], found)
    return found


def _read_sheet(sheet: Sheet, read: dict[str, Any], found: Tables) -> None:
    faults = [
        Fault(f"{sheet.name}!{cells}", _("These cells are merged. Separate them, and fill in each row."))
        for cells in read["merged"]
    ]
    if read["is_hidden"]:
        faults.append(
            Fault(sheet.name, _("This sheet is hidden, so nobody sees what it says. Show it and save the workbook."))
        )
    rows: list[list[Raw]] = read["rows"]
    at = next((number for number, row in enumerate(rows[:HEADINGS_WITHIN]) if _has_key(row)), None)
    if at is None:
        sentence = _("No row has the heading “%(heading)s”. Without that column nobody can say which row is which.")
        found.faults += [*faults, Fault(f"{sheet.name}!A1", sentence % {"heading": KEY.heading})]
        return
    columns, misheaded = _columns(sheet, rows[at], at + 1)
    found.faults += [*faults, *misheaded]
    if misheaded:
        return
    bad = dict.fromkeys(read["errors"], _("The formula in this cell gives an error. Write what is meant instead."))
    bad |= dict.fromkeys(
        read["uncomputed"],
        _(
            "The formula in this cell was never computed. Write its value, or save the workbook in a spreadsheet program."
        ),
    )
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        made = _row(sheet, number, row, columns, found)
        if made is not None:
            wrong = [
                (made.where(column.field), bad.get(f"{columns[column.field]}{number}")) for column in sheet.open_columns
            ]
            found.faults += [Fault(where, words) for where, words in wrong if words]


def _has_key(row: list[Raw]) -> bool:
    return any(isinstance(cell, str) and folded(cell) == folded(KEY.heading) for cell in row)


def _columns(sheet: Sheet, headings: list[Raw], number: int) -> tuple[dict[str, str], list[Fault]]:
    """The letters of each column by its field, wherever it stands, and what is wrong with the headings."""
    places: dict[str, list[str]] = {}
    for place, heading in enumerate(headings):
        if isinstance(heading, str) and heading.strip():
            places.setdefault(folded(heading), []).append(letters(place))
    known = {folded(column.heading) for column in sheet.columns}
    unknown = ", ".join(f"{columns[0]}{number}" for heading, columns in places.items() if heading not in known)
    columns, faults = {}, []
    for column in sheet.columns:
        found = places.get(folded(column.heading), [])
        if len(found) > 1:
            sentence = _("The heading “%(heading)s” stands here and at %(other)s. Delete one of the columns.")
            told = {"heading": column.heading, "other": f"{found[1]}{number}"}
            faults.append(Fault(f"{sheet.name}!{found[0]}{number}", sentence % told))
        elif found:
            columns[column.field] = found[0]
        elif column.is_open:
            sentence = _("The column “%(heading)s” is missing. Give it its heading back.") % {"heading": column.heading}
            hint = " " + _("Headings that the portal does not know: %(cells)s.") % {"cells": unknown} if unknown else ""
            faults.append(Fault(f"{sheet.name}!A{number}", sentence + hint))
    return columns, faults


def _row(sheet: Sheet, number: int, row: list[Raw], columns: dict[str, str], found: Tables) -> FileRow | None:
    """A row with something in it; what has no key is passed over where nothing is filled in."""
    values = {letters(place): plain(value) if isinstance(value, str) else value for place, value in enumerate(row)}
    cells = {column.field: values.get(columns[column.field], "") for column in sheet.open_columns}
    filled = {name: value for name, value in cells.items() if value}
    key = values.get(columns[KEY.field], "")
    made = FileRow(sheet, number, key if isinstance(key, str) else "", filled, columns)
    if not key and filled:
        sentence = _(
            "This row has no key, so nobody can say what it is of. Write in a row that the workbook came with."
        )
        found.faults.append(Fault(made.where(next(iter(filled))), sentence))
    if not key:
        return None
    found.rows.append(made)
    return made
