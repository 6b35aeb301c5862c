"""Real workers in processes of their own: killed at every point, stopped, paused, two at once. Each job has its effect once."""

import signal

import pytest
from django.utils import timezone

from jobs import actions
from jobs.models import Job, JobFile, JobState
from tests.jobs import processes, works
from tests.jobs.asking import ask, do_all, fresh, later, wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("point", works.POINTS)
def test_a_job_whose_worker_is_killed_has_its_effect_once(point, tmp_path):
    job = ask("mark")
    with processes.worker(tmp_path, "--once", stop_at=point) as worker:
        worker.let_go()
        worker.wait_for(point)
        worker.signal(signal.SIGKILL)
        assert worker.end() == -signal.SIGKILL
    was_stored = point == "committed"
    assert works.marks() == was_stored
    assert fresh(job).state == (JobState.DONE if was_stored else JobState.RUNNING)
    assert do_all(timezone.now()) == 0, "nobody knows yet that the worker is dead"
    now = later(timezone.now(), minutes=2)
    assert actions.reap(now=now) == (not was_stored)
    assert do_all(later(now, minutes=1)) == (not was_stored)
    done = fresh(job)
    assert (done.state, done.attempts) == (JobState.DONE, 1 if was_stored else 2)
    assert works.marks() == 1
    assert JobFile.objects.count() == 1


def test_a_worker_that_was_only_slow_undoes_what_another_has_done(tmp_path):
    job = ask("mark")
    with processes.worker(tmp_path, "--once", stop_at="told") as slow:
        slow.let_go()
        slow.wait_for("told")
        now = later(timezone.now(), minutes=2)
        assert actions.reap(now=now) == 1
        assert do_all(later(now, minutes=1)) == 1
        slow.let_go()
        assert slow.end() == 0
        assert fresh(job).details["process"] != slow.program.pid
    assert works.marks() == 1
    assert JobFile.objects.count() == 1


def test_two_workers_do_fifty_jobs_once_each(tmp_path):
    for number in range(50):
        ask("note", key=str(number), number=number)
    with processes.worker(tmp_path, "--once") as first, processes.worker(tmp_path, "--once") as second:
        for worker in (first, second):
            worker.wait_for("ready")
        for worker in (first, second):
            worker.let_go()
        assert (first.end(), second.end()) == (0, 0)
        pids = {first.program.pid, second.program.pid}
    done = Job.objects.filter(kind="test-note", state=JobState.DONE)
    assert sorted(done.values_list("note", "attempts")) == sorted(
        (f"This is number {number}.", 1) for number in range(50)
    )
    assert {details["process"] for details in done.values_list("details", flat=True)} <= pids


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_stop_finishes_its_job_first(number, tmp_path):
    job, next_job = ask("mark"), ask("note", number=1)
    with processes.worker(tmp_path, stop_at="told") as worker:
        worker.let_go()
        worker.wait_for("told")
        worker.signal(number)
        worker.let_go()
        worker.wait_for("Stopped.")
        assert worker.end() == 0
    assert (fresh(job).state, fresh(next_job).state) == (JobState.DONE, JobState.WAITING)


def test_a_worker_without_a_job_stops_when_told(tmp_path):
    with processes.worker(tmp_path) as worker:
        worker.let_go()
        worker.wait_for("Waiting for work.")
        worker.signal(signal.SIGTERM)
        worker.wait_for("Stopped.")
        assert worker.end() == 0


def test_a_second_signal_breaks_a_job_off_and_it_is_done_again(tmp_path):
    job = ask("mark")
    with processes.worker(tmp_path, stop_at="written") as worker:
        worker.let_go()
        worker.wait_for("written")
        worker.signal(signal.SIGTERM)
        while worker.program.poll() is None:
            worker.signal(signal.SIGTERM)
    assert works.marks() == 0
    now = later(timezone.now(), minutes=2)
    actions.reap(now=now)
    do_all(later(now, minutes=1))
    assert (fresh(job).state, works.marks()) == (JobState.DONE, 1)


def test_the_process_that_serves_pages_works_too(tmp_path):
    job = ask("mark")
    with processes.server(tmp_path) as server:
        wait_for(job)
        server.signal(signal.SIGTERM)
        server.end()
    assert (fresh(job).state, works.marks()) == (JobState.DONE, 1)


def test_a_worker_that_may_not_finish_hands_its_job_to_another_at_once(tmp_path):
    job = ask("mark")
    with processes.worker(tmp_path, "--grace", "0.1", stop_at="told") as worker:
        worker.let_go()
        worker.wait_for("told")
        worker.signal(signal.SIGTERM)
        worker.wait_for("Stopped; the job in hand waits for another worker.")
        assert worker.end() == 0
    waiting = fresh(job)
    assert (waiting.state, waiting.attempts, waiting.done) == (JobState.WAITING, 0, 0)
    do_all(timezone.now())
    assert (fresh(job).state, fresh(job).attempts, works.marks()) == (JobState.DONE, 1, 1)


def test_a_server_that_is_stopped_hands_its_job_back(tmp_path):
    job = ask("long-step")
    with processes.server(tmp_path) as server:
        wait_for(job, states=[JobState.RUNNING])
        server.signal(signal.SIGTERM)
        assert server.end() == 0
    assert (fresh(job).state, fresh(job).attempts) == (JobState.WAITING, 0)
