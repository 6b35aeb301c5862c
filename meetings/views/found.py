"""Finding what an address of the clerk's pages names, and who may open them."""

from datetime import date
from typing import TypeVar

from django.http import Http404

from accounts.roles import Role
from meetings import minuted
from meetings.models import (
    Action,
    AgendaItem,
    Document,
    ItemPart,
    Meeting,
    Minute,
    Question,
    Recommendation,
    Topic,
    Upload,
    WrittenReport,
)
from meetings.queries import item_of

KEEPERS = (Role.CLERK, Role.ADMINISTRATOR)
OPENED = ["GET", "HEAD", "POST"]
LARGEST = 2**63
Found = TypeVar("Found")


def meeting_at(day: date) -> Meeting:
    """The meeting of a day. Raises Http404."""
    found = Meeting.objects.filter(held_on=day).first()
    if found is None:
        raise Http404("There is no meeting on this day.")
    return found


def item_at(day: date, pk: int) -> AgendaItem:
    """An item of the agenda of a day with its exemption, parts and papers. Raises Http404."""
    found = item_of(meeting_at(day), _key(pk))
    if found is None:
        raise Http404("There is no such item on this agenda.")
    return found


def part_at(day: date, item: int, pk: int) -> ItemPart:
    """A part of an item. Raises Http404."""
    found = ItemPart.objects.select_related("item__meeting").filter(
        pk=_key(pk), item=_key(item), item__meeting__held_on=day
    )
    return _only(found.first())


def document_at(day: date, item: int, pk: int) -> Document:
    """A paper of an item. Raises Http404."""
    found = Document.objects.select_related("item__meeting", "part", "report", "upload__uploaded_by").filter(
        pk=_key(pk), item=_key(item), item__meeting__held_on=day
    )
    return _only(found.first())


def file_at(day: date, item: int, pk: int) -> tuple[Document, Upload]:
    """A paper of an item that was handed in as a file, and that. Raises Http404."""
    found = document_at(day, item, pk)
    return found, _only(found.upload)


def report_at(day: date, pk: int) -> WrittenReport:
    """A report that is written for a meeting, with its paper and item. Raises Http404."""
    found = WrittenReport.objects.select_related("document__item__meeting", "document__part")
    return _only(found.filter(pk=_key(pk), document__item__meeting__held_on=day).first())


def topic_at(pk: int) -> Topic:
    """A topic of the work programme. Raises Http404."""
    return _only(Topic.objects.select_related("meeting", "item", "parent").filter(pk=_key(pk)).first())


def minute_at(day: date, pk: int) -> Minute:
    """A minute of the meeting of a day, with its item. Raises Http404."""
    found = Minute.objects.select_related("item__meeting", "part")
    return _only(found.filter(pk=_key(pk), item__meeting__held_on=day).first())


def action_at(pk: int) -> Action:
    """An action, with its item and when it is due. Raises Http404."""
    return _only(minuted.actions().filter(pk=_key(pk)).first())


def question_at(pk: int) -> Question:
    """A written question, with what it is about. Raises Http404."""
    return _only(minuted.questions().filter(pk=_key(pk)).first())


def recommendation_at(pk: int) -> Recommendation:
    """A recommendation, with its minute. Raises Http404."""
    return _only(minuted.recommendations().filter(pk=_key(pk)).first())


def _key(pk: int) -> int:
    """A number that no database holds is none of its rows either."""
    return pk if pk < LARGEST else 0


def _only(found: Found | None) -> Found:
    if found is None:
        raise Http404("There is nothing at this address.")
    return found
