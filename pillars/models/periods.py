"""The reporting period: the row that opens a quarter, and that publishing closes."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from pillars.quarters import Quarter


class ReportingPeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def of(self, quarter: Quarter) -> Self:
        return self.filter(year=quarter.year, number=quarter.number)

    def before(self, quarter: Quarter) -> Self:
        """Earlier quarters, the latest first."""
        earlier = Q(year__lt=quarter.year) | Q(year=quarter.year, number__lt=quarter.number)
        return self.filter(earlier).order_by("-year", "-number")


class ReportingPeriod(models.Model):
    """One quarter of one plan, rated on one version of its scale. A quarter is reported under one plan only.

    One that was loaded from a file was never opened: nobody stands in `opened_by`, and it has no due dates.
    """

    plan = models.ForeignKey("pillars.Plan", models.PROTECT, related_name="periods")
    scale = models.ForeignKey("pillars.RatingScale", models.PROTECT, related_name="periods")
    year = models.PositiveSmallIntegerField(help_text="The calendar year in which the financial year begins.")
    number = models.PositiveSmallIntegerField(help_text="1 is April to June, 4 is January to March.")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    submissions_due_on = models.DateField(null=True, blank=True)
    approvals_due_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(name="quarter_is_reported_once", fields=["year", "number"]),
            models.CheckConstraint(
                name="quarter_is_one_of_four",
                condition=Q(number__gte=1, number__lte=4),
                violation_error_message="A year has quarters 1 to 4.",
            ),
            models.CheckConstraint(
                name="quarter_is_approved_after_it_is_submitted",
                condition=Q(approvals_due_on__isnull=True)
                | Q(submissions_due_on__isnull=False, approvals_due_on__gte=F("submissions_due_on")),
                violation_error_message="Approval is due on the day on which returns are due, or later.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.quarter)

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.number)
