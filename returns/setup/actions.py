"""Setting up a plan that an administrator has looked at: all of it, once, or in the place of one on which nothing hangs yet."""

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from commitments.models import Commitment, Wording
from indicators.models import Indicator, Place
from pillars.models import Office, Pillar, Plan, Rating, RatingScale, SubTheme
from returns.files.plan import write_plan
from returns.files.read import Places
from returns.files.records import Changes
from returns.files.shape import PlanFile
from returns.rules import NotYours, Refused
from returns.setup.queries import held_plans
from returns.setup.rules import refusal, to_replace, too_much


@transaction.atomic
def set_up_plan(*, plan: PlanFile, places: Places, replaces: int | None = None, by: User | None) -> Changes:
    """Write a plan that was checked; an office that is named stays as it is.

    `replaces` is the id of a plan whose place it takes: parts that keep their keys keep their editors. Raises Refused where
    something hangs on that one by now, or a plan of this name is held, whoever set it up meanwhile; and FaultyFile where
    it does not go with the records.
    """
    if by is not None and not by.is_administrator:
        raise NotYours(_("An administrator does this."))
    # Held until the plan is there, so that of two who set it up, or open a quarter of the one before, one is told.
    Office.objects.select_for_update().first()
    Plan.objects.select_for_update().filter(pk=replaces or 0).first()
    plans = held_plans()
    replaced = to_replace(plans) if replaces else None
    if replaces and (replaced is None or replaced.pk != replaces):
        raise Refused(_("Somebody has begun to work with the plan meanwhile: it cannot be replaced any more."))
    if hindrance := too_much(plan) or refusal(plan, [held for held in plans if held is not replaced]):
        raise Refused(hindrance)
    editors = _editors(replaces) if replaces else {}
    if replaces:
        _take_away(replaces, by)
    changes = write_plan(plan.title, plan, places, keeps_office=True, by=by)
    for sub_theme in SubTheme.objects.filter(pillar__plan__key=plan.key, key__in=editors):
        sub_theme.editors.set(editors[sub_theme.key])
    return changes


def _editors(plan_id: int) -> dict[str, list[User]]:
    """Who keeps each sub-theme of a plan, by its key."""
    kept = SubTheme.objects.filter(pillar__plan=plan_id).prefetch_related("editors")
    return {sub_theme.key: list(sub_theme.editors.all()) for sub_theme in kept}


def _take_away(plan_id: int, by: User | None) -> None:
    """Remove a plan and all that belongs to it; its history stays, and names who removed it."""
    try:
        for record in _belonging(plan_id):
            record._history_user = by
            record.delete()
    except ProtectedError as error:
        raise Refused(_("Other records refer to the plan already: it cannot be replaced any more.")) from error


def _belonging(plan_id: int) -> Iterator[Any]:
    """The records of a plan, each before those on which it rests."""
    found: tuple[models.QuerySet[Any], ...] = (
        Place.objects.filter(indicator__plan=plan_id),
        Indicator.objects.filter(plan=plan_id),
        Wording.objects.filter(commitment__plan=plan_id),
        Commitment.objects.filter(plan=plan_id),
        SubTheme.objects.filter(pillar__plan=plan_id, page_of__isnull=False),
        SubTheme.objects.filter(pillar__plan=plan_id),
        Pillar.objects.filter(plan=plan_id),
        Rating.objects.filter(scale__plan=plan_id),
        RatingScale.objects.filter(plan=plan_id),
        Plan.objects.filter(pk=plan_id),
    )
    for records in found:
        yield from records
