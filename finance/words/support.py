"""Which cells stand behind a number of a text, looked for first where the note belongs."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from finance.figures.addresses import Address
from finance.words.facts import Fact, Facts, NamedShare, RowKey, Sizes, stems
from finance.words.numbers import Notation, Number

# A percentage to two decimals is hardly met by chance.
TELLING = Fraction(1, 100)
# How far off an amount may be for its nearest neighbour to be meant.
CLOSE = Fraction(1, 20)
KINDS_OF_RESERVES = frozenset({"usable_reserves", "capital_receipts", "projection"})
OF_RESERVES = "reserve"
# What a percentage's last digit is worth is held in thousandths.
THOUSANDTHS = 1000


class Support:
    """The figures that a note may speak of, in circles round it.

    `near` are the rows that it serves, with their sums; `about` are the statements of its section; beyond is all there is.
    """

    def __init__(self, facts: Facts, rows: Collection[RowKey], section: str) -> None:
        self.facts = facts
        self.rows = tuple(dict.fromkeys(row for row in rows if facts.row(row)))
        self.statements = facts.statements_about(section)
        self._largest: dict[frozenset[RowKey], Fact | None] = {}
        self._cells: dict[tuple[Notation, Fraction, Fraction, Fraction], tuple[tuple[Facts, list[Fact]], ...]] = {}

    @cached_property
    def near(self) -> Facts:
        own = [fact for row in self.rows for fact in self.facts.row(row)]
        return Facts((*own, *_sums(self.facts, self.rows)))

    @cached_property
    def about(self) -> Facts:
        return self.facts.within(self.statements)

    @cached_property
    def circles(self) -> tuple[Facts, ...]:
        """Where to look for a cell, nearest first."""
        return (*(circle for circle in (self.near, self.about) if circle.cells), self.facts)

    @cached_property
    def reserves(self) -> frozenset[RowKey]:
        """The rows about reserves: by their statement's kind, its title, or their own label."""
        return frozenset(
            row
            for row, (first, *_others) in self.facts.rows.items()
            if first.statement_kind in KINDS_OF_RESERVES
            or OF_RESERVES in stems(f"{first.statement_title} {first.row_label}")
        )

    @cached_property
    def reserves_of_section(self) -> frozenset[RowKey]:
        """The rows of the statements of reserves in its section."""
        about = {row: cells[0] for row, cells in self.about.rows.items()}
        return frozenset(
            row
            for row, first in about.items()
            if first.statement_kind in KINDS_OF_RESERVES or OF_RESERVES in stems(first.statement_title)
        )

    @cached_property
    def totals(self) -> frozenset[RowKey]:
        """The rows of totals in the statements of its section."""
        return frozenset(row for row, cells in self.about.rows.items() if cells[0].row_kind == "total")

    def largest_variance(self, rows: frozenset[RowKey]) -> Fact | None:
        """The variance of some rows that is furthest from 0; of a line and the total it goes into the line."""
        if rows not in self._largest:
            found = [fact for row in rows for fact in self.facts.row(row) if fact.is_variance and fact.pence]
            order = {row: place for place, row in enumerate(self.facts.rows)}
            self._largest[rows] = min(
                found,
                key=lambda fact: (-abs(fact.pence or 0), fact.row_kind != "line", order[fact.row]),
                default=None,
            )
        return self._largest[rows]

    def cells(self, number: Number) -> tuple[tuple[Facts, list[Fact]], ...]:
        """The circles that hold cells which could be printed as this number, nearest first, each with those cells.

        For a percentage these are the differences that it is the share of. Beyond the note's rows and its section a share
        like 2.5% is a matter of chance, so that there it is looked for only where it has two decimals, or the note neither.
        """
        key = (number.kind, number.low, number.high, number.step)
        if key not in self._cells:
            circles = self.circles
            if number.is_percent and number.step > TELLING and len(circles) > 1:
                circles = circles[:-1]
            matched = ((circle, _matching(number, circle)) for circle in circles)
            self._cells[key] = tuple((circle, cells) for circle, cells in matched if cells)
        return self._cells[key]

    def shares(self, number: Number) -> Iterator[NamedShare]:
        """The named shares that could be printed as this percentage."""
        for share in self.facts.shares:
            if share.percent is not None:
                margin = number.step / 2
                if number.low - margin <= abs(share.percent) <= number.high + margin:
                    yield share

    def is_in_a_column(self, number: Number) -> bool:
        """Whether a column of percentages has this one."""
        for step, sizes in self.facts.percents.items():
            margin = max(number.step, Fraction(step, THOUSANDTHS)) / 2
            if _between(sizes, number.low - margin, number.high + margin):
                return True
        return False

    def nearest(self, number: Number) -> Fact | None:
        """The amount that is nearest to one that no cell has, where it is close to it; of the note's own circles, if any."""
        for circle in self.circles[:-1] or self.circles:
            found = _nearest(number.low, circle)
            if found is not None:
                return found
        return None


def _nearest(amount: Fraction, facts: Facts) -> Fact | None:
    best: tuple[Fraction, Fact] | None = None
    for sizes in facts.amounts.values():
        at = bisect_left(sizes, amount, key=lambda one: one[0])
        for size, fact in sizes[max(0, at - 1) : at + 1]:
            distance = abs(size - amount)
            if distance <= CLOSE * amount and (best is None or distance < best[0]):
                best = distance, fact
    return best[1] if best else None


def _matching(number: Number, facts: Facts) -> list[Fact]:
    if number.is_percent:
        margin = number.step / 2
        return _between(facts.shares_of_budgets, number.low - margin, number.high + margin)
    found = []
    for step, sizes in facts.amounts.items():
        if number.kind == Notation.BRACKETED:
            found += _between(sizes, number.low * step, number.high * step)
        else:
            margin = max(number.step, Fraction(step)) / 2
            found += _between(sizes, number.low - margin, number.high + margin)
    return found


def _between(sizes: Sizes, low: Fraction, high: Fraction) -> list[Fact]:
    first = bisect_left(sizes, low, key=lambda one: one[0])
    last = bisect_right(sizes, high, key=lambda one: one[0])
    return [fact for _size, fact in sizes[first:last]]


def _sums(facts: Facts, rows: Sequence[RowKey]) -> Iterator[Fact]:
    """What the lines that a note serves come to together, by statement and column: “slipping by £135,000” is −236 + 101."""
    lines: dict[str, list[RowKey]] = {}
    for row in rows:
        if facts.row(row)[0].row_kind == "line":
            lines.setdefault(row[0], []).append(row)
    for statement, summed in lines.items():
        if len(summed) < 2:
            continue
        key = "+".join(row for _statement, row in summed)
        label = " + ".join(facts.row(row)[0].row_label for row in summed)
        columns: dict[str, list[Fact]] = {}
        for row in summed:
            for fact in facts.row(row):
                if fact.pence is not None:
                    columns.setdefault(fact.address.column, []).append(fact)
        for column, cells in columns.items():
            pence = sum(fact.pence or 0 for fact in cells)
            yield replace(cells[0], address=Address(statement, key, column), pence=pence, row_label=label)
