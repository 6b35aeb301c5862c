"""What somebody had before their eyes when they changed something: a stale change is refused, and nothing typed is lost.

Each record keeps a history beside it; the newest row of that names the state of the record. A form carries it, and an action
compares it while it holds the meeting.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from accounts.models import User


class Stale(Exception):
    """Somebody changed the record meanwhile. `held` is how it stands now; the message tells the person."""

    def __init__(self, held: models.Model) -> None:
        super().__init__(
            _(
                "Somebody changed this while you had it open. What stands now is shown here, and what you typed is kept: "
                "save again to put it in its place."
            )
        )
        self.held = held


def standing_of(record: Any) -> str:
    """The state of a record that somebody sees; empty for one that is not there yet."""
    if record is None or record.pk is None:
        return ""
    latest = record.history.order_by("-pk").values_list("pk", flat=True).first()
    return str(latest or "")


def refuse_stale(record: Any, based_on: str) -> None:
    """Refuse a change of what is not any more as the person saw it. Raises Stale."""
    if standing_of(record) != based_on:
        raise Stale(record)


def write(record: Any, values: dict[str, Any], by: User | None) -> None:
    """Put values into a record and save it; its history names who did it."""
    for name, value in values.items():
        setattr(record, name, value)
    sign(record, by).save()


def sign(record: Any, by: User | None) -> Any:
    """The record, whose next change or removal is this person's."""
    record._history_user = by
    return record
