"""The differences of a workbook in words, as its page shows them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from returns.entries import Entry, LineEntry, ReadingEntry, TextEntry
from returns.workbooks.compare import Compared
from returns.workbooks.contents import place_of, sheet_of
from returns.workbooks.differences import Changed
from returns.workbooks.filled import shown as in_words
from returns.workbooks.read import Fault
from returns.workbooks.shape import SHEETS, Sheet


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field: its heading, and what it says when the workbook was made, now, and in the workbook."""

    words: str
    base: str
    theirs: str
    mine: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row that would change: what it is of, where it stands in the workbook, and its fields."""

    subject: str
    place: str
    name: str
    where: str
    fields: tuple[ShownField, ...]
    their_name: str
    their_time: datetime | None


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """The changed rows of one sheet."""

    name: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a workbook would change: by sheet, the rows in conflict, how many rows stay, and what is wrong."""

    sheets: tuple[ShownSheet, ...]
    conflicts: tuple[ShownRow, ...]
    unchanged: int
    faults: tuple[Fault, ...]
    others: tuple[str, ...]
    seal: str

    @property
    def changed(self) -> int:
        return sum(len(sheet.rows) for sheet in self.sheets)


def shown(compared: Compared) -> Shown:
    """The differences in words."""
    found = compared.differences
    by_sheet: dict[str, list[ShownRow]] = {sheet.name: [] for sheet in SHEETS}
    for row in found.changed:
        by_sheet[sheet_of(compared.entries[row.subject]).name].append(_row(row, compared))
    return Shown(
        sheets=tuple(ShownSheet(name, tuple(rows)) for name, rows in by_sheet.items() if rows),
        conflicts=tuple(_row(row, compared) for row in found.conflicts),
        unchanged=found.unchanged,
        faults=found.faults,
        others=found.others,
        seal=found.seal,
    )


def _row(row: Changed, compared: Compared) -> ShownRow:
    entry = compared.entries[row.subject]
    sheet: Sheet = sheet_of(entry)
    headings = {column.field: column.words for column in sheet.columns}
    ratings = compared.sheet.ratings
    fields = []
    for each in row.fields:
        base, theirs, mine = (in_words(each.field, said, ratings) for said in (each.base, each.theirs, each.mine))
        fields.append(ShownField(headings[each.field], base, theirs, mine, each.is_mine))
    return ShownRow(
        row.subject, place_of(entry), _name(entry), row.where, tuple(fields), row.their_name, row.their_time
    )


def _name(entry: Entry) -> str:
    if isinstance(entry, LineEntry):
        return "; ".join(f"{number}. {wording}" for number, wording in entry.numbers)
    if isinstance(entry, ReadingEntry):
        return entry.name
    return entry.words if isinstance(entry, TextEntry) else _("Its own rating")
