"""Cells of a statement as a page or a script sends them, and the text of one made into what it is to hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from finance.books import Table, unit_of
from finance.figures.amounts import read_cell
from finance.models import Column, Figure

# What a database or a page cannot hold, among all that can be pasted.
CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
LONGEST_COMMENT = Figure._meta.get_field("text").max_length or 0
# A number that no figure's exceeds, in letters.
LONGEST_MOMENT = 18


class UnreadableComment(ValueError):
    """A text that no comment holds; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell is to hold: an amount in last digits of its column, a dash, words, or nothing."""

    amount: int | None = None
    is_dash: bool = False
    text: str = ""

    @classmethod
    def of(cls, figure: Figure | None) -> "Value":
        """What a cell holds; one that was never filled holds nothing."""
        return cls(figure.amount, figure.is_dash, figure.text) if figure else cls()


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell of a statement as somebody left it, and the moment (`finance.grid.moments`) of which they saw it."""

    row: str
    column: str
    text: str
    seen: int

    @property
    def cell(self) -> tuple[str, str]:
        return self.row, self.column


@dataclass(frozen=True, slots=True)
class Sent:
    """Everything that was sent of a statement: the cells, those in which somebody took what another person had saved, and the
    names of cells that the statement does not have, or not any more."""

    seen: int
    typed: tuple[Typed, ...]
    taken: frozenset[tuple[str, str]]
    gone: tuple[str, ...]


def read_value(column: Column, text: str) -> Value:
    """What a text means in a column. Raises UnreadableAmount or UnreadableComment, each with a sentence."""
    plain = " ".join(CONTROLS.sub(" ", text).split())
    if column.kind == Column.Kind.COMMENT:
        if len(plain) > LONGEST_COMMENT:
            raise UnreadableComment(
                _("A comment has at most %(most)d letters, and this one has %(count)d.")
                % {"most": LONGEST_COMMENT, "count": len(plain)}
            )
        return Value(text=plain)
    entered = read_cell(plain, column.own_decimals, unit=unit_of(column).name)
    return Value(entered.amount, entered.is_dash)


def is_open(table: Table, row: str, column: str) -> bool:
    """Whether a statement has such a cell and something can be entered in it."""
    held, across = table.row.get(row), table.column.get(column)
    return bool(held and held.holds_figures and across and across.kind != Column.Kind.REFERENCE)


def read_sent(data: Mapping[str, str], table: Table) -> Sent:
    """The cells of a form, each named `row/column`.

    `seen` is the moment of the page, `at:row/column` that of a cell which is older. `keep`, a button's, names a cell and the
    moment at which its other version was shown (`row/column@123`), `take` one whose other version is taken.
    """
    seen = _moment(data.get("seen", ""))
    kept, _at, shown = data.get("keep", "").partition("@")
    taken = data.get("take", "")
    typed, gone = [], []
    for name in data:
        row, slash, column = name.partition("/")
        if not slash or ":" in row or name == taken:
            continue
        if not is_open(table, row, column):
            gone.append(name)
            continue
        at = shown if name == kept else data.get(f"at:{name}", "")
        typed.append(Typed(row, column, data.get(name, ""), _moment(at) if at else seen))
    row, slash, column = taken.partition("/")
    return Sent(
        seen, tuple(typed), frozenset({(row, column)} if slash and is_open(table, row, column) else ()), tuple(gone)
    )


def _moment(text: str) -> int:
    """A moment as it was sent; one that nobody could have been given counts as before all others."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_MOMENT else 0
