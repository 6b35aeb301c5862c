"""/metrics: for whoever names the token, or asks on this machine; what it counts, and that it names nobody."""

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from tests.jobs.asking import ask
from tests.reports import publishing

pytestmark = pytest.mark.django_db


def measured(client=None):
    """Every sample by its name and labels."""
    answer = (client or Client()).get("/metrics")
    assert answer.status_code == 200
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def test_requests_are_counted_by_page_and_status_and_timed():
    name = ("portal_requests_total", ("method", "GET"), ("page", "account_login"), ("status", "200"))
    timed = ("portal_request_seconds_count", ("page", "account_login"))
    before = measured()
    Client().get("/sign-in/?next=/somebody@westmarsh.example/")
    after = measured()
    assert after[name] - before.get(name, 0) == 1
    assert after[timed] - before.get(timed, 0) == 1
    assert not [key for key in after if "westmarsh" in str(key)]


def test_jobs_and_editions_are_counted_by_state():
    ask("note", number=1)
    ask("mark")
    publishing.publish(publishing.ready())
    after = measured()
    assert after["portal_jobs", ("state", "waiting")] == 2
    assert after["portal_jobs", ("state", "failed")] == 0
    states = {state: after["portal_editions", ("state", state)] for state in ("public", "embargoed", "withdrawn")}
    assert states == {"public": 1, "embargoed": 0, "withdrawn": 0}
    assert after["portal_database_up",] == 1


def test_every_page_that_does_not_exist_is_one():
    """A stranger could fill the memory with names of pages otherwise."""
    before = measured().keys()
    for number in range(5):
        Client().get(f"/nowhere/{number}/")
        Client().generic(f"METHOD{number}", "/nowhere/")
    assert len(measured().keys() - before) < 40


@pytest.mark.parametrize(
    ("token", "headers", "address", "status"),
    [
        ("", {}, "127.0.0.1", 200),
        ("", {}, "::1", 200),
        ("", {}, "10.0.0.7", 404),
        ("", {}, "", 404),
        ("", {"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", 404),
        ("", {"Authorization": "Bearer "}, "10.0.0.7", 404),
        ("secret", {"Authorization": "Bearer secret"}, "10.0.0.7", 200),
        ("secret", {"Authorization": "Bearer sécret"}, "10.0.0.7", 404),
        ("secret", {"Authorization": "secret"}, "10.0.0.7", 404),
        ("secret", {}, "10.0.0.7", 404),
    ],
)
def test_measurements_are_for_those_who_look_after_the_portal(settings, token, headers, address, status):
    settings.METRICS_TOKEN = token
    assert Client(headers=headers, REMOTE_ADDR=address).get("/metrics").status_code == status
