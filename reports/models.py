"""What was published: editions of a quarter's report with their files. frozen/triggers.py guards both tables."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class EditionQuerySet(models.QuerySet["Edition"]):
    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def public(self, at: datetime) -> Self:
        """Those that anybody may read at this moment."""
        return self.standing().filter(public_from__lte=at)


class Edition(models.Model):
    """One publication of a quarter's report. Readers are shown its files, never the records behind them.

    `published_at` is when it was frozen, `public_from` from when anybody may read it, `panel_from` from when members of the Panel
    may, where that is earlier. `document` is the report document as JSON, `digest` the SHA-256 of those bytes and `manifest` that
    of the list of its files (reports/editions/manifest.py), in hexadecimal.

    A withdrawn edition keeps its number, its digests and the reason; its document and the content of its files are gone.
    """

    period = models.ForeignKey("pillars.ReportingPeriod", models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    public_from = models.DateTimeField()
    panel_from = models.DateTimeField(null=True)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    manifest = models.CharField(max_length=64)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")
    what = models.TextField(blank=True, help_text="What a correction corrects, in a sentence or two.")
    why = models.TextField(blank=True, help_text="Why it was wrong.")
    asked_by = models.CharField(
        max_length=200, blank=True, help_text="Who asked for the correction: a role, not a name."
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["period", "number"]
        constraints = [
            models.UniqueConstraint(name="edition_number_once_for_a_quarter", fields=["period", "number"]),
            models.CheckConstraint(
                name="edition_is_for_the_panel_before_the_public",
                condition=Q(panel_from__isnull=True) | Q(panel_from__lt=F("public_from")),
                violation_error_message="The Panel reads an edition before the public does, or together with it.",
            ),
            models.CheckConstraint(
                name="edition_that_corrects_says_what_and_why",
                condition=Q(corrects__isnull=True, what="", why="", asked_by="")
                | (Q(corrects__isnull=False) & ~Q(what="") & ~Q(why="") & ~Q(asked_by="")),
                violation_error_message="A correction says what it corrects, why, and who asked for it.",
            ),
            models.CheckConstraint(
                name="edition_is_withdrawn_for_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="", withdrawn_by__isnull=True)
                | (Q(withdrawn_at__isnull=False, document="") & ~Q(withdrawn_reason="")),
                violation_error_message="An edition is withdrawn for a reason that is given, and its document goes.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}, edition {self.number}"


class EditionFile(models.Model):
    """A file of an edition: its place within it, and the digest under which the store keeps its bytes (reports/files/store.py).

    `packed` is the digest of the same bytes as gzip sends them, or "" where that saves nothing worth having.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    path = models.CharField(max_length=300)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    packed = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        ordering = ["edition", "path"]
        constraints = [
            models.UniqueConstraint(name="edition_file_path_once", fields=["edition", "path"]),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.path}"


class SearchLine(models.Model):
    """One row, text or figure of an edition as a reader may search for it; what is searched is laid out at publication.

    `place` is where it stands, in words from the outside in, and `text` all that it says. `folded`, `folded_place` and `numbers`
    are what a query is held against: words of text and place as `reports/folding.py` folds them, and the numbers of the
    commitments on a line. `page`, `slug` and `anchor` name the page that it stands on: reports:page, road-safety. `language` is
    that of its words without a country (en, cy); an edition of two languages has its lines in both, those of the second last.
    Lines that were laid out before there was a second language do not say theirs ("").
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
    language = models.CharField(max_length=10, blank=True, default="", db_default="")

    class Meta:
        ordering = ["edition", "order"]
        constraints = [
            models.UniqueConstraint(name="search_line_once_in_an_edition", fields=["edition", "order"]),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"
