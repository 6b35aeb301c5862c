"""Minutes as readers get them, and the answers and responses that follow from meetings."""

from datetime import UTC, date, datetime, timedelta

import page
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from jobs.models import Job, JobState
from meetings import actions, publications
from meetings.models import Meeting
from meetings.publishing.actions import publish_minutes, withdraw_publication
from meetings.rules import Refused
from pdf.inspect import inspect, page_texts
from tests.jobs.asking import do_all, fresh
from tests.meetings import diary
from tests.meetings.standins import hand_in, stand_in
from tests.meetings.test_pack import exempt
from tests.meetings.test_published_pages import AGENDA, read
from tests.meetings.test_publishing import LATE, content, publish
from tests.pdf import verapdf
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
AFTER = datetime(2019, 10, 2, 11, tzinfo=UTC)


@pytest.fixture
def meeting() -> Meeting:
    """A meeting that is over, with a resolution, an action, a recommendation, and a private item with a minute."""
    held = diary.standing(diary.plan(venue="Council Chamber"))
    item = diary.item(held, "Complaints", 3)
    minute = diary.minute(item, decision="resolved", words="That the report be noted.", reason="It is complete.")
    diary.action(item)
    diary.recommendation(minute)
    private = exempt(held).item
    kept = diary.minute(private, text="Northwold asks for too much.", summary="The Panel looked at three bids.")
    diary.recommendation(kept, words="Do not choose Northwold.")
    publish(held)
    return held


def test_minutes_are_a_page_and_a_pdf_without_what_was_taken_in_private(meeting, html_faults):
    made = publish_minutes(meeting=meeting, by=None, now=AFTER)
    assert (made.number, made.course) == (2, "minutes")
    page = read(f"{AGENDA}2/")
    assert html_faults(page) == []
    for words in (
        "That the report be noted.",
        "Report on CCTV.",
        "Employ more.",
        "These minutes are a draft",
        "three bids",
    ):
        assert words in page
    pdf = content(made, "minutes.pdf")
    assert inspect(pdf).claims_ua
    for text in (page, " ".join(page_texts(pdf)), made.document):
        assert "Northwold" not in text
    assert "That the report be noted." in " ".join(" ".join(page_texts(pdf)).split())
    agenda = read(AGENDA)
    assert f'href="{AGENDA}2/"' in agenda
    assert f'href="{AGENDA}2/"' in read("/agendas/")
    assert client_of(None).get(f"{AGENDA}minutes/")["Location"] == f"{AGENDA}2/"
    assert publications.current_of(meeting).number == 1


def test_confirmed_minutes_are_published_again_and_lead_on_from_the_draft(meeting):
    draft = publish_minutes(meeting=meeting, by=None, now=AFTER)
    with pytest.raises(Refused, match="nothing has changed since"):
        publish_minutes(meeting=meeting, by=None, now=AFTER)
    later = diary.plan(date(2019, 11, 12))
    actions.confirm_minutes(meeting=meeting, confirmed_at=later, today=date(2019, 11, 13), based_on="", by=None)
    made = publish_minutes(meeting=meeting, by=None, now=AFTER + timedelta(days=60))
    assert made.number == 3
    assert "Confirmed as a correct record at the meeting of Tuesday 12 November 2019." in read(f"{AGENDA}3/")
    assert client_of(None).get(f"{AGENDA}minutes/")["Location"] == f"{AGENDA}3/"
    assert "These minutes are a draft" in read(f"{AGENDA}2/")
    withdraw_publication(publication=draft, reason="A name stood in them.", by=None)
    assert publications.minutes_of(meeting) is None
    assert publications.current_of(meeting).number == 1
    read(f"{AGENDA}minutes/", status=404)
    assert "A name stood in them." in read(f"{AGENDA}3/minutes.pdf", status=410)


def test_minutes_that_cannot_be_published_say_why():
    held = diary.standing(diary.plan())
    with pytest.raises(Refused, match="The meeting is still to come"):
        publish_minutes(meeting=held, by=None, now=datetime(2019, 9, 20, tzinfo=UTC))
    with pytest.raises(Refused, match="Take the minutes first"):
        publish_minutes(meeting=held, by=None, now=AFTER)


def test_the_clerk_publishes_the_minutes_at_a_press(meeting):
    client, address = client_of(make_person(Role.CLERK)), reverse("meetings:minutes_publish", args=[diary.DAY])
    assert "Publish the minutes?" in client.get(address).content.decode()
    response = client.post(address)
    do_all(timezone.now())
    job = fresh(Job.objects.get(pk=response["Location"].strip("/").rpartition("/")[2]))
    assert (job.state, job.address) == (JobState.DONE, f"{AGENDA}2/")
    assert client.post(address).status_code == 409


def test_answers_and_responses_are_public_when_they_are_published(meeting, html_faults):
    item, private = meeting.items.get(title="Complaints"), meeting.items.get(title="Vehicles")
    for of, answer, public in ((item, "Eleven.", True), (item, "Twelve.", False), (private, "Northwold.", True)):
        question = diary.question(of)
        values = {
            "answer": answer,
            "answered_by_role": "Commissioner",
            "published_on": date(2019, 10, 1) if public else None,
        }
        actions.answer_question(
            question=question, values=values, today=AFTER.date(), based_on=str(question.history.latest().pk), by=None
        )
    page = read("/agendas/answers/")
    assert html_faults(page) == []
    assert "Eleven." in page
    for words in ("Twelve.", "Northwold", "Employ more."):
        assert words not in page
    publish_minutes(meeting=meeting, by=None, now=AFTER)
    page = read("/agendas/answers/")
    assert "Employ more." in page
    assert "Overdue: a response was due on" in page
    assert "Northwold" not in page
    recommendation = meeting.items.get(title="Complaints").minuted.get().recommendations.get()
    actions.record_response(
        recommendation=recommendation,
        response="Ten more start in May.",
        responded_on=date(2019, 10, 5),
        today=date(2019, 10, 6),
        based_on=str(recommendation.history.latest().pk),
        by=None,
    )
    assert "Ten more start in May." in read("/agendas/answers/")


def test_validators_find_nothing_wrong_with_what_is_published(meeting, tmp_path):
    diary.report(meeting.items.get(title="Complaints"), body="# Why\n\nComplaints rose.")
    supplement = publish(meeting)
    made = publish_minutes(meeting=meeting, by=None, now=AFTER)
    wanted = [
        (made, "minutes.pdf"),
        *((supplement, name) for name in ("agenda-pack.pdf", "supplement-2.pdf", "item-3-1.pdf")),
    ]
    files = []
    for publication, name in wanted:
        files.append(tmp_path / name)
        files[-1].write_bytes(content(publication, name))
        assert [found.message for found in page.validate_pdf(files[-1], profile="ua1").failures] == [], name
    assert verapdf.failures(files) == {file: [] for file in files}


def test_minutes_say_which_papers_came_late_and_why(meeting):
    hand_in(meeting.items.get(title="Complaints"), stand_in("Appendix", 1), title="Appendix", pages=1)
    publish(meeting, now=LATE, why="Its figures came on Wednesday.")
    said = "Supplementary papers were published on 19 September 2019: Its figures came on Wednesday."
    assert (
        said in client_of(make_person(Role.CLERK)).get(reverse("meetings:minutes", args=[diary.DAY])).content.decode()
    )
    publish_minutes(meeting=meeting, by=None, now=AFTER)
    assert said in read(f"{AGENDA}3/")
