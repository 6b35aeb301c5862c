"""Reads of jobs: who may see one, and the file that it made."""

from uuid import UUID

from accounts.models import User
from jobs.models import Job, JobFile


def job_seen_by(user: User, pk: UUID) -> Job:
    """A job that this person asked for, or any for an administrator. Raises Job.DoesNotExist."""
    job = Job.objects.select_related("asked_by").get(pk=pk)
    if job.asked_by_id == user.pk or user.is_administrator or job.also_asked_by.filter(pk=user.pk).exists():
        return job
    raise Job.DoesNotExist


def file_of(job: Job) -> bytes:
    """The bytes of the file that a job made. Raises JobFile.DoesNotExist when it made none, or it was removed."""
    return bytes(JobFile.objects.get(job=job).content)
