"""Short ways to ask for the tests' own work, and to see what came of it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Thread
from time import sleep
from typing import Any

from accounts.models import User
from jobs import actions
from jobs.models import FINISHED, Job, JobState
from jobs.worker import Worker
from tests.jobs import works


def ask(kind: str, by: User | None = None, *, key: str = "", back: str = "", **arguments: Any) -> Job:
    """Ask for work of the tests' own by its kind without "test-"; its key is its kind unless another is given."""
    assert works
    title = "Draft report of Q2 2019/20 as PDF"
    return actions.ask(f"test-{kind}", arguments, title=title, key=key or kind, by=by, back=back)


def fresh(job: Job) -> Job:
    """The job as it stands now."""
    return Job.objects.get(pk=job.pk)


def wait_for(job: Job, states: Collection[JobState] = FINISHED) -> Job:
    """The job, once another thread or process has finished it, or brought it into one of these states."""
    for _ in range(2400):
        if (found := fresh(job)).state in states:
            return found
        sleep(0.05)
    raise AssertionError(f"It is still {fresh(job).state}.")


def do_all(now: datetime) -> int:
    """A worker of this process does what is due at a moment."""
    return Worker(lambda: now).do_all()


@contextmanager
def at_work() -> Iterator[Worker]:
    """A worker in a thread of this process, as a desk has one; it has ended, its connection too, when this is over."""
    worker = Worker()
    thread = Thread(target=_run, args=[worker])
    thread.start()
    try:
        yield worker
    finally:
        worker.is_stopping = True
        for _ in range(20):
            works.let_go.put(None)
        actions.bell.set()
        thread.join()
        while not works.let_go.empty():
            works.let_go.get()


def _run(worker: Worker) -> None:
    from django.db import connections

    try:
        worker.run()
    finally:
        connections.close_all()


def later(moment: datetime, **span: float) -> datetime:
    return moment + timedelta(**span)
