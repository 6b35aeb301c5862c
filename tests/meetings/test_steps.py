"""What a meeting makes due, how its agenda stands with the law in words, and the one step that comes next."""

from datetime import date, timedelta

import pytest

from meetings import actions
from meetings.models import Practice
from meetings.pages import meeting_page, row_of
from meetings.queries import meetings, practice, working_days
from meetings.steps import deadlines_of
from tests.meetings import diary

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2019, 9, 2), date(2019, 9, 30)


def step_of(meeting, today):
    """The step on the page of the meeting, which is the same in the list."""
    found = next(one for one in meetings() if one.pk == meeting.pk)
    page, row = meeting_page(meeting, today), row_of(found, practice(), working_days(), today)
    assert (page.step.words, page.step.button) == (row.step.words, row.step.button)
    return page.step


def test_deadlines_of_a_formal_meeting():
    found = deadlines_of(diary.plan(), Practice(pk=1), working_days())
    assert [(str(one.on), one.name) for one in found] == [
        ("2019-09-02", "Draft reports reach the clerk"),
        ("2019-09-11", "Final reports reach the clerk"),
        ("2019-09-16", "Agenda issued: 5 clear days before the meeting"),
        ("2019-09-24", "Meeting"),
    ]


def test_informal_session_makes_nothing_due():
    found = deadlines_of(diary.plan(kind="informal"), Practice(pk=1), working_days())
    assert [one.name for one in found] == ["Meeting"]


def test_precept_meeting_has_the_days_of_the_precept_as_the_office_keeps_them():
    meeting = diary.plan(date(2020, 2, 4), is_for_precept=True)
    actions.change_practice(values={"precept_days": [[3, 2, "Told"]], "steps": []}, based_on="", by=None)
    found = deadlines_of(meeting, practice(), working_days())
    assert [(str(one.on), one.name) for one in found if one.kind == "precept"] == [("2020-02-03", "Told")]


def test_steps_lead_from_an_empty_agenda_to_a_published_one():
    meeting = diary.plan()
    assert step_of(meeting, BEFORE).words == "Nothing is on its agenda yet."
    diary.standing(meeting)
    assert step_of(meeting, BEFORE).words == "Only standing items are on its agenda yet."
    item = diary.item(meeting, "Complaints")
    step = step_of(meeting, BEFORE)
    assert (step.words, step.button) == ("1 report has no paper yet.", "Add the next paper")
    assert meeting_page(meeting, BEFORE).step.address == f"/meetings/2019-09-24/items/{item.pk}/"
    diary.report(item)
    assert step_of(meeting, BEFORE).words == "Everything on the agenda has its paper."
    assert step_of(meeting, AFTER).words.startswith("The meeting is over, and nobody has said")
    meeting.published_on = date(2019, 9, 16)
    meeting.save()
    assert step_of(meeting, BEFORE).words == "Its agenda was published on 16 September 2019."
    assert step_of(meeting, AFTER).words == "Its minutes are not taken yet."


def test_meeting_of_which_nothing_is_held_asks_for_nothing():
    assert step_of(diary.plan(), AFTER).button == ""
    assert step_of(diary.plan(date(2019, 9, 25), kind="reserve"), BEFORE).button == ""
    assert step_of(diary.plan(date(2019, 9, 26), kind="informal"), BEFORE).button == ""


@pytest.mark.parametrize(
    ("published", "today", "sentence"),
    [
        (None, "2019-09-11", "The agenda must be issued by Monday 16 September 2019: 5 days are left."),
        (None, "2019-09-15", "The agenda must be issued by Monday 16 September 2019: 1 day is left."),
        (None, "2019-09-16", "Today is the last day on which the agenda can be issued."),
        (None, "2019-09-17", "Late: the agenda had to be out by Monday 16 September 2019."),
        (None, "2019-09-30", "It had to be out by Monday 16 September 2019."),
        (
            "2019-09-13",
            "2019-09-30",
            "In time: open for 6 clear days; it had to be out by Monday 16 September 2019.",
        ),
        (
            "2019-09-20",
            "2019-09-30",
            "Late: open for 1 clear day, where 5 are wanted. It had to be out by Monday 16 September 2019.",
        ),
    ],
)
def test_how_the_agenda_stands_with_the_law(published, today, sentence):
    meeting = diary.plan()
    meeting.published_on = date.fromisoformat(published) if published else None
    assert meeting_page(meeting, date.fromisoformat(today)).said == sentence


@pytest.mark.parametrize("many", [1, 6])
def test_pages_take_the_same_queries_whatever_the_length_of_an_agenda(many, django_assert_num_queries):
    meeting = diary.plan()
    for number in range(many):
        item = diary.item(meeting, f"Item {number}")
        diary.part(item, "a")
        diary.report(item)
        diary.topic(f"Topic {number}", meeting=meeting)
        diary.plan(date(2020, 1, 1) + timedelta(days=number))
    with django_assert_num_queries(15):
        page = meeting_page(meeting, BEFORE)
        assert [shown.papers[0].document.report.title for shown in page.items] == ["Complaints"] * many
    with django_assert_num_queries(1):
        assert len(meetings()) == many + 1


def test_steps_lead_from_a_meeting_to_its_confirmed_minutes():
    meeting, later = diary.standing(diary.plan()), diary.plan(date(2019, 11, 12))
    items = [*meeting.items.all(), diary.item(meeting, "Complaints")]
    meeting.published_on = date(2019, 9, 16)
    meeting.save()
    assert step_of(meeting, BEFORE.replace(day=23)).words == "Its agenda was published on 16 September 2019."
    assert step_of(meeting, diary.DAY).button == "Take the minutes"
    for item in items[:3]:
        diary.minute(item)
    step = step_of(meeting, AFTER)
    assert (step.words, step.button) == ("3 of 4 items are minuted.", "Go on with the minutes")
    diary.minute(items[3])
    assert step_of(meeting, AFTER).button == "Have the minutes confirmed"
    diary.confirm(meeting, later)
    step = step_of(meeting, AFTER)
    assert (step.words, step.button) == ("Its minutes were confirmed on 12 November 2019.", "")
