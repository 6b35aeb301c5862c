"""A meeting held for one change, and the numbering that changes of an agenda share."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max, Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.models import AgendaItem, Document, ItemPart, Meeting
from meetings.rules import Refused
from meetings.standing import sign, write

AnyRecord = TypeVar("AnyRecord", bound=Model)


def hold(meeting: Meeting) -> Meeting:
    """The meeting as it stands, held until the transaction ends: two changes of one agenda come one after the other.

    Rows that name it can still be written meanwhile. Raises Refused where somebody removed it.
    """
    held = Meeting.objects.select_for_update(no_key=True).filter(pk=meeting.pk).first()
    if held is None:
        raise Refused(_("Somebody removed this meeting meanwhile."))
    return held


def held_item(item: AgendaItem) -> AgendaItem:
    """An item as it stands, with its meeting held. Raises Refused where somebody removed it."""
    meeting = hold(item.meeting)
    held = AgendaItem.objects.filter(pk=item.pk, meeting=meeting).first()
    if held is None:
        raise Refused(_("Somebody removed this item meanwhile."))
    held.meeting = meeting
    return held


def held_part(part: ItemPart) -> ItemPart:
    """A part of an item as it stands, with its meeting held. Raises Refused where somebody removed it."""
    item = held_item(part.item)
    held = ItemPart.objects.filter(pk=part.pk, item=item).first()
    if held is None:
        raise Refused(_("Somebody removed this part meanwhile."))
    held.item = item
    return held


def unconfirmed(meeting: Meeting) -> Meeting:
    """A meeting that is held, for a change of what its minutes rest on: its day, its agenda, its papers.

    Raises Refused where the minutes were confirmed: they are the record of what stood there then.
    """
    confirmed_at = Meeting.objects.filter(confirms__meeting=meeting).first()
    if confirmed_at is not None:
        raise Refused(
            _(
                "The minutes of this meeting were confirmed on %(day)s. To change them, or what they rest on, say first that "
                "they are not confirmed."
            )
            % {"day": date_format(confirmed_at.held_on, "j F Y")}
        )
    return meeting


def unconfirmed_item(item: AgendaItem) -> AgendaItem:
    """`held_item`, for a change of what the minutes rest on. Raises Refused."""
    held = held_item(item)
    unconfirmed(held.meeting)
    return held


def unconfirmed_part(part: ItemPart) -> ItemPart:
    """`held_part`, for a change of what the minutes rest on. Raises Refused."""
    held = held_part(part)
    unconfirmed(held.item.meeting)
    return held


def held_record(record: AnyRecord) -> AnyRecord:
    """A record as it stands, held until the transaction ends. Raises Refused where somebody removed it."""
    model: Any = type(record)
    held: AnyRecord | None = model.objects.select_for_update().filter(pk=record.pk).first()
    if held is None:
        raise Refused(_("Somebody removed this meanwhile."))
    return held


def write_lawful(record: Any, values: Mapping[str, Any], by: User | None, field: str = "") -> None:
    """Write values into a record. Raises Refused with the sentence of a rule that they break.

    A form asks only about rules all of whose fields it has: this asks about the others, before the database does.
    """
    for name, value in values.items():
        setattr(record, name, value)
    try:
        record.validate_constraints()
    except ValidationError as broken:
        raise Refused(broken.messages[0], field) from None
    write(record, {}, by)


@contextmanager
def once(sentence: str, field: str = "") -> Iterator[None]:
    """What is written within is there once: of two people who write it in one moment the second is told so. Raises Refused."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refused(sentence, field) from None


def number_anew(records: Sequence[AnyRecord], field: str, by: User | None) -> None:
    """Number records of one list 1, 2, 3 as they stand here, and keep the history of those that move.

    No two may ever have one number, not even for a moment: those that move go beyond the last number first.
    """
    moving = [record for number, record in enumerate(records, start=1) if getattr(record, field) != number]
    if not moving:
        return
    model: Any = type(moving[0])
    held = model.objects.filter(pk__in=[record.pk for record in records])
    last = max(held.aggregate(last=Max(field))["last"], len(records))
    model.objects.filter(pk__in=[record.pk for record in moving]).update(**{field: F(field) + last})
    places = {record.pk: number for number, record in enumerate(records, start=1)}
    for record in moving:
        setattr(record, field, places[record.pk])
        sign(record, by).save()


def discard(document: Document, by: User | None) -> None:
    """Remove a paper of an item that is held, and what was written or handed in for it alone."""
    sign(document, by).delete()
    if document.report:
        sign(document.report, by).delete()
    if document.upload and not Document.objects.filter(upload=document.upload).exists():
        document.upload.delete()


def next_order(records: Any) -> int:
    """The number after the last of a list."""
    return int(records.aggregate(last=Max("order"))["last"] or 0) + 1
