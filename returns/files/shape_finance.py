"""What may stand in the finance part of a quarter file; docs/file-format.md describes the same.

Shape only, as in `shape`: whether sums, formulas, ties and reasons hold together is checked in `check_finance`.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from finance.figures.addresses import Address
from finance.figures.formulas import Formula, Share, read_formula
from finance.figures.units import PerCent, Unit
from finance.models import Column, Row, Statement, Tie
from returns.files.written import (
    Cell,
    Key,
    Label,
    LongIfAny,
    MarkIfAny,
    Name,
    NoteReference,
    Paragraph,
    Strict,
    Text,
)


def _as_read(read: Callable[[str], object]) -> AfterValidator:
    """A text that finance itself reads: its sentence where it cannot, its own way of writing where it can."""
    return AfterValidator(lambda given: str(read(given)))


UnitName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20),
    AfterValidator(lambda given: Unit.read(given).name),
]
Decimals = Annotated[int, Field(ge=0, le=3)]
FormulaText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400), _as_read(read_formula)]
AddressText = Annotated[str, StringConstraints(max_length=250), _as_read(Address.read)]
CheckKey = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Limit = Annotated[Decimal, Field(max_digits=6, decimal_places=2)]


class ColumnFile(Strict):
    """A column; a unit, decimals or date that it leaves out are the statement's."""

    key: Key
    heading: Name
    kind: Column.Kind = Column.Kind.AMOUNT
    measure: Column.Measure | None = None
    sense: Column.Sense | None = None
    unit: UnitName | None = None
    decimals: Decimals | None = None
    as_at: date | None = None
    formula: FormulaText | None = None
    totals: bool = True

    @property
    def holds_figures(self) -> bool:
        return self.kind in (Column.Kind.AMOUNT, Column.Kind.COMPUTED, Column.Kind.PERCENTAGE)

    @property
    def read_formula(self) -> Formula | Share | None:
        return read_formula(self.formula) if self.formula else None


class RowFile(Strict):
    """`cells` follow the columns of figures in order: a figure, "-" for a printed dash, or null for a blank."""

    key: Key
    label: LongIfAny = ""
    kind: Row.Kind = Row.Kind.LINE
    cells: list[Cell] = []
    sums: list[Key] = []
    note: NoteReference | None = None
    comment: LongIfAny = ""
    comments: dict[Key, LongIfAny] = {}
    footnote_mark: MarkIfAny = ""
    footnote: str = ""

    @property
    def holds_figures(self) -> bool:
        return self.kind not in (Row.Kind.HEADING, Row.Kind.SPACER)


class StatementFile(Strict):
    key: Key
    page: Text
    title: Text
    subtitle: LongIfAny = ""
    kind: Statement.Kind = Statement.Kind.FREE
    unit: UnitName = "£000"
    decimals: Decimals = 0
    as_at: date | None = None
    sign_convention: str = ""
    columns: Annotated[list[ColumnFile], Field(min_length=1)]
    rows: list[RowFile]

    @property
    def figures(self) -> list[ColumnFile]:
        """The columns that a row's `cells` follow."""
        return [column for column in self.columns if column.holds_figures]

    @property
    def comments(self) -> list[ColumnFile]:
        return [column for column in self.columns if column.kind == Column.Kind.COMMENT]

    def decimals_of(self, column: ColumnFile) -> int:
        return self.decimals if column.decimals is None else column.decimals

    def unit_of(self, column: ColumnFile) -> Unit | PerCent:
        """What a column of figures is counted in. Raises UnreadableUnit where it has more decimals than its unit."""
        if column.kind == Column.Kind.PERCENTAGE:
            return PerCent(self.decimals_of(column))
        return Unit(column.unit or self.unit, self.decimals_of(column))


class NoteFile(Strict):
    section: Label
    reference: NoteReference | None = None
    text: Paragraph


class TieFile(Strict):
    """Two cells that tell one figure, or one as a share of the other; `*` for a row or column is every one of them."""

    key: Key
    label: Text
    kind: Tie.Kind = Tie.Kind.EQUAL
    left: AddressText
    right: AddressText
    negated: bool = False
    from_last: bool = False
    low: Limit | None = None
    high: Limit | None = None


class ReasonFile(Strict):
    """Why a check that fails may stand; `check` is its key."""

    check: CheckKey
    reason: Paragraph


class FinanceFile(Strict):
    title: Text
    sub_theme: Key
    notes: list[NoteFile] = []
    statements: list[StatementFile] = []
    ties: list[TieFile] = []
    reasons: list[ReasonFile] = []

    @property
    def statement(self) -> dict[str, StatementFile]:
        return {statement.key: statement for statement in self.statements}
