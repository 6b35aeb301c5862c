"""Calendar files: the public one has days of meetings alone, the clerk's every deadline."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from icalendar import Calendar

from accounts.roles import Role
from meetings.calendars import calendar_file, entry_of
from tests.meetings import diary
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db


def events(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.content)
    return [(str(event["summary"]), event["dtstart"].dt) for event in read.walk("VEVENT")]


def test_public_calendar_has_open_meetings_alone_and_nothing_of_an_agenda():
    meeting = diary.plan(label="Precept meeting")
    diary.item(meeting, "Secret item")
    diary.plan(date(2019, 12, 13), kind="informal")
    diary.plan(date(2020, 2, 18), kind="reserve", begins_at=None)
    answer = Client().get("/meetings.ics")
    assert events(answer) == [
        ("Westmarsh Police and Crime Panel: Precept meeting", datetime(2019, 9, 24, 9, tzinfo=UTC)),
        ("Westmarsh Police and Crime Panel: Reserve date", date(2020, 2, 18)),
    ]
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert b"Secret" not in answer.content


def test_clerk_has_every_deadline():
    diary.plan()
    clerk = client_of(make_person(Role.CLERK))
    found = events(clerk.get("/meetings/deadlines.ics"))
    assert found == events(clerk.get("/meetings/2019-09-24/deadlines.ics"))
    assert ("Agenda issued: 5 clear days before the meeting (2019-09-24)", date(2019, 9, 16)) in found
    assert len(found) == 4


def test_meeting_that_moves_stays_the_same_line_and_odd_words_stay_whole():
    meeting = diary.plan(venue="Room 1; “Hall”, 1st floor\nNorth", body="Panel 🚓")
    told = {"name": "Meetings", "portal": "https://portal.example", "zone": "Europe/London"}

    def only_event():
        made = calendar_file([entry_of(meeting)], now=datetime(2026, 1, 2, tzinfo=UTC), **told)
        assert all(len(line) <= 75 for line in made.split(b"\r\n"))
        return Calendar.from_ical(made).walk("VEVENT")[0]

    before = only_event()
    meeting.held_on = date(2019, 12, 3)
    after = only_event()
    assert after["uid"] == before["uid"]
    assert (after["dtstart"].dt.hour, before["dtstart"].dt.hour) == (10, 9)
    assert str(after["location"]) == "Room 1; “Hall”, 1st floor\nNorth"
    assert str(after["summary"]) == "Panel 🚓"
