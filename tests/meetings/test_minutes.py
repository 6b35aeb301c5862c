"""The minutes: written item by item, emptied, urgent, confirmed; and what hangs on a minute stays."""

from datetime import date

import pytest

from meetings import actions
from meetings.minutes import minutes_page
from meetings.models import Minute, Minutes
from meetings.rules import Refused
from meetings.standing import Stale, standing_of
from meetings.taking import taking_page
from tests.meetings import diary

pytestmark = pytest.mark.django_db
TODAY = date(2019, 11, 30)
URGENT = {"circumstances": "It happened on Friday.", "opinion_role": "Chairman"}
DECISION = {
    "paragraph": 3,
    "public_interest": "A tender is open.",
    "decided_by_role": "Chief Executive",
    "decided_on": date(2019, 9, 10),
    "review_on": date(2020, 9, 10),
}


@pytest.fixture
def meeting():
    return diary.standing(diary.plan())


@pytest.fixture
def following():
    return diary.plan(date(2019, 11, 12))


def confirm(meeting, at, seen=""):
    return actions.confirm_minutes(meeting=meeting, confirmed_at=at, today=TODAY, based_on=seen, by=None)


def test_minute_of_an_item_is_written_changed_and_emptied(meeting):
    item = meeting.items.get(number=1)
    minute = diary.minute(item, text="Two members sent apologies.", decision="noted")
    seen = standing_of(minute)
    actions.save_minute(item=item, values={"text": "Three did."}, based_on=seen, by=None)
    with pytest.raises(Stale) as stale:
        actions.save_minute(item=item, values={"text": "Four did."}, based_on=seen, by=None)
    assert stale.value.held.text == "Three did."
    minute.refresh_from_db()
    emptied = actions.save_minute(item=item, values={"text": "", "decision": ""}, based_on=standing_of(minute), by=None)
    assert emptied is None
    assert not Minute.objects.exists()
    assert Minute.history.filter(history_type="-").count() == 1
    # Who still had it open writes it again, and nothing typed is lost.
    assert diary.minute(item, text="Mine.").text == "Mine."
    assert actions.save_minute(item=meeting.items.get(number=2), values={"text": ""}, based_on="", by=None) is None


def test_part_has_a_minute_of_its_own(meeting):
    item, other = diary.item(meeting, "Reviews"), diary.item(meeting, "Budget")
    part = diary.part(item, "a")
    assert diary.minute(item, part).number == f"{item.number}(a)"
    assert diary.minute(item).number == str(item.number)
    with pytest.raises(Refused, match="removed this part"):
        diary.minute(other, part)


@pytest.mark.parametrize("given", [{}, {"circumstances": "So."}, {"opinion_role": "Chairman"}])
def test_urgent_item_is_minuted_with_its_circumstances(meeting, given):
    item = diary.item(meeting, "Cyber attack", kind="urgent")
    with pytest.raises(Refused, match="special circumstances") as refused:
        diary.minute(item, **given)
    assert refused.value.field == "circumstances"
    assert diary.minute(item, **URGENT).circumstances == "It happened on Friday."


def test_minutes_are_confirmed_once_urgent_items_say_why(meeting, following):
    item = diary.item(meeting, "Cyber attack", kind="oral")
    part = diary.part(item, "a", kind="urgent")
    with pytest.raises(Refused, match=f"Item {item.number} is urgent"):
        confirm(meeting, following)
    diary.minute(item, part, **URGENT)
    confirmed = confirm(meeting, following)
    assert confirmed.confirmed_at == following
    with pytest.raises(Refused, match="were confirmed on 12 November 2019"):
        diary.minute(meeting.items.get(number=1))
    with pytest.raises(Refused, match="were confirmed on 12 November 2019"):
        actions.record_attendance(meeting=meeting, values={}, based_on="", by=None)
    with pytest.raises(Stale):
        confirm(meeting, None)
    confirm(meeting, None, standing_of(confirmed))
    diary.minute(meeting.items.get(number=1))


def test_minutes_are_confirmed_at_a_later_meeting_that_was_held(meeting):
    with pytest.raises(Refused, match="at a later meeting"):
        confirm(meeting, diary.plan(date(2019, 7, 9)))
    with pytest.raises(Refused, match="still to come"):
        confirm(meeting, diary.plan(date(2019, 12, 10)))
    assert not Minutes.objects.exists()


def test_attendance_is_kept_and_a_stale_one_is_refused(meeting):
    given = {"present": [[1, "Chairman"], [1, "Member"]], "apologies": [], "officers": [[1, "Clerk"]]}
    minutes = actions.record_attendance(meeting=meeting, values=given, based_on="", by=None)
    assert minutes.how_many == 2
    with pytest.raises(Stale):
        actions.record_attendance(meeting=meeting, values=given, based_on="", by=None)
    page = minutes_page(meeting, TODAY)
    assert page.attended == (("Present", ("1 Chairman", "1 Member")), ("Officers in attendance", ("1 Clerk",)))
    assert page.quorum == "Not quorate: 2 members were present, and the quorum is 3."


def test_what_is_minuted_stays_on_the_agenda(meeting, following):
    minuted, parted, acted = (diary.item(meeting, title) for title in ("One", "Two", "Three"))
    part = diary.part(parted, "a")
    diary.minute(minuted)
    diary.minute(parted, part)
    action = diary.action(acted, due_at=following)
    for item in (minuted, parted, acted):
        with pytest.raises(Refused, match="stays on the agenda"):
            actions.remove_item(item=item, by=None)
    with pytest.raises(Refused, match="This part is minuted"):
        actions.remove_part(part=part, by=None)
    actions.remove_meeting(meeting=following, by=None)
    action.refresh_from_db()
    assert action.due is None


def test_meeting_with_minutes_stays_on_the_list(following):
    first = diary.plan()
    confirm(first, following)
    for meeting in (first, following):
        with pytest.raises(Refused, match="stays on the list"):
            actions.remove_meeting(meeting=meeting, by=None)


def test_minute_with_a_recommendation_cannot_be_emptied(meeting):
    item = diary.item(meeting, "Victims")
    minute = diary.minute(item)
    made = diary.recommendation(minute)
    empty = {"item": item, "values": {"text": ""}, "by": None}
    with pytest.raises(Refused, match="recommendation was made"):
        actions.save_minute(**empty, based_on=standing_of(minute))
    actions.remove_recommendation(recommendation=made, by=None)
    assert actions.save_minute(**empty, based_on=standing_of(minute)) is None


def test_public_minutes_hold_nothing_of_what_was_taken_in_private(meeting):
    item = diary.item(meeting, "Tender")
    actions.exempt_item(item=item, values=DECISION, based_on="", by=None)
    minute = diary.minute(item, text="Bid B is cheapest.", summary="Bids were compared.")
    diary.action(item, "Tell the bidder.")
    diary.question(item)
    diary.recommendation(minute)
    private = next(shown for shown in minutes_page(meeting, TODAY).items if shown.item == item)
    assert len((*private.minutes, *private.actions, *private.questions, *private.recommendations)) == 4
    public = next(shown for shown in minutes_page(meeting, TODAY, is_public=True).items if shown.item == item)
    assert (public.minutes, public.actions, public.questions, public.recommendations) == ((), (), (), ())
    assert public.summary == "Bids were compared."


@pytest.mark.parametrize("many", [1, 5])
def test_minutes_take_the_same_queries_whatever_the_length_of_an_agenda(many, django_assert_num_queries):
    meeting = diary.plan()
    actions.record_attendance(meeting=meeting, values={"present": [[3, "Members"]]}, based_on="", by=None)
    for number in range(many):
        item = diary.item(meeting, f"Item {number}")
        diary.minute(item, diary.part(item, "a"))
        diary.recommendation(diary.minute(item))
        diary.action(item, due_at=None)
        diary.question(item)
    with django_assert_num_queries(9):
        shown = minutes_page(meeting, TODAY).items
        assert [(len(one.minutes), len(one.actions), len(one.questions)) for one in shown] == [(2, 1, 1)] * many
    with django_assert_num_queries(8):
        assert taking_page(meeting, TODAY).how_many == many
