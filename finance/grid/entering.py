"""Filling cells of a statement: what can be read and was changed by nobody else is saved, and the rest is said why not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accounts.models import User
from finance.actions import CellEntry, record_figures
from finance.books import Book, Table
from finance.figures.amounts import UnreadableAmount
from finance.forms.cells import Typed, UnreadableComment, Value, read_value
from finance.grid.moments import as_it_is_now, as_it_was
from finance.models import Figure
from pillars.versions import Locked, StaleVersion

Cell = tuple[str, str]
# How often somebody else may save one of the same cells in the blink of an eye.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that is not saved: what was typed, the moment it is based on, and why, in a sentence or by `theirs`, the figure
    that somebody else has saved meanwhile."""

    typed: str
    seen: int
    words: str = ""
    theirs: Figure | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of a save: the book `before` it, as the person had it before their eyes, and `after` it, everybody else's
    saves among the changes; the figures that are new, and the cells that were refused. `closed` is the sentence that says why,
    where nothing can be saved any more."""

    before: Book
    after: Book
    saved: tuple[Figure, ...] = ()
    refused: dict[Cell, Refusal] = field(default_factory=dict)
    closed: str = ""


def enter_cells(
    *, book: Book, statement: str, typed: Iterable[Typed], seen: int, by: User, is_whole: bool = False
) -> Outcome:
    """Save cells of one statement, each as far as it can be; with `is_whole` all of them or none.

    `seen` is the moment of the page. A cell that says what stands already, or what stood on the page, is saved as nothing.
    About ten queries, however many cells.
    """
    typed = tuple(typed)
    for attempt in range(1, TRIES + 1):
        before = as_it_was(book, seen)
        entries, refused = _sorted(book.table[statement], before.table[statement], typed, seen)
        if is_whole and refused:
            return Outcome(before, book, (), refused)
        try:
            saved = record_figures(report=book.report, entries=entries, by=by)
        except Locked as locked:
            meant = {(entry.row.key, entry.column.key) for entry in entries}
            left = {one.cell: Refusal(one.text, one.seen, words=str(locked)) for one in typed if one.cell in meant}
            return Outcome(before, book, (), refused | left, closed=str(locked))
        except StaleVersion:
            if attempt == TRIES:
                raise
            book = as_it_is_now(book)
        else:
            break
    return Outcome(before, as_it_is_now(book) if saved else book, saved, refused)


def _sorted(
    table: Table, before: Table, typed: Iterable[Typed], seen: int
) -> tuple[list[CellEntry], dict[Cell, Refusal]]:
    entries: list[CellEntry] = []
    refused: dict[Cell, Refusal] = {}
    for one, value in _read(table, typed, refused):
        head = table.heads.get(one.cell)
        if value == Value.of(head):
            continue
        if head is None or head.pk <= one.seen:
            row, column = table.row[one.row], table.column[one.column]
            entries.append(CellEntry(row, column, value.amount, value.is_dash, value.text, head))
        elif one.seen != seen or value != Value.of(before.heads.get(one.cell)):
            refused[one.cell] = Refusal(one.text, one.seen, theirs=head)
    return entries, refused


def _read(table: Table, typed: Iterable[Typed], refused: dict[Cell, Refusal]) -> Iterator[tuple[Typed, Value]]:
    for one in typed:
        try:
            value = read_value(table.column[one.column], one.text)
        except (UnreadableAmount, UnreadableComment) as fault:
            refused[one.cell] = Refusal(one.text, one.seen, words=str(fault))
        else:
            yield one, value
