"""The finance part of a report: its notes, and its statements as tables of cells that are written out already."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell of a statement: `text` as shown ("(252)", "-", ""), `amount` for data files.

    `kind` is amount, dash, blank, comment or reference. `note` is the reference of the note that it points at.
    """

    kind: str
    text: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class StatementColumn:
    """A column of a statement: `kind` is amount, comment or reference."""

    key: str
    heading: str
    kind: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row of a statement, its cells in the order of the columns. `kind` is heading, line, subtotal or total."""

    key: str
    label: str
    kind: str
    footnote_mark: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note to the statements; `reference` is "" for a paragraph of its section that no row points at."""

    section: str
    reference: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A finance table with its units, cut-off date, sign convention and the footnotes to its starred rows."""

    key: str
    title: str
    subtitle: str
    unit: str
    as_at: date | None
    sign_convention: str
    columns: tuple[StatementColumn, ...]
    rows: tuple[StatementRow, ...]
    footnotes: tuple[tuple[str, str], ...]


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
