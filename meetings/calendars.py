"""Meetings and their deadlines as iCalendar files (RFC 5545), for anybody's calendar program: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from meetings.deadlines import Deadline, Kind
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a calendar. Without a time it lasts the whole day. `key` stays the same when it moves to another day."""

    key: str
    on: date
    title: str
    at: time | None = None
    place: str = ""


def entry_of(meeting: Meeting) -> Entry:
    """A meeting as it stands in a calendar."""
    words = meeting.label or (meeting.get_kind_display() if meeting.kind != Meeting.Kind.FORMAL else "")
    title = f"{meeting.body}: {words}" if words else meeting.body
    return Entry(f"meeting {meeting.pk}", meeting.held_on, title, meeting.begins_at, meeting.venue)


def entries_of(meeting: Meeting, deadlines: Iterable[Deadline]) -> list[Entry]:
    """A meeting with what it makes due."""
    due = [deadline for deadline in deadlines if deadline.kind != Kind.MEETING]
    day = meeting.slug
    return [
        entry_of(meeting),
        *(Entry(f"meeting {meeting.pk} {one.kind} {one.name}", one.on, f"{one.name} ({day})") for one in due),
    ]


def calendar_file(entries: Iterable[Entry], *, name: str, portal: str, zone: str, now: datetime) -> bytes:
    """The file. `portal` is the portal's address, `zone` its time zone; `now` is when the file was made."""
    made = Calendar()
    made.add("prodid", "-//PCP portal//Meetings//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for entry in entries:
        event = Event()
        event.add("uid", uuid5(NAMESPACE_URL, f"{portal}/{entry.key}").urn)
        event.add("dtstamp", now.astimezone(UTC))
        if entry.at is None:
            event.add("dtstart", entry.on)
        else:
            event.add("dtstart", datetime.combine(entry.on, entry.at, ZoneInfo(zone)).astimezone(UTC))
        event.add("summary", entry.title)
        if entry.place:
            event.add("location", entry.place)
        made.add_component(event)
    return bytes(made.to_ical())
