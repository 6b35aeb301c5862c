"""What an office keeps to when it plans, and days that it adds by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.ground import once
from meetings.models import ExtraDay, Practice
from meetings.standing import refuse_stale, sign, write


@transaction.atomic
def change_practice(*, values: Mapping[str, Any], based_on: str, by: User | None) -> Practice:
    """Say what the office keeps to from now on. Raises Stale."""
    held = Practice.objects.select_for_update().first()
    if held is None:
        held = Practice(pk=1)
        based_on = ""
    else:
        refuse_stale(held, based_on)
    with once(_("Somebody else has just written this. Load the page again.")):
        write(held, dict(values), by)
    return held


@transaction.atomic
def add_extra_day(*, day: date, reason: str, by: User | None) -> ExtraDay:
    """Add a day that is no working day here. Raises Refused where it is on the list."""
    extra = ExtraDay()
    with once(_("This day is on the list already."), "day"):
        write(extra, {"day": day, "reason": reason}, by)
    return extra


@transaction.atomic
def remove_extra_day(*, extra: ExtraDay, by: User | None) -> None:
    """Let a day count again."""
    sign(extra, by).delete()
