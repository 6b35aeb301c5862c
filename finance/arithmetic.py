"""The arithmetic of one statement, pure and exact: what each sum, variance and percentage should be, beside what is printed.

Amounts are whole numbers of the last digit that their column prints. Every check uses the figures as printed in its
operands, so that an error is reported where it arises and not again in each total above it; `rolled` is what the lines
alone would give. Columns may be in different units: their figures meet in pence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter
from math import gcd
from typing import Self

from finance.figures.amounts import rounded
from finance.figures.formulas import Formula, Share
from finance.figures.shapes import ColumnShape, Crooked, RowShape, operands_of, parts_of, refuse_crooked
from finance.figures.units import PerCent, Unit

__all__ = ["Cell", "Check", "ColumnShape", "Crooked", "RowShape", "Sheet", "Verdict", "refuse_crooked"]

Cell = tuple[str, str]


class Verdict(StrEnum):
    """How a printed figure stands to what it should be. Where nothing can be compared the verdict is ABSENT (ties only)."""

    EXACT = "exact"
    ROUNDING = "rounding"
    ERROR = "error"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Check:
    """One printed figure held against one rule: "sum" (of rows) or "column" (the formula of its column).

    All amounts are in last digits of the column. `difference` is printed less expected. `bound` is how far off it, on this
    side, a figure can still come of rounding: where k figures of the same unit are added, half of k, rounded down.
    """

    row: str
    column: str
    rule: str
    printed: int
    expected: int
    rolled: int | None
    difference: int
    bound: int

    @property
    def verdict(self) -> Verdict:
        if self.difference == 0:
            return Verdict.EXACT
        return Verdict.ROUNDING if abs(self.difference) <= self.bound else Verdict.ERROR


@dataclass(frozen=True, slots=True)
class Working:
    """A formula made ready for figures in the last digits of their columns: the weighted sum of `terms`, each a weight and
    a column, divided by `by`; in a share `by` is itself a column's figure, weighted."""

    terms: tuple[tuple[int, str], ...]
    by: int
    whole: str = ""

    @classmethod
    def of(cls, formula: Formula | Share, unit: Unit | PerCent, units: Mapping[str, Unit | PerCent]) -> Self:
        """The working of a column in this unit, from columns in these: they meet in pence."""
        if isinstance(formula, Share):
            scale: int = 100 * 10**unit.decimals
            terms = [(units[formula.part].step * scale, formula.part)]
            by, whole = units[formula.whole].step, formula.whole
        else:
            terms = [(sign * units[key].step, key) for sign, key in formula.terms]
            by, whole = unit.step, ""
        factor = gcd(by, *(weight for weight, _key in terms))
        return cls(tuple((weight // factor, key) for weight, key in terms), by // factor, whole)

    def gives(self, row: str, figures: Mapping[Cell, int]) -> int | None:
        """The figure of a row, rounded half away from zero; None where an operand is blank or the whole of a share is 0."""
        total, by = 0, self.by
        for weight, key in self.terms:
            amount = figures.get((row, key))
            if amount is None:
                return None
            total += weight * amount
        if self.whole:
            by *= figures.get((row, self.whole), 0)
        return total if by == 1 else rounded(total, by) if by else None

    def bound(self, row: str, figures: Mapping[Cell, int], dashes: frozenset[Cell], expected: int, printed: int) -> int:
        """How far from the expected figure one can lie that rounding explains, on the side of the printed one.

        Each operand but a dash may be half its last digit from the true figure, and so may the printed one. The sum of
        these is never quite reached, since terms that are all rounded one way carry their sum with them.
        """
        spread = sum(abs(weight) for weight, key in self.terms if (row, key) not in dashes)
        if self.by == 1 and not self.whole:
            return spread // 2
        # All is doubled, so that half a digit is a whole number.
        total = sum(2 * weight * figures[row, key] for weight, key in self.terms)
        divisors = [2 * self.by]
        if self.whole:
            # A whole that is not 0 is a digit at least: half of one never takes it to 0 or past it.
            divisors = [self.by * (2 * figures[row, self.whole] + sign) for sign in (-1, 1)]
        limits = [(total + sign * spread, by) for sign in (-1, 1) for by in divisors]
        side = 1 if printed >= expected else -1
        return max(_last_whole_below(side * 2 * (top - expected * by) + by, 2 * by) for top, by in limits)


@dataclass(frozen=True)
class Sheet:
    """A statement's figures as entered, and what its rules make of them.

    `cells` holds the amounts by row and column; `dashes` names the cells that hold a dash, which is exactly 0. A cell in
    neither is blank; one of a row or column that is not in the shape does not count. A sum takes what is there, and is
    nothing where nothing is; a formula needs all its operands, since what is blank is not known.

    `figures`, `computed`, `rolled` and `checks` raise Crooked where `refuse_crooked` does.
    """

    columns: tuple[ColumnShape, ...]
    rows: tuple[RowShape, ...]
    cells: Mapping[Cell, int]
    dashes: frozenset[Cell] = frozenset()

    @cached_property
    def entered(self) -> dict[Cell, int]:
        """The amounts of all cells that are not blank, a dash being 0."""
        rows, columns = {row.key for row in self.rows}, {column.key for column in self.columns}
        filled = dict.fromkeys(self.dashes, 0) | dict(self.cells)
        return {cell: amount for cell, amount in filled.items() if cell[0] in rows and cell[1] in columns}

    @property
    def figures(self) -> dict[Cell, int]:
        """Every figure as shown: what was entered or, where nothing was, what the figures it stands on give."""
        return self._reckoned[0]

    @cached_property
    def computed(self) -> dict[Cell, int]:
        """What the rules give in every cell that has one, entered or not. Where a row is a sum and its column has a formula
        the formula comes first: the variance of a total is that of the totals beside it."""
        _figures, down, across = self._reckoned
        return down | across

    @cached_property
    def rolled(self) -> dict[Cell, int]:
        """Every figure rolled up from the lines: nothing that was entered in a total or a computed column counts."""
        has_formula = {column.key for column in self.columns if column.formula}
        is_summed = {column.key for column in self.columns if column.is_summed}
        is_sum = {row.key for row in self.rows if row.sums}
        lines = {
            (row, column): amount
            for (row, column), amount in self.entered.items()
            if column not in has_formula and not (row in is_sum and column in is_summed)
        }
        return self._reckon(lines)[0]

    def checks(self) -> Iterator[Check]:
        """Every figure that was entered where a sum or a formula gives one too, each rule by itself; row by row."""
        figures, down, across = self._reckoned
        _rows, columns = self._plan
        for row in self.rows:
            for column in self.columns:
                cell = row.key, column.key
                if cell not in self.entered:
                    continue
                printed, rolled, working = figures[cell], self.rolled.get(cell), columns[column.key]
                if cell in down:
                    parts = ((part, column.key) for part in row.sums)
                    terms = sum(part in figures and part not in self.dashes for part in parts)
                    yield Check(*cell, "sum", printed, down[cell], rolled, printed - down[cell], terms // 2)
                if cell in across and working:
                    bound = working.bound(row.key, figures, self.dashes, across[cell], printed)
                    yield Check(*cell, "column", printed, across[cell], rolled, printed - across[cell], bound)

    @cached_property
    def _reckoned(self) -> tuple[dict[Cell, int], dict[Cell, int], dict[Cell, int]]:
        return self._reckon(self.entered)

    @cached_property
    def _plan(self) -> tuple[dict[str, tuple[str, ...]], dict[str, Working | None]]:
        """The parts of each row and the working of each column, in an order in which each comes after those it stands on."""
        refuse_crooked(self.columns, self.rows)
        parts, operands = parts_of(self.rows), operands_of(self.columns)
        formulas = {column.key: column.formula for column in self.columns}
        units = {column.key: column.unit for column in self.columns}
        return (
            {key: parts[key] for key in TopologicalSorter(parts).static_order()},
            {
                key: Working.of(formula, units[key], units) if (formula := formulas[key]) else None
                for key in TopologicalSorter(operands).static_order()
            },
        )

    def _reckon(self, entered: Mapping[Cell, int]) -> tuple[dict[Cell, int], dict[Cell, int], dict[Cell, int]]:
        """Fill the blanks of these figures. Gives them all, and what sums and formulas give wherever they give something."""
        figures, down, across = dict(entered), dict[Cell, int](), dict[Cell, int]()
        rows, columns = self._plan
        is_summed = {column.key for column in self.columns if column.is_summed}
        for row, parts in rows.items():
            for column, working in columns.items():
                cell = row, column
                if parts and column in is_summed:
                    found = [amount for part in parts if (amount := figures.get((part, column))) is not None]
                    if found:
                        down[cell] = sum(found)
                if working and (amount := working.gives(row, figures)) is not None:
                    across[cell] = amount
                if cell not in figures and (cell in across or cell in down):
                    figures[cell] = across.get(cell, down.get(cell, 0))
        return figures, down, across


def _last_whole_below(number: int, by: int) -> int:
    if by < 0:
        number, by = -number, -by
    return -(-number // by) - 1
