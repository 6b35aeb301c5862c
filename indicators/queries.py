"""Every shared read of indicators; each takes a fixed number of queries, whatever the size of the plan."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from indicators.models import Place, Reading


def places_on(plan_id: int, day: date) -> dict[int, list[Place]]:
    """The places in force on a day with their indicators, in order, by sub-theme."""
    places = (
        Place.objects.filter(
            Q(in_force_from__isnull=True) | Q(in_force_from__lte=day),
            Q(in_force_until__isnull=True) | Q(in_force_until__gte=day),
            indicator__plan=plan_id,
        )
        .select_related("indicator")
        .order_by("sub_theme_id", "order")
    )
    found: dict[int, list[Place]] = {}
    for place in places:
        found.setdefault(place.sub_theme_id, []).append(place)
    return found


def readings_of(period_ids: Collection[int]) -> dict[tuple[int, int, int | None], Reading]:
    """The standing readings by period, indicator, and place (None where one value serves every place)."""
    readings = Reading.objects.filter(period__in=period_ids).heads()
    return {(reading.period_id, reading.indicator_id, reading.place_id): reading for reading in readings}
