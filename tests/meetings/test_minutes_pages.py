"""The clerk's pages of minutes: taken item by item with a script or without, read, confirmed; and what follows is closed."""

from datetime import date

import pytest
from lxml import html

from accounts.roles import Role
from meetings import actions
from meetings.models import Action, Minute, Minutes, Question, Recommendation
from meetings.standing import standing_of
from tests import records
from tests.meetings import diary
from tests.meetings.test_views import send, text_of
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
BASE = "/meetings/2019-09-24/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def clerk():
    records.make_plan()
    return client_of(make_person(Role.CLERK, name="Ann"))


@pytest.fixture
def item():
    return diary.item(diary.plan(), "Complaints")


def minute_address(item):
    return f"{BASE}items/{item.pk}/minute/"


def typed(item, **fields):
    return {f"item-{item.pk}-{name}": value for name, value in fields.items()}


def test_minute_is_saved_without_a_script_and_leads_back_to_its_item(clerk, item):
    answer = clerk.post(minute_address(item), typed(item, text="Discussed.", decision="noted"))
    assert answer["Location"] == f"{BASE}minutes/take/#item-{item.pk}"
    read = text_of(clerk.get(f"{BASE}minutes/"))
    assert "1 Complaints Discussed. Noted" in read
    assert "a draft until a later meeting confirms them" in read
    assert "1 of 1 items minuted" in text_of(clerk.get(f"{BASE}minutes/take/"))
    assert "1 of 1 items minuted" in text_of(clerk.get(BASE))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"decision": "resolved"}, "Write what was decided."),
        ({"text": "x", "words": "Bid B."}, "Choose whether it was resolved, noted, recommended or deferred."),
        ({"text": "x" * 20_001}, "Ensure this value has at most 20000 characters"),
    ],
)
def test_refused_minute_keeps_what_was_typed(clerk, item, given, sentence):
    page = clerk.post(minute_address(item), typed(item, reason="Because.", **given))
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert "Because." in page.content.decode()
    part = clerk.post(minute_address(item), typed(item, **given), headers=HTMX)
    assert part.status_code == 422
    assert sentence in part.content.decode()
    assert not Minute.objects.exists()


def test_urgent_item_and_its_part_ask_for_the_circumstances(clerk):
    item = diary.item(diary.plan(), "Cyber attack", kind="urgent")
    part = diary.part(item, "a", kind="urgent")
    refused = clerk.post(minute_address(item), typed(item, text="Told."))
    assert "An urgent item is minuted with its special circumstances" in text_of(refused)
    why = {"circumstances": "On Friday.", "opinion_role": "Chairman"}
    clerk.post(minute_address(item), typed(item, text="Told.", **why))
    given = {f"part-{part.pk}-{name}": value for name, value in (why | {"text": "So."}).items()}
    assert clerk.post(f"{BASE}items/{item.pk}/parts/{part.pk}/minute/", given).status_code == 303
    assert text_of(clerk.get(f"{BASE}minutes/")).count("Urgent in the opinion of the Chairman: On Friday.") == 2


def test_second_clerk_sees_both_minutes_and_keeps_theirs(clerk, item):
    minute = diary.minute(item, text="First.")
    seen = standing_of(minute)
    actions.save_minute(item=item, values={"text": "Theirs."}, based_on=seen, by=None)
    for headers in ({}, HTMX):
        stale = clerk.post(minute_address(item), typed(item, text="Mine.", based_on=seen), headers=headers)
        assert stale.status_code == 409
        assert "Theirs." in stale.content.decode()
        assert f'name="item-{item.pk}-on_top_of" value="{standing_of(minute)}"' in stale.content.decode()
    kept = clerk.post(
        minute_address(item), typed(item, text="Mine.", based_on=seen, on_top_of=standing_of(minute)), headers=HTMX
    )
    assert kept.status_code == 200
    assert Minute.objects.get().text == "Mine."
    # An answer that was lost on the way: the same is sent once more, on what the page knew before.
    again = clerk.post(minute_address(item), typed(item, text="Mine.", based_on=seen), headers=HTMX)
    assert again.status_code == 200
    assert "Mine." in clerk.get(minute_address(item), headers=HTMX).content.decode()
    assert clerk.get(minute_address(item)).status_code == 303


def test_confirmed_minutes_are_read_and_no_more_written(clerk, item):
    following = diary.plan(date(2019, 11, 12))
    agreed = diary.item(following, "Minutes", kind="minutes", refers_to_meeting_on=diary.DAY)
    address = f"{BASE}minutes/confirmed/"
    form = html.fromstring(clerk.get(address).content).get_element_by_id("id_confirmed_at")
    assert form.value == str(following.pk), agreed
    assert send(clerk, address)["Location"] == f"{BASE}minutes/"
    assert "Confirmed as a correct record at the meeting of Tuesday 12 November 2019." in text_of(
        clerk.get(f"{BASE}minutes/")
    )
    refused = clerk.post(minute_address(item), typed(item, text="Late."))
    assert refused.status_code == 409
    assert "were confirmed on 12 November 2019" in text_of(refused)
    assert "Nothing of them changes" in text_of(clerk.get(f"{BASE}minutes/take/"))
    send(clerk, address, confirmed_at="")
    assert Minutes.objects.get().confirmed_at is None


def test_attendance_begins_with_the_membership_and_has_roles_only(clerk, item):
    address = f"{BASE}minutes/attendance/"
    assert "12 Members" in clerk.get(address).content.decode()
    wrong = send(clerk, address, present="Chairman")
    assert "“Chairman”: write a number from 1 to 100 and a role" in text_of(wrong)
    send(clerk, address, present="1 Chairman\n9 Members", officers="1 Clerk to the Panel")
    assert "Present1 Chairman, 9 Members Officers in attendance1 Clerk to the Panel" in text_of(
        clerk.get(f"{BASE}minutes/")
    )


def test_late_agenda_says_in_the_minutes_why_it_could_not_wait(clerk, item):
    send(clerk, f"{BASE}published/", published_on="2019-09-20", urgency="The grant lapses.")
    read = text_of(clerk.get(f"{BASE}minutes/"))
    assert "The agenda was open to the public for 1 clear day, where 5 are wanted." in read
    assert "s.100B(4)(b)): The grant lapses." in read


def test_action_is_added_while_minutes_are_taken_carried_and_closed(clerk, item):
    following = diary.plan(date(2019, 11, 12))
    added = send(clerk, f"{BASE}items/{item.pk}/actions/add/", what="Write to members.", owner_role="Commissioner")
    assert added["Location"] == f"{BASE}minutes/take/#item-{item.pk}"
    action = Action.objects.get()
    assert action.due_at == following
    shown = text_of(clerk.get("/meetings/2019-11-12/"))
    assert "Carried to this meeting Action, Commissioner: Write to members." in shown
    close = f"/meetings/actions/{action.pk}/close/"
    assert "Say what came of it." in text_of(send(clerk, close, outcome=""))
    send(clerk, close, outcome="Written.", closed_on="2019-10-01")
    assert "Carried" not in text_of(clerk.get("/meetings/2019-11-12/"))
    assert "Closed on 1 October 2019. Written." in text_of(clerk.get("/meetings/actions/"))
    send(clerk, f"/meetings/actions/{action.pk}/", what="Write to all members.")
    clerk.post(f"/meetings/actions/{action.pk}/remove/")
    assert not Action.objects.exists()


def test_question_about_an_item_is_answered_and_published(clerk, item):
    given = {"asked_by_role": "Member", "words": "How many?", "asked_on": "2019-09-24", "due_on": "2019-10-08"}
    send(clerk, f"{BASE}items/{item.pk}/questions/add/", **given)
    question = Question.objects.get()
    assert "Overdue: it was due on 8 October 2019" in text_of(clerk.get("/meetings/questions/"))
    address = f"/meetings/questions/{question.pk}/answer/"
    assert "Write the answer, and who gave it." in text_of(send(clerk, address, answer="Twelve."))
    early = send(clerk, address, answer="Twelve.", answered_by_role="Commissioner", published_on="2019-09-23")
    assert "An answer is published once it is given, on the day of the question or later." in text_of(early)
    send(clerk, address, answer="Twelve.", answered_by_role="Commissioner", published_on="2019-10-01")
    moved = send(clerk, f"/meetings/questions/{question.pk}/", asked_on="2019-10-03")
    assert "An answer is published once it is given, on the day of the question or later." in text_of(moved)
    assert "The answer was published on 1 October 2019. Twelve." in text_of(clerk.get("/meetings/questions/"))
    kept = clerk.post(f"/meetings/questions/{question.pk}/remove/")
    assert "Its answer was published, so the question stays." in text_of(kept)


def test_recommendation_begins_with_what_was_decided_and_waits_for_a_response(clerk, item):
    minute = diary.minute(item, decision="recommended", words="Employ more.")
    assert f"{BASE}minutes/{minute.pk}/recommend/" in clerk.get(f"{BASE}minutes/take/").content.decode()
    send(clerk, f"{BASE}minutes/{minute.pk}/recommend/")
    made = Recommendation.objects.get()
    assert (made.words, str(made.made_on), str(made.due_on)) == ("Employ more.", "2019-09-24", "2019-10-22")
    assert "Overdue: it was due on 22 October 2019" in text_of(clerk.get("/meetings/recommendations/"))
    address = f"/meetings/recommendations/{made.pk}/response/"
    assert "Write the response, and the day on which it came" in text_of(send(clerk, address, response="Agreed."))
    send(clerk, address, response="Agreed.", responded_on="2019-10-01")
    assert "Responded to on 1 October 2019. Agreed." in text_of(clerk.get("/meetings/recommendations/"))


def test_numbers_that_no_database_holds_lead_nowhere(clerk, item):
    for place in ("actions", "questions", "recommendations"):
        assert clerk.get(f"/meetings/{place}/{2**70}/").status_code == 404
    assert clerk.get(f"{BASE}minutes/{2**70}/recommend/").status_code == 404
