"""What was published: editions of a quarter's report, frozen as the document stood."""

from django.db import models


class Edition(models.Model):
    """One publication of a quarter's report. Readers are shown its document, never the records behind it.

    `document` is the report document as JSON and `digest` the SHA-256 of those bytes, in hexadecimal.
    """

    period = models.ForeignKey("pillars.ReportingPeriod", models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    document = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["period", "number"]
        constraints = [
            models.UniqueConstraint(name="edition_number_once_for_a_quarter", fields=["period", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.period}, edition {self.number}"
