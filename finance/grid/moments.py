"""A quarter's figures at a moment: as they have become since they were read, and as a person had them before their eyes.

A moment is the newest figure that stood then, by its number. The figures of one report are saved one after the other, each
with a higher number than all before it (`pillars.versions.hold_open`), so that one number says what somebody has seen.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from finance.books import Book, Table
from finance.models import Figure, FinanceReport
from pillars.versions import VersionQuerySet


def moment_of(book: Book) -> int:
    """The newest figure of a book, 0 where nothing was ever entered."""
    return max((figure.pk for table in book.tables for figure in table.heads.values()), default=0)


def as_it_is_now(book: Book) -> Book:
    """The same book with every figure that was saved since it was read. One query."""
    newer = list(_figures(book.report).filter(pk__gt=moment_of(book)).heads())
    return _with(book, newer, lambda _figure: True) if newer else book


def as_it_was(book: Book, seen: int) -> Book:
    """The same book as it stood at a moment. One query where anything was saved since then, and none where nothing was."""
    if moment_of(book) <= seen:
        return book
    before = _figures(book.report).filter(pk__lte=seen, next__pk__gt=seen)
    return _with(book, before, lambda figure: figure.pk <= seen)


def _figures(report: FinanceReport) -> VersionQuerySet:
    return Figure.objects.filter(row__statement__report=report)


def _with(book: Book, others: Iterable[Figure], stays: Callable[[Figure], bool]) -> Book:
    """The book with these figures, and of its own those that stay."""
    rows = {row.pk: (at, row.key) for at, table in enumerate(book.tables) for row in table.rows}
    columns = {column.pk: column.key for table in book.tables for column in table.columns}
    heads = [{cell: figure for cell, figure in table.heads.items() if stays(figure)} for table in book.tables]
    for figure in others:
        # One of a row or column that is retired stands on no page.
        if figure.row_id in rows and figure.column_id in columns:
            at, row = rows[figure.row_id]
            heads[at][row, columns[figure.column_id]] = figure
    tables = (
        table if held == table.heads else Table(table.statement, table.columns, table.rows, held)
        for table, held in zip(book.tables, heads, strict=True)
    )
    return replace(book, tables=tuple(tables))
