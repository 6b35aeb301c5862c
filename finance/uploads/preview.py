"""What a file would change in a statement, cell by cell, before anything is saved. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from finance.arithmetic import Sheet
from finance.books import Table
from finance.figures.amounts import UnreadableAmount
from finance.forms.cells import UnreadableComment, Value, is_open, read_value
from finance.grid.page import shown
from finance.models import Column, Figure
from finance.uploads.matching import Fault

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell with what stands in it `now` and what the file says, both as they are typed; `where` is its place in the file.
    `gives` is what the rules give there by all that the file says, where that differs."""

    row: str
    column: str
    where: str
    now: str
    then: str
    is_figure: bool
    gives: str = ""

    @property
    def name(self) -> str:
        return f"{self.row}/{self.column}"


@dataclass(frozen=True, slots=True)
class RowDifferences:
    """The differences in one row, each with the heading of its column."""

    label: str
    cells: tuple[tuple[str, Difference], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change: the differences in the order of the table, the cells that cannot be read, how many say what
    stands already, and how many sums and variances are left to the rules, which give the same."""

    rows: tuple[RowDifferences, ...]
    faults: tuple[Fault, ...]
    same: int
    left: int

    @property
    def differences(self) -> list[Difference]:
        return [difference for row in self.rows for _heading, difference in row.cells]


def preview_of(table: Table, cells: Mapping[Cell, str], places: Mapping[Cell, str]) -> Preview:
    """Hold the text of cells against what stands in them. A blank one leaves what stands; cells that the statement does not
    have are passed over."""
    values: dict[Cell, Value] = {}
    faults = []
    for at, text in cells.items():
        if not is_open(table, *at):
            continue
        try:
            value = read_value(table.column[at[1]], text)
        except (UnreadableAmount, UnreadableComment) as fault:
            faults.append(
                Fault(places.get(at, ""), f"{table.row[at[0]].label}, {table.column[at[1]].heading}", str(fault))
            )
        else:
            if value != Value():
                values[at] = value
    changed = {at: value for at, value in values.items() if value != Value.of(table.heads.get(at))}
    computed = {} if table.crooked else _sheet(table, changed).computed
    left = _left_to_the_rules(table, changed, computed)
    rows = []
    for row in table.rows:
        found = tuple(
            (column.heading, _difference(table, (row.key, column.key), changed, places, computed))
            for column in table.columns
            if (row.key, column.key) in changed and (row.key, column.key) not in left
        )
        if found:
            rows.append(RowDifferences(row.label, found))
    return Preview(tuple(rows), tuple(faults), len(values) - len(changed), len(left))


def _left_to_the_rules(table: Table, changed: Mapping[Cell, Value], computed: Mapping[Cell, int]) -> set[Cell]:
    """Cells that are blank now and need not be filled: the rules give what the file says there, from what it says elsewhere."""
    return {
        at
        for at, value in changed.items()
        if value.amount is not None and value.amount == computed.get(at) and Value.of(table.heads.get(at)) == Value()
    }


def _sheet(table: Table, values: Mapping[Cell, Value]) -> Sheet:
    """The statement with these values in their cells."""
    amounts = {at: amount for at, amount in table.amounts.items() if at not in values}
    amounts |= {at: value.amount for at, value in values.items() if value.amount is not None}
    dashes = (table.dashes - values.keys()) | {at for at, value in values.items() if value.is_dash}
    return replace(table.sheet, cells=amounts, dashes=frozenset(dashes))


def _difference(
    table: Table, at: Cell, changed: Mapping[Cell, Value], places: Mapping[Cell, str], computed: Mapping[Cell, int]
) -> Difference:
    column = table.column[at[1]]
    given = computed.get(at)
    gives = "" if given is None or given == changed[at].amount else table.written(given, at[1])
    value = changed[at]
    then = Figure(amount=value.amount, is_dash=value.is_dash, text=value.text)
    is_figure = column.kind != Column.Kind.COMMENT
    return Difference(
        *at, places.get(at, ""), shown(table.heads.get(at), column), shown(then, column), is_figure, gives
    )
