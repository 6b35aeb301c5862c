"""The work programme: topics added, changed and removed, and put onto an agenda in one step."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.agendas import add_item
from meetings.actions.ground import hold, next_order
from meetings.models import AgendaItem, ItemKind, Meeting, Topic
from meetings.rules import Refused
from meetings.standing import refuse_stale, sign, write


@transaction.atomic
def add_topic(*, values: Mapping[str, Any], by: User | None) -> Topic:
    """Add a topic behind the others. Raises Refused where it would stand under one that stands under another itself."""
    topic = Topic(order=next_order(Topic.objects))
    _refuse_deep(topic, values.get("parent"))
    write(topic, dict(values), by)
    return topic


@transaction.atomic
def change_topic(*, topic: Topic, values: Mapping[str, Any], based_on: str, by: User | None) -> Topic:
    """Give a topic other words or another meeting. Raises Stale and Refused."""
    held = _held(topic)
    refuse_stale(held, based_on)
    _refuse_deep(held, values.get("parent"))
    if held.item_id and values.get("meeting") != held.meeting:
        raise Refused(_("It is on the agenda of that meeting. Take the item off the agenda first."), "meeting")
    write(held, dict(values), by)
    return held


@transaction.atomic
def put_on_agenda(*, topic: Topic, meeting: Meeting, by: User | None) -> AgendaItem:
    """Make a topic an item of a meeting's agenda, which begins with what the programme says of it. Raises Refused."""
    # Whoever takes the item off holds the meeting first as well, so neither waits for the other.
    meeting = hold(meeting)
    held = _held(topic)
    if held.item_id:
        raise Refused(_("It is on an agenda already."))
    values = {
        "title": held.title,
        "purpose": held.purpose,
        "kind": ItemKind.REPORT,
        "presenter_role": held.lead_role,
        "refers_to_quarter": held.quarter,
    }
    item = add_item(meeting=meeting, values=values, number=None, by=by)
    write(held, {"meeting": item.meeting, "item": item}, by)
    return item


@transaction.atomic
def remove_topic(*, topic: Topic, by: User | None) -> None:
    """Take a topic off the work programme; what stood under it stands by itself. An item that it became stays."""
    held = _held(topic)
    for child in held.children.all():
        write(child, {"parent": None}, by)
    sign(held, by).delete()


def _held(topic: Topic) -> Topic:
    held = Topic.objects.select_for_update().filter(pk=topic.pk).first()
    if held is None:
        raise Refused(_("Somebody removed this topic meanwhile."))
    return held


def _refuse_deep(topic: Topic, parent: Topic | None) -> None:
    """Topics stand in two levels, as work programmes print them. Raises Refused."""
    if parent is None:
        return
    if parent.pk == topic.pk:
        raise Refused(_("A topic cannot belong to itself."), "parent")
    if parent.parent_id or (topic.pk and topic.children.exists()):
        raise Refused(_("A topic that belongs to another has none under it. Choose another."), "parent")
