"""Every write to what is measured: an indicator, what it is called, and the sub-themes on which it stands.

What an administrator changes holds from the open quarter on, or from the next one where none is open. What is published stays.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Indicator, Place, Reading
from indicators.queries import begins_on, standing_of, standing_on
from pillars.keys import new_key
from pillars.models import Plan, ReportingPeriod, Return, SubTheme
from pillars.queries import open_period
from pillars.versions import refuse_stale

# How a value is read, which stays once there is one: another kind would make it something else.
FIXED = ("kind", "is_per_place")


class Refused(ValueError):
    """What may not be done; the message is the sentence that the person is told, `field` the one that it is about."""

    def __init__(self, sentence: str, field: str = "sub_themes") -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def add_indicator(
    *, plan: Plan, values: Mapping[str, Any], sub_themes: Collection[SubTheme], by: User | None
) -> Indicator:
    """Measure something more, on these sub-themes. `values` are by field.

    Raises Refused where a return is closed on which it would have to be given, PermissionError when somebody other than an
    administrator does it.
    """
    _only_administrators(by)
    _alone(plan)
    known = set(Indicator.objects.filter(plan=plan).values_list("key", flat=True))
    indicator = Indicator(plan=plan, key=new_key(values["name"], known, otherwise="indicator"), **values)
    _save(indicator, by)
    _Standing(indicator, by).become(sub_themes)
    return indicator


@transaction.atomic
def change_indicator(
    *,
    indicator: Indicator,
    values: Mapping[str, Any],
    sub_themes: Collection[SubTheme],
    based_on: str,
    by: User | None,
) -> None:
    """Call an indicator otherwise, or let it stand on other sub-themes; on none it is measured no longer. Its history says who
    did.

    `based_on` is how it stood when the person saw it (queries.standing_of). Raises StaleVersion where somebody has changed it
    since, Refused where something of the open quarter stands against it, PermissionError as above.
    """
    _only_administrators(by)
    _alone(indicator.plan)
    held = Indicator.objects.get(pk=indicator.pk)
    refuse_stale(based_on, standing_of(held))
    changed = {name: value for name, value in values.items() if getattr(held, name) != value}
    if changed.keys() & set(FIXED) and held.readings.exists():
        raise Refused(_("It has values already, so how they are read stays. Add another indicator instead."), "kind")
    for name, value in changed.items():
        setattr(held, name, value)
    if changed:
        _save(held, by)
    _Standing(held, by).become(sub_themes)


def _only_administrators(by: User | None) -> None:
    if by is not None and not by.is_administrator:
        raise PermissionError("An administrator says what is measured.")


def _alone(plan: Plan) -> None:
    """Whoever else changes what is measured under this plan waits until this is done: places have an order among each other."""
    Plan.objects.select_for_update().get(pk=plan.pk)


def _save(record: Any, by: User | None) -> None:
    record._history_user = by
    record.save()


@dataclass(frozen=True, slots=True)
class _Standing:
    """The sub-themes on which an indicator stands, from the open quarter on."""

    indicator: Indicator
    by: User | None

    def become(self, sub_themes: Collection[SubTheme]) -> None:
        """Stand on these and no others. Raises Refused."""
        plan = self.indicator.plan
        period, day = open_period(plan), begins_on(plan)
        wanted = {one.pk: one for one in sub_themes}
        standing = standing_on([self.indicator.pk], day or plan.starts_on).get(self.indicator.pk, set())
        gone = Place.objects.filter(indicator=self.indicator, sub_theme__in=standing - wanted.keys())
        if period:
            _refuse_closed(period, (standing - wanted.keys()) | (wanted.keys() - standing))
            self._refuse_given(period, gone, bool(wanted))
        for place in gone:
            self._leave(place, day)
        for pk in wanted.keys() - standing:
            self._stand(wanted[pk], day)

    def _refuse_given(self, period: ReportingPeriod, gone: models.QuerySet[Place], is_left: bool) -> None:
        """What somebody has given for the open quarter does not vanish from its report without a word."""
        given = (
            Reading.objects.filter(indicator=self.indicator, period=period).exclude(printed="", empty_reason="").heads()
        )
        if self.indicator.is_per_place:
            given = given.filter(place__in=gone)
        elif is_left:
            return
        if given.exists():
            raise Refused(
                _(
                    "It has a value for %(quarter)s there. Take that away first, or do this when the next quarter is open."
                )
                % {"quarter": period}
            )

    def _leave(self, place: Place, day: date | None) -> None:
        """End a place with the quarter before; one that no quarter has seen goes altogether."""
        is_new = day is None or place.in_force_from == day
        if is_new and not place.readings.exists():
            place._history_user = self.by  # type: ignore[attr-defined]
            place.delete()
            return
        place.in_force_until = (day or self.indicator.plan.starts_on) - timedelta(days=1)
        _save(place, self.by)

    def _stand(self, sub_theme: SubTheme, day: date | None) -> None:
        """Stand on a sub-theme, last of all there; where it stood before, it is brought back to its place."""
        held = Place.objects.filter(indicator=self.indicator, sub_theme=sub_theme).first()
        last = Place.objects.filter(sub_theme=sub_theme).aggregate(last=models.Max("order"))["last"] or 0
        place = held or Place(indicator=self.indicator, sub_theme=sub_theme, order=last + 1, in_force_from=day)
        place.in_force_until = None
        _save(place, self.by)


def _refuse_closed(period: ReportingPeriod, sub_themes: Collection[int]) -> None:
    """A return that is submitted or approved says what was asked of it then."""
    for held in Return.objects.filter(period=period, sub_theme__in=sub_themes).select_related("sub_theme__pillar"):
        if held.is_locked:
            raise Refused(
                _("“%(part)s” is %(state)s for %(quarter)s. Reopen it first, or do this when the next quarter is open.")
                % {"part": held.sub_theme, "state": held.get_state_display().lower(), "quarter": period}
            )
