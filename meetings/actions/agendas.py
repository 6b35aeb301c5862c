"""The agenda: items and their parts, added, changed, moved and removed. Items are numbered 1, 2, 3 as they stand."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.ground import (
    discard,
    hold,
    next_order,
    number_anew,
    unconfirmed,
    unconfirmed_item,
    unconfirmed_part,
)
from meetings.models import AgendaItem, ItemKind, ItemPart, Meeting
from meetings.rules import Refused, moved, placed, refuse_place
from meetings.standing import refuse_stale, sign, write


@transaction.atomic
def add_item(*, meeting: Meeting, values: Mapping[str, Any], number: int | None, by: User | None) -> AgendaItem:
    """Put an item onto the agenda at a number, or (None) at the end, before a last standing item. Raises Refused."""
    held = unconfirmed(hold(meeting))
    items = list(held.items.order_by("number"))
    place = placed(len(items), bool(items) and items[-1].kind == ItemKind.PROCEDURAL, number)
    item = AgendaItem(meeting=held, number=len(items) + 1)
    write(item, dict(values), by)
    items.insert(place - 1, item)
    number_anew(items, "number", by)
    return item


@transaction.atomic
def change_item(*, item: AgendaItem, values: Mapping[str, Any], based_on: str, by: User | None) -> AgendaItem:
    """Give an item other words. Raises Stale and Refused."""
    held = unconfirmed_item(item)
    refuse_stale(held, based_on)
    write(held, dict(values), by)
    return held


@transaction.atomic
def move_item(*, item: AgendaItem, number: int, by: User | None) -> AgendaItem:
    """Let an item stand at another number; those between move up or down. Raises Refused."""
    held = unconfirmed_item(item)
    items = {one.pk: one for one in held.meeting.items.order_by("number")}
    order = moved(list(items), held.pk, refuse_place(len(items), number))
    number_anew([items[key] for key in order], "number", by)
    return items[held.pk]


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User | None) -> None:
    """Take an item off the agenda, with its parts, its papers and its exemption; a topic of the work programme waits again.

    The history keeps all of it. Raises Refused where the item is gone, or is minuted.
    """
    held = unconfirmed_item(item)
    meeting = held.meeting
    if any(follows.exists() for follows in (held.minuted, held.actions, held.questions)):
        raise Refused(_("It is minuted, or something follows from it, so it stays on the agenda."))
    for topic in meeting.topics.filter(item=held):
        write(topic, {"item": None}, by)
    for document in held.documents.select_related("report", "upload"):
        discard(document, by)
    for part in held.parts.all():
        sign(part, by).delete()
    if hasattr(held, "exemption"):
        sign(held.exemption, by).delete()
    sign(held, by).delete()
    number_anew(list(meeting.items.order_by("number")), "number", by)


@transaction.atomic
def add_part(*, item: AgendaItem, values: Mapping[str, Any], by: User | None) -> ItemPart:
    """Add a part behind the others. Raises Refused where another has its letter."""
    held = unconfirmed_item(item)
    part = ItemPart(item=held, order=next_order(held.parts))
    _refuse_taken_letter(part, values.get("letter", ""))
    write(part, dict(values), by)
    return part


@transaction.atomic
def change_part(*, part: ItemPart, values: Mapping[str, Any], based_on: str, by: User | None) -> ItemPart:
    """Give a part other words. Raises Stale and Refused."""
    held = unconfirmed_part(part)
    refuse_stale(held, based_on)
    _refuse_taken_letter(held, values.get("letter", ""))
    write(held, dict(values), by)
    return held


@transaction.atomic
def move_part(*, part: ItemPart, up: bool, by: User | None) -> None:
    """Let a part and the one above or below it change places, and their letters with them. Raises Refused."""
    held = unconfirmed_part(part)
    parts = list(held.item.parts.order_by("order"))
    here = next(place for place, one in enumerate(parts) if one.pk == held.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(parts):
        return
    one, other = parts[here], parts[there]
    letters = one.letter, other.letter
    if letters != ("", ""):
        # No two parts may have one letter, not even for a moment.
        ItemPart.objects.filter(pk__in=[one.pk, other.pk]).update(letter="")
        other.letter, one.letter = letters
    parts[here], parts[there] = other, one
    number_anew(parts, "order", by)


@transaction.atomic
def remove_part(*, part: ItemPart, by: User | None) -> None:
    """Take a part off its item. Raises Refused where it has papers or a minute, which would hang in the air."""
    held = unconfirmed_part(part)
    if hasattr(held, "minute"):
        raise Refused(_("This part is minuted, so it stays."))
    if held.documents.exists():
        raise Refused(_("This part has papers. Remove them first."))
    item = held.item
    sign(held, by).delete()
    number_anew(list(item.parts.order_by("order")), "order", by)


def _refuse_taken_letter(part: ItemPart, letter: str) -> None:
    others = ItemPart.objects.filter(item=part.item, letter=letter).exclude(pk=part.pk)
    if letter and others.exists():
        raise Refused(_("Another part of this item has this letter."), "letter")
