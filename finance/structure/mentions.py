"""What names a row, a column or a whole table of a quarter's finance part: formulas, ties, and citations in texts."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from finance.books import Book
from finance.figures.addresses import Address
from finance.figures.formulas import read_formula
from finance.texts.told import told_in
from finance.words import cited


def mentions_of_row(book: Book, statement: str, row: str) -> tuple[str, ...]:
    """The ties and texts that name a row by its key, in words. One query."""
    return tuple(_outside(book, lambda address: (address.statement, address.row) == (statement, row)))


def mentions_of_column(book: Book, statement: str, column: str) -> tuple[str, ...]:
    """The formulas, ties and texts that name a column by its key, in words. One query."""
    return (
        *_formulas(book, statement, column),
        *_outside(book, lambda address: (address.statement, address.column) == (statement, column)),
    )


def mentions_of_statement(book: Book, statement: str) -> tuple[str, ...]:
    """The ties and texts that name a table by its key, in words. One query."""
    return tuple(_outside(book, lambda address: address.statement == statement))


def _formulas(book: Book, statement: str, key: str) -> Iterator[str]:
    for column in book.table[statement].columns if statement in book.table else ():
        if column.formula and column.key != key and key in read_formula(column.formula).operands:
            yield _("the formula of “%(column)s”") % {"column": column.heading}


def _outside(book: Book, is_named: Callable[[Address], bool]) -> Iterator[str]:
    for tie in book.ties:
        # Of a tie to the last report too: the next quarter compares with the cell that stands here.
        if any(is_named(Address.read(side)) for side in (tie.left, tie.right)):
            yield _("the tie “%(tie)s”") % {"tie": tie.label}
    for told in told_in(book):
        if any(map(is_named, cited(told.text))):
            yield _("the text “%(text)s”") % {"text": told.name}
