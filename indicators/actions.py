"""Every write to readings; indicators/defining.py writes what is measured."""

from dataclasses import dataclass

from accounts.models import User
from indicators.models import Basis, Indicator, Place, Reading
from indicators.queries import returns_keeping
from indicators.values import Value, read_value
from pillars.models import ReportingPeriod
from pillars.versions import save_version


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave for an indicator: a printed value or why there is none, and what goes with it.

    `comparators` are pairs of name and printed value; `marks` pairs of column heading and mark.
    """

    printed: str = ""
    empty_reason: str = ""
    basis: str = Basis.NOT_STATED
    basis_printed: str = ""
    label: str = ""
    footnote_mark: str = ""
    footnote: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    comparators: tuple[tuple[str, str], ...] = ()
    target: str = ""
    target_reason: str = ""


def record_reading(
    *,
    indicator: Indicator,
    period: ReportingPeriod,
    place: Place | None,
    given: Given,
    based_on: Reading | None,
    by: User | None,
) -> Reading:
    """Keep a reading as printed and as meant. `place` is given exactly where each place has its own value.

    Raises ValueError when a printed value is not of the indicator's kind, StaleVersion when a newer version stands, and
    Locked when the return that keeps the reading is not open.
    """
    if indicator.is_per_place != (place is not None):
        raise ValueError(f"“{indicator}” has {'a value for each sub-theme' if place is None else 'one value for all'}.")
    for _, printed in given.comparators:
        read_value(printed, indicator.kind)
    has_value = given.printed and not given.empty_reason
    value = read_value(given.printed, indicator.kind) if has_value else Value()
    version = Reading(
        indicator=indicator,
        period=period,
        place=place,
        value=value.number,
        grade=value.grade,
        is_approximate=value.is_approximate,
        printed=given.printed,
        empty_reason=given.empty_reason,
        basis=given.basis,
        basis_printed=given.basis_printed,
        label=given.label,
        footnote_mark=given.footnote_mark,
        footnote=given.footnote,
        printed_marks=[list(mark) for mark in given.marks],
        comparators=[list(pair) for pair in given.comparators],
        target=given.target,
        target_reason=given.target_reason,
        recorded_by=by,
    )
    return save_version(version, based_on, of=returns_keeping(indicator, place, period))
