"""The finance section: statements as tables of ready-written cells with what fails in them, and their notes."""

from collections.abc import Iterable

from django.utils.text import slugify

from finance.books import Table, formula_words, unit_of
from finance.models import Column, Note, Row
from finance.reconciliation import Found, Reconciliation
from reports import document as doc
from reports.document.paragraphs import paragraph

BLANK = doc.Cell("blank", "", None)


def finance_section(reconciled: Reconciliation, page_slugs: dict[int, str]) -> doc.FinanceSection:
    """The finance part of a quarter; `page_slugs` gives the page of each sub-theme."""
    book = reconciled.book
    pages: dict[str, list[doc.Statement]] = {}
    for table in book.tables:
        pages.setdefault(table.statement.page, []).append(_statement(table, reconciled))
    return doc.FinanceSection(
        title=book.report.title,
        sub_theme_slug=page_slugs[book.report.sub_theme_id],
        notes=tuple(_note(note, reconciled) for note in book.notes if book.text_of(note).strip()),
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


def _note(note: Note, reconciled: Reconciliation) -> doc.Note:
    text = paragraph(reconciled.in_words(reconciled.book.text_of(note)))
    return doc.Note(note.section, note.reference, text.html, text.text)


def _statement(table: Table, reconciled: Reconciliation) -> doc.Statement:
    statement = table.statement
    checks = reconciled.of(statement.key)
    faults = {(one.where.row, one.where.column): one for one in reversed(checks) if one.where and one.is_of_table}
    references = {note.pk: note.reference for note in reconciled.book.notes}
    # Rows may share a footnote, and one mark may stand for several.
    footnotes = dict.fromkeys((row.footnote_mark, row.footnote) for row in table.rows if row.footnote)
    return doc.Statement(
        key=statement.key,
        title=statement.title,
        subtitle=statement.subtitle,
        unit=statement.unit,
        as_at=statement.as_at,
        sign_convention=statement.sign_convention,
        columns=tuple(_column(column, table) for column in table.columns),
        rows=tuple(_row(row, table, faults, references) for row in table.rows),
        footnotes=tuple(footnotes),
        kind=statement.kind,
        decimals=statement.decimals,
        findings=tuple(_finding(one) for one in checks if one.is_error and one.may_be_reasoned),
    )


def _column(column: Column, table: Table) -> doc.StatementColumn:
    if not column.holds_figures:
        return doc.StatementColumn(column.key, column.heading, column.kind, measure=column.measure)
    return doc.StatementColumn(
        key=column.key,
        heading=column.heading,
        kind=column.kind,
        unit=unit_of(column).name,
        decimals=column.own_decimals,
        as_at=column.own_date,
        measure=column.measure,
        sense=column.sense,
        formula=formula_words(table, column.key),
    )


def _row(row: Row, table: Table, faults: dict[tuple[str, str], Found], references: dict[int, str]) -> doc.StatementRow:
    note = references.get(row.note_id or 0, "")
    cells = tuple(_cell(row, column, table, faults.get((row.key, column.key)), note) for column in table.columns)
    known = {part.pk for part in table.rows}
    sums = tuple(part.key for part in row.sums.all() if part.pk in known)
    return doc.StatementRow(row.key, row.label, row.kind, row.footnote_mark, cells, sums, note)


def _cell(row: Row, column: Column, table: Table, fault: Found | None, note: str) -> doc.Cell:
    if column.kind == Column.Kind.REFERENCE:
        return doc.Cell("reference", note, None)
    cell = (row.key, column.key)
    held = table.heads.get(cell)
    if column.kind == Column.Kind.COMMENT:
        return doc.Cell("comment", held.text if held else "", None)
    # What the rules give where the entered figure differs.
    beside = (fault.expected, fault.verdict.value) if fault else ("", "")
    if cell in table.dashes:
        return doc.Cell("dash", "-", None, True, *beside)
    amount = table.figures.get(cell)
    if amount is None:
        return BLANK
    kind = "percentage" if column.kind == Column.Kind.PERCENTAGE else "amount"
    return doc.Cell(kind, table.written(amount, column.key), amount, cell in table.amounts, *beside)


def _finding(found: Found) -> doc.Finding:
    return doc.Finding(
        row=found.where.row if found.where else "",
        column=found.where.column if found.where else "",
        words=found.words,
        printed=found.printed,
        expected=found.expected,
        difference=found.difference,
        reason=found.reason.text if found.reason else "",
    )
