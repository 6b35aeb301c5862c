"""Each request has an id, which its answer, its lines of the log and the jobs asked for in it bear; no line tells who it was."""

import json
import logging
from io import StringIO
from logging.config import DictConfigurator

import pytest
from django.test import Client
from django.urls import path

from accounts.roles import Role
from jobs.models import Job
from logs.lines import configuration
from logs.tracing import within
from pcp_portal.urls import urlpatterns as ours
from tests.jobs.asking import ask, do_all
from tests.people import PASSWORD, client_of, make_person

pytestmark = pytest.mark.django_db
PERSON = "zyzzyva@westmarsh.example"


def broken(request):
    raise ValueError(f"{PERSON} cannot be read at /x/?name=Zyzzyva")


urlpatterns = [path("broken/", broken, name="broken"), *ours]


@pytest.fixture
def lines():
    """What the portal writes into its log as JSON meanwhile."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    form = configuration(level="info", form="json")["formatters"]["json"]
    handler.setFormatter(DictConfigurator({}).configure_formatter(form))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def test_an_answer_bears_the_id_of_its_request_and_so_does_its_line(lines):
    answer = Client().get("/sign-in/?next=/people/%3Fname=Zyzzyva")
    [line] = [line for line in lines() if line["logger"] == "requests"]
    assert line["request"] == answer["X-Request-ID"]
    assert (line["method"], line["page"], line["status"]) == ("GET", "account_login", 200)
    assert line["ms"] > 0
    assert Client().get("/sign-in/")["X-Request-ID"] != answer["X-Request-ID"]


@pytest.mark.parametrize(
    ("proxies", "given", "is_kept"),
    [
        (1, "f1e2d3c4-0001", True),
        (0, "f1e2d3c4-0001", False),
        (1, "short", False),
        (1, "two\u00a0words and more", False),
        (1, "x" * 65, False),
    ],
)
def test_an_id_is_taken_over_from_a_proxy_of_our_own(settings, proxies, given, is_kept):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    answer = Client(headers={"X-Request-ID": given}).get("/sign-in/")
    assert (answer["X-Request-ID"] == given) == is_kept


def test_a_job_bears_the_id_of_the_request_in_which_it_was_asked_for(lines):
    with within(request="abc12345"):
        job = ask("broken")
    assert Job.objects.get().request == "abc12345"
    assert do_all(job.due_at) == 1
    told = [line for line in lines() if line["logger"] == "jobs.worker"]
    assert {(line["request"], line["job"]) for line in told} == {("abc12345", str(job.pk))}
    assert {line["level"] for line in told} == {"ERROR", "INFO"}


def test_no_line_tells_who_it_was(lines, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    outside = {"headers": {"X-Forwarded-For": "203.0.113.77", "User-Agent": "Zyzzyva Browser"}}
    person = make_person(Role.ADMINISTRATOR, email=PERSON, name="Zyzzyva Smith")
    stranger, client = Client(**outside), client_of(person)
    stranger.post("/sign-in/", {"login": PERSON, "password": "wrong Zyzzyva"})
    stranger.post("/sign-in/", {"login": PERSON, "password": PASSWORD})
    stranger.post("/password/", {"email": PERSON})
    stranger.get(f"/search/?q={PERSON}")
    stranger.get(f"/nowhere/{PERSON}/")
    stranger.get("/password/zyzzyva-key-zyzzyva/")
    client.post("/people/invite/", {"email": PERSON, "name": "Zyzzyva", "roles": ["clerk"]})
    Client(enforce_csrf_checks=True, **outside).post(f"/people/invite/?email={PERSON}", {})
    settings.ROOT_URLCONF = __name__
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    crash = Client(raise_request_exception=False, **outside)
    assert crash.get(f"/broken/?email={PERSON}").status_code == 500
    whole = json.dumps(lines())
    assert [line for line in lines() if line["logger"] == "django.request" and "request" not in line] == []
    assert "broken" in whole
    assert "Traceback" in whole
    for secret in ("zyzzyva", "203.0.113.77", "127.0.0.1", "email="):
        assert secret not in whole.lower(), secret
