"""Writes the finance part of a quarter file: report, notes, statements with their cells, ties, and reasons for what fails."""

from decimal import Decimal
from typing import Any

from finance.actions import CellEntry, record_figures, record_note_text, record_reason
from finance.models import Column, Figure, FinanceReport, Note, NoteText, Reason, Row, Statement, Tie
from finance.reconciliation import Found, reconciled, unreasoned_of
from pillars.models import LOCKED, ReportingPeriod, Return
from returns.files.held import Held
from returns.files.read import PlaceInFile, Places
from returns.files.records import Changes
from returns.files.shape_finance import FinanceFile, ReasonFile, RowFile, StatementFile

REASONS: PlaceInFile = ("finance", "reasons")
STANDS, NEVER = "A figure is held here, and the file leaves the cell blank.", "A load never deletes."
COUNTED = "This column holds amounts in another unit or with other decimals. Give the column of the new unit a key of its own."


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
    entries: list[CellEntry] = []
    for order, statement in enumerate(file.statements, start=1):
        entries += _put_statement(statement, order, report, notes, changes, places)
    if saved := record_figures(report=report, entries=entries, by=None):
        changes.count(Figure, len(saved))
    for order, tie in enumerate(file.ties, start=1):
        values = tie.model_dump(exclude={"key", "negated", "from_last"})
        values |= {"order": order, "is_negated": tie.negated, "is_from_last": tie.from_last}
        changes.put(Tie, {"report": report, "key": tie.key}, values)
    _put_reasons(file.reasons, report, period, changes, places)


def refuse_unreasoned(period: ReportingPeriod, places: Places) -> None:
    """Note a fault for every check that fails without a reason, where the return that the tables go with (without a finance
    part, any return) is still open: it is about to be taken over as approved."""
    report = FinanceReport.objects.filter(period=period).first()
    returns = Return.objects.filter(period=period).exclude(state__in=LOCKED)
    if not (returns.filter(sub_theme=report.sub_theme_id) if report else returns).exists():
        return
    for found in unreasoned_of(period):
        places.fault(REASONS if report else ("sub_themes", found.return_of), _why_unreasoned(found))


def _put_reasons(
    reasons: list[ReasonFile], report: FinanceReport, period: ReportingPeriod, changes: Changes, places: Places
) -> None:
    """Record each reason with the difference by which its check fails now."""
    if not reasons:
        return
    found = reconciled(period)
    checks = {check.key: check for check in found.checks} if found else {}
    heads = {reason.check_key: reason for reason in Reason.objects.filter(report=report).heads()}
    for i, reason in enumerate(reasons):
        check = checks.get(reason.check)
        if check is None or not check.may_be_reasoned:
            places.fault((*REASONS, i, "check"), _why_no_reason(reason.check, check))
            continue
        head = heads.get(check.key)
        saved = record_reason(
            report=report,
            check_key=check.key,
            difference=check.difference,
            text=reason.reason,
            based_on=head,
            by=None,
        )
        changes.version(head, saved)


def _why_unreasoned(found: Found) -> str:
    if not found.may_be_reasoned:
        return _why_no_reason(found.key, found)
    if found.outcome:
        what = found.words if found.words.endswith(".") else f"{found.words}: {found.outcome}"
    else:
        what = f"{found.printed} is not {found.expected}, {found.words}."
    return f"The check “{found.key}” fails: {what} Mend the figure, or give the reason why it may stand."


def _why_no_reason(key: str, check: Found | None) -> str:
    if check is None:
        return f"There is no check “{key}”. “manage.py check_finance” prints the key of each."
    if check.is_error:
        return f"The check “{key}” fails, and no reason helps: {check.words}"
    return f"The check “{key}” does not fail, and so needs no reason. Take this one out."


def _put_statement(
    file: StatementFile,
    order: int,
    report: FinanceReport,
    notes: dict[str, Note],
    changes: Changes,
    places: Places,
) -> list[CellEntry]:
    """Put a statement's structure; gives what its cells are to hold."""
    here: PlaceInFile = ("finance", "statements", order - 1)
    counted = _counted(report, file.key)
    values = {"order": order, "is_retired": False, **file.model_dump(exclude={"key", "columns", "rows"})}
    statement = changes.put(Statement, {"report": report, "key": file.key}, values)
    statement.report = report
    columns = _put_columns(file, statement, changes)
    rows = {row.key: _put_row(row, place, statement, notes, changes) for place, row in enumerate(file.rows, start=1)}
    for row in file.rows:
        sums = {rows[key].pk for key in row.sums}
        if sums != set(rows[row.key].sums.values_list("pk", flat=True)):
            rows[row.key].sums.set(sums)
            changes.count(Row)
    heads = {
        (figure.row.key, figure.column.key): figure
        for figure in Figure.objects.filter(row__statement=statement).heads().select_related("row", "column")
    }
    given = _given(file)
    for cell, figure in heads.items():
        if cell not in given and _is_left_out(figure):
            places.fault(_place_of(cell, file, here), f"{STANDS} {NEVER}")
    for place, column in enumerate(file.columns):
        unit = _unit(columns[column.key])
        is_filled = any(key == column.key and figure.amount is not None for (_, key), figure in heads.items())
        if is_filled and counted.get(column.key, unit) != unit:
            places.fault((*here, "columns", place), COUNTED)
    return [
        CellEntry(rows[row], columns[column], **content, based_on=heads.get((row, column)))
        for (row, column), content in given.items()
    ]


def _counted(report: FinanceReport, key: str) -> dict[str, tuple[str, int]]:
    """What the columns of a statement are counted in so far."""
    columns = Column.objects.filter(statement__report=report, statement__key=key).select_related("statement")
    return {column.key: _unit(column) for column in columns}


def _unit(column: Column) -> tuple[str, int]:
    return "" if column.kind == Column.Kind.PERCENTAGE else column.own_unit, column.own_decimals


def _given(file: StatementFile) -> dict[tuple[str, str], dict[str, Any]]:
    """What the file puts into cells, by row and column."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in file.rows:
        for column, cell in zip(file.figures, row.cells, strict=row.holds_figures):
            if cell == "-":
                found[row.key, column.key] = {"is_dash": True}
            elif cell is not None:
                found[row.key, column.key] = {"amount": int(Decimal(cell) * 10 ** file.decimals_of(column))}
        comments = {file.comments[0].key: row.comment} if row.comment else {}
        found |= {(row.key, key): {"text": text} for key, text in (comments | row.comments).items() if text}
    return found


def _is_left_out(figure: Figure) -> bool:
    """Whether a cell stands that the file ought to say something of. A comment that it leaves out stays as it is held."""
    if figure.is_blank or figure.row.is_retired or figure.column.is_retired:
        return False
    return not (figure.text and figure.column.kind == Column.Kind.COMMENT)


def _place_of(cell: tuple[str, str], file: StatementFile, here: PlaceInFile) -> PlaceInFile:
    """Where a cell stands in the file, or would stand."""
    rows, columns = [row.key for row in file.rows], [column.key for column in file.figures]
    row, column = cell
    if row not in rows:
        return (*here, "rows", row)
    place = (*here, "rows", rows.index(row), "cells")
    return (*place, columns.index(column)) if column in columns else (*place, column)


def _put_columns(file: StatementFile, statement: Statement, changes: Changes) -> dict[str, Column]:
    columns = {}
    for order, column in enumerate(file.columns, start=1):
        values = {
            "order": order,
            "heading": column.heading,
            "kind": column.kind,
            "measure": column.measure or "",
            "sense": column.sense or "",
            "unit": column.unit or "",
            "decimals": column.decimals,
            "as_at": column.as_at,
            "formula": column.formula or "",
            "has_totals": column.totals,
            "is_retired": False,
        }
        columns[column.key] = changes.put(Column, {"statement": statement, "key": column.key}, values)
    return columns


def _put_row(file: RowFile, order: int, statement: Statement, notes: dict[str, Note], changes: Changes) -> Row:
    values = {
        "order": order,
        "label": file.label,
        "kind": file.kind,
        "note_id": notes[file.note].pk if file.note else None,
        "footnote_mark": file.footnote_mark,
        "footnote": file.footnote,
        "is_retired": False,
    }
    return changes.put(Row, {"statement": statement, "key": file.key}, values)
