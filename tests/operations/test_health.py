"""/healthz and /readyz: what each thing is found to be, in plain words, for whoever asks and however."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from jobs import actions
from jobs.models import Sign
from operations import health
from tests.jobs.asking import ask, do_all

NOW = datetime(2030, 1, 2, 12, 0, tzinfo=UTC)
ANYHOW = {"headers": {"Host": "10.0.0.7:8000"}}


def said(now=NOW):
    return {one.name: one.said for one in health.findings(now=now)}


def test_a_process_that_lives_says_so_without_a_database():
    answer = Client(**ANYHOW).get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"alive\n")
    assert not answer.cookies


@pytest.mark.django_db
def test_a_portal_with_everything_is_ready(settings):
    settings.SECURE_SSL_REDIRECT = True
    actions.be_heard(worker=uuid4(), now=datetime.now(UTC))
    answer = Client(**ANYHOW).get("/readyz")
    assert answer.content.decode().splitlines() == [
        "database: well",
        "migrations: well",
        "worker: well",
        "store of editions: well",
        "store of papers: well",
    ]
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.mark.django_db
def test_a_worker_that_was_never_heard_of_is_missed():
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert "worker: none was ever heard of: start manage.py work\n" in answer.content.decode()


@pytest.mark.django_db
def test_a_worker_is_missed_after_two_minutes_of_silence():
    actions.be_heard(worker=uuid4(), now=NOW)
    assert said(NOW + timedelta(seconds=119))["worker"] == "well"
    assert said(NOW + timedelta(seconds=121))["worker"] == "none was heard of since 2030-01-02 12:00 UTC"


@pytest.mark.django_db
def test_a_worker_that_is_at_work_is_heard_of_by_its_job():
    ask("note", number=1)
    assert actions.take_next(now=datetime.now(UTC))
    assert said(datetime.now(UTC))["worker"] == "well"
    assert do_all(datetime.now(UTC)) == 0


@pytest.mark.django_db
def test_signs_of_workers_that_are_gone_are_removed():
    actions.be_heard(worker=uuid4(), now=NOW)
    actions.be_heard(worker=(here := uuid4()), now=NOW + timedelta(days=1))
    assert [sign.pk for sign in Sign.objects.all()] == [here]


@pytest.mark.django_db
def test_tables_that_are_not_made_yet_are_told():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs' AND name = '0002_signs'")
    assert said()["migrations"] == "1 are not applied: type manage.py migrate"


@pytest.mark.django_db
def test_a_store_that_takes_nothing_is_told_by_name_and_by_no_folder(settings, tmp_path):
    blocked = tmp_path / "a secret place"
    blocked.write_text("a file where the folder should be")
    backend = settings.STORAGES["papers"]["BACKEND"]
    settings.STORAGES = settings.STORAGES | {"papers": {"BACKEND": backend, "OPTIONS": {"location": str(blocked)}}}
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert "store of papers: cannot be reached or used; the log says why\n" in answer.content.decode()
    assert "secret" not in answer.content.decode()


@pytest.mark.django_db
def test_trying_a_store_leaves_nothing_behind(settings):
    folder = Path(settings.STORAGES["editions"]["OPTIONS"]["location"])
    before = set(folder.rglob("unfinished-*"))
    assert said()["store of editions"] == "well"
    assert set(folder.rglob("unfinished-*")) == before


def test_without_a_database_the_rest_is_told_all_the_same():
    """Outside `django_db` a test has none: the guard of the tests refuses every query."""
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    lines = answer.content.decode().splitlines()
    assert lines[0] == "database: cannot be reached or used; the log says why"
    assert [line.partition(":")[0] for line in lines[1:]] == ["store of editions", "store of papers"]
