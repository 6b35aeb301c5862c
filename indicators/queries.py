"""Every shared read of indicators; each takes a fixed number of queries, whatever the size of the plan."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from indicators.models import Indicator, Place, Reading
from pillars.models import Plan, ReportingPeriod, Return
from pillars.queries import latest_period


def in_force(day: date) -> Q:
    """Places that stand on a day."""
    begun = Q(in_force_from__isnull=True) | Q(in_force_from__lte=day)
    return begun & (Q(in_force_until__isnull=True) | Q(in_force_until__gte=day))


def places_on(plan_id: int, day: date, sub_themes: Collection[int] | None = None) -> dict[int, list[Place]]:
    """The places in force on a day (or those on these sub-themes) with their indicators, in order, by sub-theme."""
    places = Place.objects.filter(in_force(day), indicator__plan=plan_id)
    if sub_themes is not None:
        places = places.filter(sub_theme__in=sub_themes)
    found: dict[int, list[Place]] = {}
    for place in places.select_related("indicator").order_by("sub_theme_id", "order"):
        found.setdefault(place.sub_theme_id, []).append(place)
    return found


def begins_on(plan: Plan) -> date | None:
    """The day from which a change of what is measured holds: the first of the open quarter, or of the one after the last that
    was held; None where none was, since nothing has been measured yet."""
    latest = latest_period(plan)
    if latest is None:
        return None
    quarter = latest.quarter if latest.published_at is None else latest.quarter.next
    return quarter.starts_on


def defined(plan: Plan) -> list[Indicator]:
    """Every indicator of a plan by name, those that are measured no longer last; each with `standing`, its places from the open
    quarter on, in the order of the plan. Two queries, and one for the day."""
    day = begins_on(plan) or plan.starts_on
    order = ("sub_theme__pillar__order", "sub_theme__order")
    places = Place.objects.filter(in_force(day)).select_related("sub_theme__pillar").order_by(*order)
    found = Indicator.objects.filter(plan=plan).prefetch_related(Prefetch("places", places, to_attr="standing"))
    return sorted(found.order_by(Lower("name"), "key"), key=_is_over)


def _is_over(indicator: Any) -> bool:
    return not indicator.standing


def standing_of(indicator: Indicator) -> str:
    """What names the state of an indicator and its places that somebody has before their eyes."""
    last = indicator.history.order_by("-history_id").values_list("history_id", flat=True).first()
    places = (
        Place.history.filter(indicator_id=indicator.pk).order_by("-history_id").values_list("history_id", flat=True)
    )
    return f"{last}-{places.first()}"


def returns_keeping(indicator: Indicator, place: Place | None, period: ReportingPeriod) -> QuerySet[Return]:
    """The return on which a reading is kept, first of the returns given: that of its place, or where one value serves
    several places that of the first of them, in the order of the plan. The others show it."""
    places = Place.objects.filter(in_force(period.quarter.ends_on), indicator=indicator)
    if place is not None:
        places = places.filter(pk=place.pk)
    sub_themes = places.values("sub_theme")
    return Return.objects.filter(period=period, sub_theme__in=sub_themes).order_by(
        "sub_theme__pillar__order", "sub_theme__order"
    )


def standing_on(indicators: Collection[int], day: date) -> dict[int, set[int]]:
    """The sub-themes on which each of these indicators stands on a day."""
    found: dict[int, set[int]] = {}
    places = Place.objects.filter(in_force(day), indicator__in=indicators)
    for indicator, sub_theme in places.values_list("indicator_id", "sub_theme_id"):
        found.setdefault(indicator, set()).add(sub_theme)
    return found


def readings_of(
    period_ids: Collection[int], indicators: Collection[int] | None = None
) -> dict[tuple[int, int, int | None], Reading]:
    """The standing readings (or those of these indicators) by period, indicator, and place (None where one value serves
    every place)."""
    readings = Reading.objects.filter(period__in=period_ids).heads()
    if indicators is not None:
        readings = readings.filter(indicator__in=indicators)
    return {(reading.period_id, reading.indicator_id, reading.place_id): reading for reading in readings}
