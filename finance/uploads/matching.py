"""Finds a statement in the sheets of a file: its columns by their headings, its rows by their labels, in any order. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from finance.books import Table
from finance.figures.amounts import UnreadableAmount
from finance.models import Column, Row
from finance.uploads.cells import text_of
from finance.uploads.pairing import Paired, holds, paired
from spreadsheets.places import letters, number
from spreadsheets.plain import plain
from spreadsheets.read import Raw

Cell = tuple[str, str]
# How far down the headings may stand, below titles and dates.
HEADINGS_WITHIN = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell of the file that cannot be taken as it stands: where it is, what it is called, and why."""

    where: str
    cell: str
    words: str


@dataclass(slots=True)
class Match:
    """A sheet that holds the statement, or some of it: the text of each cell that is filled there, with its place.

    `columns` counts those that were found. `others` are columns and rows of the sheet that the statement does not have,
    `lacking` those of the statement that the sheet does not have.
    """

    name: str
    columns: int
    cells: dict[Cell, str] = field(default_factory=dict)
    places: dict[Cell, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


def matches_in(read: Mapping[str, Any], table: Table) -> list[Match]:
    """The sheets of a file (`spreadsheets.read`) that hold the statement, in their order; one that is hidden does not."""
    found = (_Sheet(sheet, table).match() for sheet in read["sheets"] if not sheet["is_hidden"])
    matches = [match for match in found if match is not None]
    # One word in the right place may be chance, as on a cover sheet that names the columns.
    likely = [match for match in matches if match.columns > 1]
    return likely or matches


class _Sheet:
    """One sheet while a statement is looked for in it. Rows and columns are counted from 0."""

    def __init__(self, sheet: Mapping[str, Any], table: Table) -> None:
        self.sheet, self.table = sheet, table
        self.name: str = sheet["name"]
        self.rows: list[list[Raw]] = sheet["rows"]
        self.labelled = [row for row in table.rows if row.label]

    def match(self) -> Match | None:
        headings = [paired(map(_said, row), self.table.columns) for row in self.rows[:HEADINGS_WITHIN]]
        at = max(range(len(headings)), key=lambda place: len(_open(headings[place])), default=0)
        if not headings or not _open(headings[at]):
            return None
        across = headings[at]
        labels, down = self._labels(at + 1, across)
        if not down.found:
            return None
        match = Match(self.name, len(_open(across)))
        for place, words in across.ambiguous.items():
            match.faults.append(_ambiguous(self._where(at, place), words))
        for place, words in down.ambiguous.items():
            match.faults.append(_ambiguous(self._where(place, labels), words))
        self._take(match, down.found, _open(across))
        match.others = [words for place, words in across.others.items() if place != labels]
        match.others += [words for place, words in down.others.items() if self._is_filled(place, _open(across))]
        match.lacking = [
            str(part)
            for parts, found in ((self.table.columns, across.found), (self.labelled, down.found))
            for part in _lacking(parts, found)
        ]
        return match

    def _labels(self, first: int, across: Paired[Column]) -> tuple[int, Paired[Row]]:
        """The column that holds most labels, with the rows of the statement by their places."""
        best: tuple[int, Paired[Row]] = (0, Paired())
        for place in range(max(map(len, self.rows), default=0)):
            if place not in across.found:
                said = ("" if at < first else _said(self._raw(at, place)) for at in range(len(self.rows)))
                down = paired(said, self.labelled)
                best = max(best, (place, down), key=lambda each: len(each[1].found))
        return best

    def _take(self, match: Match, rows: Mapping[int, Row], columns: Mapping[int, Column]) -> None:
        """Read every cell where a row and a column of the statement meet."""
        bad = dict.fromkeys(
            self.sheet["uncomputed"],
            _(
                "The formula in this cell was never computed. Save the file in a spreadsheet program, or write its value."
            ),
        )
        bad |= dict.fromkeys(
            self.sheet["errors"], _("The formula in this cell gives an error. Write what is meant instead.")
        )
        merged = [_area(each) for each in self.sheet["merged"]]
        for at, row in rows.items():
            for place, column in columns.items() if holds(row) else ():
                told, text = bad.get(f"{letters(place)}{at + 1}", ""), ""
                if any(at in down and place in across for down, across in merged):
                    told = _("This cell is merged with others. Separate them, and fill in each.")
                try:
                    text = text_of(self._raw(at, place), column)
                except UnreadableAmount as fault:
                    told = told or str(fault)
                if told:
                    match.faults.append(Fault(self._where(at, place), f"{row.label}, {column.heading}", told))
                elif text:
                    match.cells[row.key, column.key] = text
                    match.places[row.key, column.key] = self._where(at, place)

    def _raw(self, row: int, column: int) -> Raw:
        return self.rows[row][column] if column < len(self.rows[row]) else ""

    def _where(self, row: int, column: int) -> str:
        return f"{self.name}!{letters(column)}{row + 1}"

    def _is_filled(self, row: int, columns: Mapping[int, Column]) -> bool:
        return any(_said(self._raw(row, place)) for place in columns)


def _open(across: Paired[Column]) -> dict[int, Column]:
    return {place: column for place, column in across.found.items() if holds(column)}


def _lacking(parts: Sequence[Row | Column], found: Mapping[int, Row | Column]) -> list[Row | Column]:
    held = {part.pk for part in found.values()}
    return [part for part in parts if part.pk not in held and holds(part)]


def _ambiguous(where: str, words: str) -> Fault:
    return Fault(
        where,
        words,
        _("The file and the table do not have these words equally often, so nobody can say which is meant."),
    )


def _said(raw: Raw) -> str:
    return plain(raw) if isinstance(raw, str) else raw[1]


def _area(name: str) -> tuple[range, range]:
    """The rows and columns of merged cells (B2:C4)."""
    found = re.fullmatch(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)", name)
    if found is None:
        return range(0), range(0)
    left, top, right, bottom = found.groups()
    return range(int(top) - 1, int(bottom)), range(number(left) - 1, number(right))
