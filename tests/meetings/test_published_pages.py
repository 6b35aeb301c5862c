"""Published agendas as readers, members and the clerk see them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from jobs.models import Job, JobState
from meetings.models import Meeting, Publication
from meetings.publishing.actions import withdraw_publication
from pdf.inspect import page_texts
from reports.files.serving import FOR_EVER
from tests.jobs.asking import do_all, fresh
from tests.meetings import diary
from tests.meetings.standins import hand_in, stand_in
from tests.meetings.test_pack import exempt
from tests.meetings.test_publishing import LATE, change, publish
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
AGENDA = "/agendas/2019-09-24/"


@pytest.fixture
def meeting() -> Meeting:
    held = diary.standing(diary.plan(venue="Council Chamber"))
    diary.report(diary.item(held, "Complaints", 3), background_papers="Register of complaints")
    return held


def read(address: str, person=None, status: int = 200) -> str:
    response = client_of(person).get(address)
    assert response.status_code == status, (address, response.status_code)
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace")


def test_readers_find_an_agenda_with_its_papers_as_pages_and_pdfs(meeting, html_faults):
    assert "No agenda is published yet" in read("/agendas/")
    publish(meeting)
    assert f'href="{AGENDA}"' in read("/agendas/")
    assert f"{AGENDA}</loc>" in read("/sitemap.xml")
    live, frozen, paper = read(AGENDA), read(f"{AGENDA}1/"), read(f"{AGENDA}1/item-3-1.html")
    assert f'href="{AGENDA}1/item-3-1.pdf"' in live
    assert 'href="item-3-1.pdf"' in frozen
    assert "Register of complaints" in live
    assert "What became of complaints." in paper
    for page in (read("/agendas/"), live, frozen, paper):
        assert html_faults(page) == []


def test_frozen_files_are_kept_for_ever_and_the_lasting_page_for_a_minute(meeting):
    publish(meeting)
    client = client_of(None)
    for path in ("", "index.html", "agenda-pack.pdf", "assets/styles/site.css"):
        answer = client.get(f"{AGENDA}1/{path}")
        assert answer["Cache-Control"] == FOR_EVER
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert not answer.cookies
    assert (
        client.get(f"{AGENDA}1/agenda-pack.pdf")["Content-Disposition"]
        == 'inline; filename="2019-09-24-agenda-pack.pdf"'
    )
    assert client.get(AGENDA)["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    "path",
    ["2019-09-25/", "2019-09-24/2/", "2019-09-24/1/nothing.pdf", "2019-09-24/1/a%00b", "2019-09-24/99999999999/"],
)
def test_what_is_not_there_is_told_so(meeting, path):
    publish(meeting)
    read(f"/agendas/{path}", status=404)


def test_late_papers_are_marked_with_their_day(meeting):
    publish(meeting)
    hand_in(meeting.items.get(number=3), stand_in("Appendix", 1), title="Appendix", pages=1)
    publish(meeting, now=LATE, why="Its figures came on Wednesday.")
    page = read(AGENDA)
    for words in (
        "Supplementary",
        "published on 19 September 2019",
        "Its figures came on Wednesday.",
        "Supplementary papers",
    ):
        assert words in page
    assert f'href="{AGENDA}2/supplement-2.pdf"' in page


def test_a_moved_meeting_leads_on_and_what_is_withdrawn_says_why(meeting):
    first = publish(meeting)
    change(meeting, held_on=date(2019, 10, 1))
    publish(meeting, why="The hall was taken.")
    assert client_of(None).get(AGENDA)["Location"] == "/agendas/2019-10-01/"
    assert "Council Chamber" in read(f"{AGENDA}1/")
    withdraw_publication(publication=first, reason="A name stood in it.", by=None)
    for address in (AGENDA, f"{AGENDA}1/", f"{AGENDA}1/agenda-pack.pdf", "/agendas/2019-10-01/"):
        assert "A name stood in it." in read(address, status=410)
    assert "2019-09-24" not in read("/agendas/")


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "nobody")
def test_packs_with_exempt_papers_are_for_members_and_officers(meeting, role):
    exempt(meeting)
    publish(meeting)
    client, pack = client_of(make_person(role) if role else None), "/panel/agendas/2019-09-24/1/agenda-pack.pdf"
    for address in (
        "/panel/agendas/",
        pack,
        "/panel/agendas/2019-09-24/1/nothing.pdf",
        f"{AGENDA}1/members/agenda-pack.pdf",
    ):
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        if address.startswith(AGENDA) or address.endswith("nothing.pdf"):
            assert answer.status_code == (302 if role is None and "panel" in address else 404)
        elif role in (Role.ADMINISTRATOR, Role.CLERK, Role.PANEL_MEMBER):
            assert answer.status_code == 200
            assert "private" in answer["Cache-Control"]
            assert address != pack or "Northwold" in " ".join(page_texts(content))
        else:
            assert answer.status_code == (302 if role is None else 404)
            assert b"Northwold" not in content
    if role is None:
        assert "members" not in read(AGENDA)


def test_the_clerk_publishes_in_the_browser_and_is_told_what_it_changes(meeting, html_faults):
    client, address = client_of(make_person(Role.CLERK)), reverse("meetings:publish", args=[diary.DAY])
    assert "Say first on which day its agenda was published" in client.get(address).content.decode()
    ahead = timezone.localdate().replace(year=timezone.localdate().year + 1)
    change(meeting, held_on=ahead)
    address = reverse("meetings:publish", args=[ahead])
    page = client.get(address).content.decode()
    assert html_faults(page) == []
    assert "Publish the agenda" in page
    job = sent(client, address)
    assert (job.state, job.note, job.address) == (JobState.DONE, "It is public.", f"/agendas/{ahead.isoformat()}/")
    assert "nothing has changed since" in client.get(address).content.decode()
    change(meeting, venue="Town Hall")
    page = client.get(address).content.decode()
    assert "Venue: “Town Hall” instead of “Council Chamber”." in page
    refused = client.post(address, {"why": " "})
    assert refused.status_code == 422
    assert "Say why the agenda changes" in refused.content.decode()
    sent(client, address, why="The chamber is being mended.")
    listed = client.get(reverse("meetings:publications", args=[ahead])).content.decode()
    assert html_faults(listed) == []
    assert "Revised agenda" in listed


def sent(client, address: str, **typed: str) -> Job:
    """The job of a publication that was asked for and is done."""
    response = client.post(address, typed)
    assert response.status_code == 302, response.content.decode()
    do_all(timezone.now())
    return fresh(Job.objects.get(pk=response["Location"].strip("/").rpartition("/")[2]))


def test_a_reason_that_was_typed_is_there_again_when_publishing_failed(meeting):
    ahead = timezone.localdate().replace(year=timezone.localdate().year + 1)
    change(meeting, held_on=ahead)
    client, address = client_of(make_person(Role.CLERK)), reverse("meetings:publish", args=[ahead])
    sent(client, address)
    change(meeting, venue="Town Hall")
    response = client.post(address, {"why": "The chamber is being mended."})
    assert response.status_code == 302
    change(meeting, venue="Council Chamber")
    do_all(timezone.now())
    job = Job.objects.get(pk=response["Location"].strip("/").rpartition("/")[2])
    assert "nothing has changed since" in job.error
    change(meeting, venue="Town Hall")
    assert "The chamber is being mended." in client.get(address).content.decode()


def test_the_clerk_withdraws_a_publication_for_a_reason(meeting, html_faults):
    publish(meeting)
    client, address = client_of(make_person(Role.CLERK)), reverse("meetings:withdraw", args=[diary.DAY, 1])
    page = client.get(address).content.decode()
    assert html_faults(page) == []
    assert client.post(address, {"reason": "", "is_meant": "on"}).status_code == 422
    answer = client.post(address, {"reason": "A name stood in it.", "is_meant": "on"}, follow=True)
    assert "It is withdrawn" in answer.content.decode()
    assert Publication.objects.get().withdrawn_reason == "A name stood in it."
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("many", [1, 5])
def test_public_pages_take_the_same_queries_however_many_there_are(many, django_assert_num_queries):
    for number in range(many):
        held = diary.standing(diary.plan(date(2019, 9, 24 + number)))
        publish(held)
    read("/agendas/")
    read(AGENDA)
    with django_assert_num_queries(3):
        read("/agendas/")
    with django_assert_num_queries(4):
        read(AGENDA)
    with django_assert_num_queries(1):
        read(f"{AGENDA}1/")
