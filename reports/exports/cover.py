"""What the first sheet of a workbook says of the table on the second: what it is, how to read it, its notes, what fails."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.document import Finding, StatementColumn
from reports.exports.table import Table, reference_of
from reports.findings import place_of

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with rows of words under it; `head` names their columns, or is empty."""

    heading: str
    rows: tuple[Row, ...]
    head: Row = ()


def blocks_of(table: Table) -> list[Block]:
    """The parts of the sheet; those that have nothing to say are left out."""
    statement = table.statement
    blocks = (
        Block(_("About this table"), tuple(row for row in _about(table) if row[1])),
        Block(_("How to read it"), tuple(row for row in _reading(table) if row[1])),
        Block(
            _("Columns"),
            tuple(_column(table, column) for column in statement.columns),
            (_("Column"), _("Unit"), _("Position at"), _("How it is made"), _("A positive figure is")),
        ),
        Block(
            _("Notes"),
            tuple((note.reference, note.text, _pointing_at(table, note.reference)) for note in table.notes),
            (_("Reference"), _("Note"), _("Rows")),
        ),
        Block(_("Footnotes"), statement.footnotes, (_("Mark"), _("Footnote"))),
        Block(
            _("What does not add up"),
            tuple(_finding(table, finding) for finding in statement.findings),
            (_("Where"), _("Rule"), _("Printed"), _("Expected"), _("Difference"), _("Reason")),
        ),
    )
    return [block for block in blocks if block.rows]


def _about(table: Table) -> list[Row]:
    document, statement = table.document, table.statement
    status = _("Draft: not published")
    if document.published_at:
        status = _("Published on %(day)s") % {"day": date_format(document.published_at, "j F Y")}
    return [
        (_("Table"), statement.title),
        ("", statement.subtitle),
        (_("Report"), document.title),
        (_("Quarter"), document.quarter.label),
        (_("Office"), document.words.office),
        (_("Status"), status),
        (_("Unit"), statement.unit),
        (_("Position at"), date_format(statement.as_at, "j F Y") if statement.as_at else ""),
    ]


def _reading(table: Table) -> list[Row]:
    return [
        (_("Signs"), table.statement.sign_convention),
        (_("Brackets"), _("A figure in brackets is negative.")),
        (
            _("Dash, 0, empty"),
            _("A dash says that there is nothing to report; 0 is a figure; an empty cell says nothing."),
        ),
    ]


def _column(table: Table, column: StatementColumn) -> Row:
    day = column.as_at or table.statement.as_at
    senses = {"adverse": _("adverse"), "favourable": _("favourable")}
    return (
        column.heading or column.key,
        table.unit(column),
        date_format(day, "j F Y") if day and table.unit(column) else "",
        column.formula,
        senses.get(column.sense, ""),
    )


def _pointing_at(table: Table, reference: str) -> str:
    """The rows that a note is for."""
    return "; ".join(row.label for row in table.rows if reference_of(row) == reference)


def _finding(table: Table, finding: Finding) -> Row:
    return (
        place_of(finding, table.statement),
        finding.words,
        finding.printed,
        finding.expected,
        finding.difference,
        finding.reason or _("No reason is given."),
    )
