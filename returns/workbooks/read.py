"""Reads an uploaded workbook: its cells in a process of its own, within limits, and then its rows, found by their headings."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from returns.workbooks.shape import KEY, SHEETS, Sheet, folded
from spreadsheets.places import letters
from spreadsheets.plain import plain
from spreadsheets.read import Raw, read_spreadsheet

HEADINGS_WITHIN = 20


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
    """The cells of its sheets as JSON can hold them. Raises Unreadable."""
    return read_spreadsheet(content, only=[sheet.name for sheet in SHEETS])


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
