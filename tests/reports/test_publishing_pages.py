"""Publishing in the browser: what is missing, the moment, the job, corrections, the Panel's reading, and withdrawal."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localtime

from accounts.roles import Role
from jobs.models import Job, JobState
from jobs.worker import Worker
from pillars.models import ReportingPeriod
from reports.actions import withdraw_edition
from reports.models import Edition
from tests.accessibility import px_too_wide
from tests.people import client_of, make_person, sign_in
from tests.reports import publishing
from tests.reports.publishing import CORRECTION, FIRST, REPORT, SECOND, change_a_rating, embargoed, publish

pytestmark = pytest.mark.django_db

PUBLISH = "/quarters/2019-20-q1/editions/publish/"
EDITIONS = "/quarters/2019-20-q1/editions/"
EARLY = "/panel/2019-20-q1/1/"


@pytest.fixture
def period():
    return publishing.ready()


def moment(hours: float) -> str:
    return localtime(timezone.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def send(address=PUBLISH, by=None, **data):
    return client_of(by or publishing.administrator()).post(address, data)


def words(response) -> str:
    return response.content.decode()


def test_page_says_what_is_missing_and_offers_nothing(period):
    ReportingPeriod.objects.get().returns.order_by("pk")[:1].get()
    period.returns.filter(pk=period.returns.order_by("pk")[0].pk).update(state="open")
    page = words(client_of(publishing.administrator()).get(PUBLISH))
    assert "cannot be published yet" in page
    assert "the approval of “Theme 1-1”" in page
    assert "<form" not in page.split("<main")[1]
    assert send().status_code == 200
    assert not Job.objects.exists()


def test_publishing_is_asked_for_done_in_the_background_and_found_again(period):
    person = publishing.administrator()
    response = send(by=person)
    job = Job.objects.get()
    assert response.headers["Location"] == job.get_absolute_url()
    assert Worker().do_all() == 1
    job.refresh_from_db()
    assert (job.state, job.note, job.address) == (JobState.DONE, "Q1 2019/20, edition 1 is public.", EDITIONS)
    assert Edition.objects.get().published_by == person
    page = words(client_of(person).get(EDITIONS))
    assert "Edition 1" in page
    assert str(person) in page
    assert client_of(None).get(FIRST).status_code == 200


def test_asking_twice_publishes_once(period):
    person = publishing.administrator()
    assert send(by=person).headers["Location"] == send(by=person).headers["Location"]
    Worker().do_all()
    assert Edition.objects.count() == 1


def test_publication_that_is_refused_says_why_in_its_job(period):
    send()
    period.returns.update(state="open")
    Worker().do_all()
    job = Job.objects.get()
    assert job.state == JobState.FAILED
    assert "the approval of “Theme 1-1”" in job.error


@pytest.mark.parametrize(
    ("public_from", "panel_from", "sentence"),
    [
        (-1, None, "choose a moment that lies ahead"),
        (2, 3, "choose a moment before the edition is public"),
        (None, 1, "choose a moment before the edition is public"),
    ],
)
def test_moments_that_make_no_sense_are_refused_at_their_field(period, public_from, panel_from, sentence):
    given = {"public_from": public_from, "panel_from": panel_from}
    response = send(**{name: moment(hours) for name, hours in given.items() if hours is not None})
    assert response.status_code == 422
    assert sentence in words(response)
    assert not Job.objects.exists()


def test_embargoed_edition_is_for_staff_then_the_panel_then_everybody(period):
    send(public_from=moment(3))
    Worker().do_all()
    assert "will be public from" in Job.objects.get().note
    edition = Edition.objects.get()
    member, staff = make_person(Role.PANEL_MEMBER), make_person(Role.EDITOR)
    addresses = (FIRST, f"{FIRST}report.pdf", f"{FIRST}SHA256SUMS", REPORT, f"{REPORT}summary/", f"{REPORT}report.pdf")
    for address in addresses:
        for person in (None, member, staff):
            assert client_of(person).get(address).status_code == 404, address
    for person, status in ((None, 302), (member, 404), (staff, 200), (make_person(Role.CLERK), 404)):
        assert client_of(person).get(EARLY).status_code == status
    assert "Q1 2019/20, edition 1" in words(client_of(staff).get("/panel/"))
    assert "Q1 2019/20" not in words(client_of(member).get("/panel/"))
    assert "Q1 2019/20" not in words(client_of(None).get("/reports/"))
    response = client_of(staff).get(f"{EARLY}summary.html")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert edition.public_from > timezone.now()


def test_panel_reads_before_the_public_where_the_office_says_so(period):
    embargoed(period, panel=True)
    for role in (Role.PANEL_MEMBER, Role.CLERK):
        assert client_of(make_person(role)).get(f"{EARLY}report.pdf").status_code == 200
        assert "Q1 2019/20, edition 1" in words(client_of(make_person(role)).get("/panel/"))
    assert client_of(None).get(FIRST).status_code == 404


def test_what_is_public_is_not_read_early_any_more(period):
    publish(period)
    assert client_of(make_person(Role.EDITOR)).get(EARLY).status_code == 404


def test_correction_is_published_with_what_why_and_who(period):
    publish(period)
    change_a_rating(period)
    response = send()
    assert response.status_code == 422
    for sentence in ("say what is corrected", "say why it was wrong", "say who asked for it"):
        assert sentence in words(response)
    send(**CORRECTION)
    Worker().do_all()
    assert Job.objects.get().state == JobState.DONE
    assert Edition.objects.get(number=2).what == CORRECTION["what"]
    assert client_of(None).get(f"{SECOND}correction.html").status_code == 200


def test_edition_is_withdrawn_with_a_reason_that_is_meant(period):
    publish(period)
    address = f"{EDITIONS}1/withdraw/"
    assert client_of(publishing.administrator()).get(address).status_code == 200
    response = send(address)
    assert response.status_code == 422
    assert "tick this, or publish a correction instead" in words(response)
    assert client_of(None).get(FIRST).status_code == 200
    assert send(address, reason="A court ordered it.", is_meant="on").headers["Location"] == EDITIONS
    assert client_of(None).get(FIRST).status_code == 410
    assert send(address, reason="x", is_meant="on").status_code == 404


def test_pages_are_valid_html(period, html_faults):
    person = client_of(publishing.administrator())
    pages = {"ready": words(person.get(PUBLISH)), "none yet": words(person.get(EDITIONS))}
    publishing.corrected(period)
    for address in (EDITIONS, PUBLISH, f"{EDITIONS}2/withdraw/", "/panel/", REPORT, FIRST, f"{SECOND}correction.html"):
        pages[address] = words(person.get(address))
    withdraw_edition(edition=Edition.objects.get(number=1), reason="A leak.", by=None)
    pages |= {
        "withdrawn": words(person.get(FIRST)),
        "lasting": words(person.get(REPORT)),
        "kept": words(person.get(EDITIONS)),
    }
    assert html_faults(pages) == []


def test_pages_are_accessible_at_every_width(period, any_page, live_server, axe):
    publishing.corrected(period)
    sign_in(any_page, publishing.administrator(), live_server.url)
    faults = []
    for address in (
        EDITIONS,
        PUBLISH,
        f"{EDITIONS}2/withdraw/",
        REPORT,
        f"{SECOND}index.html",
        f"{SECOND}correction.html",
    ):
        any_page.goto(live_server.url + address)
        faults += [f"{address}: {fault}" for fault in axe(any_page)]
        wide = px_too_wide(any_page)
        faults += [f"{address}: {wide} px too wide"] * (wide > 0)
    assert not faults, "\n".join(faults)
