"""Asking for work, taking it up, and the tick: what was broken off is tried again, what is old goes, duties are asked for."""

import logging
import threading
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from jobs import kinds, schedule
from jobs.models import FINISHED, Job, JobFile, JobState, Sign
from jobs.progress import try_again
from jobs.rules import JOBS_ARE_KEPT, SIGNS_ARE_KEPT, lease
from logs.tracing import traced

logger = logging.getLogger(__name__)

# Rung when something was asked for in this process, so that a worker in it need not wait for its next look.
bell = threading.Event()


def ask(kind: str, arguments: dict[str, Any], *, title: str, key: str, by: User | None, back: str = "") -> Job:
    """Ask for work of a kind; the same key again, before it is finished, gives the job that is there.

    `arguments` can be held by JSON. `title` says in words what was asked for. `key` names the very thing that comes of it:
    whoever asks for the same thing sees the same job, so what one person only may see has that person in its key. `back` is
    the page to return to. Asked within a transaction, the work begins when that holds. Raises LookupError for no such kind.
    """
    kinds.work_of(kind)
    now = timezone.now()
    asked = {"kind": kind, "arguments": arguments, "title": title, "back": back, "asked_at": now, "due_at": now}
    with transaction.atomic():
        traces = {"request": traced().get("request", "")}
        job, is_new = Job.objects.unfinished().get_or_create(key=key, defaults=asked | traces | {"asked_by": by})
        if not is_new and by is not None and job.asked_by_id != by.pk:
            job.also_asked_by.add(by)
        transaction.on_commit(bell.set)
    return job


def take_next(*, now: datetime) -> Job | None:
    """Take the job that has been due longest, of a kind that this process can do; none: there is nothing to do.

    Two workers may look at the same job. The write finds it waiting for one of them alone, on either database and
    without a lock, and the other looks again. One query when there is nothing to do.
    """
    due = Job.objects.filter(state=JobState.WAITING, due_at__lte=now, kind__in=kinds.known())
    while (found := due.order_by("due_at", "asked_at", "pk").first()) is not None:
        claim = uuid.uuid4()
        taken = Job.objects.filter(pk=found.pk, state=JobState.WAITING).update(
            state=JobState.RUNNING, claim=claim, beat_at=now, started_at=now, attempts=F("attempts") + 1
        )
        if taken:
            return Job.objects.get(pk=found.pk)
    return None


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many jobs were taken from silent workers, old files and jobs removed, and duties asked for."""

    reaped: int
    removed: int
    asked: int


def tick(*, now: datetime) -> Ticked:
    """What has to be done every so often. It may be done by several at once, and as often as one likes."""
    return Ticked(reaped=reap(now=now), removed=sweep(now=now), asked=ask_duties(now=now))


def be_heard(*, worker: uuid.UUID, now: datetime) -> None:
    """Say that a worker lives and waits for work; signs of those that are long gone are removed."""
    Sign.objects.update_or_create(pk=worker, defaults={"heard_at": now})
    Sign.objects.filter(heard_at__lte=now - SIGNS_ARE_KEPT).delete()


def reap(*, now: datetime) -> int:
    """Take the jobs of workers that were not heard of for a lease; each is tried again later, or has failed."""
    silent_since = now - lease()
    reaped = 0
    for job in Job.objects.filter(state=JobState.RUNNING, beat_at__lt=silent_since):
        sentence = _(
            "It was begun %(attempts)d times and broken off each time. Ask for it again; if that comes to nothing too, "
            "tell the people who look after the portal."
        ) % {"attempts": job.attempts}
        still_silent = Job.objects.held_by(job.claim).filter(pk=job.pk, beat_at__lt=silent_since)
        if try_again(still_silent, job.attempts, sentence, now=now):
            logger.warning("Job %s (%s): its worker was silent since %s.", job.pk, job.kind, job.beat_at)
            reaped += 1
    return reaped


def sweep(*, now: datetime) -> int:
    """Remove files that were kept for their time, and jobs that finished long ago."""
    files, _models = JobFile.objects.filter(job__file_until__lte=now).delete()
    jobs = Job.objects.filter(state__in=FINISHED, finished_at__lte=now - JOBS_ARE_KEPT)
    _rows, removed = jobs.delete()
    return files + removed.get(Job._meta.label, 0)


def ask_duties(*, now: datetime) -> int:
    """Ask for each duty that is due and was not asked for in its period; one that still runs is not asked for again."""
    due = {f"{duty.kind} {period}": duty for duty in schedule.duties() if (period := duty.period(now))}
    asked_before = set(Job.objects.filter(duty__in=due).values_list("duty", flat=True))
    unfinished = set(Job.objects.unfinished().exclude(duty="").values_list("kind", flat=True))
    asked = 0
    for name, duty in due.items():
        if name not in asked_before and duty.kind not in unfinished:
            fields = {"kind": duty.kind, "title": str(duty.title), "key": name, "asked_at": now, "due_at": now}
            _job, is_new = Job.objects.get_or_create(duty=name, defaults=fields)
            asked += is_new
    if asked:
        transaction.on_commit(bell.set)
    return asked
