"""What may stand in a plan file and in a quarter file, as pydantic models; docs/file-format.md describes the same.

Shape only: which keys, which types, which words from a closed list. Whether a file fits the records that are held (an
unknown commitment, a rating that the scale lacks) is checked when it is loaded.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from commitments.models import Ending
from indicators.models import Basis, Kind, Wanted
from pillars.models.plan import PillarColour, PillarIcon
from pillars.ratings import Colour, Shape
from pillars.versions import EmptyReason

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
# YAML reads an unquoted 16 as a number; people may write it either way.
Number = Annotated[str, BeforeValidator(lambda value: str(value) if type(value) is int else value)]


class Strict(BaseModel):
    """A mapping in which an unknown key is a fault, not something to pass over."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OfficeFile(Strict):
    name: Text
    short_name: Short
    area: Text
    role: Text
    role_short: Short
    panel: Text
    report_title: Text
    language: Short = "en-GB"
    notice: str = ""


class Words(Strict):
    pillar: Short = "pillar"
    pillars: Short = "pillars"
    sub_theme: Short = "sub-theme"
    sub_themes: Short = "sub-themes"
    commitment: Short = "commitment"
    commitments: Short = "commitments"


class RatingFile(Strict):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}$")]
    word: Short
    definition: Text
    shape: Shape
    colour: Colour
    rank: Annotated[int, Field(ge=1, le=99)] | None = None


class ScaleFile(Strict):
    version: Annotated[int, Field(ge=1)]
    ratings: Annotated[list[RatingFile], Field(min_length=1)]


class SubThemeFile(Strict):
    key: Key
    title: Text
    page_of: Key | None = None
    page_title: str = ""


class PillarFile(Strict):
    key: Key
    title: Text
    colour: PillarColour = PillarColour.NAVY
    icon: PillarIcon = PillarIcon.STAR
    sub_themes: list[SubThemeFile] = []


class PlaceFile(Strict):
    sub_theme: Key
    order: Annotated[int, Field(ge=1, le=999)]
    label: str = ""
    in_force_from: date | None = None
    in_force_until: date | None = None


class IndicatorFile(Strict):
    key: Key
    name: Text
    kind: Kind
    unit: str = ""
    wanted: Wanted = Wanted.NOT_STATED
    source: str = ""
    comparator: str = ""
    precision: Annotated[int, Field(ge=0, le=4)] = 0
    own_value_on_each: bool = False
    suppress_below: Annotated[int, Field(ge=1)] | None = None
    suppression_reason: str = ""
    places: list[PlaceFile]


class WordingFile(Strict):
    in_force_from: date
    text: Text
    reason: str = ""


class EndingFile(Strict):
    how: Ending
    ended_on: date
    reason: str = ""
    superseded_by: list[Number] = []


class CommitmentFile(Strict):
    number: Number
    origin: str = ""
    wordings: Annotated[list[WordingFile], Field(min_length=1)]
    ended: EndingFile | None = None


class PlanFile(Strict):
    """A whole plan: the office, the structure, the scales, the indicators and the register of commitments."""

    format: Literal["pcp-plan/1"]
    office: OfficeFile
    key: Key
    title: Text
    starts_on: date
    ends_on: date
    words: Words = Words()
    rating_scales: Annotated[list[ScaleFile], Field(min_length=1)]
    pillars: Annotated[list[PillarFile], Field(min_length=1)]
    indicators: list[IndicatorFile] = []
    commitments: list[CommitmentFile] = []


Mark = Literal["up", "down", "none"]


class Rated(Strict):
    """A rating or why there is none; what last period's was, where that quarter is not held; and the reason given."""

    rating: Short | None = None
    empty: EmptyReason | None = None
    reason: str = ""
    last_rating: Short | None = None


class NumberFile(Strict):
    number: Number
    printed: Annotated[Number, StringConstraints(max_length=10)]


def number_of(given: "str | NumberFile") -> str:
    """The true number of a commitment that a line names."""
    return given if isinstance(given, str) else given.number


class LineFile(Rated):
    commitments: Annotated[list[Number | NumberFile], Field(min_length=1)]
    marks: dict[Short, Mark] = {}
    children: list["LineFile"] = []


class ComparatorFile(Strict):
    name: Text
    printed: Short


class ReadingFile(Strict):
    """Either `printed` (the value as the office writes it) or `empty` (why there is none)."""

    printed: Short | None = None
    empty: EmptyReason | None = None
    basis: Basis = Basis.NOT_STATED
    basis_printed: str = ""
    label: str = ""
    footnote_mark: Annotated[str, StringConstraints(max_length=5)] = ""
    footnote: str = ""
    marks: dict[Short, Mark] = {}
    comparators: list[ComparatorFile] = []


class ReturnFile(Rated):
    """One sub-theme's quarter. `readings` holds only indicators that have a value of their own on each sub-theme."""

    headlines: list[Text] = []
    activities: list[Paragraph] = []
    readings: dict[Key, ReadingFile] = {}
    lines: list[LineFile] = []


class PillarQuarterFile(Strict):
    headlines: list[Text] = []


class ColumnFile(Strict):
    key: Key
    heading: Text
    kind: Literal["amount", "comment", "reference"] = "amount"


Cell = Annotated[int, Field(strict=True)] | Decimal | Literal["-"] | None


class RowFile(Strict):
    """`cells` follow the amount columns in order: a figure, "-" for a printed dash, or null for a blank."""

    key: Key
    label: Text
    kind: Literal["heading", "line", "subtotal", "total"] = "line"
    cells: list[Cell] = []
    sums: list[Key] = []
    note: Short | None = None
    comment: str = ""
    footnote_mark: Annotated[str, StringConstraints(max_length=5)] = ""
    footnote: str = ""


class StatementFile(Strict):
    key: Key
    page: Text
    title: Text
    subtitle: str = ""
    unit: Short = "£000"
    decimals: Annotated[int, Field(ge=0, le=2)] = 0
    as_at: date | None = None
    sign_convention: str = ""
    columns: Annotated[list[ColumnFile], Field(min_length=1)]
    rows: list[RowFile]


class NoteFile(Strict):
    section: Text
    reference: Short | None = None
    text: Paragraph


class FinanceFile(Strict):
    title: Text
    sub_theme: Key
    notes: list[NoteFile] = []
    statements: list[StatementFile] = []


class QuarterFile(Strict):
    """Everything one quarter of a plan holds. A quarter without finance is a whole quarter."""

    format: Literal["pcp-quarter/1"]
    plan: Key
    quarter: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-q[1-4]$")]
    rating_scale: Annotated[int, Field(ge=1)]
    pillars: dict[Key, PillarQuarterFile] = {}
    sub_themes: dict[Key, ReturnFile] = {}
    readings: dict[Key, ReadingFile] = {}
    finance: FinanceFile | None = None
