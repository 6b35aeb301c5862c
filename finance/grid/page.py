"""The page on which a statement is kept: each cell as it is drawn, with what the rules give beside what was entered. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from finance.arithmetic import Verdict
from finance.books import Book, Table, formula_words, unit_of
from finance.figures.amounts import written
from finance.grid.entering import Refusal
from finance.grid.moments import moment_of
from finance.models import Column, Figure, Row, Statement
from finance.reconciliation import Found, Rule, checks_of_figures

Cell = tuple[str, str]
DASH = "-"
GRAVEST = ("wrong", "explained", "rounding")
INVALID = ' aria-invalid="true"'
GIVES = {
    Rule.SUM: gettext_lazy("sum gives %(figure)s"),
    Rule.COLUMN: gettext_lazy("formula gives %(figure)s"),
    Rule.TIE: gettext_lazy("tie gives %(figure)s"),
}


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: what stands in it (`text`), and what the rules give where nothing was entered (`gives`).

    `kind` is figure, comment, reference, or none where a heading or a space holds nothing. `is_ruled` says that a sum or a
    formula gives a figure there. `found` are the checks that its figure does not pass exactly. `refusal` tells why what
    somebody typed is not saved, with the name of who was quicker in `who`.
    """

    row: str
    column: str
    kind: str
    text: str = ""
    gives: str = ""
    is_ruled: bool = False
    found: tuple[Found, ...] = ()
    refusal: Refusal | None = None
    theirs: str = ""
    who: str = ""

    @property
    def name(self) -> str:
        return f"{self.row}/{self.column}"

    @property
    def look(self) -> str:
        """Its classes."""
        look = f"is-{self.kind} is-ruled" if self.is_ruled else f"is-{self.kind}"
        if self.refusal:
            return f"{look} is-refused"
        if self.found:
            gravest = min((_gravity(found) for found in self.found), key=GRAVEST.index)
            return f"{look} is-{gravest}"
        return look

    @property
    def field(self) -> SafeString:
        """Its field, drawn here since a large table has thousands. What stands in a cell that holds another text, which could
        not be saved, is told to the script by data-stands."""
        # No inputmode: the number pad of many telephones has neither a minus nor brackets.
        more = f' placeholder="{self.gives}"' if self.gives else ""
        if self.found or self.refusal:
            more += f' aria-describedby="said-{self.name}"'
        if self.refusal:
            more += f' data-stands="{escape(self.text)}"' + (INVALID if self.refusal.words else "")
        value = escape(self.refusal.typed if self.refusal else self.text)
        return SafeString(  # keys are slugs, and what a rule gives is a figure
            f'<input class="cell" id="cell-{self.name}" name="{self.name}" value="{value}" '
            f'aria-labelledby="row-{self.row} column-{self.column}"{more}>'
        )

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """What its checks say, each in words with how grave it is: wrong, explained or rounding."""
        return tuple((_gravity(found), _words(found)) for found in self.found)


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column, with its unit, cut-off date and formula in words where they are its own."""

    column: Column
    unit: str
    formula: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with a cell for each column."""

    row: Row
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class Grid:
    """A statement as a table to fill in. `seen` is the moment of the page (`finance.grid.moments`)."""

    table: Table
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    seen: int
    refused: Mapping[Cell, Refusal] = field(default_factory=dict)

    @property
    def statement(self) -> Statement:
        return self.table.statement

    @cached_property
    def cells(self) -> dict[Cell, GridCell]:
        """Those in which something can be entered."""
        every = (cell for row in self.rows for cell in row.cells)
        return {(cell.row, cell.column): cell for cell in every if cell.kind in ("figure", "comment")}

    @cached_property
    def figures(self) -> list[GridCell]:
        """Those that somebody has to fill in, since no rule gives a figure there."""
        return [cell for cell in self.cells.values() if cell.kind == "figure" and not cell.is_ruled]

    @cached_property
    def filled(self) -> int:
        return sum(bool(cell.text) for cell in self.figures)

    @cached_property
    def wrong(self) -> int:
        """How many of its checks fail without a reason."""
        return sum(found.is_unreasoned for cell in self.cells.values() for found in cell.found)

    @cached_property
    def explained(self) -> int:
        """How many fail with one."""
        return sum(found.is_error and not found.is_unreasoned for cell in self.cells.values() for found in cell.found)

    @property
    def refusals(self) -> list[tuple[str, GridCell]]:
        """Cells that a save left out, each in words."""
        return [(self.label(self.cells[at]), self.cells[at]) for at in self.refused]

    def changed(self, before: "Grid", asked: Iterable[Cell]) -> list[GridCell]:
        """The cells that look other than before, and those that were asked for."""
        asked = set(asked)
        return [cell for at, cell in self.cells.items() if at in asked or cell != before.cells.get(at)]

    def label(self, cell: GridCell) -> str:
        """A cell in words: "Pay, Revised Budget"."""
        return f"{self.table.row[cell.row].label}, {self.table.column[cell.column].heading}"


def grid_of(
    book: Book, statement: str, refused: Mapping[Cell, Refusal] | None = None, people: Mapping[int, str] | None = None
) -> Grid:
    """The grid of one statement of a book. `refused` are the cells that a save left out, `people` the names of those who
    saved others meanwhile, by number."""
    table = book.table[statement]
    found: dict[Cell, list[Found]] = {}
    for check in checks_of_figures(book):
        if check.where and check.where.statement == statement and check.verdict in (Verdict.ERROR, Verdict.ROUNDING):
            found.setdefault((check.where.row, check.where.column), []).append(check)
    drawing = _Drawing(table, found, refused or {}, people or {}, {note.pk: note.reference for note in book.notes})
    return Grid(
        table=table,
        columns=tuple(_column(table, column) for column in table.columns),
        rows=tuple(GridRow(row, tuple(drawing.cells(row))) for row in table.rows),
        seen=moment_of(book),
        refused=refused or {},
    )


@dataclass(frozen=True, slots=True)
class _Drawing:
    table: Table
    found: Mapping[Cell, list[Found]]
    refused: Mapping[Cell, Refusal]
    people: Mapping[int, str]
    references: Mapping[int, str]

    def cells(self, row: Row) -> Iterator[GridCell]:
        if not row.holds_figures:
            yield from (GridCell(row.key, column.key, "none") for column in self.table.columns)
            return
        is_sum = bool(row.sums.all())
        for column in self.table.columns:
            if column.kind == Column.Kind.REFERENCE:
                yield GridCell(row.key, column.key, "reference", self.references.get(row.note_id or 0, ""))
            else:
                is_ruled = bool(column.formula) or (is_sum and column.has_totals and column.holds_figures)
                yield self._cell((row.key, column.key), column, is_ruled=is_ruled)

    def _cell(self, at: Cell, column: Column, *, is_ruled: bool) -> GridCell:
        head, refusal = self.table.heads.get(at), self.refused.get(at)
        text = shown(head, column)
        theirs = refusal.theirs if refusal else None
        return GridCell(
            row=at[0],
            column=at[1],
            kind="figure" if column.holds_figures else "comment",
            text=text,
            gives="" if text else self._given(at, column),
            is_ruled=is_ruled,
            found=tuple(self.found.get(at, ())),
            refusal=refusal,
            theirs=shown(theirs, column),
            who=self.people.get(theirs.recorded_by_id or 0, "") if theirs else "",
        )

    def _given(self, at: Cell, column: Column) -> str:
        amount = self.table.figures.get(at)
        return "" if amount is None else written(amount, column.own_decimals)


def shown(figure: Figure | None, column: Column) -> str:
    """What stands in a cell, as it is typed."""
    if figure is None or figure.is_blank:
        return ""
    if figure.amount is None:
        return figure.text or DASH
    return written(figure.amount, column.own_decimals)


def _column(table: Table, column: Column) -> GridColumn:
    own = column.unit or column.decimals is not None or column.kind == Column.Kind.PERCENTAGE
    unit = unit_of(column).words if own and column.holds_figures else ""
    return GridColumn(column, unit, formula_words(table, column.key) if column.formula else "")


def _gravity(found: Found) -> str:
    if not found.is_error:
        return "rounding"
    return "wrong" if found.is_unreasoned else "explained"


def _words(found: Found) -> str:
    """ "sum gives 0, differs by 665": short, since it stands under the figure. All of it is told on the page of checks."""
    if found.rule == Rule.BAND:
        words = _("share of %(share)s, limit %(limit)s") % {"share": found.printed, "limit": found.expected}
    else:
        gives = str(GIVES[found.rule]) % {"figure": found.expected or _("nothing")}
        if found.verdict == Verdict.ROUNDING:
            return _("%(gives)s: rounding") % {"gives": gives}
        words = _("%(gives)s, differs by %(difference)s") % {"gives": gives, "difference": found.difference.strip("()")}
    return words + " " + _("(a reason is given)") if found.reason else words
