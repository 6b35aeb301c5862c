"""A cell, or the cells that an address stands for, in the words of its table."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from finance.books import Table
from finance.figures.addresses import EVERY, Address


@dataclass(frozen=True, slots=True)
class Named:
    """What an address names: the title of the statement, the label of the row, the heading of the column.

    A `*` is put in words. A key that names nothing any more stands as it is, and `is_there` is off.
    """

    address: Address
    statement: str
    row: str
    column: str
    is_there: bool = True

    @property
    def cell(self) -> str:
        """The cell within its table."""
        return f"{self.row}, {self.column}"

    @property
    def anchor(self) -> str:
        """The id of the cell on the page of its table; the slash keeps row a-b, column c apart from row a, column b-c."""
        return f"cell-{self.address.row}/{self.address.column}"

    def __str__(self) -> str:
        return f"{self.statement}: {self.cell}"


def named(address: Address, tables: Mapping[str, Table]) -> Named:
    """Put an address in words."""
    table = tables.get(address.statement)
    if table is None:
        row, column = _row_words(address.row, None), _column_words(address.column, None)
        return Named(address, address.statement, row, column, is_there=False)
    is_there = (address.row == EVERY or address.row in table.row) and (
        address.column == EVERY or address.column in table.column
    )
    row, column = _row_words(address.row, table), _column_words(address.column, table)
    return Named(address, table.statement.title, row, column, is_there)


def _row_words(key: str, table: Table | None) -> str:
    if key == EVERY:
        return _("each row")
    return table.row[key].label if table and key in table.row else key


def _column_words(key: str, table: Table | None) -> str:
    if key == EVERY:
        return _("each column of amounts")
    return table.column[key].heading if table and key in table.column else key
