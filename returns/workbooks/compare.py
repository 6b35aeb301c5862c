"""Compares a workbook that was handed in with the quarter as it stands: three queries more than the quarter itself takes."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from pillars.models import ReportingPeriod
from returns.entries import Entry, QuarterSheet
from returns.keeping import may_change
from returns.queries import quarter_sheet
from returns.subjects import subject_of
from returns.workbooks.contents import entries_of, why_closed
from returns.workbooks.differences import Changed, Differences, difference
from returns.workbooks.filled import filled
from returns.workbooks.keys import RowKey, name_of, read_key
from returns.workbooks.read import Fault, FileRow, tables_of
from returns.workbooks.standing import answer, model_of, versions
from returns.workbooks.typed import FORM_FIELDS, typed


@dataclass(frozen=True, slots=True)
class Compared:
    """A workbook beside its quarter: the differences, and the entries that they are of by the names of their records."""

    sheet: QuarterSheet
    entries: dict[str, Entry]
    differences: Differences


def may_fill_in(entry: Entry, user: User) -> bool:
    """Whether a person keeps the return of an entry, and it is open."""
    return may_change(user, entry.quarterly_return)


def compare(read: dict[str, Any], period: ReportingPeriod, user: User) -> Compared:
    """Compare what `read.read_cells` gave with the quarter, for the person who handed it in."""
    sheet = quarter_sheet(period)
    tables = tables_of(read)
    rows = _Rows(sheet, {name_of(entry): entry for entry in entries_of(sheet)}, user)
    rows.take(tables.rows)
    differences = Differences(
        changed=tuple(row for row in rows.found if not row.is_conflict),
        conflicts=_by_whom([row for row in rows.found if row.is_conflict], rows.entries),
        unchanged=rows.unchanged,
        faults=tuple(sorted([*tables.faults, *rows.faults], key=lambda fault: fault.place)),
        others=tuple(tables.others),
    )
    return Compared(sheet, rows.entries, differences)


def _by_whom(conflicts: list[Changed], entries: dict[str, Entry]) -> tuple[Changed, ...]:
    """The conflicts with the name of who changed the row meanwhile, and when. One query."""
    standing = {row.subject: entries[row.subject].version for row in conflicts}
    people = User.objects.in_bulk({version.recorded_by_id for version in standing.values() if version})
    return tuple(
        replace(row, their_name=str(people.get(version.recorded_by_id, "")), their_time=version.recorded_at)
        if (version := standing[row.subject])
        else row
        for row in conflicts
    )


class _Rows:
    """The rows of one workbook while they are compared."""

    def __init__(self, sheet: QuarterSheet, entries: dict[str, Entry], user: User) -> None:
        self.sheet, self.entries, self.user = sheet, entries, user
        self.found: list[Changed] = []
        self.faults: list[Fault] = []
        self.unchanged = 0

    def take(self, rows: list[FileRow]) -> None:
        known = self._known(rows)
        old = [(entry, key.version) for _row, entry, key in known if key.version not in (0, _pk(entry.version))]
        based = versions(old)
        for row, entry, key in known:
            standing = entry.version
            version = standing if key.version == _pk(standing) else based.get((model_of(entry), key.version))
            if key.version and version is None:
                self._fault(
                    row, _("What this row is based on is not in this portal. Copy your answers into a new workbook.")
                )
            else:
                self._compare(row, entry, key.subject, version)

    def _known(self, rows: list[FileRow]) -> list[tuple[FileRow, Entry, RowKey]]:
        """The rows whose keys name a record of this quarter, each once."""
        known, seen = [], dict[str, FileRow]()
        for row in rows:
            try:
                key = read_key(row.key, self.sheet.period.quarter)
            except ValueError as error:
                self._fault(row, str(error))
                continue
            first = seen.setdefault(key.subject, row)
            if first is not row:
                sentence = _("This row is a copy of the one at %(where)s. Delete one of the two.")
                self._fault(row, sentence % {"where": first.where()})
            elif key.subject not in self.entries:
                self._fault(row, _("What this row is of is no longer in this quarter. Delete the row."))
            else:
                known.append((row, self.entries[key.subject], key))
        return known

    def _fault(self, row: FileRow, words: str) -> None:
        self.faults.append(Fault(row.where(), words))

    def _compare(self, row: FileRow, entry: Entry, subject: str, version: Any) -> None:
        ratings = self.sheet.ratings
        base, standing = answer(entry, version, ratings), entry.version
        said = filled(row, entry, base, ratings)
        edited = next((name for name in said.answer if said.answer[name] != base[name]), "")
        closed = why_closed(entry, lambda each: may_fill_in(each, self.user))
        if closed and (edited or said.faults):
            sentence = _("This row is not for you to fill in (%(why)s). Put back what stood there, or delete the row.")
            where = row.where(edited) if edited else said.faults[0].where
            self.faults.append(Fault(where, sentence % {"why": closed}))
            return
        if said.faults:
            self.faults += said.faults
            return
        theirs = answer(entry, standing, ratings)
        found = difference(subject, row.where(edited), _pk(standing), base, theirs, said.answer)
        if found is None:
            self.unchanged += 1
        elif faults := self._faults_of(row, entry, found):
            self.faults += faults
        else:
            self.found.append(found)

    def _faults_of(self, row: FileRow, entry: Entry, found: Changed) -> list[Fault]:
        """What the form of the editing page would say of the answer, each at its cell."""
        form = subject_of(entry, self.sheet).form(typed(entry, found.outcome))
        if form.is_valid():
            return []
        columns = {FORM_FIELDS.get(name, name): name for name in found.outcome}
        return [
            Fault(row.where(columns[name]) if name in columns else row.where(), str(error))
            for name, errors in form.errors.items()
            for error in errors
        ]


def _pk(version: Any) -> int:
    return version.pk if version is not None else 0
