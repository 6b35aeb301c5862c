"""Taking an item in private, and opening it again."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from meetings.actions.ground import held_item
from meetings.models import AgendaItem, Exemption
from meetings.standing import refuse_stale, sign, write


@transaction.atomic
def exempt_item(*, item: AgendaItem, values: Mapping[str, Any], based_on: str, by: User | None) -> Exemption:
    """Mark an item as exempt, with the decision and its reasons, or change them. Raises Stale and Refused."""
    held = held_item(item)
    exemption = Exemption.objects.filter(item=held).first()
    if exemption is None:
        exemption = Exemption(item=held)
        # Somebody opened it while this person changed the reasons: they put it in private again, with what they typed.
        based_on = ""
    refuse_stale(exemption, based_on)
    write(exemption, dict(values), by)
    return exemption


@transaction.atomic
def open_item(*, item: AgendaItem, by: User | None) -> None:
    """Open an item to the public again; the decision stays in its history. Raises Refused where the item is gone."""
    held = held_item(item)
    for exemption in Exemption.objects.filter(item=held):
        sign(exemption, by).delete()
