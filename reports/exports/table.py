"""A table as every format lays it out: columns with types and units, rows of values, and what must be said of them.

Statements of a report and its records (`statements.py`, `records.py`) are drawn up as such tables; the writers (`as_csv.py`,
`as_xlsx.py`, `as_ods.py`, `package.py`) know nothing else.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Letters that a column is wide, by what it holds.
NARROW, FIGURE, WORDS, NAMES, SENTENCES = 9, 16, 28, 40, 60


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in the unit that its column prints, with so many decimals; a share is in per cent."""

    value: Decimal
    decimals: int
    is_share: bool = False

    @property
    def fraction(self) -> Decimal:
        """The value as a spreadsheet keeps it: 2.92% is 0.0292."""
        return self.value.scaleb(-2) if self.is_share else self.value


Value = str | Number | date


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` is its field in a data package, `heading` what a spreadsheet shows above it.

    `type` is that of the Table Schema: string, integer, number, date or boolean (the words true and false). `choices` are all the
    words that may stand in it, where they are few. `is_needed` says that no row leaves it empty.
    """

    name: str
    heading: str
    type: str = "string"
    description: str = ""
    unit: str = ""
    width: int = WORDS
    choices: tuple[str, ...] = ()
    is_needed: bool = False

    @property
    def holds_figures(self) -> bool:
        return self.type in ("integer", "number")


@dataclass(frozen=True, slots=True)
class Row:
    """A row's values, one for each column; a strong one is a heading or a total."""

    values: tuple[Value, ...]
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Columns that name a row of another table by its key."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `name` is that of its file, `key` the columns that no two rows have alike."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    def headings(self) -> list[str]:
        """One heading a column, no two alike."""
        return distinct([column.heading for column in self.columns])

    def names(self) -> list[str]:
        """One field name a column."""
        return [column.name for column in self.columns]


def distinct(names: list[str], longest: int = 10_000) -> list[str]:
    """The names, each that has stood before with a number behind it, and none longer than so many letters."""
    taken: set[str] = set()
    made = []
    for name in names:
        tried, count = name, 1
        while tried.casefold() in taken:
            count += 1
            mark = f" ({count})"
            tried = f"{name[: longest - len(mark)]}{mark}"
        taken.add(tried.casefold())
        made.append(tried)
    return made


def number_of(value: Decimal | None) -> Value:
    """A number with no more decimals than it needs; "" where there is none."""
    if value is None:
        return ""
    plain = value.normalize() + 0
    exponent = plain.as_tuple().exponent
    return Number(plain, max(0, -exponent) if isinstance(exponent, int) else 0)


def integer(value: int | None) -> Value:
    """A whole number; "" where there is none."""
    return "" if value is None else Number(Decimal(value), 0)


def truth(value: bool) -> Value:
    """The word of a boolean column."""
    return "true" if value else "false"
