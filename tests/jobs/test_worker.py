"""How a worker ends a job: done, refused, broken, tried again; and that it is heard of while it works."""

import logging
from datetime import UTC, datetime
from queue import SimpleQueue
from threading import current_thread

import pytest

from jobs import worker
from jobs.models import Job, JobFile, JobState
from tests.jobs import works
from tests.jobs.asking import ask, at_work, do_all, fresh, later, wait_for

NOW = datetime(2030, 1, 2, 12, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_what_work_gives_back_is_stored():
    job = ask("note", number=7)
    assert do_all(NOW) == 1
    done = fresh(job)
    assert (done.state, done.note, done.started_at, done.finished_at) == (
        JobState.DONE,
        "This is number 7.",
        NOW,
        NOW,
    )
    assert not done.has_file


@pytest.mark.django_db
def test_work_that_stores_its_own_result_has_it_stored_once():
    job = ask("mark")
    do_all(NOW)
    done = fresh(job)
    assert (done.state, done.file_size, done.file_until) == (JobState.DONE, 11, later(NOW, days=1))
    assert bytes(JobFile.objects.get().content) == works.PDF.content
    assert works.marks() == 1


@pytest.mark.django_db
def test_a_result_that_was_undone_with_its_transaction_is_not_taken_for_stored():
    job = ask("swallowed")
    do_all(NOW)
    assert fresh(job).note == "After all."


@pytest.mark.django_db
def test_work_that_says_that_it_cannot_fails_at_once_with_its_sentence():
    job = ask("refused")
    do_all(NOW)
    failed = fresh(job)
    assert (failed.state, failed.attempts) == (JobState.FAILED, 1)
    assert failed.error == "Sheet “Lines”, cell B4: there is no rating “X”."


@pytest.mark.django_db
def test_work_that_breaks_is_logged_and_fails_with_a_general_sentence(caplog):
    job = ask("broken")
    do_all(NOW)
    failed = fresh(job)
    assert (failed.state, failed.attempts) == (JobState.FAILED, 1)
    assert failed.error.startswith("Something went wrong in the portal itself")
    assert "secret" not in failed.error
    assert "ZeroDivisionError: a secret of the source" in caplog.text


@pytest.mark.django_db
def test_trouble_that_may_pass_is_met_with_longer_and_longer_waits():
    job = ask("away")
    Job.objects.update(due_at=NOW)
    for seconds in (0, 10, 70):
        assert do_all(later(NOW, seconds=seconds - 1)) == 0
        assert do_all(later(NOW, seconds=seconds)) == 1
    failed = fresh(job)
    assert (failed.state, failed.attempts) == (JobState.FAILED, 3)
    assert failed.error == "Something that it needs could not be reached, 3 times. Ask for it again later."


@pytest.mark.django_db(transaction=True)
def test_a_long_step_without_a_word_is_not_taken_for_dead(settings):
    settings.JOBS_LEASE = 1
    job = ask("long-step")
    worker.Worker().do_all()
    assert fresh(job).note == "Heard of."


@pytest.mark.django_db(transaction=True)
def test_a_job_asked_for_in_the_same_process_is_begun_without_waiting(monkeypatch):
    monkeypatch.setattr(worker, "IDLE", 3600)
    with at_work():
        for number in range(3):
            job = ask("note", number=number)
            wait_for(job)
    assert Job.objects.filter(kind="test-note", state=JobState.DONE).count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_worker_outlives_a_database_that_is_away(monkeypatch, caplog):
    away = [worker.OperationalError("no route to the database"), worker.InterfaceError("connection already closed")]
    reach = worker.actions.take_next
    monkeypatch.setattr(worker.actions, "take_next", lambda now: reach(now=now) if not away else _raise(away.pop()))
    monkeypatch.setattr(worker, "IDLE", 0.01)
    with caplog.at_level(logging.WARNING), at_work():
        job = ask("note", number=1)
        wait_for(job)
    assert caplog.text.count("is tried again") == 2


def _raise(error):
    raise error


def test_the_web_process_works_only_where_the_settings_say_so(settings, monkeypatch):
    started = SimpleQueue()
    monkeypatch.setattr(worker.Worker, "run", lambda self: started.put(current_thread().name))
    settings.JOBS_IN_PROCESS = False
    worker.start_in_this_process()
    settings.JOBS_IN_PROCESS = True
    worker.start_in_this_process()
    assert started.get(timeout=120) == "jobs-worker"
    assert started.empty()
