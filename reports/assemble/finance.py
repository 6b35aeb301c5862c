"""The finance section: statements as tables of ready-written cells, and their notes."""

from collections.abc import Iterable

from django.utils.text import slugify

from finance.formats import written
from finance.models import Column, Figure, FinanceReport, Row, Statement
from finance.queries import figures_of, note_texts, report_of
from reports import document as doc
from reports.paragraphs import paragraph

BLANK = doc.Cell("blank", "", None)
DASH = doc.Cell("dash", "-", None)


def finance_section(period_id: int, page_slugs: dict[int, str]) -> doc.FinanceSection | None:
    """The finance part of a quarter, or None; `page_slugs` gives the page of each sub-theme."""
    report = report_of(period_id)
    if report is None:
        return None
    figures = figures_of(report)
    references = {note.pk: note.reference for note in report.notes.all()}
    pages: dict[str, list[doc.Statement]] = {}
    for statement in report.statements.all():
        pages.setdefault(statement.page, []).append(_statement(statement, figures, references))
    return doc.FinanceSection(
        title=report.title,
        sub_theme_slug=page_slugs[report.sub_theme_id],
        notes=_notes(report),
        pages=tuple(
            doc.FinancePage(slug, title, tuple(statements))
            for slug, (title, statements) in zip(_slugs(pages), pages.items(), strict=True)
        ),
    )


def _slugs(titles: Iterable[str]) -> list[str]:
    """An address for each page: the words of its title, with its place where they are none or another page's."""
    slugs: list[str] = []
    for number, title in enumerate(titles, start=1):
        slug = slugify(title) or "page"
        slugs.append(f"{slug}-{number}" if slug in (*slugs, "page") else slug)
    return slugs


def _notes(report: FinanceReport) -> tuple[doc.Note, ...]:
    words = note_texts(report)
    found = []
    for note in report.notes.all():
        text = paragraph(words.get(note.pk, ""))
        found.append(doc.Note(note.section, note.reference, text.html, text.text))
    return tuple(found)


def _statement(
    statement: Statement, figures: dict[tuple[int, int], Figure], references: dict[int, str]
) -> doc.Statement:
    columns = list(statement.columns.all())
    # Rows may share a footnote, and one mark may stand for several.
    footnotes = dict.fromkeys((row.footnote_mark, row.footnote) for row in statement.rows.all() if row.footnote)
    return doc.Statement(
        key=statement.key,
        title=statement.title,
        subtitle=statement.subtitle,
        unit=statement.unit,
        as_at=statement.as_at,
        sign_convention=statement.sign_convention,
        columns=tuple(doc.StatementColumn(column.key, column.heading, column.kind) for column in columns),
        rows=tuple(_row(row, columns, figures, references, statement.decimals) for row in statement.rows.all()),
        footnotes=tuple(footnotes),
    )


def _row(
    row: Row,
    columns: list[Column],
    figures: dict[tuple[int, int], Figure],
    references: dict[int, str],
    decimals: int,
) -> doc.StatementRow:
    cells = []
    for column in columns:
        if column.kind == Column.Kind.REFERENCE:
            cells.append(doc.Cell("reference", references.get(row.note_id or 0, ""), None))
        elif column.kind == Column.Kind.COMMENT:
            cells.append(doc.Cell("comment", row.comment, None))
        else:
            cells.append(_figure(figures.get((row.pk, column.pk)), decimals))
    return doc.StatementRow(row.key, row.label, row.kind, row.footnote_mark, tuple(cells))


def _figure(figure: Figure | None, decimals: int) -> doc.Cell:
    if figure is None:
        return BLANK
    if figure.amount is None:
        return DASH
    return doc.Cell("amount", written(figure.amount, decimals), figure.amount)
