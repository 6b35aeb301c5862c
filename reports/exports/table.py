"""A statement as rows and columns of values, with all that must be said of it: what every format lays out in its own way."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.document import Cell, Finding, Note, ReportDocument, Statement, StatementColumn, StatementRow
from reports.findings import figures_of, reason_of

BLANK = Cell("blank", "", None)
FIGURES = ("amount", "computed", "percentage")


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in the unit that its column prints, with so many decimals; a share is in per cent."""

    value: Decimal
    decimals: int
    is_share: bool = False

    @property
    def fraction(self) -> Decimal:
        """The value as a spreadsheet keeps it: 2.92% is 0.0292."""
        return self.value.scaleb(-2) if self.is_share else self.value


Value = str | Number


@dataclass(frozen=True, slots=True)
class Table:
    """A statement of a report, with the notes that its rows point at."""

    document: ReportDocument
    statement: Statement
    notes: tuple[Note, ...]

    @property
    def is_draft(self) -> bool:
        return self.document.published_at is None

    @property
    def made_at(self) -> datetime:
        """The moment that the file bears: never that of its making, so that the same report gives the same file."""
        return self.document.published_at or datetime.combine(self.document.quarter.ends_on, time(), UTC)

    @property
    def rows(self) -> tuple[StatementRow, ...]:
        """The rows that say something."""
        return tuple(row for row in self.statement.rows if row.kind != "spacer")

    def headings(self) -> list[str]:
        """One heading a column, no two alike: the rows' own, those of the table, and what is said of a row."""
        columns = [self.heading(column) for column in self.statement.columns]
        found = [_("Item"), _("Kind of row"), *columns, _("Note"), _("Footnote"), _("What does not add up")]
        seen: Counter[str] = Counter()
        for number, heading in enumerate(found):
            seen[heading] += 1
            if seen[heading] > 1:
                found[number] = f"{heading} ({seen[heading]})"
        return found

    def values(self, row: StatementRow) -> list[Value]:
        """A row's values, one for each heading."""
        cells = [value_of(cell, column) for cell, column in zip(row.cells, self.statement.columns, strict=False)]
        cells += [""] * (len(self.statement.columns) - len(cells))
        reference = reference_of(row)
        note = next((note.text for note in self.notes if note.reference == reference), "") if reference else ""
        findings = " ".join(told(finding) for finding in self.statement.findings if finding.row == row.key)
        return [row.label, row.kind, *cells, note, self.footnote(row), findings]

    def unit(self, column: StatementColumn) -> str:
        """What a column's figures are in; "" where it has none."""
        return (column.unit or self.statement.unit) if column.kind in FIGURES else ""

    def heading(self, column: StatementColumn) -> str:
        """A column's heading with its unit, and its day where it is not that of the whole table."""
        parts = [self.unit(column)]
        if column.as_at and column.as_at != self.statement.as_at:
            parts.append(at(column.as_at))
        words = column.heading or column.key
        return f"{words} ({', '.join(filter(None, parts))})" if any(parts) else words

    def footnote(self, row: StatementRow) -> str:
        """The footnotes that a row's mark stands for."""
        return " ".join(text for mark, text in self.statement.footnotes if mark and mark == row.footnote_mark)


def table_of(document: ReportDocument, key: str) -> Table:
    """The statement of this key. Raises KeyError."""
    finance = document.finance
    for statement in finance.statements if finance else ():
        if statement.key == key:
            references = {reference_of(row) for row in statement.rows} - {""}
            notes = tuple(note for note in finance.notes if note.reference in references) if finance else ()
            return Table(document, statement, notes)
    raise KeyError(key)


def without_given(table: Table) -> Table:
    """The table with blanks where nobody entered a figure."""
    rows = tuple(
        replace(row, cells=tuple(cell if cell.amount is None or cell.is_entered else BLANK for cell in row.cells))
        for row in table.statement.rows
    )
    return replace(table, statement=replace(table.statement, rows=rows))


def value_of(cell: Cell, column: StatementColumn) -> Value:
    """A figure as a number; a dash, a blank and words as they stand."""
    if cell.amount is None:
        return cell.text
    value = Decimal(cell.amount).scaleb(-column.decimals)
    return Number(value, column.decimals, is_share=cell.kind == "percentage")


def reference_of(row: StatementRow) -> str:
    """The reference of the note that a row points at, or ""."""
    return row.note or next((cell.text for cell in row.cells if cell.kind == "reference" and cell.text), "")


def told(finding: Finding) -> str:
    """What does not add up, in one line with the reason given."""
    figures = figures_of(finding)
    return f"{finding.words.rstrip('.')}{': ' if figures else ''}{figures}. {reason_of(finding)}"


def at(day: date) -> str:
    return _("at %(day)s") % {"day": date_format(day, "j F Y")}
