"""The tables of background work: the jobs, which are their own queue, and the files that they made."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def _leads_within_the_portal(field: str) -> Q:
    return Q(**{field: ""}) | (Q(**{f"{field}__startswith": "/"}) & ~Q(**{f"{field}__startswith": "//"}))


class JobState(models.TextChoices):
    """Where a job stands. A running one goes back to waiting when its worker was killed."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("In progress")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


UNFINISHED = (JobState.WAITING, JobState.RUNNING)
FINISHED = (JobState.DONE, JobState.FAILED)


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def held_by(self, claim: uuid.UUID | None) -> Self:
        """The job that is being done under this claim, if it still is."""
        return self.filter(state=JobState.RUNNING, claim=claim)


class Job(models.Model):
    """What somebody asked for.

    A worker takes a job by writing a claim of its own into it. Whatever it writes later is written only where that claim
    still stands, so a worker that was taken for dead can neither report nor store a result.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    title = models.TextField(help_text="What was asked for, in words.")
    key = models.CharField(max_length=250, help_text="Names the thing asked for: asked twice, it is done once.")
    duty = models.CharField(max_length=120, blank=True, help_text="The duty and period that this job does, if any.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="jobs")
    also_asked_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="shared_jobs")
    back = models.TextField(blank=True, help_text="The page on which it was asked for.")
    request = models.CharField(max_length=64, blank=True, help_text="The id of the request in which it was asked for.")
    asked_at = models.DateTimeField()

    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    due_at = models.DateTimeField(help_text="Not begun before; later than asked after an attempt that came to nothing.")
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, help_text="Of the worker that does it now.")
    beat_at = models.DateTimeField(null=True, help_text="When that worker was last heard of.")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0, help_text="0: not known.")
    words = models.TextField(blank=True, help_text="What is being done now.")

    error = models.TextField(blank=True, help_text="Why it failed, as a sentence.")
    note = models.TextField(blank=True, help_text="What came of it, as a sentence.")
    address = models.TextField(blank=True, help_text="The page to go on to.")
    onward = models.TextField(blank=True, help_text="The words of the link to it.")
    details = models.JSONField(default=dict)
    file_name = models.TextField(blank=True)
    file_type = models.CharField(max_length=120, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    file_until = models.DateTimeField(null=True, help_text="Until when the file is kept.")

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=JobState.WAITING), name="job_waiting"),
            models.Index(fields=["beat_at"], condition=Q(state=JobState.RUNNING), name="job_running"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="job_key_once_while_unfinished",
                fields=["key"],
                condition=Q(state__in=UNFINISHED),
                violation_error_message="This has been asked for already and is not finished yet.",
            ),
            models.UniqueConstraint(
                name="job_duty_once_a_period",
                fields=["duty"],
                condition=~Q(duty=""),
                violation_error_message="This duty has been asked for in this period already.",
            ),
            models.CheckConstraint(
                name="job_has_a_worker_while_it_runs",
                condition=Q(
                    state=JobState.RUNNING, claim__isnull=False, beat_at__isnull=False, started_at__isnull=False
                )
                | (~Q(state=JobState.RUNNING) & Q(claim__isnull=True, beat_at__isnull=True)),
                violation_error_message="A job has a worker while it runs, and at no other time.",
            ),
            models.CheckConstraint(
                name="job_says_when_it_finished",
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | Q(state__in=UNFINISHED, finished_at__isnull=True),
                violation_error_message="A job that is done or failed says when, and no other does.",
            ),
            models.CheckConstraint(
                name="job_says_why_it_failed",
                condition=(Q(state=JobState.FAILED) & ~Q(error="")) | (~Q(state=JobState.FAILED) & Q(error="")),
                violation_error_message="A job that failed says why, and no other does.",
            ),
            models.CheckConstraint(
                name="job_has_done_no_more_than_all",
                condition=Q(done__lte=F("total")),
                violation_error_message="A job cannot have done more than there is to do.",
            ),
            models.CheckConstraint(
                name="job_leads_within_the_portal",
                condition=_leads_within_the_portal("address") & _leads_within_the_portal("back"),
                violation_error_message="A job leads to pages of this portal only.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def has_file(self) -> bool:
        """Whether there is a file that can still be fetched."""
        return self.file_until is not None and timezone.now() < self.file_until


class JobFile(models.Model):
    """The bytes of the file that a job made: in the database, so that any web process can hand them out."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.job.file_name


class Sign(models.Model):
    """A sign of life of a worker, which it gives between jobs; while it works, its job says when it was heard of."""

    id = models.UUIDField(primary_key=True, help_text="Of the worker, as long as it runs.")
    heard_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)
