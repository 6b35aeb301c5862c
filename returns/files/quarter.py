"""Loads a quarter file: ratings, texts, lines, readings and finance of one reporting period."""

from pathlib import Path

from django.db import IntegrityError, transaction

from pillars.models import LOCKED, Plan, RatingScale, ReportingPeriod, Return
from pillars.quarters import Quarter
from pillars.versions import Locked
from returns.actions import adopt_returns
from returns.files.check import check_quarter
from returns.files.finance import put_finance, refuse_unreasoned
from returns.files.held import Held
from returns.files.read import CLASH, FaultyFile, Places, read_file
from returns.files.records import Changes
from returns.files.returns import put_pillars, put_readings, put_returns
from returns.files.shape import QuarterFile


def load_quarter(path: Path, *, is_approved: bool = False) -> Changes:
    """Load a quarter file: all of it or, when it has a fault, nothing. Loading it again changes nothing.

    With `is_approved` its returns are taken over as approved: what it holds was reported elsewhere, and the rules for
    entry do not judge it, but each check of its finance part that fails must have its reason. A return that is submitted
    or approved is closed, and so is a published quarter: a file that would alter it is refused. Raises FaultyFile with
    every fault.
    """
    file, places = read_file(path, QuarterFile)
    try:
        return _load(path.name, file, places, is_approved=is_approved)
    except IntegrityError as error:
        places.fault((), CLASH)
        raise FaultyFile(path.name, places.faults) from error


@transaction.atomic
def _load(name: str, file: QuarterFile, places: Places, *, is_approved: bool) -> Changes:
    changes = Changes()
    held = _held(file, places)
    if held is not None:
        check_quarter(file, held, places)
    if held is None or held.quarter is None or places.faults:
        raise FaultyFile(name, places.faults)
    period = _put_period(held, held.quarter, changes)
    closed = _closed(period)
    try:
        put_returns(file, held, period, changes, places)
        put_pillars(file, held, period, changes)
        put_readings(file, held, period, changes)
        if file.finance is not None:
            put_finance(file.finance, held, period, changes, places)
    except Locked:
        places.fault(("quarter",), closed)
    else:
        if changes and closed:
            places.fault(("quarter",), closed)
    if is_approved and not places.faults:
        refuse_unreasoned(period, places)
    if places.faults:
        raise FaultyFile(name, places.faults)
    if is_approved:
        adopt_returns(period=period)
    return changes


def _closed(period: ReportingPeriod) -> str:
    """Why this quarter is not loaded over, or "": it is published, or a return of it has been handed in."""
    if period.published_at is not None:
        return f"{period} is published, and this file differs from it. A published quarter is not loaded over."
    handed_in = Return.objects.filter(period=period, state__in=LOCKED).select_related("sub_theme__pillar").first()
    if handed_in is None:
        return ""
    state = handed_in.get_state_display().lower()
    return f"This file differs from {period} as it is held, where “{handed_in.sub_theme}” is {state} and so is closed."


def _held(file: QuarterFile, places: Places) -> Held | None:
    """What the portal holds of the plan, or None where it holds no such plan; each fault is noted.

    A file with a wrong quarter or scale is checked all the same (without a quarter, or against the plan's newest scale),
    so that its other faults are told with that one.
    """
    plan = Plan.objects.filter(key=file.plan).first()
    if plan is None:
        places.fault(("plan",), f"There is no plan “{file.plan}”. Load its plan file first.")
        return None
    scale = RatingScale.objects.filter(plan=plan, version=file.rating_scale).first()
    if scale is None:
        places.fault(("rating_scale",), f"The plan has no rating scale of version {file.rating_scale}.")
        scale = RatingScale.objects.filter(plan=plan).latest("version")
    return Held.of(plan, scale, _quarter(file, plan, places))


def _quarter(file: QuarterFile, plan: Plan, places: Places) -> Quarter | None:
    try:
        quarter = Quarter.from_slug(file.quarter)
    except ValueError as error:
        places.fault(("quarter",), str(error))
        return None
    if quarter.ends_on < plan.starts_on or quarter.starts_on > plan.ends_on:
        term = f"{plan.starts_on:%-d %B %Y} to {plan.ends_on:%-d %B %Y}"
        places.fault(("quarter",), f"{quarter} lies outside the term of the plan, {term}.")
    other = ReportingPeriod.objects.of(quarter).exclude(plan=plan).first()
    if other is not None:
        places.fault(("quarter",), f"{quarter} is already reported under “{other.plan}”.")
    return quarter


def _put_period(held: Held, quarter: Quarter, changes: Changes) -> ReportingPeriod:
    key = {"year": quarter.year, "number": quarter.number}
    return changes.put(ReportingPeriod, key, {"plan_id": held.plan.pk, "scale_id": held.scale.pk})
