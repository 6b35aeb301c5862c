"""Every named rule of this floor's tables, broken once: the database itself refuses, and the rule has its sentence."""

from uuid import uuid4

import pytest
from django.utils import timezone

from jobs.models import Job, JobState
from tests import records

pytestmark = pytest.mark.django_db


def job(**fields):
    now = timezone.now()
    return Job(**{"kind": "test-note", "title": "A note", "key": "b", "asked_at": now, "due_at": now} | fields)


# The constraint, a job that breaks it beside one with the key "a" and the duty "d", and its sentence (None: Django's own).
RULES = [
    ("job_key_once_while_unfinished", {"key": "a"}, "This has been asked for already and is not finished yet."),
    ("job_duty_once_a_period", {"duty": "d"}, "This duty has been asked for in this period already."),
    (
        "job_has_a_worker_while_it_runs",
        {"state": JobState.RUNNING},
        "A job has a worker while it runs, and at no other time.",
    ),
    (
        "job_has_a_worker_while_it_runs",
        {"claim": uuid4()},
        "A job has a worker while it runs, and at no other time.",
    ),
    (
        "job_says_when_it_finished",
        {"state": JobState.DONE},
        "A job that is done or failed says when, and no other does.",
    ),
    (
        "job_says_when_it_finished",
        {"finished_at": timezone.now()},
        "A job that is done or failed says when, and no other does.",
    ),
    (
        "job_says_why_it_failed",
        {"state": JobState.FAILED, "finished_at": timezone.now()},
        "A job that failed says why, and no other does.",
    ),
    ("job_says_why_it_failed", {"error": "No."}, "A job that failed says why, and no other does."),
    ("job_has_done_no_more_than_all", {"done": 2, "total": 1}, "A job cannot have done more than there is to do."),
    (
        "job_leads_within_the_portal",
        {"address": "https://example.org/"},
        "A job leads to pages of this portal only.",
    ),
    ("job_leads_within_the_portal", {"back": "//example.org/"}, "A job leads to pages of this portal only."),
]


@pytest.fixture(autouse=True)
def held():
    job(key="a", duty="d").save()


@pytest.mark.parametrize(("name", "fields", "sentence"), RULES)
def test_the_database_refuses_what_breaks_the_rule(name, fields, sentence):
    broken = job(**fields)
    assert records.sentence_of(Job, name, broken) == sentence
    with records.refused_by(Job, name):
        broken.save()


def test_every_rule_is_tested():
    assert {name for name, _fields, _sentence in RULES} == records.constraints_of("jobs")


def test_what_is_finished_may_be_asked_for_again():
    now = timezone.now()
    job(key="c", state=JobState.DONE, finished_at=now).save()
    job(key="c", state=JobState.FAILED, finished_at=now, error="No.").save()
    job(key="c", address="/reports/", back="/").save()
    assert Job.objects.unfinished().filter(key="c").count() == 1
