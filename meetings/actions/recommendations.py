"""Recommendations of the Panel to the commissioner: made in a minute, changed, responded to, and taken away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.ground import held_item, held_record, write_lawful
from meetings.models import Minute, Recommendation
from meetings.rules import Refused
from meetings.standing import refuse_stale, sign


@transaction.atomic
def recommend(*, minute: Minute, values: Mapping[str, Any], by: User | None) -> Recommendation:
    """Write down what the Panel recommends in a minute (s.28 of the Police Reform and Social Responsibility Act 2011).

    Raises Refused where the minute is gone.
    """
    held_item(minute.item)
    made = Recommendation(minute=held_record(minute))
    write_lawful(made, values, by)
    return made


@transaction.atomic
def change_recommendation(
    *, recommendation: Recommendation, values: Mapping[str, Any], based_on: str, by: User | None
) -> Recommendation:
    """Give a recommendation other words or another day. Raises Stale and Refused."""
    held = held_record(recommendation)
    refuse_stale(held, based_on)
    write_lawful(held, values, by)
    return held


@transaction.atomic
def record_response(
    *,
    recommendation: Recommendation,
    response: str,
    responded_on: date | None,
    today: date,
    based_on: str,
    by: User | None,
) -> Recommendation:
    """Write down the commissioner's response and the day on which it came. Raises Stale and Refused."""
    held = held_record(recommendation)
    refuse_stale(held, based_on)
    if responded_on and responded_on > today:
        raise Refused(_("This day is still to come. Put it in when the response is there."), "responded_on")
    write_lawful(held, {"response": response, "responded_on": responded_on}, by, "responded_on")
    return held


@transaction.atomic
def remove_recommendation(*, recommendation: Recommendation, by: User | None) -> None:
    """Take away a recommendation that was written down by mistake. Raises Refused where it was responded to."""
    held = held_record(recommendation)
    if held.response:
        raise Refused(_("The commissioner responded to it, so it stays."))
    sign(held, by).delete()
