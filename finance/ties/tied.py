"""The ties of a quarter's finance part, spread over the cells that they name, and what each comes to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from finance.arithmetic import Verdict
from finance.books import Book, Table, unit_of
from finance.figures.addresses import EVERY, Address
from finance.models import Column, Tie
from finance.ties.checks import Operand, Outcome, check_band, check_tie


@dataclass(frozen=True, slots=True)
class Tied:
    """One tie of two cells, or one share within a band. A cell that is not there at all is named in `unknown`."""

    tie: Tie
    left: Address
    right: Address
    outcome: Outcome
    unknown: tuple[Address, ...] = ()

    @property
    def key(self) -> str:
        """Names the check: a reason that was given for it is kept under this."""
        return f"tie:{self.tie.key}/{self.left.row}/{self.left.column}"


def tied(book: Book) -> Iterator[Tied]:
    """Every tie of the book, a `*` spread over the rows or columns that both sides have."""
    for tie in book.ties:
        right = book.last if tie.is_from_last else book.table
        # Within a financial year a balance opens as it did in the report before: its closing is that of the whole year.
        opens_alike = tie.is_from_last and book.is_last_of_the_year
        for here, there in _spread(tie, book.table, right):
            there = here if opens_alike else there
            unknown = [
                address for address, tables in ((here, book.table), (there, right)) if not _is_in(address, tables)
            ]
            # A first report has no last one to open from: that is nothing to compare, and no mistake in the tie.
            is_held = not tie.is_from_last or bool(book.last)
            if not is_held:
                unknown = [address for address in unknown if address != there]
            operands = _operand(here, book.table), _operand(there, right)
            if _is_empty(here, book.table) or (not tie.is_from_last and _is_empty(there, right)):
                # That the table is empty is told of it as a whole, and not once more for each of its cells.
                outcome = Outcome(Verdict.ABSENT, _("One of the two tables holds no figure yet."))
            elif tie.kind == Tie.Kind.BAND:
                outcome = check_band(*operands, tie.low, tie.high)
            else:
                outcome = check_tie(*operands, is_negated=tie.is_negated and not opens_alike, is_held=is_held)
            yield Tied(tie, here, there, outcome, tuple(unknown))


def _spread(tie: Tie, left: Mapping[str, Table], right: Mapping[str, Table]) -> Iterator[tuple[Address, Address]]:
    here, there = Address.read(tie.left), Address.read(tie.right)
    one, other = left.get(here.statement), right.get(there.statement)
    rows, columns = [here.row], [here.column]
    if here.row == EVERY and one:
        opposite = other or one
        rows = [row.key for row in one.rows if row.holds_figures and row.key in opposite.row]
    if here.column == EVERY and one:
        facing = (other or one).column
        amounts = [column.key for column in one.columns if column.kind == Column.Kind.AMOUNT]
        columns = [key for key in amounts if key in facing and facing[key].kind == Column.Kind.AMOUNT]
    for row in rows:
        for column in columns:
            yield here.at(row=row, column=column), there.at(row=row, column=column)


def _is_in(address: Address, tables: Mapping[str, Table]) -> bool:
    table = tables.get(address.statement)
    return table is not None and table.has(address)


def _is_empty(address: Address, tables: Mapping[str, Table]) -> bool:
    table = tables.get(address.statement)
    return table is not None and table.is_empty


def _operand(address: Address, tables: Mapping[str, Table]) -> Operand | None:
    table = tables.get(address.statement)
    if table is None or not table.has(address):
        return None
    cell = (address.row, address.column)
    unit = unit_of(table.column[address.column])
    if cell in table.dashes:
        return Operand(0, unit, is_exact=True)
    amount = table.figures.get(cell)
    return None if amount is None else Operand(amount, unit)
