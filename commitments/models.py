"""Commitments, the lines they stand on each quarter, and the statuses that those lines were given.

What changes in place (commitments, wordings, lines, places) keeps its history in tables beside it, row by row; actions
name the person (`_history_user`) and the reason (`_change_reason`). Statuses are versions already.
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from commitments.references import Reference
from pillars.models import Judgement


class Ending(models.TextChoices):
    """How a commitment left the plan. A number that is merely absent from a quarter has no ending: it is missing."""

    COMPLETED = "completed", "Completed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SUPERSEDED = "superseded", "Superseded"


class Commitment(models.Model):
    """A promise of the plan, known by its true number; what a paper printed instead stands on the line."""

    plan = models.ForeignKey("pillars.Plan", models.PROTECT, related_name="commitments")
    number = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    suffix = models.CharField(max_length=2, blank=True)
    origin = models.CharField(max_length=400, blank=True, help_text="Where the promise was made.")
    begins_in = models.ForeignKey(
        "pillars.SubTheme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where its row stands when the first quarter of the plan is opened; later quarters go on from there.",
    )
    ending = models.CharField(max_length=12, choices=Ending, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ending_reason = models.TextField(blank=True)
    superseded_by = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="supersedes")

    history = HistoricalRecords()

    class Meta:
        ordering = ["plan", "number", "suffix"]
        constraints = [
            models.UniqueConstraint(name="commitment_number_once_in_a_plan", fields=["plan", "number", "suffix"]),
            models.CheckConstraint(
                name="commitment_ending_has_a_date",
                condition=Q(ending="", ended_on__isnull=True) | (~Q(ending="") & Q(ended_on__isnull=False)),
                violation_error_message="An ended commitment has the date on which it ended, and only an ended one.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.reference)

    @property
    def reference(self) -> Reference:
        return Reference(self.number, self.suffix)


class Wording(models.Model):
    """The words of a commitment from a date on, until a later wording takes over."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="wordings")
    text = models.CharField(max_length=400)
    in_force_from = models.DateField()
    reason = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["commitment", "in_force_from"]
        constraints = [
            models.UniqueConstraint(name="commitment_has_one_wording_a_day", fields=["commitment", "in_force_from"]),
        ]

    def __str__(self) -> str:
        return self.text


class Line(models.Model):
    """A row of a sub-theme's return: what is rated. It carries one or more commitments, which share its status.

    `printed_marks` keeps what a source printed beside the row and did not explain: pairs of column heading and mark
    ("up", "down", "none"). `stated_last_rating` serves a quarter whose predecessor is not held.
    """

    quarterly_return = models.ForeignKey("pillars.Return", models.PROTECT, related_name="lines")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    order = models.PositiveSmallIntegerField()
    stated_last_rating = models.ForeignKey("pillars.Rating", models.PROTECT, null=True, blank=True, related_name="+")
    printed_marks = models.JSONField(default=list, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["quarterly_return", "order"]
        constraints = [
            models.UniqueConstraint(name="line_order_once_in_a_return", fields=["quarterly_return", "order"]),
        ]

    def __str__(self) -> str:
        return f"Line {self.order} of {self.quarterly_return}"


class LineCommitment(models.Model):
    """A commitment's place on a line, with the number a source printed where that is not the true one."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="places")
    period = models.ForeignKey("pillars.ReportingPeriod", models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="places")
    order = models.PositiveSmallIntegerField()
    printed_number = models.CharField(max_length=10, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["line", "order"]
        constraints = [
            models.UniqueConstraint(
                name="commitment_stands_on_one_line_a_quarter",
                fields=["period", "commitment"],
                violation_error_message="This commitment stands on another line of the same quarter.",
            ),
            models.UniqueConstraint(name="line_place_order_once", fields=["line", "order"]),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} on {self.line}"


class Status(Judgement):
    """The rating of a line in its quarter, which all of its commitments share, and what goes with it.

    `evidence` is the address of what the rating rests on; `milestone` what comes next, and when it is due.
    """

    line = models.ForeignKey(Line, models.PROTECT, related_name="statuses")
    evidence = models.URLField(max_length=500, blank=True)
    milestone = models.CharField(max_length=400, blank=True)
    milestone_due_on = models.DateField(null=True, blank=True)

    subject = ("line_id",)
    content = (*Judgement.content, "evidence", "milestone", "milestone_due_on")

    class Meta:
        verbose_name_plural = "statuses"
        constraints = [
            models.UniqueConstraint(
                name="status_first_version_once", fields=["line"], condition=Q(based_on__isnull=True)
            ),
            models.CheckConstraint(
                name="status_rates_or_says_why_not",
                condition=Q(rating__isnull=True) | Q(empty_reason=""),
                violation_error_message="Give a rating, or say why there is none: not both.",
            ),
            models.CheckConstraint(
                name="status_dates_a_milestone",
                condition=Q(milestone_due_on__isnull=True) | ~Q(milestone=""),
                violation_error_message="Say which milestone is due on that day.",
            ),
        ]
