"""Work that only the tests ask for. Some of it stops at a named point, to be killed there or let go on."""

import os
import queue
import time
from datetime import timedelta
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.db import OperationalError, transaction
from django.utils import timezone

from jobs.kinds import File, JobFailed, Result, job
from jobs.models import Job
from jobs.progress import Progress
from tests.jobs.processes import say

POINTS = ("begun", "told", "written", "stored", "committed")
PDF = File(name="Draft “Q2”.pdf", content_type="application/pdf", content=b"%PDF-1.7\n\x00\xff")
# A test puts something in to let a step of "test-steps" go on.
let_go: "queue.SimpleQueue[None]" = queue.SimpleQueue()


def reach(point: str) -> None:
    """Wait here, in a process that was started to stop at this point."""
    if os.environ.get("STOP_AT") == point:
        say(point)


def marks() -> int:
    """How often "test-mark" has had its effect."""
    return Session.objects.filter(session_data="mark").count()


@job("test-mark")
def mark(progress: Progress) -> None:
    """Writes something, in the transaction in which its result is stored."""
    reach("begun")
    progress.tell(1, 2, "Reading")
    reach("told")
    with transaction.atomic():
        Session.objects.create(session_key=uuid4().hex, session_data="mark", expire_date=timezone.now() + timedelta(1))
        reach("written")
        progress.finish(Result(file=PDF, details={"process": os.getpid()}))
        reach("stored")
    reach("committed")


@job("test-note")
def note(progress: Progress, *, number: int) -> Result:
    return Result(note=f"This is number {number}.", details={"process": os.getpid()})


@job("test-steps")
def steps(progress: Progress, *, total: int) -> Result:
    for number in range(1, total + 1):
        progress.tell(number, total, f"Setting section {number}")
        let_go.get(timeout=300)
    return Result(note="The draft has 16 pages.", file=PDF, address="/reports/", onward="To the reports")


@job("test-long-step")
def long_step(progress: Progress) -> Result:
    """Tells nothing, and comes back when its worker has been heard of all the same."""
    beaten_at = Job.objects.get(pk=progress.job_id).beat_at
    for _ in range(1200):
        if Job.objects.get(pk=progress.job_id).beat_at != beaten_at:
            return Result(note="Heard of.")
        time.sleep(0.05)
    raise JobFailed("The worker was silent.")


@job("test-refused")
def refused(progress: Progress) -> Result:
    raise JobFailed("Sheet “Lines”, cell B4: there is no rating “X”.")


@job("test-broken")
def broken(progress: Progress) -> Result:
    raise ZeroDivisionError("a secret of the source")


@job("test-away")
def away(progress: Progress) -> Result:
    raise OperationalError("the database went away")


@job("test-swallowed")
def swallowed(progress: Progress) -> Result:
    """Its own transaction is undone after it had finished in it; it then gives another result."""
    try:
        with transaction.atomic():
            progress.finish(Result(note="Undone."))
            raise ValueError
    except ValueError:
        return Result(note="After all.")
