"""Reads of jobs: who may see one, the file that it made, how many there are, and whether anybody works."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max

from accounts.models import User
from jobs.models import Job, JobFile, JobState, Sign


def job_seen_by(user: User, pk: UUID) -> Job:
    """A job that this person asked for, or any for an administrator. Raises Job.DoesNotExist."""
    job = Job.objects.select_related("asked_by").get(pk=pk)
    if job.asked_by_id == user.pk or user.is_administrator or job.also_asked_by.filter(pk=user.pk).exists():
        return job
    raise Job.DoesNotExist


def file_of(job: Job) -> bytes:
    """The bytes of the file that a job made. Raises JobFile.DoesNotExist when it made none, or it was removed."""
    return bytes(JobFile.objects.get(job=job).content)


def last_heard_of() -> datetime | None:
    """When a worker was last heard of, at work or waiting for it; None: never. Two queries."""
    heard = Sign.objects.aggregate(at=Max("heard_at"))["at"]
    beaten = Job.objects.filter(state=JobState.RUNNING).aggregate(at=Max("beat_at"))["at"]
    return max(filter(None, (heard, beaten)), default=None)


def counted_by_state() -> dict[str, int]:
    """How many jobs stand in each state, none in some. One query."""
    counts = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state.value: counts.get(state.value, 0) for state in JobState}
