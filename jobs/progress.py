"""What a worker writes of the job that it does; every write holds only while the job is still its own."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.kinds import Result
from jobs.models import Job, JobFile, JobQuerySet, JobState
from jobs.rules import ATTEMPTS, FILES_ARE_KEPT, wait_after


class TakenOver(Exception):
    """The job was given to another worker, since this one was not heard of for too long."""


class Progress:
    """A worker's hold on a job, given to the work that is done: `tell` and `finish` are for the work itself."""

    def __init__(self, job: Job, clock: Callable[[], datetime] = timezone.now) -> None:
        self.job_id = job.pk
        self._attempts = job.attempts
        self._claim = job.claim
        self._clock = clock

    def tell(self, done: int, total: int, words: str = "") -> None:
        """Say how far the work is: so many of so many steps (0 of 0 where nobody knows), and what is being done now.

        Costs one write, so tell what a person would notice. Raises TakenOver, which the work lets pass: others do it now.
        """
        if not self._held().update(done=done, total=total, words=words, beat_at=self._clock()):
            raise TakenOver(f"Job {self.job_id} is no longer this worker's.")

    def finish(self, result: Result) -> None:
        """Store the result, which ends the job. Raises TakenOver.

        Work that writes calls this itself, last in the transaction in which it writes: either both hold or neither.

            with transaction.atomic():
                apply_workbook(...)
                progress.finish(Result(note=_("12 ratings changed.")))
        """
        now, file = self._clock(), result.file
        with transaction.atomic():
            finished = self._held().update(
                state=JobState.DONE,
                claim=None,
                beat_at=None,
                finished_at=now,
                note=result.note,
                address=result.address,
                onward=result.onward,
                details=result.details,
                file_name=file.name if file else "",
                file_type=file.content_type if file else "",
                file_size=len(file.content) if file else 0,
                file_until=now + FILES_ARE_KEPT if file else None,
            )
            if not finished:
                raise TakenOver(f"Job {self.job_id} is no longer this worker's.")
            if file:
                JobFile.objects.create(job_id=self.job_id, content=file.content)

    def is_held(self) -> bool:
        """Whether the job is still this worker's, and not finished."""
        return self._held().exists()

    def beat(self) -> bool:
        """Say that this worker lives; says in turn whether the job is still its own."""
        return bool(self._held().update(beat_at=self._clock()))

    def fail(self, sentence: str) -> None:
        """End the job without a result."""
        fail(self._held(), sentence, now=self._clock())

    def try_again(self, sentence: str) -> None:
        """Give the job back for another attempt; after the last one it has failed, and the sentence says why."""
        try_again(self._held(), self._attempts, sentence, now=self._clock())

    def hand_back(self) -> None:
        """Give the job back for another worker to begin at once: what was done of it here does not count as an attempt."""
        fresh = {"done": 0, "total": 0, "words": "", "attempts": F("attempts") - 1}
        self._held().update(state=JobState.WAITING, claim=None, beat_at=None, due_at=self._clock(), **fresh)

    def _held(self) -> JobQuerySet:
        return Job.objects.held_by(self._claim).filter(pk=self.job_id)


def fail(held: JobQuerySet, sentence: str, *, now: datetime) -> int:
    """End jobs that somebody holds; gives their number."""
    said = sentence or _("It could not be done.")
    return held.update(state=JobState.FAILED, claim=None, beat_at=None, finished_at=now, error=said)


def try_again(held: JobQuerySet, attempts: int, sentence: str, *, now: datetime) -> int:
    """Let jobs that somebody holds wait for their next attempt, or fail them after the last; gives their number."""
    if attempts >= ATTEMPTS:
        return fail(held, sentence, now=now)
    due_at = now + wait_after(attempts)
    return held.update(state=JobState.WAITING, claim=None, beat_at=None, due_at=due_at, done=0, total=0, words="")
