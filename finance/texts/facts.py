"""The picture of a quarter's figures that texts are held against."""

from collections.abc import Iterable
from fractions import Fraction

from finance.books import Book, Table, unit_of
from finance.figures.addresses import Address
from finance.figures.formulas import read_formula
from finance.figures.units import PerCent
from finance.models import Tie
from finance.ties.tied import Tied
from finance.words import Fact, Facts, NamedShare


def facts_of(book: Book, ties: Iterable[Tied]) -> Facts:
    """Every cell of a book's tables, and the shares that its bands, among its ties, name. No query."""
    cells = tuple(fact for table in book.tables for fact in _of_table(table))
    at = {fact.address: fact for fact in cells}
    shares = tuple(
        NamedShare(
            key=one.tie.key,
            label=one.tie.label,
            part=one.left,
            whole=one.right,
            percent=_share(at.get(one.left), at.get(one.right)),
            low=one.tie.low,
            high=one.tie.high,
        )
        for one in ties
        if one.tie.kind == Tie.Kind.BAND
    )
    return Facts(cells, shares)


def _of_table(table: Table) -> list[Fact]:
    columns = [(column, unit_of(column)) for column in table.columns if column.holds_figures]
    formulas = {column.key: read_formula(column.formula) if column.formula else None for column, _ in columns}
    found = []
    for row in table.rows:
        if not row.holds_figures:
            continue
        for column, unit in columns:
            cell = (row.key, column.key)
            amount = 0 if cell in table.dashes else table.figures.get(cell)
            is_share = isinstance(unit, PerCent)
            found.append(
                Fact(
                    address=Address(table.statement.key, *cell),
                    pence=None if amount is None or is_share else amount * unit.step,
                    step=unit.step,
                    percent=Fraction(amount, 10**unit.decimals) if amount is not None and is_share else None,
                    row_label=row.label,
                    row_kind=row.kind,
                    column_heading=column.heading,
                    measure=column.measure,
                    sense=column.sense,
                    formula=formulas[column.key],
                    statement_title=table.statement.title,
                    statement_kind=table.statement.kind,
                )
            )
    return found


def _share(part: Fact | None, whole: Fact | None) -> Fraction | None:
    if part is None or whole is None or part.pence is None or not whole.pence:
        return None
    return Fraction(part.pence * 100, whole.pence)
