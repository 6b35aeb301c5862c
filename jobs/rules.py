"""How long a worker may be silent, how often work is tried, and how long what it made is kept."""

from datetime import timedelta

from django.conf import settings

ATTEMPTS = 3
FILES_ARE_KEPT = timedelta(days=1)
# Longer than any period of a duty, since a job that did a duty is what says that it was done.
JOBS_ARE_KEPT = timedelta(days=60)
SIGNS_ARE_KEPT = timedelta(days=1)


def lease() -> timedelta:
    """How long a worker may be silent before its job is given to another."""
    return timedelta(seconds=settings.JOBS_LEASE)


def wait_after(attempt: int) -> timedelta:
    """How long to wait after the attempt of this number (from 1) came to nothing: 10 s, a minute, six minutes."""
    return timedelta(seconds=10 * 6 ** (attempt - 1))
