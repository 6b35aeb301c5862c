"""The steps that returns have taken, what reopened them after publication, and the reminders that were sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pillars.models import ReturnState
from returns.rules import STEPS, Verb


class Correction(models.Model):
    """Why a published quarter was opened again, and by whom. What was published stays as it was; the returns that are
    reopened name this row in their step."""

    period = models.ForeignKey("pillars.ReportingPeriod", models.PROTECT, related_name="corrections")
    reason = models.TextField()
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["period", "opened_at"]
        constraints = [
            models.CheckConstraint(
                name="correction_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why the published quarter is opened again.",
            ),
        ]

    def __str__(self) -> str:
        return f"Correction of {self.period}"


class Step(models.Model):
    """One step of a return, with who took it and when; steps are added and never changed.

    `number` counts the steps of a return: of two people who act at once, the database lets one through. `taken_by` is
    empty where the step was taken from the command line.
    """

    quarterly_return = models.ForeignKey("pillars.Return", models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=10, choices=Verb)
    before = models.CharField(max_length=10, choices=ReturnState)
    after = models.CharField(max_length=10, choices=ReturnState)
    comment = models.TextField(blank=True)
    correction = models.ForeignKey(Correction, models.PROTECT, null=True, blank=True, related_name="steps")
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["quarterly_return", "number"]
        constraints = [
            models.UniqueConstraint(
                name="step_number_once_in_a_return",
                fields=["quarterly_return", "number"],
                violation_error_message="Somebody else has just acted on this return. Look at it again.",
            ),
            models.CheckConstraint(
                name="step_is_one_that_a_return_takes",
                condition=Q(
                    *[Q(verb=verb, before=before, after=after) for verb, before, after in STEPS], _connector="OR"
                ),
                violation_error_message="A return in this state does not take this step.",
            ),
            models.CheckConstraint(
                name="step_back_says_why",
                condition=~Q(verb__in=["sent_back", "reopened", "commented"]) | ~Q(comment=""),
                violation_error_message="Say what is to be done.",
            ),
            models.CheckConstraint(
                name="step_reopens_by_a_correction",
                condition=Q(verb="reopened", correction__isnull=False)
                | (~Q(verb="reopened") & Q(correction__isnull=True)),
                violation_error_message="A published return is reopened by a correction, and by nothing else.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.quarterly_return}"


class Reminder(models.Model):
    """A reminder that was sent: each once for a person, a quarter and an occasion."""

    class Occasion(models.TextChoices):
        SUBMIT_SOON = "submit_soon", _("Returns are due soon")
        SUBMIT_LATE = "submit_late", _("Returns are late")
        APPROVE_SOON = "approve_soon", _("Approval is due soon")
        APPROVE_LATE = "approve_late", _("Approval is late")

    period = models.ForeignKey("pillars.ReportingPeriod", models.PROTECT, related_name="reminders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders")
    occasion = models.CharField(max_length=12, choices=Occasion)
    due_on = models.DateField(help_text="The day of which it reminds: a due date that is moved gives a new reminder.")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["period", "sent_at"]
        constraints = [
            models.UniqueConstraint(name="reminder_is_sent_once", fields=["period", "person", "occasion", "due_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_occasion_display()}, {self.period}"


class Upload(models.Model):
    """A workbook that somebody handed in: its file until it is read, then its cells until they are applied.

    `refusal` says why a file was not read. `applied` is the number of rows that it changed: a workbook is applied once. What
    it changed stands in the records' own versions, under the name of who handed it in.
    """

    period = models.ForeignKey("pillars.ReportingPeriod", models.PROTECT, related_name="uploads")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    cells = models.JSONField(null=True)
    refusal = models.TextField(blank=True)
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, related_name="+", help_text="The last one asked for."
    )
    applied = models.PositiveIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["period", "-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                name="upload_is_applied_at_a_time",
                condition=Q(applied__isnull=True, applied_at__isnull=True)
                | Q(applied__isnull=False, applied_at__isnull=False, content__isnull=True, cells__isnull=True),
                violation_error_message="A workbook that is applied says when, and is no longer kept.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
