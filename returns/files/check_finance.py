"""Checks the finance part of a quarter file: whether its cells, sums, formulas, ties and notes hold together."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from finance.figures.addresses import EVERY, Address
from finance.figures.amounts import MOST_DIGITS
from finance.figures.formulas import Share
from finance.figures.shapes import ColumnShape, Crooked, RowShape, refuse_crooked
from finance.figures.units import UnreadableUnit
from finance.models import Column, Tie
from finance.rules import TAKEN, columns_refused, rows_refused
from returns.files.held import Held
from returns.files.read import PlaceInFile, Places
from returns.files.shape_finance import ColumnFile, FinanceFile, RowFile, StatementFile, TieFile

FINANCE: PlaceInFile = ("finance",)


def check_finance(file: FinanceFile, held: Held, places: Places) -> None:
    """Note every fault of the finance part at its place, but those that only its figures show: `put_finance` finds them."""
    if file.sub_theme not in held.sub_themes:
        places.fault((*FINANCE, "sub_theme"), f"There is no {held.plan.sub_theme_word} “{file.sub_theme}”.")
    references = [note.reference for note in file.notes]
    for i in _again(references):
        if references[i]:
            places.fault((*FINANCE, "notes", i, "reference"), f"There are two notes {references[i]}.")
    for i in _again(statement.key for statement in file.statements):
        sentence = f"“{file.statements[i].key}” names two statements."
        places.fault((*FINANCE, "statements", i, "key"), sentence)
    for i, statement in enumerate(file.statements):
        _check_statement(statement, {*references}, (*FINANCE, "statements", i), places)
    for i in _again(tie.key for tie in file.ties):
        places.fault((*FINANCE, "ties", i, "key"), f"“{file.ties[i].key}” names two ties.")
    for i, tie in enumerate(file.ties):
        _check_tie(tie, file.statement, (*FINANCE, "ties", i), places)
    for i in _again(reason.check for reason in file.reasons):
        sentence = f"“{file.reasons[i].check}” has a reason already."
        places.fault((*FINANCE, "reasons", i, "check"), sentence)


def _again(keys: Iterable[str | None]) -> Iterator[int]:
    """The places of a list at which a key stands that stood before."""
    seen: set[str | None] = set()
    for i, key in enumerate(keys):
        if key in seen:
            yield i
        seen.add(key)


def _check_statement(statement: StatementFile, references: set[str | None], here: PlaceInFile, places: Places) -> None:
    so_far = len(places.faults)
    if statement.key in TAKEN:
        sentence = f"“{statement.key}” is the address of another page. Give the statement another key."
        places.fault((*here, "key"), sentence)
    for name, refusal in (
        ("columns", columns_refused(len(statement.columns))),
        ("rows", rows_refused(len(statement.rows))),
    ):
        if refusal:
            places.fault((*here, name), refusal)
    for name, keys in (("columns", [c.key for c in statement.columns]), ("rows", [r.key for r in statement.rows])):
        for i in _again(keys):
            places.fault((*here, name, i, "key"), f"“{keys[i]}” stands twice.")
    columns = {column.key: column for column in statement.columns}
    for i, column in enumerate(statement.columns):
        place = (*here, "columns", i)
        if column.holds_figures:
            _check_unit(statement, column, here, place, places)
        else:
            _check_words(column, place, places)
        _check_formula(column, columns, place, places)
    rows = {row.key: row for row in statement.rows}
    for i, row in enumerate(statement.rows):
        place = (*here, "rows", i)
        _check_row(row, statement, place, places)
        _check_sums(row, rows, place, places)
        if row.note and row.note not in references:
            places.fault((*place, "note"), f"There is no note {row.note}.")
    if len(places.faults) == so_far:
        _check_circles(statement, here, places)


def _check_unit(
    statement: StatementFile, column: ColumnFile, here: PlaceInFile, place: PlaceInFile, places: Places
) -> None:
    if column.kind == Column.Kind.PERCENTAGE and column.unit:
        places.fault((*place, "unit"), "A percentage has no unit. Take it out.")
    try:
        statement.unit_of(column)
    except UnreadableUnit as error:
        is_own = column.decimals is not None or column.unit is not None
        own = (*place, "unit" if column.decimals is None else "decimals")
        places.fault(own if is_own else (*here, "decimals"), str(error))


def _check_words(column: ColumnFile, place: PlaceInFile, places: Places) -> None:
    for name in ("sense", "unit", "decimals"):
        if getattr(column, name) is not None:
            places.fault((*place, name), f"This column holds no figures, and so has no {name}. Take it out.")


def _check_formula(column: ColumnFile, columns: Mapping[str, ColumnFile], place: PlaceInFile, places: Places) -> None:
    is_by_formula = column.kind in (Column.Kind.COMPUTED, Column.Kind.PERCENTAGE)
    formula, here = column.read_formula, (*place, "formula")
    if formula is None:
        if is_by_formula:
            example = "part / whole" if column.kind == Column.Kind.PERCENTAGE else "forecast - budget"
            places.fault(place, f"A {column.kind} column needs a formula. Write it like {example}.")
        return
    if not is_by_formula:
        places.fault(here, "Only a computed or percentage column has a formula. Give this one such a kind.")
    elif isinstance(formula, Share) != (column.kind == Column.Kind.PERCENTAGE):
        wanted = "percentage" if isinstance(formula, Share) else "computed"
        places.fault(here, f"This formula makes a {wanted} column, and not a {column.kind} one.")
    for key in formula.operands:
        other = columns.get(key)
        if other is None:
            places.fault(here, f"“{key}” is not a column of this statement.")
        elif not other.holds_figures:
            places.fault(here, f"“{key}” holds no figures.")
        elif other.kind == Column.Kind.PERCENTAGE:
            places.fault(here, f"“{key}” is a percentage, and a formula names columns of amounts.")


def _check_row(row: RowFile, statement: StatementFile, place: PlaceInFile, places: Places) -> None:
    if not row.label and row.kind != row.kind.SPACER:
        places.fault((*place, "label"), "A row has words, unless it is only a spacer.")
    figures = statement.figures
    if not row.holds_figures:
        for name in ("cells", "sums", "comment", "comments"):
            if getattr(row, name):
                places.fault((*place, name), f"A {row.kind} has no {name}. Take this out.")
    elif len(row.cells) != len(figures):
        places.fault((*place, "cells"), f"There are {len(row.cells)} cells for {len(figures)} columns of figures.")
    for j, (column, cell) in enumerate(zip(figures, row.cells, strict=False)):
        if isinstance(cell, Decimal):
            amount = cell * 10 ** statement.decimals_of(column)
            if amount % 1:
                places.fault((*place, "cells", j), f"{cell} has more decimals than its column prints.")
            elif abs(amount) >= 10**MOST_DIGITS:
                places.fault((*place, "cells", j), f"{cell} has more than {MOST_DIGITS} digits.")
    if row.holds_figures:
        _check_comments(row, [column.key for column in statement.comments], place, places)


def _check_comments(row: RowFile, keys: list[str], place: PlaceInFile, places: Places) -> None:
    if row.comment and not keys:
        places.fault((*place, "comment"), "This statement has no column of comments.")
    elif row.comment and keys[0] in row.comments:
        places.fault((*place, "comment"), f"There is a comment under “{keys[0]}” too. Keep one of the two.")
    for key in row.comments:
        if key not in keys:
            places.fault((*place, "comments", key), f"“{key}” is not a column of comments.")


def _check_sums(row: RowFile, rows: Mapping[str, RowFile], place: PlaceInFile, places: Places) -> None:
    for key in row.sums:
        if key not in rows or key == row.key:
            places.fault((*place, "sums"), f"“{key}” is not another row of this statement.")
        elif not rows[key].holds_figures:
            places.fault((*place, "sums"), f"“{key}” is a {rows[key].kind} and holds no figures.")


def _check_circles(statement: StatementFile, here: PlaceInFile, places: Places) -> None:
    """Circles and what would be counted twice; only where every key is known and every unit can be read."""
    columns = [
        ColumnShape(column.key, column.heading, statement.unit_of(column), column.read_formula, column.totals)
        for column in statement.figures
    ]
    rows = [RowShape(row.key, row.label, tuple(row.sums)) for row in statement.rows if row.holds_figures]
    for name, shape in (("columns", (columns, [])), ("rows", ([], rows))):
        try:
            refuse_crooked(*shape)
        except Crooked as error:
            places.fault((*here, name), str(error))


def _check_tie(tie: TieFile, statements: Mapping[str, StatementFile], here: PlaceInFile, places: Places) -> None:
    left, right = Address.read(tie.left), Address.read(tie.right)
    if (left.row == EVERY) != (right.row == EVERY) or (left.column == EVERY) != (right.column == EVERY):
        places.fault((*here, "right"), f"Where one side has {EVERY}, the other has it too.")
    for name, address in (("left", left), ("right", right)):
        # What the last report holds shows when the two are set side by side.
        if name == "left" or not tie.from_last:
            _check_address(address, statements, (*here, name), places)
    _check_measures(tie, left, right, statements, here, places)
    if tie.kind == Tie.Kind.BAND:
        if tie.negated:
            places.fault((*here, "negated"), "A band compares a share, and turns no sign. Take this out.")
        if tie.low is not None and tie.high is not None and tie.low > tie.high:
            places.fault((*here, "low"), "The lowest share of a band is not above its highest.")
    elif tie.low is not None or tie.high is not None:
        name = "high" if tie.low is None else "low"
        places.fault((*here, name), "Only a band has a lowest and a highest share.")


def _check_measures(
    tie: TieFile,
    left: Address,
    right: Address,
    statements: Mapping[str, StatementFile],
    here: PlaceInFile,
    places: Places,
) -> None:
    """An amount is not compared with a percentage. Of a side that is not known, or is in the last report, nothing is said."""
    sides = [left] if tie.from_last else [left, right]
    kinds = [
        column.kind == Column.Kind.PERCENTAGE
        for address in sides
        if (statement := statements.get(address.statement))
        for column in statement.figures
        if column.key == address.column
    ]
    if tie.kind == Tie.Kind.BAND and any(kinds):
        places.fault(here, "A band is the share of one amount in another, and not of a percentage.")
    elif tie.kind == Tie.Kind.EQUAL and len({*kinds}) > 1:
        places.fault(here, "An amount and a percentage cannot be compared.")


def _check_address(
    address: Address, statements: Mapping[str, StatementFile], here: PlaceInFile, places: Places
) -> None:
    statement = statements.get(address.statement)
    if statement is None:
        places.fault(here, f"There is no statement “{address.statement}”.")
        return
    rows = {row.key for row in statement.rows if row.holds_figures}
    if address.row not in (EVERY, *rows):
        places.fault(here, f"“{address.row}” is not a row of figures in “{address.statement}”.")
    if address.column not in (EVERY, *(column.key for column in statement.figures)):
        places.fault(here, f"“{address.column}” is not a column of figures in “{address.statement}”.")
