"""Ties that the kinds of a quarter's tables suggest, found by kind, measure and the words of rows; pure.

Only what can be told for certain is proposed: where two rows might be meant, none is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from finance.books import Book, Table
from finance.figures.addresses import EVERY, Address
from finance.models import Column, Row, Statement, Tie
from finance.ties.terms import Terms, terms_of
from finance.words.facts import stems

Kind, Measure = Statement.Kind, Column.Measure
# What a transfer is budgeted and forecast under: in the tables of spending, and in those of reserves.
TRANSFERS = (
    (Measure.REVISED_BUDGET, Measure.BUDGETED_TRANSFER),
    (Measure.FORECAST, Measure.FORECAST_TRANSFER),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tie that is suggested, and why. One that `needs_limits` is a band whose limits a person must give."""

    terms: Terms
    why: str

    @property
    def needs_limits(self) -> bool:
        return self.terms.kind == Tie.Kind.BAND


def proposed(book: Book) -> tuple[Proposal, ...]:
    """The ties that a quarter's tables suggest and that it does not have."""
    held = [terms_of(tie) for tie in book.ties]
    found: list[Proposal] = []
    for proposal in _all(book):
        if not any(terms.says_the_same(proposal.terms) or _covers(terms, proposal.terms) for terms in held):
            found.append(proposal)
            held.append(proposal.terms)
    return tuple(found)


def _all(book: Book) -> Iterator[Proposal]:
    yield from _capital(book)
    yield from _receipts(book)
    yield from _opening(book)
    yield from _transfers(book)
    yield from _uses(book)
    yield from _budgets(book)
    yield from _general_balance(book)


def _capital(book: Book) -> Iterator[Proposal]:
    why = _("What is spent on capital is financed, no more and no less.")
    for programme, financing in _pairs(book, Kind.CAPITAL_PROGRAMME, Kind.CAPITAL_FINANCING):
        one, other = _total(programme), _total(financing)
        if one and other:
            yield from _same_columns(programme, one, financing, other, why, is_negated=False)


def _receipts(book: Book) -> Iterator[Proposal]:
    why = _("The receipts that finance capital leave the reserve of receipts.")
    for financing, receipts in _pairs(book, Kind.CAPITAL_FINANCING, Kind.CAPITAL_RECEIPTS):
        one, other = _row(financing, "receipt"), _row(receipts, "financing")
        if one and other:
            yield from _same_columns(financing, one, receipts, other, why, is_negated=True)


def _opening(book: Book) -> Iterator[Proposal]:
    why = _(
        "A year opens with what the year before closed with, and within a year the opening balance stays what it was."
    )
    for table in _of(book, Kind.USABLE_RESERVES):
        opening, closing = _column(table, Measure.OPENING), _column(table, Measure.CLOSING)
        if opening and closing:
            label = _("%(table)s: each opens with the last report’s closing balance") % {"table": table.statement.title}
            left, right = (Address(table.statement.key, EVERY, column.key) for column in (opening, closing))
            yield Proposal(Terms(label, str(left), str(right), is_from_last=True), why)


def _transfers(book: Book) -> Iterator[Proposal]:
    why = _("What the revenue account moves to or from reserves is what the reserves receive or give.")
    for revenue, reserves in _pairs(book, Kind.REVENUE, Kind.USABLE_RESERVES):
        one, other = _row(revenue, "reserve"), _row(reserves, "revenue", "reserve")
        if one and other:
            yield from _measures(revenue, one, reserves, other, TRANSFERS, why)


def _uses(book: Book) -> Iterator[Proposal]:
    why = _("What a reserve finances leaves that reserve.")
    for financing, reserves in _pairs(book, Kind.CAPITAL_FINANCING, Kind.USABLE_RESERVES):
        for row in financing.rows:
            other = reserves.row.get(row.key) or _of_this_name(reserves, row)
            if row.kind == Row.Kind.LINE and other and other.holds_figures:
                yield from _measures(financing, row, reserves, other, TRANSFERS, why, is_negated=True)


def _budgets(book: Book) -> Iterator[Proposal]:
    why = _("The same budget is one figure in every table.")
    same = tuple((measure, measure) for measure in (Measure.ORIGINAL_BUDGET, Measure.REVISED_BUDGET))
    for bridge, revenue in _pairs(book, Kind.BRIDGE, Kind.REVENUE):
        one, other = _total(bridge), _total(revenue)
        if one and other:
            yield from _measures(bridge, one, revenue, other, same, why)


def _general_balance(book: Book) -> Iterator[Proposal]:
    why = _("The policy for the general balance is a share of net revenue expenditure. Give its limits.")
    for reserves, revenue in _pairs(book, Kind.USABLE_RESERVES, Kind.REVENUE):
        part, whole = _row(reserves, "general"), _row(revenue, "net", "revenue", "expenditure")
        budget = _column(revenue, Measure.REVISED_BUDGET)
        for measure in (Measure.OPENING, Measure.CLOSING):
            balance = _column(reserves, measure)
            if part and whole and budget and balance:
                label = _("%(row)s, %(column)s, as a share of %(whole)s") % {
                    "row": part.label,
                    "column": balance.heading,
                    "whole": whole.label,
                }
                left, right = _at(reserves, part, balance), _at(revenue, whole, budget)
                yield Proposal(Terms(label, left, right, kind=Tie.Kind.BAND), why)


# Finding what is meant


def _of(book: Book, kind: str) -> list[Table]:
    return [table for table in book.tables if table.statement.kind == kind]


def _pairs(book: Book, kind: str, other: str) -> Iterator[tuple[Table, Table]]:
    """The one table of each of two kinds; nothing where there are several, since any of them might be meant."""
    one, two = _of(book, kind), _of(book, other)
    if len(one) == len(two) == 1:
        yield one[0], two[0]


def _only(rows: Iterable[Row]) -> Row | None:
    found = list(rows)
    return found[0] if len(found) == 1 else None


def _total(table: Table) -> Row | None:
    return _only(row for row in table.rows if row.kind == Row.Kind.TOTAL)


def _row(table: Table, *words: str) -> Row | None:
    """The one row of figures with these words in its label."""
    return _only(row for row in table.rows if row.holds_figures and set(words) <= set(stems(row.label)))


def _of_this_name(table: Table, row: Row) -> Row | None:
    return _only(other for other in table.rows if other.holds_figures and stems(other.label) == stems(row.label))


def _column(table: Table, measure: str) -> Column | None:
    found = [column for column in table.columns if column.measure == measure and column.holds_figures]
    return found[0] if len(found) == 1 else None


def _at(table: Table, row: Row, column: Column) -> str:
    return str(Address(table.statement.key, row.key, column.key))


# What is proposed


def _same_columns(one: Table, row: Row, other: Table, facing: Row, why: str, *, is_negated: bool) -> Iterator[Proposal]:
    """One tie for all columns where both tables name them alike; else one for each measure that both have."""
    amounts, opposite = (
        {column.key for column in table.columns if column.kind == Column.Kind.AMOUNT} for table in (one, other)
    )
    if amounts & opposite:
        left = Address(one.statement.key, row.key, EVERY)
        right = Address(other.statement.key, facing.key, EVERY)
        label = f"{row.label} = {facing.label}"
        yield Proposal(Terms(label, str(left), str(right), is_negated=is_negated), why)
        return
    same = tuple((measure, measure) for measure in (Measure.ORIGINAL_BUDGET, Measure.REVISED_BUDGET, Measure.FORECAST))
    yield from _measures(one, row, other, facing, same, why, is_negated=is_negated)


def _measures(
    one: Table,
    row: Row,
    other: Table,
    facing: Row,
    measures: tuple[tuple[str, str], ...],
    why: str,
    *,
    is_negated: bool = False,
) -> Iterator[Proposal]:
    for measure, opposite in measures:
        here, there = _column(one, measure), _column(other, opposite)
        if here and there:
            label = f"{row.label}, {here.heading} = {facing.label}, {there.heading}"
            left, right = _at(one, row, here), _at(other, facing, there)
            yield Proposal(Terms(label[:400], left, right, is_negated=is_negated), why)


def _covers(held: Terms, wanted: Terms) -> bool:
    """Whether a tie that is there says what is wanted for more cells at once, or holds the same cell within a band."""
    if held.kind == wanted.kind == Tie.Kind.BAND:
        return held.left == wanted.left
    if (held.kind, held.is_negated, held.is_from_last) != (wanted.kind, wanted.is_negated, wanted.is_from_last):
        return False
    one, other = Address.read(held.left), Address.read(held.right)
    left, right = Address.read(wanted.left), Address.read(wanted.right)
    if (one.row == EVERY and left.row != right.row) or (one.column == EVERY and left.column != right.column):
        return False
    return (
        one.is_many
        and one.at(row=left.row, column=left.column) == left
        and other.at(row=right.row, column=right.column) == right
    )
