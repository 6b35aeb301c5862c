"""Indicator rows: what was printed, the comparisons that the records allow, and the marks that a source left."""

from datetime import date
from decimal import Decimal

from indicators.models import Basis, Indicator, Place, Reading
from indicators.queries import places_on, readings_of
from indicators.values import Value, change, read_value, target_moved
from pillars.models import ReportingPeriod
from pillars.versions import EmptyReason
from reports.document import Comparison, IndicatorRow, PrintedMark
from reports.document.composed import MARK_WORDS, NO_READING

BASES = {basis.value: str(basis.label) for basis in Basis}
EMPTY = {reason.value: str(reason.label) for reason in EmptyReason}


class IndicatorRows:
    """The indicators of a quarter, by sub-theme. `others` are the earlier quarters that readings are compared with."""

    def __init__(self, period: ReportingPeriod, others: list[ReportingPeriod], day: date) -> None:
        self.period = period
        self.others = others
        self.places = places_on(period.plan_id, day)
        self.readings = readings_of([period.pk, *(other.pk for other in others)])

    def of(self, sub_theme_id: int) -> tuple[IndicatorRow, ...]:
        return tuple(self._row(place) for place in self.places.get(sub_theme_id, ()))

    def _reading(self, place: Place, period: ReportingPeriod) -> Reading | None:
        own = place.pk if place.indicator.is_per_place else None
        return self.readings.get((period.pk, place.indicator_id, own))

    def _row(self, place: Place) -> IndicatorRow:
        indicator = place.indicator
        reading = self._reading(place, self.period)
        withheld = reading is not None and _is_small(reading.value, indicator.suppress_below)
        return IndicatorRow(
            key=indicator.key,
            name=_name(place, reading),
            value=EMPTY["withheld"] if withheld else _value(reading),
            is_empty=reading is None or not reading.has_value or withheld,
            is_approximate=reading is not None and reading.is_approximate and not withheld,
            basis=BASES[reading.basis] if reading and reading.basis != Basis.NOT_STATED else "",
            unit=indicator.unit,
            source=indicator.source,
            comparisons=() if withheld else self._comparisons(place, reading),
            marks=marks(reading.printed_marks) if reading else (),
            footnote_mark=reading.footnote_mark if reading and not withheld else "",
            footnote=indicator.suppression_reason if withheld else (reading.footnote if reading else ""),
            target=reading.target if reading else "",
            rebaselined=self._rebaselined(place, reading),
            rebaselined_reason=reading.target_reason if reading else "",
            number=_plain(reading.value) if reading and reading.has_value and not withheld else None,
            kind=indicator.kind,
        )

    def _rebaselined(self, place: Place, reading: Reading | None) -> str:
        last = next((other for other in self.others if other.quarter == self.period.quarter.previous), None)
        before = self._reading(place, last) if last else None
        if before is None or reading is None or not target_moved(before.target, reading.target):
            return ""
        return f"Re-baselined from {before.target}"

    def _comparisons(self, place: Place, reading: Reading | None) -> tuple[Comparison, ...]:
        """The comparators stated with the reading, then the earlier quarters that are held."""
        if reading is None or not reading.has_value:
            return ()
        indicator = place.indicator
        this = Value(reading.value, reading.grade)
        stated = [
            (name, printed, value)
            for name, printed in reading.comparators
            if not _is_small((value := read_value(printed, indicator.kind)).number, indicator.suppress_below)
        ]
        names = {name for name, _ in reading.comparators}
        for other in self.others:
            earlier = self._reading(place, other)
            if earlier is None or not earlier.has_value or _is_small(earlier.value, indicator.suppress_below):
                continue
            # Year-to-date figures of different quarters cover different spans: set beside each other they mislead.
            if earlier.basis == reading.basis and str(other) not in names and _comparable(reading, self.period, other):
                stated.append((str(other), earlier.printed, Value(earlier.value, earlier.grade)))
        return tuple(_comparison(name, printed, this, value, indicator) for name, printed, value in stated)


def _comparable(reading: Reading, period: ReportingPeriod, other: ReportingPeriod) -> bool:
    return reading.basis != Basis.YEAR_TO_DATE or period.number == other.number


def _is_small(number: Decimal | None, threshold: int | None) -> bool:
    """A count that could identify people, this quarter's as much as one it is compared with."""
    return threshold is not None and number is not None and abs(number) < threshold


def _name(place: Place, reading: Reading | None) -> str:
    if place.label:
        return place.label
    if reading is None:
        return place.indicator.name
    return reading.label or " ".join(filter(None, (place.indicator.name, reading.basis_printed)))


def _value(reading: Reading | None) -> str:
    if reading is None or not reading.is_given:
        return NO_READING
    return reading.printed or EMPTY[reading.empty_reason]


def _comparison(name: str, printed: str, this: Value, other: Value, indicator: Indicator) -> Comparison:
    moved = change(this, other, indicator.wanted)
    direction, judgement = (moved.direction, moved.judgement) if moved else ("", "")
    words = ", ".join(filter(None, (direction, judgement))).capitalize()
    return Comparison(
        name=name,
        value=printed,
        direction=direction,
        judgement=judgement,
        words=words,
        number=_plain(other.number),
        kind=indicator.kind,
    )


def _plain(number: Decimal | None) -> Decimal | None:
    """A number without the zeros that a database adds, so that the same value is always written the same."""
    return None if number is None else number.normalize() + 0


def marks(printed: list[list[str]]) -> tuple[PrintedMark, ...]:
    """Marks as a source printed them, in words; a key to them was never printed."""
    return tuple(PrintedMark(heading, mark, MARK_WORDS[mark]) for heading, mark in printed)
