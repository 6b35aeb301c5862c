"""Planning meetings, changing and removing them, and saying when an agenda was published."""

from datetime import date

import pytest

from accounts.roles import Role
from meetings import actions
from meetings.models import Meeting, Topic
from meetings.rules import Refused
from meetings.standing import Stale, standing_of
from tests.meetings import diary
from tests.people import make_person

pytestmark = pytest.mark.django_db
TODAY = date(2019, 9, 30)
DETAILS = {"held_on": diary.DAY, "body": "Westmarsh Police and Crime Panel"}


def change(meeting, based_on=None, **fields):
    held = Meeting.objects.get(pk=meeting.pk)
    return actions.change_meeting(
        meeting=held,
        values=DETAILS | fields,
        seats=[(12, "Members")],
        based_on=standing_of(held) if based_on is None else based_on,
        by=None,
    )


def publish(meeting, day, urgency="", today=TODAY):
    return actions.record_publication(
        meeting=meeting, published_on=day, urgency=urgency, today=today, based_on=standing_of(meeting), by=None
    )


def test_meeting_keeps_to_the_clear_days_of_the_day_on_which_it_was_planned():
    first = diary.plan()
    actions.change_practice(values={"clear_days": 3}, based_on="", by=None)
    assert (first.clear_days, diary.plan(date(2019, 11, 12)).clear_days) == (5, 3)


def test_one_meeting_a_day():
    diary.plan()
    with pytest.raises(Refused, match="There is a meeting on this day already") as refused:
        diary.plan()
    assert refused.value.field == "held_on"
    other = diary.plan(date(2019, 11, 12))
    with pytest.raises(Refused, match="There is a meeting on this day already"):
        change(other, held_on=diary.DAY)


def test_new_meeting_begins_with_the_standing_items_of_another():
    last = diary.standing(diary.plan())
    diary.item(last, "Complaints")
    following = diary.plan(date(2019, 11, 12), like=last)
    assert diary.titles(following) == ["1. Apologies", "2. Minutes", "3. Urgent items"]
    assert following.items.get(number=2).refers_to_meeting_on == diary.DAY


def test_membership_is_kept_by_role():
    meeting = diary.plan(seats=[(1, "Chair"), (11, "Members")])
    before = {seat.pk for seat in meeting.seats.all()}
    actions.change_meeting(
        meeting=meeting, values=DETAILS, seats=[(1, "Chair"), (9, "Members"), (2, "Independents")],
        based_on=standing_of(meeting), by=None,
    )  # fmt: skip
    assert [str(seat) for seat in meeting.seats.all()] == ["1 Chair", "9 Members", "2 Independents"]
    assert before <= {seat.pk for seat in meeting.seats.all()}
    change(meeting)
    assert [str(seat) for seat in meeting.seats.all()] == ["12 Members"]


def test_stale_change_is_refused_and_brings_what_stands():
    meeting = diary.plan()
    seen = standing_of(meeting)
    change(meeting, venue="Town Hall")
    with pytest.raises(Stale) as stale:
        change(meeting, based_on=seen, venue="County Hall")
    assert stale.value.held.venue == "Town Hall"


def test_meeting_is_not_moved_before_the_publication_of_its_agenda():
    meeting = publish(diary.plan(), date(2019, 9, 16))
    with pytest.raises(Refused, match="Its agenda was published after that day"):
        change(meeting, held_on=date(2019, 9, 13))


def test_late_publication_wants_the_wording_and_keeps_it():
    meeting = diary.plan()
    with pytest.raises(Refused, match="It was open for 4 clear days instead of 5"):
        publish(meeting, date(2019, 9, 17))
    kept = publish(meeting, date(2019, 9, 17), " The grant lapses. ")
    assert (kept.published_on, kept.urgency) == (date(2019, 9, 17), "The grant lapses.")
    assert publish(kept, None, "left over").urgency == ""


def test_extra_day_makes_an_agenda_late():
    meeting = diary.plan()
    actions.add_extra_day(day=date(2019, 9, 18), reason="A day of mourning", by=None)
    with pytest.raises(Refused, match="it had to be out by 13 September 2019"):
        publish(meeting, date(2019, 9, 16))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2019, 9, 25), "on the day of its meeting at the latest"),
        (date(1, 1, 1), "more than a year before"),
        (date(2019, 9, 16), "This day is still to come"),
    ],
)
def test_day_of_publication_that_cannot_be_is_refused(day, sentence):
    with pytest.raises(Refused, match=sentence):
        publish(diary.plan(), day, today=date(2019, 9, 10))


def test_removed_meeting_lets_its_topics_wait_again():
    meeting = diary.plan()
    topic = diary.topic("Fraud", meeting=meeting)
    actions.remove_meeting(meeting=meeting, by=None)
    assert Topic.objects.get(pk=topic.pk).meeting is None
    assert not Meeting.objects.exists()
    assert Meeting.history.filter(history_type="-").count() == 1


def test_meeting_with_an_agenda_or_a_publication_stays():
    meeting = diary.standing(diary.plan())
    with pytest.raises(Refused, match="It has an agenda"):
        actions.remove_meeting(meeting=meeting, by=None)
    other = publish(diary.plan(date(2019, 9, 25)), date(2019, 9, 16))
    with pytest.raises(Refused, match="Its agenda was published"):
        actions.remove_meeting(meeting=other, by=None)


def test_history_names_who_did_it():
    clerk = make_person(Role.CLERK)
    meeting = actions.plan_meeting(values=DETAILS, seats=[], like=None, by=clerk)
    assert meeting.history.get().history_user == clerk
