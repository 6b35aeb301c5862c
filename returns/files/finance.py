"""Writes the finance part of a quarter file: report, notes, statements, columns, rows and figures."""

from decimal import Decimal

from finance.actions import record_figure, record_note_text
from finance.models import Column, Figure, FinanceReport, Note, NoteText, Row, Statement
from pillars.models import ReportingPeriod
from returns.files.held import Held
from returns.files.read import PlaceInFile, Places
from returns.files.records import Changes
from returns.files.shape import FinanceFile, RowFile, StatementFile


def put_finance(file: FinanceFile, held: Held, period: ReportingPeriod, changes: Changes, places: Places) -> None:
    values = {"sub_theme_id": held.sub_themes[file.sub_theme].pk, "title": file.title}
    report = changes.put(FinanceReport, {"period": period}, values)
    notes: dict[str, Note] = {}
    for order, note_file in enumerate(file.notes, start=1):
        values = {"section": note_file.section, "reference": note_file.reference or ""}
        note = changes.put(Note, {"report": report, "order": order}, values)
        head = NoteText.objects.filter(note=note).heads().first()
        changes.version(head, record_note_text(note=note, text=note_file.text, based_on=head, by=None))
        notes[note.reference] = note
    for order, statement in enumerate(file.statements, start=1):
        _put_statement(statement, order, report, notes, changes, places)


def _put_statement(
    file: StatementFile,
    order: int,
    report: FinanceReport,
    notes: dict[str, Note],
    changes: Changes,
    places: Places,
) -> None:
    values = {"order": order, **file.model_dump(exclude={"key", "columns", "rows"})}
    statement = changes.put(Statement, {"report": report, "key": file.key}, values)
    columns = [
        changes.put(
            Column,
            {"statement": statement, "key": column.key},
            {"order": place, "heading": column.heading, "kind": column.kind},
        )
        for place, column in enumerate(file.columns, start=1)
    ]
    amounts = [column for column in columns if column.kind == Column.Kind.AMOUNT]
    heads = {
        (figure.row_id, figure.column_id): figure for figure in Figure.objects.filter(row__statement=statement).heads()
    }
    rows: dict[str, Row] = {}
    for place, row_file in enumerate(file.rows, start=1):
        row = rows[row_file.key] = _put_row(row_file, place, statement, notes, changes)
        for number, (column, cell) in enumerate(zip(amounts, row_file.cells, strict=row_file.kind != "heading")):
            head = heads.get((row.pk, column.pk))
            if cell is None and head is not None:
                here: PlaceInFile = ("finance", "statements", order - 1, "rows", place - 1, "cells", number)
                places.fault(here, "A figure is held here, and the file leaves the cell blank. A load never deletes.")
            elif cell is not None:
                _put_figure(cell, row, column, head, file.decimals, changes)
    for row_file in file.rows:
        sums = {rows[key].pk for key in row_file.sums}
        if sums != set(rows[row_file.key].sums.values_list("pk", flat=True)):
            rows[row_file.key].sums.set(sums)
            changes.count(Row)


def _put_row(file: RowFile, order: int, statement: Statement, notes: dict[str, Note], changes: Changes) -> Row:
    values = {"order": order, **file.model_dump(exclude={"key", "cells", "sums", "note"})}
    values["note_id"] = notes[file.note].pk if file.note else None
    return changes.put(Row, {"statement": statement, "key": file.key}, values)


def _put_figure(
    cell: Decimal | str, row: Row, column: Column, head: Figure | None, decimals: int, changes: Changes
) -> None:
    is_dash = cell == "-"
    amount = None if is_dash else int(Decimal(cell) * 10**decimals)
    saved = record_figure(row=row, column=column, amount=amount, is_dash=is_dash, based_on=head, by=None)
    changes.version(head, saved)
