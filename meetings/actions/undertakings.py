"""What somebody is to do after a meeting: written down, changed, closed with its outcome, and taken away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.ground import held_item, held_record, write_lawful
from meetings.models import Action, AgendaItem, Meeting
from meetings.rules import Refused, closing_refusal
from meetings.standing import refuse_stale, sign


@transaction.atomic
def add_action(*, item: AgendaItem, values: Mapping[str, Any], by: User | None) -> Action:
    """Write down an action, or what somebody undertook, that arose from an item. Raises Refused."""
    held = held_item(item)
    _refuse_early(held.meeting, values)
    action = Action(item=held)
    write_lawful(action, values, by)
    return action


@transaction.atomic
def change_action(*, action: Action, values: Mapping[str, Any], based_on: str, by: User | None) -> Action:
    """Give an action other words, another owner, or longer. Raises Stale and Refused."""
    held = held_record(action)
    refuse_stale(held, based_on)
    _refuse_early(held.item.meeting, values)
    write_lawful(held, values, by)
    return held


@transaction.atomic
def close_action(
    *, action: Action, outcome: str, closed_on: date | None, today: date, based_on: str, by: User | None
) -> Action:
    """Say what came of an action and when (None: it stays open, or is open again). Raises Stale and Refused."""
    held = held_record(action)
    refuse_stale(held, based_on)
    if refusal := closing_refusal(held.item.meeting.held_on, closed_on, outcome, today):
        raise refusal
    write_lawful(held, {"outcome": outcome, "closed_on": closed_on}, by)
    return held


@transaction.atomic
def remove_action(*, action: Action, by: User | None) -> None:
    """Take away an action that was written down by mistake; its history stays."""
    sign(held_record(action), by).delete()


def _refuse_early(meeting: Meeting, values: Mapping[str, Any]) -> None:
    """It is due after the meeting from which it arose. Raises Refused."""
    due_at, due_on = values.get("due_at"), values.get("due_on")
    if due_at and due_at.held_on <= meeting.held_on:
        raise Refused(_("It is due at a later meeting than the one it arose from."), "due_at")
    if due_on and due_on < meeting.held_on:
        raise Refused(_("It is due on the day of its meeting or later."), "due_on")
