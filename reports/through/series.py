"""Every indicator through the published quarters, put together from the published documents.

Pure: documents in, series of readings out. What no report shows is not here: a figure that was withheld has no number in any
document, and a draft is none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from indicators.models import Basis
from indicators.values import read_value
from pillars.quarters import Quarter
from reports.document import IndicatorRow, QuarterHead, ReportDocument
from reports.languages.portal import readings


@dataclass(frozen=True, slots=True)
class Place:
    """A page that an indicator stands on: its sub-theme, and the latest report in which it does."""

    title: str
    page_slug: str
    quarter: QuarterHead


@dataclass(frozen=True, slots=True)
class Point:
    """An indicator in one published quarter; `row` is None where the report does not list it. `target` is one in numbers."""

    quarter: QuarterHead
    row: IndicatorRow | None
    target: Decimal | None = None

    @property
    def number(self) -> Decimal | None:
        """What its value means, where it is a number that is published."""
        return self.row.number if self.row else None


@dataclass(frozen=True, slots=True)
class Series:
    """Readings of an indicator, the earliest first: of all places, or of the one place that has values of its own."""

    place: Place | None
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point:
        """The reading of the latest report that lists it."""
        return next(point for point in reversed(self.points) if point.row)

    @property
    def is_compared(self) -> bool:
        """Whether any reading has a comparator, or a mark that its source printed."""
        return any(point.row and (point.row.comparisons or point.row.marks) for point in self.points)

    @property
    def has_target(self) -> bool:
        """Whether any reading has a target, or had."""
        return any(point.row and (point.row.target or point.row.rebaselined) for point in self.points)

    @property
    def steps(self) -> tuple[tuple[Point, Point], ...]:
        """Neighbouring readings that can be compared, and between which a line may therefore be drawn."""
        return tuple((one, other) for one, other in pairwise(self.points) if _are_comparable(one, other))


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator under the name that the latest report gives it. It has several series where places have their own values."""

    key: str
    name: str
    kind: str
    unit: str
    source: str
    places: tuple[Place, ...]
    series: tuple[Series, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class Indicators:
    """Every indicator of a plan's reports, in the order of the latest one; those that it lists no longer come last."""

    plan_title: str
    quarters: tuple[QuarterHead, ...]
    found: tuple[Indicator, ...]

    @property
    def are_compared(self) -> bool:
        """Whether the latest reading of any indicator with one series has a comparator."""
        return any(row.comparisons for one in self.found if len(one.series) == 1 and (row := one.series[0].latest.row))

    def indicator(self, key: str) -> Indicator:
        """The indicator of this key. Raises KeyError when no report has it."""
        for indicator in self.found:
            if indicator.key == key:
                return indicator
        raise KeyError(key)


# Rows of a key in one document, each with the key of its sub-theme and its place.
Rows = list[tuple[str, Place, IndicatorRow]]


def indicators(documents: Sequence[ReportDocument]) -> Indicators:
    """The indicators of the documents of one plan, the latest first. Raises ValueError when there are none."""
    if not documents:
        raise ValueError("Indicators through time need at least one published report.")
    rows = [_rows(document) for document in documents]
    keys = dict.fromkeys(key for held in rows for key in held)
    heads = [document.quarter for document in documents]
    return Indicators(
        plan_title=documents[0].plan_title,
        quarters=tuple(heads),
        found=tuple(_indicator(key, heads, [held.get(key, []) for held in rows]) for key in keys),
    )


def _rows(document: ReportDocument) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for _, page in document.pages:
        for part in page.parts:
            for row in part.indicators:
                found.setdefault(row.key, []).append((part.key, Place(part.title, page.slug, document.quarter), row))
    return found


def _indicator(key: str, heads: Sequence[QuarterHead], rows: Sequence[Rows]) -> Indicator:
    latest = next(held for held in rows if held)
    places: dict[str, Place] = {}
    for held in rows:
        for sub_theme, place, _ in held:
            places.setdefault(sub_theme, place)
    if any(len({_reading(row) for _, _, row in held}) > 1 for held in rows):
        series = tuple(
            Series(place, _points(heads, [[one for one in held if one[0] == sub_theme] for held in rows]))
            for sub_theme, place in places.items()
        )
    else:
        series = (Series(None, _points(heads, rows)),)
    row = latest[0][2]
    return Indicator(key, row.name, row.kind, row.unit, row.source, tuple(places.values()), series, bool(rows[0]))


def _reading(row: IndicatorRow) -> tuple[object, ...]:
    """What is the same on every place, unless each has a value of its own; its label may differ."""
    return row.value, row.number, row.basis, row.target, row.comparisons


def _points(heads: Sequence[QuarterHead], rows: Iterable[Rows]) -> tuple[Point, ...]:
    points = [_point(head, held) for head, held in zip(heads, rows, strict=True)]
    return tuple(reversed(points))


def _point(head: QuarterHead, held: Rows) -> Point:
    """What the first place of a quarter has, which every place does where there is one series."""
    if not held:
        return Point(head, None)
    row = held[0][2]
    return Point(head, row, _target(row))


def _target(row: IndicatorRow) -> Decimal | None:
    """The target where it is a figure like the value; "top 10 of 43" is none."""
    try:
        return read_value(row.target, row.kind).number if row.target and row.kind else None
    except ValueError:
        return None


def _are_comparable(one: Point, other: Point) -> bool:
    """Whether two readings measure the same over the same span, in quarters that follow each other.

    A year to date covers another span in each quarter of a year; what lies between quarters apart nobody has reported.
    """
    if one.row is None or other.row is None or one.number is None or other.number is None:
        return False
    same = (one.row.kind, one.row.unit, one.row.basis) == (other.row.kind, other.row.unit, other.row.basis)
    is_neighbour = Quarter.from_slug(one.quarter.slug).next == Quarter.from_slug(other.quarter.slug)
    return same and is_neighbour and one.row.basis not in readings(Basis.YEAR_TO_DATE.label)
