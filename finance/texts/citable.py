"""The figures of a quarter as a list to cite from: each cell with the ways in which a text may quote it; pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from finance.books import Book, Table
from finance.figures.units import POUND
from finance.words import Fact, Facts, citations, forms_of, resolve, token
from finance.words.facts import RowKey

# As many cells as one list shows at a time.
MOST = 300


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to quote a figure: the token that goes into the text, and what it is read as now."""

    token: str
    text: str


@dataclass(frozen=True, slots=True)
class CitableCell:
    """A cell as its table prints it, with the ways to quote it."""

    heading: str
    value: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class CitableRow:
    """A row with the cells that fit; `title` is that of its table, where a list is of several."""

    label: str
    title: str
    cells: tuple[CitableCell, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: words as they were typed, or what stands for a citation; `fault` says why it stands for nothing."""

    text: str
    is_cited: bool = False
    fault: str = ""


def citable(
    book: Book,
    facts: Facts,
    statements: Sequence[str],
    *,
    wanted: str = "",
    unit: str = POUND,
    first: Collection[RowKey] = (),
) -> tuple[tuple[CitableRow, ...], bool]:
    """The rows of these statements with the cells that can be quoted, and whether more would fit than are listed.

    Only cells with all the `wanted` words in the label of their row or the heading of their column; the rows of `first` come
    first.
    """
    words, count = wanted.casefold().split(), 0
    found: list[CitableRow] = []
    rows = [(key, row) for key in statements for row in book.table[key].rows if row.holds_figures]
    for key, row in sorted(rows, key=lambda one: (one[0], one[1].key) not in first):
        table, cells = book.table[key], []
        for fact in facts.row((key, row.key)):
            name = f"{fact.row_label} {fact.column_heading}".casefold()
            if all(word in name for word in words) and (offers := tuple(_offers(fact, facts, unit))):
                cells.append(CitableCell(fact.column_heading, _value(fact, table), offers))
        count += len(cells)
        if count > MOST:
            return tuple(found), True
        if cells:
            title = table.statement.title if len(statements) > 1 else ""
            found.append(CitableRow(row.label, title, tuple(cells)))
    return tuple(found), False


def pieces(text: str, facts: Facts) -> tuple[Piece, ...]:
    """A text as a reader will see it, with what is cited apart from what is typed."""
    found, end = [], 0
    for citation in citations(text):
        resolved = resolve(citation.text, facts)
        fault = resolved.broken[0].sentence if resolved.broken else ""
        found += [Piece(text[end : citation.start]), Piece(resolved.text, is_cited=True, fault=fault)]
        end = citation.end
    return tuple(piece for piece in (*found, Piece(text[end:])) if piece.text)


def _offers(fact: Fact, facts: Facts, unit: str) -> Iterator[Offer]:
    seen = set()
    for form in forms_of(fact, facts):
        cited = token(fact.address, form, unit)
        resolved = resolve(cited, facts)
        # Two forms that are read alike, as of 0, are one offer.
        if not resolved.broken and resolved.text not in seen:
            seen.add(resolved.text)
            yield Offer(cited, resolved.text)


def _value(fact: Fact, table: Table) -> str:
    cell = (fact.address.row, fact.address.column)
    if cell in table.dashes:
        return "–"
    amount = table.figures.get(cell)
    return "" if amount is None else table.written(amount, fact.address.column)
