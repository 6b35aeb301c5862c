"""A statement of a report as a table: once as it is printed, to read and to reckon with, and once figure by figure, as data."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.document import Cell, Finding, Note, ReportDocument, Statement, StatementColumn, StatementRow
from reports.exports.table import (
    FIGURE,
    NAMES,
    NARROW,
    SENTENCES,
    WORDS,
    Column,
    Number,
    Row,
    Table,
    Value,
    truth,
)
from reports.findings import figures_of, reason_of

FIGURES = ("amount", "computed", "percentage")
STRONG = ("heading", "subtotal", "total")
BLANK = Cell("blank", "", None)


@dataclass(frozen=True, slots=True)
class Source:
    """A statement of a report, with the notes that its rows point at."""

    document: ReportDocument
    statement: Statement
    notes: tuple[Note, ...]

    @property
    def rows(self) -> tuple[StatementRow, ...]:
        """The rows that say something."""
        return tuple(row for row in self.statement.rows if row.kind != "spacer")

    def unit(self, column: StatementColumn) -> str:
        """What a column's figures are in; "" where it has none."""
        return (column.unit or self.statement.unit) if column.kind in FIGURES else ""

    def day(self, column: StatementColumn) -> date | None:
        """The day of a column's figures."""
        return column.as_at or self.statement.as_at

    def note(self, row: StatementRow) -> str:
        """The words of the note that a row points at."""
        reference = reference_of(row)
        return next((note.text for note in self.notes if note.reference == reference), "") if reference else ""

    def footnote(self, row: StatementRow) -> str:
        """The footnotes that a row's mark stands for."""
        return " ".join(text for mark, text in self.statement.footnotes if mark and mark == row.footnote_mark)

    def cells(self, row: StatementRow) -> list[tuple[StatementColumn, Cell]]:
        """A row's cells with their columns; those of a row that has none are blank."""
        columns = self.statement.columns
        return list(zip(columns, (*row.cells, *[BLANK] * (len(columns) - len(row.cells))), strict=False))


def without_given(source: Source) -> Source:
    """The statement with blanks where nobody entered a figure."""
    rows = tuple(
        replace(row, cells=tuple(cell if cell.amount is None or cell.is_entered else BLANK for cell in row.cells))
        for row in source.statement.rows
    )
    return replace(source, statement=replace(source.statement, rows=rows))


def source_of(document: ReportDocument, key: str) -> Source:
    """The statement of this key. Raises KeyError."""
    for source in sources_of(document):
        if source.statement.key == key:
            return source
    raise KeyError(key)


def sources_of(document: ReportDocument) -> list[Source]:
    """Every statement of the report, in its order."""
    finance = document.finance
    found = []
    for statement in finance.statements if finance else ():
        references = {reference_of(row) for row in statement.rows} - {""}
        notes = tuple(note for note in finance.notes if note.reference in references) if finance else ()
        found.append(Source(document, statement, notes))
    return found


def moment_of(document: ReportDocument) -> datetime:
    """The moment that files bear: never that of their making, so that the same report gives the same file."""
    return document.published_at or datetime.combine(document.quarter.ends_on, time(), UTC)


def printed(source: Source) -> Table:
    """The statement as it is printed: a row a row, a column a column, a dash where a dash stands, and what is said of a row."""
    statement = source.statement
    return Table(
        name=table_name(statement),
        title=statement.title,
        description=statement.subtitle,
        columns=(
            Column("item", _("Item"), width=NAMES),
            Column("kind_of_row", _("Kind of row"), width=13),
            *(_printed_column(source, column) for column in statement.columns),
            Column("note", _("Note"), width=SENTENCES),
            Column("footnote", _("Footnote"), width=SENTENCES),
            Column("findings", _("What does not add up"), width=SENTENCES),
        ),
        rows=tuple(Row(_printed_row(source, row), row.kind in STRONG) for row in source.rows),
        notes=tuple(filter(None, (statement.sign_convention,))),
    )


def _printed_column(source: Source, column: StatementColumn) -> Column:
    widths = {"reference": NARROW, "comment": WORDS}
    unit = source.unit(column)
    days = [at(column.as_at)] if column.as_at and column.as_at != source.statement.as_at else []
    parts = [unit, *days] if unit else days
    words = column.heading or column.key
    return Column(
        name=column.key,
        heading=f"{words} ({', '.join(parts)})" if parts else words,
        type="number" if column.kind in FIGURES else "string",
        description=column.formula,
        unit=unit,
        width=widths.get(column.kind, FIGURE),
    )


def _printed_row(source: Source, row: StatementRow) -> tuple[Value, ...]:
    values = [value_of(cell, column) for column, cell in source.cells(row)]
    findings = " ".join(told(finding) for finding in source.statement.findings if finding.row == row.key)
    return (row.label, row.kind, *values, source.note(row), source.footnote(row), findings)


def figures(source: Source) -> Table:
    """The statement as data: a row for each cell, its number beside what is printed and what kind of cell it is."""
    statement = source.statement
    about = (
        _("%(title)s, one row for each cell of the table.") % {"title": statement.title},
        statement.subtitle,
        statement.sign_convention,
    )
    kinds = ("amount", "percentage", "dash", "blank", "comment", "reference")
    return Table(
        name=table_name(statement),
        title=statement.title,
        description=" ".join(filter(None, about)),
        columns=(
            Column("row", _("Row"), description=_("The key of the row, the same in every quarter."), is_needed=True),
            Column("item", _("Item"), description=_("What the row is called."), width=NAMES),
            Column("kind_of_row", _("Kind of row"), choices=("heading", "line", "subtotal", "total"), is_needed=True),
            Column("column", _("Column"), description=_("The key of the column."), is_needed=True),
            Column("heading", _("Heading"), description=_("What the column is called.")),
            Column("measure", _("Measure"), description=_("What the column tells, such as forecast; empty: not said.")),
            Column("unit", _("Unit"), description=_("What the amount is in.")),
            Column("as_at", _("Position at"), "date", _("The day of the figure.")),
            Column(
                "amount",
                _("Amount"),
                "number",
                _("The figure, negative where it is printed in brackets; empty where there is none, which is not 0."),
                unit=_("as the column unit says"),
                width=FIGURE,
            ),
            Column("printed", _("Printed"), description=_("What stands in the cell.")),
            Column(
                "kind",
                _("Kind of cell"),
                description=_("A dash says that there is nothing to report; a blank says nothing. Neither is 0."),
                choices=kinds,
                is_needed=True,
            ),
            Column("is_entered", _("Is entered"), "boolean", _("false where the portal computed the figure.")),
            Column("should_be", _("Should be"), description=_("What the rules of the table give, where it differs.")),
            Column(
                "verdict",
                _("Verdict"),
                description=_("Whether rounding explains that difference."),
                choices=("rounding", "error"),
            ),
            Column(
                "note", _("Note"), description=_("The reference of the row's note, which stands in the table notes.")
            ),
            Column("footnote", _("Footnote"), description=_("The footnote to the row."), width=SENTENCES),
        ),
        rows=tuple(
            Row(_figure(source, row, column, cell)) for row in source.rows for column, cell in source.cells(row)
        ),
        key=("row", "column"),
    )


def _figure(source: Source, row: StatementRow, column: StatementColumn, cell: Cell) -> tuple[Value, ...]:
    value = value_of(cell, column)
    return (
        row.key,
        row.label,
        row.kind,
        column.key,
        column.heading,
        column.measure,
        source.unit(column),
        (source.day(column) or "") if source.unit(column) else "",
        Number(value.value, value.decimals) if isinstance(value, Number) else "",
        cell.text,
        cell.kind,
        truth(cell.is_entered),
        cell.computed,
        cell.verdict,
        reference_of(row),
        source.footnote(row),
    )


def table_name(statement: Statement) -> str:
    """What the table of a statement is called among those of the report."""
    return f"finance-{statement.key}"


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
    given = figures_of(finding)
    return f"{finding.words.rstrip('.')}{': ' if given else ''}{given}. {reason_of(finding)}"


def at(day: date) -> str:
    return _("at %(day)s") % {"day": date_format(day, "j F Y")}
