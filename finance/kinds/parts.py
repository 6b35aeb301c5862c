"""What a new statement is put together from: its columns and rows, in words that several kinds share. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from finance.models import Column, Row
from finance.structure.said import ColumnFacts, RowFacts
from pillars.quarters import Quarter

Measure, Sense = Column.Measure, Column.Sense


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person may ask of a new statement: `years` and the end of the first of them for a projection, the number of
    `causes` of a bridge, and whether a capital programme `is_split` into overspend, saving and slippage."""

    first_year_end: date
    years: int = 5
    causes: int = 4
    is_split: bool = False


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column to be made, by the key that formulas know it by."""

    key: str
    facts: ColumnFacts


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be made, by the key that sums know it by."""

    key: str
    facts: RowFacts


@dataclass(frozen=True, slots=True)
class Brought:
    """What a new statement begins with. Its formulas and sums name its own columns and rows."""

    title: str
    subtitle: str
    page: str
    sign_convention: str
    columns: tuple[NewColumn, ...]
    rows: tuple[NewRow, ...]
    unit: str = "£000"
    decimals: int = 0


def budgets(*, has_actual: bool = True) -> tuple[NewColumn, ...]:
    """The budgets of a year, what was spent of them so far, and the forecast."""
    actual = (amount("actual", _("Actual to date"), Measure.ACTUAL),) if has_actual else ()
    return (
        amount("original-budget", _("Original budget"), Measure.ORIGINAL_BUDGET),
        amount("revised-budget", _("Revised budget"), Measure.REVISED_BUDGET),
        *actual,
        amount("forecast", _("Full year forecast"), Measure.FORECAST),
    )


def variance(sense: str = Sense.ADVERSE) -> NewColumn:
    """By how much the forecast is above the revised budget."""
    return computed("variance", _("Variance"), Measure.VARIANCE, "forecast - revised-budget", sense=sense)


def reference() -> NewColumn:
    """The column that points at notes."""
    return NewColumn("ref", ColumnFacts(_("Ref"), Column.Kind.REFERENCE))


def amount(key: str, heading: str, measure: str = "", **more: Any) -> NewColumn:
    """A column of amounts that are typed in; `more` are other facts of it."""
    return NewColumn(key, ColumnFacts(heading, measure=measure, **more))


def computed(key: str, heading: str, measure: str, formula: str, *, sense: str = "") -> NewColumn:
    """A column of amounts that follow from others."""
    return NewColumn(key, ColumnFacts(heading, Column.Kind.COMPUTED, measure, formula=formula, sense=sense))


def line(key: str, label: str) -> NewRow:
    """A row whose figures are typed in."""
    return NewRow(key, RowFacts(label))


def total(key: str, label: str, parts: tuple[str, ...], kind: str = Row.Kind.TOTAL) -> NewRow:
    """A row that adds up others, by their keys."""
    return NewRow(key, RowFacts(label, kind, parts))


def budget_v_forecast(quarter: Quarter) -> str:
    """What a table of a year compares, and which year that is."""
    return _("Budget v forecast %(year)s") % {"year": quarter.financial_year}


def told_day(day: date) -> str:
    """A day as people write it: 31 March 2020."""
    return date_format(day, "j F Y")


def years_after(day: date, years: int) -> date:
    """The same day some years on; 29 February is the 28th where the year has no other."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
