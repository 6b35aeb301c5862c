"""What is said of a statement, a column and a row, but for its figures and its place: what forms give and actions write."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from finance.models import Column, Row, Statement
from finance.rules import stamp


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What a table is, as `finance.models.Statement` has it."""

    title: str
    page: str
    kind: str = Statement.Kind.FREE
    subtitle: str = ""
    unit: str = "£000"
    decimals: int = 0
    as_at: date | None = None
    sign_convention: str = ""

    @classmethod
    def of(cls, statement: Statement) -> Self:
        return cls(**_held(cls, statement))

    @property
    def fields(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def signature(self) -> str:
        """Differs where these facts do, to see by whether anybody changed them meanwhile."""
        return stamp(*map(_plain, self.fields.values()))


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What a column is, as `finance.models.Column` has it."""

    heading: str
    kind: str = Column.Kind.AMOUNT
    measure: str = ""
    unit: str = ""
    decimals: int | None = None
    as_at: date | None = None
    formula: str = ""
    has_totals: bool = True
    sense: str = ""

    @classmethod
    def of(cls, column: Column) -> Self:
        return cls(**_held(cls, column))

    @property
    def fields(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def signature(self) -> str:
        return stamp(*map(_plain, self.fields.values()))

    @property
    def is_of_figures(self) -> bool:
        return self.kind in (Column.Kind.AMOUNT, Column.Kind.COMPUTED, Column.Kind.PERCENTAGE)

    @property
    def is_by_formula(self) -> bool:
        return self.kind in (Column.Kind.COMPUTED, Column.Kind.PERCENTAGE)

    @property
    def fitting(self) -> Self:
        """Without what a column of this kind does not have."""
        facts = self if self.is_by_formula else replace(self, formula="")
        if not facts.is_of_figures:
            facts = replace(facts, unit="", decimals=None, as_at=None, sense="", has_totals=True)
        if facts.kind == Column.Kind.PERCENTAGE:
            facts = replace(facts, unit="", has_totals=True)
        return replace(facts, measure="") if facts.kind == Column.Kind.REFERENCE else facts


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What a row is, as `finance.models.Row` has it; `sums` are the keys of the rows that it adds up, `note` is an id."""

    label: str
    kind: str = Row.Kind.LINE
    sums: tuple[str, ...] = ()
    note: int | None = None
    footnote_mark: str = ""
    footnote: str = ""

    @classmethod
    def of(cls, row: Row) -> Self:
        """Two queries fewer where the row's sums are fetched already."""
        return cls(
            label=row.label,
            kind=row.kind,
            sums=tuple(sorted(part.key for part in row.sums.all())),
            note=row.note_id,
            footnote_mark=row.footnote_mark,
            footnote=row.footnote,
        )

    @property
    def fields(self) -> dict[str, Any]:
        """Those that stand on the row itself."""
        return {
            "label": self.label,
            "kind": self.kind,
            "note_id": self.note,
            "footnote_mark": self.footnote_mark,
            "footnote": self.footnote,
        }

    @property
    def signature(self) -> str:
        return stamp(*map(_plain, self.fields.values()), sorted(self.sums))

    @property
    def holds_figures(self) -> bool:
        return self.kind not in (Row.Kind.HEADING, Row.Kind.SPACER)

    @property
    def fitting(self) -> Self:
        """Without what a row of this kind does not have."""
        if self.holds_figures:
            return self
        facts = replace(self, sums=(), note=None)
        return replace(facts, label="", footnote_mark="", footnote="") if facts.kind == Row.Kind.SPACER else facts


def _held(kind: Any, record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in kind.__dataclass_fields__}


def _plain(value: object) -> str:
    """A choice of a model and the same word from the database are one thing."""
    return "" if value is None else str(value)
