"""The finance part of a report: its notes, and its statements as tables of cells that are written out already."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell of a statement: `text` as shown ("(252)", "-", ""), `amount` for data files.

    `kind` is amount, percentage, dash, blank, comment or reference (the text is then that of the note it points at).
    `amount` is a whole number of the column's last printed digit. `is_entered` is off where the portal put in what the rules
    of the table give. Where an entered figure differs from those, `computed` is the other one written out, and `verdict` says
    "rounding" or "error"; both are "" where it agrees or no rule applies.
    """

    kind: str
    text: str
    amount: int | None
    is_entered: bool = True
    computed: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class StatementColumn:
    """A column of a statement: `kind` is amount, computed, percentage, comment or reference.

    `unit` ("£000", "£m", "%" for percentages), `decimals` and `as_at` are its own or the statement's. `measure` says what it
    tells (original_budget, forecast, closing …, or ""), `sense` what a positive figure means (adverse, favourable, or ""),
    `formula` how it is made, in words ("Full year Forecast − Revised Budget").
    """

    key: str
    heading: str
    kind: str
    unit: str = ""
    decimals: int = 0
    as_at: date | None = None
    measure: str = ""
    sense: str = ""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row of a statement, its cells in the order of the columns. `kind` is heading, line, subtotal, total or spacer.

    `sums` are the keys of the rows that it adds up; `note` is the reference of its note, or "".
    """

    key: str
    label: str
    kind: str
    footnote_mark: str
    cells: tuple[Cell, ...]
    sums: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A check of the table that fails, published with it: what the rule is in words, the figures, and the reason given.

    `row` and `column` are keys within the statement; figures are written out, in the unit of that column.
    """

    row: str
    column: str
    words: str
    printed: str
    expected: str
    difference: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note to the statements; `reference` is "" for a paragraph of its section that no row points at."""

    section: str
    reference: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A finance table with its units, cut-off date, sign convention, the footnotes to its starred rows, and what fails.

    `kind` is that of finance.models.Statement ("revenue", "usable_reserves" …, "free").
    """

    key: str
    title: str
    subtitle: str
    unit: str
    as_at: date | None
    sign_convention: str
    columns: tuple[StatementColumn, ...]
    rows: tuple[StatementRow, ...]
    footnotes: tuple[tuple[str, str], ...]
    kind: str = "free"
    decimals: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class FinancePage:
    """Statements that stand on one page."""

    slug: str
    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class FinanceSection:
    """The finance part of the report; `sub_theme_slug` is the page it belongs to."""

    title: str
    sub_theme_slug: str
    notes: tuple[Note, ...]
    pages: tuple[FinancePage, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement in the order of the pages."""
        return tuple(statement for page in self.pages for statement in page.statements)
