"""What was published: editions of a quarter's report, frozen as the document stood."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class SearchLine(models.Model):
    """One row, text or figure of an edition as a reader may search for it; what is searched is laid out at publication.

    `place` is where it stands, in words from the outside in, and `text` all that it says. `folded`, `folded_place` and `numbers`
    are what a query is held against: words of text and place as `reports/folding.py` folds them, and the numbers of the
    commitments on a line. `page`, `slug` and `anchor` name the page that it stands on: reports:page, road-safety.
    """

    class Kind(models.TextChoices):
        COMMITMENT = "commitment", _("Commitments")
        RATING = "rating", _("Ratings")
        INDICATOR = "indicator", _("Indicators")
        TEXT = "text", _("Headlines and activities")
        FINANCE = "finance", _("Finance tables and notes")
        OTHER = "other", _("Names, key and account")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="search_lines")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    place = models.TextField()
    text = models.TextField()
    folded = models.TextField()
    folded_place = models.TextField()
    numbers = models.TextField(blank=True)
    page = models.CharField(max_length=32)
    slug = models.TextField(blank=True)
    anchor = models.TextField(blank=True)

    class Meta:
        ordering = ["edition", "order"]
        constraints = [
            models.UniqueConstraint(name="search_line_once_in_an_edition", fields=["edition", "order"]),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"
