"""The figures of a quarter as texts see them: plain, immutable and exact, whatever they were read from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from finance.figures.addresses import Address
from finance.figures.formulas import Formula, Share

# A row of figures: the keys of its statement and of the row itself.
RowKey = tuple[str, str]
Label = tuple[str, ...]
# One word alone (Income, Reserves) is more often only a word than the name of a row.
FEWEST_WORDS_OF_A_NAME = 2
BUDGETS = frozenset({"original_budget", "revised_budget", "budgeted_transfer"})


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands in one cell, and what its row, column and statement say of it.

    A cell of a column of amounts has `pence`, one of a column of percentages `percent`; with neither it is blank, and a
    dash counts as 0. `step` is what the last printed digit is worth, in pence or, for a percentage, in thousandths of a
    per cent (`Unit.step`, `PerCent.step`). `measure`, `sense` ("", "adverse", "favourable": what positive means) and `formula`
    are the column's.
    """

    address: Address
    pence: int | None
    step: int
    percent: Fraction | None = None
    row_label: str = ""
    row_kind: str = "line"
    column_heading: str = ""
    measure: str = ""
    sense: str = ""
    formula: Formula | Share | None = None
    statement_title: str = ""
    statement_kind: str = ""

    @property
    def name(self) -> str:
        """A cell by what stands above and beside it: “Variance” of “Net Budget”."""
        return _("“{column}” of “{row}”").format(column=self.column_heading, row=self.row_label)

    @property
    def row(self) -> RowKey:
        return self.address.statement, self.address.row

    @property
    def difference(self) -> tuple[str, str] | None:
        """The keys of the columns a and b where its column is the difference `a - b`."""
        if not isinstance(self.formula, Formula) or len(self.formula.terms) != 2:
            return None
        (first, a), (second, b) = self.formula.terms
        if first == second:
            return None
        return (a, b) if first > 0 else (b, a)

    @property
    def decimals_of_percent(self) -> int:
        """To how many decimals a percentage is printed."""
        return len(str(1000 // self.step)) - 1

    @property
    def is_variance(self) -> bool:
        """Whether it tells how far a forecast is from a budget."""
        is_headed_so = not self.measure and "varianc" in self.column_heading.casefold()
        return self.measure == "variance" or bool(self.sense) or is_headed_so


@dataclass(frozen=True, slots=True)
class NamedShare:
    """One cell in per cent of another, which texts may quote, and the limits it is to keep (None: no such limit).

    `percent` is exact, None where a cell is blank or the whole is nothing.
    """

    key: str
    label: str
    part: Address
    whole: Address
    percent: Fraction | None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def limits(self) -> tuple[Fraction, ...]:
        return tuple(Fraction(limit) for limit in (self.low, self.high) if limit is not None)


# Cells with the sizes of their figures, from the smallest.
Sizes = tuple[tuple[Fraction, Fact], ...]


@dataclass(frozen=True)
class Facts:
    """Every cell of a quarter's statements, in the order of the tables, and the shares that have a name."""

    cells: tuple[Fact, ...]
    shares: tuple[NamedShare, ...] = ()

    def get(self, address: Address) -> Fact | None:
        return self._at.get(address)

    def row(self, row: RowKey) -> tuple[Fact, ...]:
        """The cells of one row, () where there is none."""
        return self.rows.get(row, ())

    def share_of(self, address: Address) -> NamedShare | None:
        """The first named share whose part is this cell."""
        return next((share for share in self.shares if share.part == address), None)

    def beside(self, fact: Fact, column: str) -> Fact | None:
        """The cell of another column in the same row."""
        return self.get(Address(fact.address.statement, fact.address.row, column))

    def operands(self, fact: Fact) -> tuple[Fact, Fact] | None:
        """The cells a and b of a difference `a - b`, where both hold an amount."""
        if fact.difference is None:
            return None
        a, b = (self.beside(fact, key) for key in fact.difference)
        return (a, b) if a and b and a.pence is not None and b.pence is not None else None

    def budget_of(self, fact: Fact) -> str | None:
        """The key of the column of budgets among a and b of a difference `a - b`; None where neither is one."""
        for key in reversed(fact.difference or ()):
            operand = self.beside(fact, key)
            if operand is not None and operand.measure in BUDGETS:
                return key
        return None

    def share_of_budget(self, fact: Fact) -> Fraction | None:
        """The size of a difference in per cent of the budget or, where neither side is one, of what is taken away."""
        if fact.pence is None or fact.difference is None:
            return None
        whole = self.beside(fact, self.budget_of(fact) or fact.difference[1])
        return abs(Fraction(100 * fact.pence, whole.pence)) if whole and whole.pence else None

    def within(self, statements: Collection[str]) -> "Facts":
        """The cells of some statements alone, without the named shares."""
        return Facts(tuple(fact for fact in self.cells if fact.address.statement in statements))

    def statements_about(self, section: str) -> frozenset[str]:
        """The statements with most words of a section's name in their title: "Reserves" is about "Usable reserves"."""
        words = {word for word in stems(section) if len(word) > 3}
        shared = {key: len(words & set(stems(title))) for key, title in self.titles.items()}
        most = max(shared.values(), default=0)
        return frozenset(key for key, count in shared.items() if most and count == most)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of the statements by their keys."""
        return {fact.address.statement: fact.statement_title for fact in self.cells}

    @cached_property
    def rows(self) -> dict[RowKey, tuple[Fact, ...]]:
        """The cells of every row."""
        found: dict[RowKey, list[Fact]] = {}
        for fact in self.cells:
            found.setdefault(fact.row, []).append(fact)
        return {row: tuple(cells) for row, cells in found.items()}

    @cached_property
    def labels(self) -> dict[Label, frozenset[RowKey]]:
        """The rows by their labels, where these are long enough to name a row."""
        found: dict[Label, set[RowKey]] = {}
        for row, cells in self.rows.items():
            label = label_of(cells[0].row_label)
            if len(label) >= FEWEST_WORDS_OF_A_NAME:
                found.setdefault(label, set()).add(row)
        return {label: frozenset(rows) for label, rows in found.items()}

    @cached_property
    def amounts(self) -> dict[int, Sizes]:
        """Every amount but 0 with its size in pence, by what its last digit is worth and from the smallest."""
        return _sorted((fact.step, Fraction(abs(fact.pence)), fact) for fact in self.cells if fact.pence)

    @cached_property
    def percents(self) -> dict[int, Sizes]:
        """Every percentage but 0 of a column of these with its size, by what its last digit is worth and from the smallest."""
        return _sorted((fact.step, abs(fact.percent), fact) for fact in self.cells if fact.percent)

    @cached_property
    def shares_of_budgets(self) -> Sizes:
        """Every difference but 0 with its size in per cent of its budget, from the smallest."""
        found = ((0, share, fact) for fact in self.cells if (share := self.share_of_budget(fact)))
        return _sorted(found).get(0, ())

    @cached_property
    def _at(self) -> dict[Address, Fact]:
        return {fact.address: fact for fact in self.cells}


def _sorted(sizes: Iterable[tuple[int, Fraction, Fact]]) -> dict[int, Sizes]:
    found: dict[int, list[tuple[Fraction, Fact]]] = {}
    for step, size, fact in sizes:
        found.setdefault(step, []).append((size, fact))
    return {step: tuple(sorted(held, key=lambda one: one[0])) for step, held in found.items()}


def label_of(text: str) -> Label:
    """The words of a label as they are compared, without a leading “Total”."""
    words = stems(text)
    return tuple(words[1:] if words[:1] == ["total"] else words)


def stems(text: str) -> list[str]:
    """The words of a name as they are compared: small letters, and without an s at the end."""
    plain = "".join(
        letter if letter.isalnum() else " " for letter in text.casefold().replace("’s", "").replace("'s", "")
    )
    return [word.removesuffix("s") if len(word) > 3 else word for word in plain.split()]
