"""Readings of an indicator through time as a chart: what it shows, its scale, and the sentences that tell it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.translation import gettext as _

from indicators.models import Kind
from pillars.quarters import Quarter
from reports.languages.portal import readings
from reports.through.series import Point, Series

# As many spaces between the lines of a scale, about.
SPACES = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that stands in a quarter's place: how high, and the words beside it."""

    slot: int
    size: float
    text: str
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Readings quarter by quarter: `slots` are all quarters from first to last, held or not, and marks name one by its place.

    `steps` are the slots between which a line is drawn, `empty` those of which a report says why there is no figure, `scale` the
    heights that are written beside it, the lowest first. `words` are the text alternative; `note` says where the scale begins,
    when that is not at 0.
    """

    words: str
    note: str
    slots: tuple[Quarter, ...]
    readings: tuple[Mark, ...]
    steps: tuple[tuple[int, int], ...]
    compared_name: str
    compared: tuple[Mark, ...]
    targets: tuple[Mark, ...]
    empty: tuple[int, ...]
    scale: tuple[tuple[float, str], ...]


def timeline(series: Series) -> Timeline | None:
    """The chart of a series; None where fewer than two of its readings are numbers."""
    counted = [point for point in series.points if point.number is not None]
    if len(counted) < 2:
        return None
    kind = counted[-1].row.kind if counted[-1].row else ""
    slots = _slots(series)
    places = {quarter: place for place, quarter in enumerate(slots)}
    name, compared = _compared(series, places)
    readings = tuple(_reading(point, places) for point in counted)
    targets = tuple(
        Mark(places[_quarter(point)], float(point.target), point.row.target)
        for point in series.points
        if point.target is not None and point.row
    )
    scale = _scale([mark.size for mark in (*readings, *compared, *targets)], is_whole=kind == Kind.COUNT)
    starts = written(scale[0], kind)
    return Timeline(
        words=_words(counted, series),
        note=_("The scale begins at %(value)s, not at 0.") % {"value": starts} if scale[0] > 0 else "",
        slots=slots,
        readings=readings,
        steps=tuple((places[_quarter(one)], places[_quarter(other)]) for one, other in series.steps),
        compared_name=name,
        compared=compared,
        targets=targets,
        empty=tuple(places[_quarter(point)] for point in series.points if point.row and point.number is None),
        scale=tuple((size, written(size, kind)) for size in scale),
    )


def written(size: float, kind: str) -> str:
    """A height of the scale as people write such a figure: £1.5M, 80%, +5%, 12,000."""
    if kind in (Kind.PERCENTAGE, Kind.PERCENTAGE_CHANGE):
        sign = "+" if kind == Kind.PERCENTAGE_CHANGE and size > 0 else ""
        return f"{sign}{_short(size)}%"
    for step, letter in ((1e6, "M"), (1e3, "K")):
        if kind == Kind.MONEY and abs(size) >= step:
            return f"{'-' if size < 0 else ''}£{_short(abs(size) / step)}{letter}"
    return f"£{_short(size)}" if kind == Kind.MONEY else _short(size)


def _short(size: float) -> str:
    return f"{size:,.4f}".rstrip("0").rstrip(".")


def _quarter(point: Point) -> Quarter:
    return Quarter.from_slug(point.quarter.slug)


def _slots(series: Series) -> tuple[Quarter, ...]:
    """Every quarter from the first that lists the indicator to the last, so that time is drawn as it went."""
    held = [_quarter(point) for point in series.points if point.row]
    slots = [held[0]]
    while slots[-1] < held[-1]:
        slots.append(slots[-1].next)
    return tuple(slots)


def _reading(point: Point, places: dict[Quarter, int]) -> Mark:
    row = point.row
    assert row is not None  # noqa: S101 a point with a number has its row
    return Mark(places[_quarter(point)], float(row.number or 0), row.value, row.is_approximate)


def _compared(series: Series, places: dict[Quarter, int]) -> tuple[str, tuple[Mark, ...]]:
    """The comparator that most quarters have, beside each reading; a quarter that has a reading of its own is none."""
    labels = {label for quarter in places for label in readings(str(quarter))}
    found = [
        (comparison.name, Mark(places[_quarter(point)], float(comparison.number), comparison.value))
        for point in series.points
        if point.row
        for comparison in point.row.comparisons
        if comparison.number is not None and comparison.name not in labels
    ]
    if not found:
        return "", ()
    [(name, _count)] = Counter(name for name, _ in found).most_common(1)
    return name, tuple(mark for named, mark in found if named == name)


def _scale(sizes: Iterable[float], *, is_whole: bool) -> list[float]:
    """Round heights, the same distance apart, from under the lowest size to over the highest; from 0 where that is not far."""
    lowest, highest = min(sizes), max(sizes)
    if 0 < lowest < highest * 0.5:
        lowest = 0.0
    elif highest < 0 and highest > lowest * 0.5:
        highest = 0.0
    span = highest - lowest or abs(highest) * 0.2 or 1.0
    rough = span / SPACES
    power = 10.0 ** floor(log10(rough))
    step = next(times * power for times in (1, 2, 2.5, 5, 10) if times * power >= rough)
    if is_whole:
        step = max(1.0, ceil(step))
    first, last = floor(lowest / step), ceil(highest / step)
    # A dot that lay on the lowest line would hide the quarters under it; on the line of 0 it belongs.
    first -= first != 0 and first * step == lowest
    last = last if last > first else first + 1
    return [round(place * step, 6) for place in range(first, last + 1)]


def _words(counted: list[Point], series: Series) -> str:
    """The first and the last reading, the extremes between them, the target, and how many quarters have no figure."""

    def said(point: Point) -> dict[str, str]:
        return {"value": point.row.value if point.row else "", "quarter": point.quarter.label}

    first, last = said(counted[0]), said(counted[-1])
    sentences = [
        _("From %(first)s in %(start)s to %(last)s in %(end)s, %(count)s readings.")
        % {
            "first": first["value"],
            "start": first["quarter"],
            "last": last["value"],
            "end": last["quarter"],
            "count": len(counted),
        }
    ]
    if len(counted) > 2:
        sentences.append(_("The highest is %(value)s in %(quarter)s.") % said(max(counted, key=_size)))
        sentences.append(_("The lowest is %(value)s in %(quarter)s.") % said(min(counted, key=_size)))
    target = next((point.row.target for point in reversed(series.points) if point.row and point.target is not None), "")
    if target:
        sentences.append(_("The target is %(target)s.") % {"target": target})
    empty = sum(1 for point in series.points if point.row and point.number is None)
    if empty:
        sentences.append(_("Quarters without a figure: %(count)s.") % {"count": empty})
    return " ".join([*sentences, _("The table has every reading.")])


def _size(point: Point) -> float:
    return float(point.number or 0)
