"""The sheets and columns of a workbook. What a person fills in has a heading that says so; columns are found by heading."""

from dataclasses import dataclass
from typing import Literal

from spreadsheets.plain import folded as plainly_folded

FILL_IN = "(fill in)"
# What somebody writes into a cell to empty what stands there; a blank cell leaves it as it is.
NONE = "none"
# What somebody writes instead of a rating that is the same as last period's.
NO_CHANGE = ("no change", "=")
COMPARATORS = 3

ColumnKind = Literal["text", "date", "rating", "answer"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its field, its heading, its width in letters, and whether it is filled in or only told."""

    field: str
    words: str
    width: int
    kind: ColumnKind = "text"
    is_open: bool = False
    is_hidden: bool = False

    @property
    def heading(self) -> str:
        return f"{self.words} {FILL_IN}" if self.is_open else self.words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of one table: the headings in its first row, one record in each row below."""

    name: str
    columns: tuple[Column, ...]

    @property
    def open_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_open)


def _open(field: str, words: str, width: int, kind: ColumnKind = "text") -> Column:
    return Column(field, words, width, kind, is_open=True)


_SUB_THEME = Column("place", "Sub-theme", 24)
_LAST = Column("last", "Last period", 16)
_WHO = Column("who", "For you to fill in?", 18)
_RATING = _open("rating", "Rating", 14, "rating")
_WHY_NONE = _open("empty", "Why there is none", 16, "answer")
_REASON = _open("reason", "Reason", 44)
KEY = Column("key", "Row key", 20, is_hidden=True)

LINES = Sheet(
    "Lines",
    (
        *(_SUB_THEME, Column("numbers", "Numbers", 10), Column("wording", "Commitments", 48), _LAST),
        *(Column("last_milestone", "Last period's next milestone", 30), _WHO, _RATING, _WHY_NONE, _REASON),
        *(_open("evidence", "Evidence, a web address", 30), _open("milestone", "Next milestone", 36)),
        *(_open("due", "Milestone due on", 14, "date"), KEY),
    ),
)
INDICATORS = Sheet(
    "Indicators",
    (
        *(_SUB_THEME, Column("name", "Indicator", 36), Column("example", "Written like", 22), _LAST),
        *(Column("last_year", "Same quarter last year", 16), _WHO, _open("printed", "This period", 14), _WHY_NONE),
        _open("footnote", "Footnote", 36),
        *(
            column
            for number in range(1, COMPARATORS + 1)
            for column in (
                _open(f"name_{number}", f"Compared with, {number}", 22),
                _open(f"value_{number}", f"Its value, {number}", 12),
            )
        ),
        *(_open("target", "Target", 16), _open("target_reason", "Reason why the target moved", 36), KEY),
    ),
)
TEXTS = Sheet(
    "Texts",
    (
        _SUB_THEME,
        Column("name", "Text", 24),
        Column("last", "Last period", 60),
        _WHO,
        _open("text", "This period", 90),
        KEY,
    ),
)
SUB_THEMES = Sheet(
    "Sub-themes",
    (_SUB_THEME, Column("suggestion", "Most of its lines", 24), _LAST, _WHO, _RATING, _WHY_NONE, _REASON, KEY),
)
SHEETS = (LINES, INDICATORS, TEXTS, SUB_THEMES)
ABOUT = "About"


def folded(text: str) -> str:
    """Words as they are compared: capitals, spaces and the mark of columns to fill in count for nothing."""
    return plainly_folded(text.casefold().replace(FILL_IN, ""))
