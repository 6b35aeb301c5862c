"""Planning a meeting, changing and removing it, and saying when its agenda was published."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.ground import hold, once, unconfirmed
from meetings.deadlines import timing
from meetings.models import AgendaItem, ItemKind, Meeting, Publication, Seat
from meetings.models.agendas import STANDING
from meetings.queries import practice, working_days
from meetings.rules import Refused, publishing_refusal
from meetings.standing import refuse_stale, sign, write

A_YEAR = timedelta(days=366)
# A seat, as it is typed: how many, and their role.
Seats = Sequence[tuple[int, str]]


@transaction.atomic
def plan_meeting(*, values: Mapping[str, Any], seats: Seats, like: Meeting | None, by: User | None) -> Meeting:
    """Put a meeting on the list. `values` are its fields, and its clear days those that the office keeps to.

    `like` is an earlier meeting whose standing items it begins with. Raises Refused where there is one on that day.
    """
    refuse_taken_day(values["held_on"], None)
    meeting = Meeting(clear_days=practice().clear_days)
    with once(taken(), "held_on"):
        write(meeting, dict(values), by)
    _write_seats(meeting, seats, by)
    if like is not None:
        _begin_like(meeting, like, by)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, values: Mapping[str, Any], seats: Seats, based_on: str, by: User | None
) -> Meeting:
    """Give a meeting other details, another day among them. Raises Stale and Refused."""
    held = unconfirmed(hold(meeting))
    refuse_stale(held, based_on)
    refuse_taken_day(values["held_on"], held)
    if held.confirms.exists() and values["held_on"] != held.held_on:
        raise Refused(_("Minutes of an earlier meeting were confirmed at it on that day, so its day stays."), "held_on")
    if held.published_on and values["held_on"] < held.published_on:
        raise Refused(_("Its agenda was published after that day."), "held_on")
    with once(taken(), "held_on"):
        write(held, dict(values), by)
    _write_seats(held, seats, by)
    return held


@transaction.atomic
def record_publication(
    *, meeting: Meeting, published_on: date | None, urgency: str, today: date, based_on: str, by: User | None
) -> Meeting:
    """Say on which day the agenda was first open to the public (None: not yet). One that was late says why it could not wait.

    Raises Stale, and Refused where the law wants more.
    """
    held = unconfirmed(hold(meeting))
    refuse_stale(held, based_on)
    if Publication.objects.filter(meeting=held).exists():
        raise Refused(_("The agenda was published here, so the portal knows when that was."))
    if published_on is None:
        urgency = ""
    else:
        if published_on > held.held_on:
            raise Refused(_("An agenda is published on the day of its meeting at the latest."), "published_on")
        if held.held_on - published_on > A_YEAR:
            raise Refused(_("That is more than a year before the meeting. Check the year."), "published_on")
        judged = timing(held.held_on, published_on, held.clear_days, working_days(), today)
        if refusal := publishing_refusal(judged, published_on, today, urgency):
            raise refusal
    write(held, {"published_on": published_on, "urgency": urgency.strip()}, by)
    return held


@transaction.atomic
def remove_meeting(*, meeting: Meeting, by: User | None) -> None:
    """Take a meeting that was planned by mistake off the list; topics that waited for it wait for another, and what was due
    at it is due at the next one.

    Raises Refused where it has an agenda, since what was planned for it would go too.
    """
    held = hold(meeting)
    if held.published_on:
        raise Refused(_("Its agenda was published, so the meeting stays on the list."))
    if held.items.exists():
        raise Refused(_("It has an agenda. Remove the items first, or move the meeting to another day."))
    if hasattr(held, "minutes") or held.confirms.exists():
        raise Refused(_("It has minutes, or minutes were confirmed at it, so the meeting stays on the list."))
    for topic in held.topics.all():
        write(topic, {"meeting": None}, by)
    for action in held.expects.all():
        write(action, {"due_at": None}, by)
    for seat in held.seats.all():
        sign(seat, by).delete()
    sign(held, by).delete()


def refuse_taken_day(day: date, meeting: Meeting | None) -> None:
    """Refuse a day on which there is another meeting. Raises Refused."""
    others = Meeting.objects.filter(held_on=day)
    if (others.exclude(pk=meeting.pk) if meeting else others).exists():
        raise Refused(taken(), "held_on")


def taken() -> str:
    return _("There is a meeting on this day already. Open that one.")


def _write_seats(meeting: Meeting, seats: Seats, by: User | None) -> None:
    """Keep the membership as it was typed; seats that stay as they were are left alone."""
    held = list(meeting.seats.order_by("order"))
    if [(seat.how_many, seat.role) for seat in held] == list(seats):
        return
    for seat in held[len(seats) :]:
        sign(seat, by).delete()
    for order, (how_many, role) in enumerate(seats, start=1):
        seat = held[order - 1] if order <= len(held) else Seat(meeting=meeting, order=order)
        if (seat.how_many, seat.role) != (how_many, role):
            write(seat, {"how_many": how_many, "role": role}, by)


def _begin_like(meeting: Meeting, like: Meeting, by: User | None) -> None:
    """Put the standing items of an earlier meeting onto a new agenda; the minutes to confirm are those of that meeting."""
    standing = like.items.filter(kind__in=STANDING).order_by("number")
    for number, item in enumerate(standing, start=1):
        same = ("title", "purpose", "kind", "presenter_role", "recommendation")
        values = {name: getattr(item, name) for name in same}
        if item.kind == ItemKind.MINUTES:
            values["refers_to_meeting_on"] = like.held_on
        write(AgendaItem(meeting=meeting, number=number), values, by)
