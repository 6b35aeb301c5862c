"""A whole report as tables, and as a workbook of them: a cover, the notes, then a sheet for each table."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.document import ReportDocument
from reports.exports.book import Block, Book, Page, Words, filled, said
from reports.exports.cover import facts, signs
from reports.exports.measures import comparisons, indicators
from reports.exports.notes import findings, notes
from reports.exports.rated import scale
from reports.exports.records import account, commitments, pillars, ratings, texts
from reports.exports.statements import Source, figures, moment_of, printed, sources_of
from reports.exports.table import Table


def records_of(document: ReportDocument) -> tuple[Table, ...]:
    """The tables of what was promised, rated, measured and said."""
    drawn = (pillars, ratings, commitments, indicators, comparisons, texts, account, scale)
    return tuple(draw(document) for draw in drawn)


def data_of(document: ReportDocument) -> tuple[Table, ...]:
    """Every table of the report as data: numbers alone in columns of numbers, and words for whatever is missing."""
    finance = tuple(figures(source) for source in sources_of(document))
    return (*records_of(document), *finance, *((notes(document), findings(document)) if finance else ()))


def book_of(document: ReportDocument) -> Book:
    """The workbook of the whole report; its finance tables are as they are printed."""
    sources = sources_of(document)
    tables = (*records_of(document), *(printed(source) for source in sources))
    title = f"{document.title}, {document.quarter.label}"
    cover = Page(_("About"), title, _about(document, tables))
    said_of = Page(_("Notes"), _("Notes"), _notes(document, tables, sources))
    return Book(title, moment_of(document), (cover, said_of), tables)


def _about(document: ReportDocument, tables: tuple[Table, ...]) -> tuple[Block, ...]:
    quarter = document.quarter
    span = _("%(first)s to %(last)s") % {
        "first": date_format(quarter.starts_on, "j F Y"),
        "last": date_format(quarter.ends_on, "j F Y"),
    }
    more = said((_("Period"), span), (_("Plan"), document.plan_title), (_("Report to"), document.words.panel))
    sheets = tuple((table.title, table.description, str(len(table.rows))) for table in tables)
    return filled(
        Block(_("About this report"), (*facts(document), *more)),
        Block(
            _("Sheets"),
            (
                (_("Notes"), _("How to read the tables, what their columns hold, and the notes to the figures."), ""),
                *sheets,
            ),
            (_("Sheet"), _("What it holds"), _("Rows")),
        ),
    )


def _notes(document: ReportDocument, tables: tuple[Table, ...], sources: list[Source]) -> tuple[Block, ...]:
    finance = document.finance
    return filled(
        Block(_("How to read the tables"), _reading(sources)),
        Block(
            _("Finance tables"),
            tuple(_of_statement(source) for source in sources),
            (_("Table"), _("Signs"), _("Unit"), _("Position at")),
        ),
        Block(
            _("Notes to the finance tables"),
            tuple((note.reference or note.section, note.text) for note in (finance.notes if finance else ())),
            (_("Reference or section"), _("Note")),
        ),
        Block(
            _("Columns"),
            tuple(_column(table, place) for table in tables for place in range(len(table.columns))),
            (_("Sheet"), _("Column"), _("Unit"), _("What it holds")),
        ),
    )


def _reading(sources: list[Source]) -> tuple[Words, ...]:
    return (
        (
            _("Empty cells"),
            _("Where a rating or a figure is missing, the column beside it says why; what is empty is never 0."),
        ),
        (_("Withheld"), _("A figure that could identify people is in none of these files; its footnote says why.")),
        *(signs() if sources else ()),
    )


def _of_statement(source: Source) -> Words:
    statement = source.statement
    day = date_format(statement.as_at, "j F Y") if statement.as_at else ""
    return (statement.title, statement.sign_convention, statement.unit, day)


def _column(table: Table, place: int) -> Words:
    column = table.columns[place]
    return (table.title, table.headings()[place], column.unit, column.description)
