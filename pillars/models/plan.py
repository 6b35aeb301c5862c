"""The plan and its structure: pillars, and the sub-themes within them. Each keeps the history of its changes beside it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords


class Plan(models.Model):
    """A Police and Crime Plan for a term (Police Reform and Social Responsibility Act 2011, s.5), with its own words."""

    office = models.ForeignKey("pillars.Office", models.PROTECT, related_name="plans")
    key = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=400)
    starts_on = models.DateField()
    ends_on = models.DateField()
    pillar_word = models.CharField(max_length=40, default="pillar")
    pillars_word = models.CharField(max_length=40, default="pillars")
    sub_theme_word = models.CharField(max_length=40, default="sub-theme")
    sub_themes_word = models.CharField(max_length=40, default="sub-themes")
    commitment_word = models.CharField(max_length=40, default="commitment")
    commitments_word = models.CharField(max_length=40, default="commitments")

    history = HistoricalRecords()

    class Meta:
        ordering = ["starts_on", "key"]
        constraints = [
            models.CheckConstraint(
                name="plan_ends_after_it_starts",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message="A plan ends after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PillarColour(models.TextChoices):
    """Colours that keep 7:1 against white, so that a heading may stand in them."""

    TEAL = "teal", "teal"
    PLUM = "plum", "plum"
    NAVY = "navy", "navy"
    FOREST = "forest", "forest"
    RUST = "rust", "rust"
    SLATE = "slate", "slate"
    INDIGO = "indigo", "indigo"
    OLIVE = "olive", "olive"


class PillarIcon(models.TextChoices):
    """Drawings that come with the portal; each is decoration beside a title."""

    SHIELD = "shield", "shield"
    PEOPLE = "people", "people"
    SCALES = "scales", "scales"
    COMPASS = "compass", "compass"
    ROAD = "road", "road"
    BOOK = "book", "book"
    SPEECH = "speech", "speech"
    STAR = "star", "star"


class Pillar(models.Model):
    """One of the parts of a plan; the plan says what its parts are called."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="pillars")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=400)
    colour = models.CharField(max_length=10, choices=PillarColour, default=PillarColour.NAVY)
    icon = models.CharField(max_length=10, choices=PillarIcon, default=PillarIcon.STAR)

    history = HistoricalRecords()

    class Meta:
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(name="pillar_key_once_in_a_plan", fields=["plan", "key"]),
            models.UniqueConstraint(name="pillar_order_once_in_a_plan", fields=["plan", "order"]),
        ]

    def __str__(self) -> str:
        return self.title


class SubTheme(models.Model):
    """A part of a pillar: what staff report on each quarter.

    A pillar that has no sub-themes holds exactly one, without a title, which stands for the pillar itself: so every
    record hangs in the same place whatever the plan looks like. Several sub-themes may share one page of the report:
    the others name the first in `page_of`, and the first may carry a title for the shared page.
    """

    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="sub_themes")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=400, blank=True)
    page_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="sharing")
    page_title = models.CharField(max_length=400, blank=True)
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="sub_themes", help_text="The people who keep its returns."
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["pillar", "order"]
        constraints = [
            models.UniqueConstraint(name="sub_theme_key_once_in_a_pillar", fields=["pillar", "key"]),
            models.UniqueConstraint(name="sub_theme_order_once_in_a_pillar", fields=["pillar", "order"]),
            models.UniqueConstraint(
                name="sub_theme_stands_for_its_pillar_alone",
                fields=["pillar"],
                condition=Q(title=""),
                violation_error_message="Give each sub-theme of this pillar a title.",
            ),
            models.CheckConstraint(
                name="sub_theme_shares_the_page_of_another",
                condition=Q(page_of__isnull=True) | ~Q(page_of=F("id")),
                violation_error_message="A sub-theme cannot share its own page.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.pillar.title

    @property
    def in_full(self) -> str:
        """Its name with that of its pillar; the pillar's alone where it is both."""
        return f"{self.pillar.title}: {self.title}" if self.title else self.pillar.title
