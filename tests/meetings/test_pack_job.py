"""Asking for a pack in the browser: the job, its file, and what it says when it cannot."""

import io

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from jobs.models import Job, JobState
from meetings.assemble import assembled
from meetings.document import Audience
from meetings.models import Meeting
from meetings.pack import drawing
from meetings.queries import agenda_of
from tests.jobs.asking import do_all, fresh
from tests.meetings import diary, papers
from tests.meetings.standins import hand_in, stand_in
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    held = diary.standing(diary.plan())
    hand_in(diary.item(held, "Complaints", 3), stand_in("Complaints", 1), title="Complaints", pages=1)
    return held


def asked_by(client, audience: str = "public") -> Job:
    """The job of a pack that was asked for and is done."""
    response = client.post(reverse("meetings:pack_build", args=[diary.DAY]), {"audience": audience})
    assert response.status_code == 302
    do_all(timezone.now())
    return fresh(Job.objects.get(pk=response["Location"].strip("/").rpartition("/")[2]))


def test_a_pack_is_built_and_fetched(meeting):
    client = client_of(make_person(Role.CLERK))
    job = asked_by(client)
    assert job.note == "The pack has 7 pages. All of it is tagged, so a screen reader reads the whole (PDF/UA)."
    response = client.get(reverse("jobs:result", args=[job.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert "agenda-pack-2019-09-24-public.pdf" in response["Content-Disposition"]
    with pikepdf.open(io.BytesIO(b"".join(response))) as pdf:
        assert len(pdf.pages) == 7


def test_one_clerk_does_not_fetch_what_another_asked_for(meeting):
    job = asked_by(client_of(make_person(Role.CLERK)), "members")
    other = client_of(make_person(Role.PANEL_MEMBER))
    assert other.get(reverse("jobs:result", args=[job.pk])).status_code == 404


def test_what_cannot_be_heard_is_told(meeting):
    hand_in(meeting.items.get(number=3), stand_in("A scan", 1), title="A scan", pages=1, is_tagged=False)
    job = asked_by(client_of(make_person(Role.CLERK)))
    assert "A screen reader cannot read “A scan” in order" in job.note


def test_hidden_layers_of_papers_that_go_to_the_public_are_told(meeting):
    papers.kept(meeting.items.get(number=3), "A drawing", has_hidden_layers=True)
    client = client_of(make_person(Role.CLERK))
    told = "“A drawing” has layers that are not shown, and whoever opens the pack can show them: look at them before"
    assert told in asked_by(client).note
    assert "layers" not in asked_by(client, "members").note
    page = client.get(reverse("meetings:meeting", args=[diary.DAY])).content.decode()
    assert page.count("Has hidden layers") == 1


def test_a_pack_that_cannot_be_built_says_why(meeting):
    empty = diary.plan(diary.DAY.replace(month=11))
    client = client_of(make_person(Role.CLERK))
    client.post(reverse("meetings:pack_build", args=[empty.held_on]), {"audience": "public"})
    do_all(timezone.now())
    job = Job.objects.order_by("-asked_at")[0]
    assert (job.state, job.error) == (
        JobState.FAILED,
        "Nothing is on the agenda yet. Add an item, then build the pack.",
    )


def test_a_pack_is_for_the_public_or_for_members(meeting):
    client = client_of(make_person(Role.CLERK))
    response = client.post(reverse("meetings:pack_build", args=[diary.DAY]), {"audience": "everybody"})
    assert response.status_code == 400
    assert not Job.objects.exists()


def test_members_pack_is_offered_only_where_something_is_exempt(meeting):
    client, address = client_of(make_person(Role.CLERK)), reverse("meetings:meeting", args=[diary.DAY])
    assert "Build the public pack" in client.get(address).content.decode()
    assert "members’ pack" not in client.get(address).content.decode()


def test_the_work_programme_is_a_paper_as_it_stands(meeting):
    ahead = diary.plan(diary.DAY.replace(month=11), label="Autumn")
    diary.topic("Fraud", meeting=ahead, purpose="What is done about fraud.", lead_role="Chief Executive")
    diary.topic("Knives")
    item = diary.item(meeting, "Work programme", 4)
    item.documents.create(order=1, title="Work programme", is_programme=True)
    document = assembled(meeting, agenda_of(meeting), Audience.PUBLIC)
    html = drawing.paper(document.papers[-1], document.meeting, document.brand)
    for words in ("Autumn", "Fraud", "What is done about fraud.", "Topics without a meeting yet", "Knives"):
        assert words in html
