"""What the first sheet of a workbook says: what it is, on what terms it may be used, how to read it, its notes, what fails."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.document import Finding, ReportDocument, StatementColumn
from reports.exports.book import Block, Book, Page, Words, filled, said
from reports.exports.statements import Source, moment_of, printed, reference_of
from reports.findings import place_of


def book_of_statement(source: Source) -> Book:
    """The workbook of one statement: its cover and its table."""
    statement, document = source.statement, source.document
    title = f"{statement.title}, {document.quarter.label}"
    page = Page(_("About"), statement.title, _blocks(source))
    return Book(title, moment_of(document), (page,), (printed(source),))


def facts(document: ReportDocument) -> tuple[Words, ...]:
    """What every cover says of the report: its names, whether it is published, and on what terms it may be used."""
    status = _("Draft: not published")
    if document.published_at:
        status = _("Published on %(day)s") % {"day": date_format(document.published_at, "j F Y")}
    return said(
        (_("Report"), document.title),
        (_("Quarter"), document.quarter.label),
        (_("Office"), document.words.office),
        (_("Status"), status),
        (_("Licence"), document.licence.name),
        (_("Words of the licence"), document.licence.address),
        (_("Notice"), document.notice),
    )


def signs() -> tuple[Words, ...]:
    """How figures of finance are read."""
    return (
        (_("Brackets"), _("A figure in brackets is negative.")),
        (
            _("Dash, 0, empty"),
            _("A dash says that there is nothing to report; 0 is a figure; an empty cell says nothing."),
        ),
    )


def _blocks(source: Source) -> tuple[Block, ...]:
    """The parts of the sheet; those that have nothing to say are left out."""
    statement = source.statement
    as_at = date_format(statement.as_at, "j F Y") if statement.as_at else ""
    head = said((_("Table"), statement.title), ("", statement.subtitle))
    place = said((_("Unit"), statement.unit), (_("Position at"), as_at))
    return filled(
        Block(_("About this table"), (*head, *facts(source.document), *place)),
        Block(_("How to read it"), (*said((_("Signs"), statement.sign_convention)), *signs())),
        Block(
            _("Columns"),
            tuple(_column(source, column) for column in statement.columns),
            (_("Column"), _("Unit"), _("Position at"), _("How it is made"), _("A positive figure is")),
        ),
        Block(
            _("Notes"),
            tuple((note.reference, note.text, _pointing_at(source, note.reference)) for note in source.notes),
            (_("Reference"), _("Note"), _("Rows")),
        ),
        Block(_("Footnotes"), statement.footnotes, (_("Mark"), _("Footnote"))),
        Block(
            _("What does not add up"),
            tuple(_finding(source, finding) for finding in statement.findings),
            (_("Where"), _("Rule"), _("Printed"), _("Expected"), _("Difference"), _("Reason")),
        ),
    )


def _column(source: Source, column: StatementColumn) -> Words:
    day = source.day(column)
    senses = {"adverse": _("adverse"), "favourable": _("favourable")}
    return (
        column.heading or column.key,
        source.unit(column),
        date_format(day, "j F Y") if day and source.unit(column) else "",
        column.formula,
        senses.get(column.sense, ""),
    )


def _pointing_at(source: Source, reference: str) -> str:
    """The rows that a note is for."""
    return "; ".join(row.label for row in source.rows if reference_of(row) == reference)


def _finding(source: Source, finding: Finding) -> Words:
    return (
        place_of(finding, source.statement),
        finding.words,
        finding.printed,
        finding.expected,
        finding.difference,
        finding.reason or _("No reason is given."),
    )
