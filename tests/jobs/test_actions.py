"""Asking, taking, reaping, sweeping and duties, by a clock that the test holds."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import User
from jobs import actions, kinds, schedule
from jobs.kinds import Result
from jobs.models import Job, JobFile, JobState
from jobs.progress import Progress, TakenOver
from tests.jobs import works
from tests.jobs.asking import ask, do_all, fresh, later

pytestmark = pytest.mark.django_db

NOW = datetime(2030, 1, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def asker():
    return User.objects.create_user("editor@example.org")


# Asking


def test_asked_twice_while_unfinished_is_one_job(asker):
    first = ask("note", asker, number=1)
    assert ask("note", asker, number=1) == first
    actions.take_next(now=NOW)
    assert ask("note", asker, number=1) == first
    assert Job.objects.count() == 1
    assert first.also_asked_by.count() == 0


def test_asked_again_when_finished_is_another_job(asker):
    first = ask("note", asker, number=1)
    do_all(NOW)
    assert ask("note", asker, number=1) != first


def test_asked_by_another_person_is_the_same_job_of_both(asker):
    other = User.objects.create_user("approver@example.org")
    job = ask("note", asker, number=1)
    assert ask("note", other, number=1) == job
    assert list(job.also_asked_by.all()) == [other]
    assert fresh(job).asked_by == asker


@pytest.mark.django_db(transaction=True)
def test_asked_by_many_at_once_is_one_job():
    ready = Barrier(8)

    def ask_at_once(number):
        try:
            ready.wait(timeout=120)
            return ask("note", number=number).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        assert len(set(people.map(ask_at_once, range(8)))) == 1
    assert Job.objects.count() == 1


def test_other_keys_are_other_jobs():
    assert ask("note", key="a", number=1) != ask("note", key="b", number=1)


def test_work_that_nobody_registered_cannot_be_asked_for():
    with pytest.raises(LookupError, match="No work is registered as “test-nothing”"):
        ask("nothing")
    assert not Job.objects.exists()


def test_two_functions_for_one_kind_are_refused():
    with pytest.raises(ValueError, match="Two functions are registered for the work “test-note”"):
        kinds.job("test-note")(works.broken)


def test_what_is_asked_within_a_transaction_that_fails_was_never_asked(django_capture_on_commit_callbacks):
    def ask_in_vain():
        with transaction.atomic():
            ask("note", number=1)
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks() as rings, pytest.raises(ZeroDivisionError):
        ask_in_vain()
    assert not Job.objects.exists()
    assert rings == []


# Taking


def test_the_job_that_has_been_due_longest_is_taken_first():
    jobs = [ask("note", key=str(number), number=number) for number in range(3)]
    Job.objects.filter(pk=jobs[0].pk).update(due_at=later(NOW, seconds=-1))
    Job.objects.exclude(pk=jobs[0].pk).update(due_at=later(NOW, seconds=-2))
    assert [actions.take_next(now=NOW) for _ in range(4)] == [jobs[1], jobs[2], jobs[0], None]


def test_a_job_is_not_taken_before_it_is_due():
    job = ask("note", number=1)
    assert actions.take_next(now=later(job.due_at, seconds=-1)) is None
    assert actions.take_next(now=job.due_at) == job


def test_a_job_of_a_kind_that_this_process_does_not_know_is_left_to_another():
    job = ask("note", number=1)
    Job.objects.update(kind="of-the-next-release")
    assert actions.take_next(now=NOW) is None
    assert fresh(job).state == JobState.WAITING


def test_an_empty_queue_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert actions.take_next(now=NOW) is None


# Who lost a job


def test_a_worker_that_lost_its_job_can_neither_tell_nor_store(asker):
    job = ask("note", asker, number=1)
    lost = Progress(actions.take_next(now=NOW))
    assert actions.reap(now=later(NOW, seconds=61)) == 1
    held = Progress(actions.take_next(now=later(NOW, minutes=2)))
    with pytest.raises(TakenOver):
        lost.tell(1, 2, "From the grave")
    with pytest.raises(TakenOver):
        lost.finish(Result(note="From the grave", file=works.PDF))
    lost.fail("From the grave")
    lost.try_again("From the grave")
    assert not lost.beat()
    assert not lost.is_held()
    now = fresh(job)
    assert (now.state, now.words, now.error, now.attempts) == (JobState.RUNNING, "", "", 2)
    assert not JobFile.objects.exists()
    held.finish(Result(note="Mine"))
    assert fresh(job).note == "Mine"
    with pytest.raises(TakenOver):
        held.finish(Result(note="Twice"))


def test_what_a_worker_wrote_goes_when_it_cannot_store_its_result():
    ask("note", number=1)
    lost = Progress(actions.take_next(now=NOW))
    actions.reap(now=later(NOW, seconds=61))

    def write():
        with transaction.atomic():
            User.objects.create_user("written@example.org")
            lost.finish(Result())

    with pytest.raises(TakenOver):
        write()
    assert not User.objects.exists()


# Reaping


def test_only_a_silent_worker_loses_its_job():
    job = ask("note", number=1)
    progress = Progress(actions.take_next(now=NOW), lambda: later(NOW, seconds=30))
    assert actions.reap(now=later(NOW, seconds=60)) == 0
    progress.tell(1, 3, "Reading")
    assert actions.reap(now=later(NOW, seconds=89)) == 0
    assert actions.reap(now=later(NOW, seconds=91)) == 1
    now = fresh(job)
    assert (now.state, now.due_at) == (JobState.WAITING, later(NOW, seconds=101))
    assert (now.done, now.total, now.words) == (0, 0, "")


def test_the_lease_is_a_setting(settings):
    ask("note", number=1)
    actions.take_next(now=NOW)
    settings.JOBS_LEASE = 10
    assert actions.reap(now=later(NOW, seconds=11)) == 1


def test_a_job_that_is_broken_off_each_time_fails_with_a_sentence():
    job = ask("note", number=1)
    now, waits = NOW, []
    for _attempt in range(3):
        assert actions.take_next(now=now) == job
        now = later(now, minutes=5)
        actions.reap(now=now)
        waits.append((fresh(job).due_at - now).total_seconds())
        now = max(now, fresh(job).due_at)
    assert waits[:2] == [10, 60]
    failed = fresh(job)
    assert (failed.state, failed.attempts) == (JobState.FAILED, 3)
    assert failed.error.startswith("It was begun 3 times and broken off each time. Ask for it again;")
    assert actions.take_next(now=later(now, days=1)) is None


# Sweeping


def test_files_go_after_a_day_and_jobs_after_two_months(asker):
    job = ask("mark", asker)
    assert do_all(NOW) == 1
    assert actions.sweep(now=later(NOW, hours=23)) == 0
    assert actions.sweep(now=later(NOW, hours=24)) == 1
    assert not JobFile.objects.exists()
    assert fresh(job).file_name == works.PDF.name
    assert actions.sweep(now=later(NOW, days=59)) == 0
    assert actions.sweep(now=later(NOW, days=60)) == 1
    assert not Job.objects.exists()


def test_what_is_not_finished_is_not_swept():
    ask("note", number=1)
    assert actions.sweep(now=later(NOW, days=9999)) == 0


# Duties


@pytest.fixture
def duty(monkeypatch):
    """The one duty there is: due each day at seven."""
    monkeypatch.setattr(schedule, "_duties", {})
    monkeypatch.setattr(kinds, "_works", dict(kinds._works))

    @schedule.duty("test-remind", title="Reminders", at=time(7))
    def remind(progress):
        return Result(note="2 people were reminded.")


@pytest.mark.usefixtures("duty")
def test_a_duty_is_asked_for_once_a_period():
    assert [actions.tick(now=later(NOW, minutes=minute)).asked for minute in range(3)] == [1, 0, 0]
    assert do_all(NOW) == 1
    assert actions.tick(now=later(NOW, hours=11)).asked == 0
    assert actions.tick(now=later(NOW, hours=18)).asked == 0, "not before seven"
    assert actions.tick(now=later(NOW, hours=19)).asked == 1
    assert list(Job.objects.order_by("asked_at").values_list("duty", "title", "asked_by", "note")) == [
        ("test-remind 2030-01-02", "Reminders", None, "2 people were reminded."),
        ("test-remind 2030-01-03", "Reminders", None, ""),
    ]


@pytest.mark.usefixtures("duty")
def test_a_duty_that_is_not_finished_is_not_asked_for_in_the_next_period():
    actions.tick(now=NOW)
    assert actions.tick(now=later(NOW, days=1)).asked == 0
    do_all(later(NOW, days=1))
    assert actions.tick(now=later(NOW, days=1)).asked == 1


@pytest.mark.usefixtures("duty")
def test_the_tick_is_a_command(capsys):
    ask("note", number=1)
    actions.take_next(now=datetime(2019, 1, 1, tzinfo=UTC).replace(year=2999))
    Job.objects.update(beat_at=datetime(2019, 1, 1, tzinfo=UTC))
    call_command("tick")
    assert capsys.readouterr().out.startswith("Broken-off jobs taken up: 1. Old files and jobs removed: 0.")


@pytest.mark.usefixtures("duty")
def test_a_tick_with_nothing_to_do_costs_the_same_few_queries(django_assert_num_queries):
    actions.tick(now=NOW)
    with django_assert_num_queries(5):
        actions.tick(now=NOW)
