"""What happens is kept: by whom, of whom, never changed, and without what anybody typed; administrators read it."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions, queries
from accounts.events import EVENTS_ARE_KEPT, Kind
from accounts.models import Event
from accounts.roles import Role
from frozen import triggers
from jobs.models import Job, JobFile, JobState
from reports.actions import withdraw_edition
from tests.browsing import arrive
from tests.meetings import diary, papers
from tests.people import PASSWORD, client_of, make_person, sign_in
from tests.reports import publishing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_attempts_before(db):
    cache.clear()


def told():
    """Each event since the beginning: kind, by, about, subject."""
    return [(event.kind, event.by, event.about, event.subject) for event in Event.objects.order_by("pk")]


def test_signing_in_and_failing_to_is_kept_without_what_was_typed():
    person = make_person(Role.CLERK, email="clerk@westmarsh.example")
    Client().post("/sign-in/", {"login": "Clerk@westmarsh.example", "password": "wrong zyzzyva"})
    Client().post("/sign-in/", {"login": "zyzzyva@nowhere.example", "password": PASSWORD})
    Client().post("/sign-in/", {"login": person.email, "password": PASSWORD})
    assert told() == [
        (Kind.SIGN_IN_FAILED, None, person, ""),
        (Kind.SIGN_IN_FAILED, None, None, ""),
        (Kind.SIGNED_IN, person, person, ""),
    ]


def test_a_new_password_is_kept_as_such():
    person = make_person(Role.CLERK)
    new = "a new phrase of words"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client_of(person).post("/you/password/", fields).status_code == 302
    assert told() == [(Kind.PASSWORD, person, person, "")]


def test_what_is_done_to_people_is_kept():
    by = make_person(Role.ADMINISTRATOR)
    person = actions.invite(email="new@westmarsh.example", name="New", roles=[Role.EDITOR, Role.CLERK], by=by)
    actions.change_person(person=person, name="Newer", roles=[Role.EDITOR, Role.CLERK], by=by)
    actions.change_person(person=person, name="Newer", roles=[Role.APPROVER], by=by)
    actions.deactivate(person=person, by=by)
    actions.reactivate(person=person, by=by)
    actions.make_administrator(email=person.email, name="")
    assert told() == [
        (Kind.INVITED, by, person, "Editor, Clerk"),
        (Kind.ROLES, by, person, "Editor, Clerk → Approver"),
        (Kind.SHUT_OUT, by, person, ""),
        (Kind.LET_IN, by, person, ""),
        (Kind.ROLES, None, person, "administrator, from the command line"),
    ]


def test_what_is_refused_is_no_event():
    by = make_person(Role.ADMINISTRATOR)
    with pytest.raises(actions.Refused):
        actions.deactivate(person=by, by=by)
    assert told() == []


def test_publishing_and_withdrawing_are_kept():
    by = publishing.administrator()
    edition = publishing.publish_report(period=publishing.ready(), by=by)
    withdraw_edition(edition=edition, reason="It told too much.", by=by)
    assert told() == [
        (Kind.PUBLISHED, by, None, "Q1 2019/20, edition 1"),
        (Kind.WITHDRAWN, by, None, "Q1 2019/20, edition 1"),
    ]


def test_who_reads_what_is_under_embargo_is_kept_once_for_each_page_and_not_for_its_styles():
    publishing.embargoed(publishing.ready(), panel=True)
    member = make_person(Role.PANEL_MEMBER)
    client = client_of(member)
    for path in ("index.html", "report.pdf", "styles/site.css", "nowhere.html"):
        client.get(reverse("panel:file", args=["2019-20-q1", 1, path]))
    client.head(reverse("panel:file", args=["2019-20-q1", 1, "report.pdf"]))
    assert told()[1:] == [
        (Kind.READ_EARLY, member, None, "Q1 2019/20, edition 1: index.html"),
        (Kind.READ_EARLY, member, None, "Q1 2019/20, edition 1: report.pdf"),
    ]


def test_who_fetches_a_file_that_was_made_for_them_is_kept():
    clerk, now = make_person(Role.CLERK), timezone.now()
    job = Job.objects.create(
        kind="nothing", key="1", title="Pack", asked_at=now, due_at=now, asked_by=clerk, state=JobState.DONE,
        finished_at=now, file_name="agenda-pack-members.pdf", file_type="application/pdf",
        file_until=now + timedelta(days=1),
    )  # fmt: skip
    JobFile.objects.create(job=job, content=b"%PDF-1.7")
    assert client_of(clerk).get(reverse("jobs:result", args=[job.pk])).status_code == 200
    assert told() == [(Kind.PAPER, clerk, None, "agenda-pack-members.pdf")]


def test_who_fetches_a_paper_of_a_meeting_is_kept(settings, tmp_path):
    backend = settings.STORAGES["papers"]["BACKEND"]
    settings.STORAGES = settings.STORAGES | {"papers": {"BACKEND": backend, "OPTIONS": {"location": tmp_path}}}
    item, clerk = diary.item(diary.plan(date(2019, 9, 24)), "Complaints"), make_person(Role.CLERK)
    paper = papers.kept(item)
    address = reverse("meetings:paper_file", kwargs={"day": item.meeting.held_on, "item": item.pk, "pk": paper.pk})
    b"".join(client_of(clerk).get(address))
    assert told() == [(Kind.PAPER, clerk, None, f"2019-09-24: {paper}")]


@pytest.mark.parametrize("statement", ["UPDATE accounts_event SET subject = ''", "DELETE FROM accounts_event"])
def test_nobody_changes_an_event(statement):
    actions.record(Kind.PUBLISHED, by=None, subject="Something")
    with pytest.raises(DatabaseError, match="An event that was recorded never changes"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Event.objects.get().subject == "Something"


def test_events_go_after_two_years_and_no_earlier():
    now = datetime(2030, 1, 2, tzinfo=UTC)
    for age in (EVENTS_ARE_KEPT + timedelta(seconds=1), EVENTS_ARE_KEPT, timedelta(0)):
        Event.objects.create(kind=Kind.PUBLISHED, at=now - age)
    assert actions.forget_events(now=now) == 1
    assert Event.objects.count() == 2
    assert actions.forget_events(now=now) == 0
    assert triggers.standing(app="accounts")


def test_events_are_found_by_kind_and_by_local_day():
    for kind, at in (
        (Kind.SIGNED_IN, datetime(2030, 6, 30, 22, 59, tzinfo=UTC)),
        (Kind.SIGNED_IN, datetime(2030, 6, 30, 23, 0, tzinfo=UTC)),
        (Kind.ROLES, datetime(2030, 7, 1, 12, 0, tzinfo=UTC)),
        (Kind.ROLES, datetime(2030, 7, 1, 23, 0, tzinfo=UTC)),
    ):
        Event.objects.create(kind=kind, at=at)
    first = date(2030, 7, 1)
    assert [event.at.hour for event in queries.events(since=first, until=first)] == [12, 23]
    assert queries.events(kind=Kind.ROLES).count() == 2
    assert queries.events(kind=Kind.ROLES, until=first).count() == 1


@pytest.fixture
def administrator():
    return make_person(Role.ADMINISTRATOR, name="=Administrator")


def test_administrators_read_and_narrow_them(administrator, html_faults, django_assert_num_queries):
    for number in range(120):
        actions.record(Kind.PUBLISHED, by=administrator, about=administrator, subject=f"Edition {number}")
    actions.record(Kind.ROLES, by=None, subject="Approver → Clerk")
    client = client_of(administrator)
    with django_assert_num_queries(5):
        page = client.get("/people/events/").content.decode()
    assert "Page 1 of 2" in page
    assert html_faults(page) == []
    narrowed = client.get("/people/events/?kind=roles").content.decode()
    assert "Approver → Clerk" in narrowed
    assert "Edition 1" not in narrowed
    assert "Nothing of this kind" in client.get("/people/events/?until=2001-01-01").content.decode()


@pytest.mark.parametrize("query", ["kind=zyzzyva", "since=31-31-31", "since=2030-02-01&until=2030-01-01"])
def test_what_is_typed_wrong_is_told_in_a_sentence(administrator, query):
    answer = client_of(administrator).get(f"/people/events/?{query}")
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_a_file_holds_all_of_them_and_no_formula(administrator):
    actions.record(Kind.PUBLISHED, by=administrator, subject='=HYPERLINK("evil")')
    answer = client_of(administrator).get("/people/events/events.csv?kind=published")
    assert answer["Content-Disposition"] == 'attachment; filename="events.csv"'
    [head, row] = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert head == ["Time", "What", "By", "Account", "About"]
    assert row[1:] == ["Published", f"'=Administrator <{administrator.email}>", "", '\'=HYPERLINK("evil")']


def test_the_page_reads_well_at_any_width(administrator, any_page, live_server, axe):
    actions.record(Kind.PUBLISHED, by=administrator, about=administrator, subject="Q1 2019/20, edition 1: report.pdf")
    sign_in(any_page, administrator, live_server.url)
    any_page.goto(f"{live_server.url}/people/events/")
    arrive(any_page, "Events")
    assert axe(any_page) == []
