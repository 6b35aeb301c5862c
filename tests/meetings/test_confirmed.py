"""A meeting whose minutes are confirmed: its day, its agenda and its papers stay as they were, and a sentence says so."""

from datetime import date
from typing import Any

import pytest

from meetings import actions
from meetings.models import Meeting
from meetings.rules import Refused
from meetings.standing import standing_of
from tests.meetings import diary
from tests.meetings.papers import kept
from tests.pdf.raw import tagged

pytestmark = pytest.mark.django_db
SENTENCE = (
    "The minutes of this meeting were confirmed on 12 November 2019. To change them, or what they rest on, say first"
)
TOLD: dict[str, Any] = {"published_on": date(2019, 9, 16), "urgency": "", "today": diary.DAY}


@pytest.fixture
def meeting() -> Meeting:
    """One item with two parts, two papers and a minute, confirmed in November."""
    held, later = diary.plan(), diary.plan(date(2019, 11, 12))
    item = diary.item(held, "Complaints")
    for letter in "ab":
        diary.part(item, letter)
    diary.report(item)
    kept(item)
    diary.minute(item)
    diary.confirm(held, later)
    return held


def move(meeting: Meeting, day: date) -> Meeting:
    values = {"held_on": day, "body": meeting.body}
    return actions.change_meeting(meeting=meeting, values=values, seats=(), based_on=standing_of(meeting), by=None)


CHANGES = {
    "move the meeting": lambda held, item, file: move(held, date(2019, 9, 25)),
    "publish it": lambda held, item, file: actions.record_publication(
        meeting=held, based_on=standing_of(held), by=None, **TOLD
    ),
    "add an item": lambda held, item, file: diary.item(held, "Another"),
    "put a topic there": lambda held, item, file: actions.put_on_agenda(
        topic=diary.topic("Fraud"), meeting=held, by=None
    ),
    "change an item": lambda held, item, file: actions.change_item(
        item=item, values={"title": "Other"}, based_on=standing_of(item), by=None
    ),
    "move an item": lambda held, item, file: actions.move_item(item=item, number=1, by=None),
    "remove an item": lambda held, item, file: actions.remove_item(item=item, by=None),
    "add a part": lambda held, item, file: diary.part(item, "c"),
    "move a part": lambda held, item, file: actions.move_part(part=item.parts.get(letter="a"), up=False, by=None),
    "remove a part": lambda held, item, file: actions.remove_part(part=item.parts.get(letter="a"), by=None),
    "write a report": lambda held, item, file: diary.report(item),
    "add a file": lambda held, item, file: actions.add_upload(
        item=item, source=file, name="a.pdf", title="", part=None, today=diary.DAY, by=None
    ),
    "add the programme": lambda held, item, file: actions.add_programme(
        item=item, title="Programme", today=diary.DAY, by=None
    ),
    "move a paper": lambda held, item, file: actions.move_document(
        document=item.documents.get(order=1), up=False, by=None
    ),
    "remove a paper": lambda held, item, file: actions.remove_document(document=item.documents.get(order=1), by=None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_confirmed_minutes_rest_on_changes_no_more_until_they_are_not_confirmed(meeting, change, tmp_path):
    item, file = meeting.items.get(), tmp_path / "a.pdf"
    file.write_bytes(tagged())
    with pytest.raises(Refused, match=SENTENCE):
        CHANGES[change](meeting, item, file)
    if change != "remove an item":
        diary.confirm(meeting, None)
        CHANGES[change](meeting, item, file)


def test_what_follows_from_a_meeting_and_who_may_read_of_it_goes_on(meeting):
    item = meeting.items.get()
    action = diary.action(item)
    closed = {"outcome": "Done.", "closed_on": date(2019, 10, 1), "today": date(2019, 10, 2)}
    actions.close_action(action=action, based_on=standing_of(action), by=None, **closed)
    diary.exempt(item)
    actions.open_item(item=item, by=None)
    diary.question(item)


def test_day_on_which_minutes_were_confirmed_stays(meeting):
    later = Meeting.objects.get(held_on="2019-11-12")
    with pytest.raises(Refused, match="Minutes of an earlier meeting were confirmed at it on that day"):
        move(later, date(2019, 11, 13))
    assert move(later, later.held_on).body == later.body
