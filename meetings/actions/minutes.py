"""The minutes: who was there, the minute of each item, and their confirmation at a later meeting."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.ground import hold, once, unconfirmed, unconfirmed_item
from meetings.models import AgendaItem, ItemKind, ItemPart, Meeting, Minute, Minutes
from meetings.rules import Refused, confirming_refusal
from meetings.standing import refuse_stale, sign, write


@transaction.atomic
def save_minute(
    *, item: AgendaItem, part: ItemPart | None = None, values: Mapping[str, Any], based_on: str, by: User | None
) -> Minute | None:
    """Write the minute of an item, or of a part of one; one that is emptied goes. Raises Stale and Refused.

    An urgent item's minute tells the special circumstances and in whose opinion it was urgent (s.100B(4)(b) of the Local
    Government Act 1972).
    """
    held = unconfirmed_item(item)
    part = _part_of(held, part)
    minute = Minute.objects.filter(item=held, part=part).first()
    if minute is None:
        # Somebody emptied it while this person wrote: what they typed is the minute.
        minute = Minute(item=held, part=part)
    else:
        refuse_stale(minute, based_on)
    if not any(values.values()):
        _take_away(minute, by)
        return None
    if (part or held).kind == ItemKind.URGENT and not (values.get("circumstances") and values.get("opinion_role")):
        raise Refused(
            _("An urgent item is minuted with its special circumstances, and in whose opinion it could not wait."),
            "circumstances",
        )
    with once(_("Somebody else has just minuted this item. Load the page again.")):
        write(minute, dict(values), by)
    return minute


@transaction.atomic
def record_attendance(*, meeting: Meeting, values: Mapping[str, Any], based_on: str, by: User | None) -> Minutes:
    """Say who was present, who sent apologies, and which officers were there. Raises Stale and Refused."""
    held = hold(meeting)
    unconfirmed(held)
    minutes = _minutes_of(held)
    if minutes.pk:
        refuse_stale(minutes, based_on)
    write(minutes, dict(values), by)
    return minutes


@transaction.atomic
def confirm_minutes(
    *, meeting: Meeting, confirmed_at: Meeting | None, today: date, based_on: str, by: User | None
) -> Minutes:
    """Say at which later meeting the minutes were confirmed (None: not yet, so that they can be changed).

    Raises Stale, and Refused where they cannot have been.
    """
    held = hold(meeting)
    minutes = _minutes_of(held)
    if minutes.pk:
        refuse_stale(minutes, based_on)
    if confirmed_at is not None:
        lacking = [item.number for item in held.items.order_by("number") if _lacks_circumstances(item)]
        if refusal := confirming_refusal(held.held_on, confirmed_at.held_on, today, lacking):
            raise refusal
    write(minutes, {"confirmed_at": confirmed_at}, by)
    return minutes


def _lacks_circumstances(item: AgendaItem) -> bool:
    """Whether an item, or a part of one, is urgent and its minute does not say why."""
    urgent = [part for part in item.parts.all() if part.kind == ItemKind.URGENT]
    wanted: list[ItemPart | None] = [*([None] if item.kind == ItemKind.URGENT else []), *urgent]
    told = {minute.part for minute in item.minuted.all() if minute.circumstances}
    return any(part not in told for part in wanted)


def _part_of(item: AgendaItem, part: ItemPart | None) -> ItemPart | None:
    """The part as it stands, which may have another letter by now. Raises Refused."""
    if part is None:
        return None
    found = item.parts.filter(pk=part.pk).first()
    if found is None:
        raise Refused(_("Somebody removed this part meanwhile."))
    return found


def _minutes_of(meeting: Meeting) -> Minutes:
    return Minutes.objects.filter(meeting=meeting).first() or Minutes(meeting=meeting)


def _take_away(minute: Minute, by: User | None) -> None:
    if minute.pk is None:
        return
    if minute.recommendations.exists():
        raise Refused(_("A recommendation was made in this minute. Remove that first."))
    sign(minute, by).delete()
