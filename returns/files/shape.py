"""What may stand in a plan file and in a quarter file, as pydantic models; docs/file-format.md describes the same.

Shape only: which keys, which types, which words from a closed list. Whether a file fits the records that are held (an
unknown commitment, a rating that the scale lacks) is checked when it is loaded.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from commitments.models import Ending
from indicators.models import Basis, Kind, Wanted
from pillars.models.office import LICENCE, LICENCE_ADDRESS
from pillars.models.plan import PillarColour, PillarIcon
from pillars.ratings import Colour, Shape
from pillars.versions import EmptyReason
from returns.files.shape_finance import FinanceFile
from returns.files.written import (
    Address,
    Code,
    Key,
    Label,
    LongIfAny,
    MarkIfAny,
    Name,
    NameIfAny,
    Number,
    Paragraph,
    Short,
    Strict,
    Text,
    Version,
)


class OfficeFile(Strict):
    name: Name
    short_name: Short
    area: Label
    role: Label
    role_short: Short
    panel: Name
    report_title: Name
    language: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10)] = "en-GB"
    second_language: Annotated[str, StringConstraints(strip_whitespace=True, max_length=10)] = ""
    notice: str = ""
    licence_name: Label = LICENCE
    licence_address: Address = LICENCE_ADDRESS


class Words(Strict):
    pillar: Short = "pillar"
    pillars: Short = "pillars"
    sub_theme: Short = "sub-theme"
    sub_themes: Short = "sub-themes"
    commitment: Short = "commitment"
    commitments: Short = "commitments"


class RatingFile(Strict):
    code: Code
    word: Short
    definition: Text
    shape: Shape
    colour: Colour
    rank: Annotated[int, Field(ge=1, le=99)] | None = None


class ScaleFile(Strict):
    version: Version
    ratings: Annotated[list[RatingFile], Field(min_length=1)]


class SubThemeFile(Strict):
    key: Key
    title: Text
    page_of: Key | None = None
    page_title: LongIfAny = ""


class PillarFile(Strict):
    key: Key
    title: Text
    colour: PillarColour = PillarColour.NAVY
    icon: PillarIcon = PillarIcon.STAR
    sub_themes: list[SubThemeFile] = []


class PlaceFile(Strict):
    sub_theme: Key
    order: Annotated[int, Field(ge=1, le=999)]
    label: LongIfAny = ""
    in_force_from: date | None = None
    in_force_until: date | None = None


class IndicatorFile(Strict):
    key: Key
    name: Text
    kind: Kind
    unit: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""
    wanted: Wanted = Wanted.NOT_STATED
    source: NameIfAny = ""
    comparator: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = ""
    precision: Annotated[int, Field(ge=0, le=4)] = 0
    own_value_on_each: bool = False
    suppress_below: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    suppression_reason: LongIfAny = ""
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
    sub_theme: Key | None = None
    origin: LongIfAny = ""
    wordings: Annotated[list[WordingFile], Field(min_length=1)]
    ended: EndingFile | None = None


class PlanFile(Strict):
    """A whole plan: the office, the structure, the scales, the indicators and the register of commitments.

    The office may be left out in a portal that knows its own.
    """

    format: Literal["pcp-plan/1"]
    office: OfficeFile | None = None
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


# A number alone or with the one that was printed: told apart beforehand, so that a slip in it is one fault and not two.
NumberGiven = Annotated[
    Annotated[Number, Tag("[number]")] | Annotated[NumberFile, Tag("[numbers]")],
    Discriminator(lambda given: "[numbers]" if isinstance(given, dict | NumberFile) else "[number]"),
]


def number_of(given: "str | NumberFile") -> str:
    """The true number of a commitment that a line names."""
    return given if isinstance(given, str) else given.number


class LineFile(Rated):
    commitments: Annotated[list[NumberGiven], Field(min_length=1)]
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
    basis_printed: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] = ""
    label: LongIfAny = ""
    footnote_mark: MarkIfAny = ""
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


class QuarterFile(Strict):
    """Everything one quarter of a plan holds. A quarter without finance is a whole quarter."""

    format: Literal["pcp-quarter/1"]
    plan: Key
    quarter: Short
    rating_scale: Version
    pillars: dict[Key, PillarQuarterFile] = {}
    sub_themes: dict[Key, ReturnFile] = {}
    readings: dict[Key, ReadingFile] = {}
    finance: FinanceFile | None = None
