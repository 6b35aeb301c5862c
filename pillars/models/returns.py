"""A sub-theme's return for a quarter, its own rating, and the texts that go with it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pillars.versions import EmptyReason, Version


class ReturnState(models.TextChoices):
    """How far a return has come. While it is submitted or approved, nobody changes what hangs on it."""

    OPEN = "open", "Open"
    SUBMITTED = "submitted", "Submitted"
    SENT_BACK = "sent_back", "Sent back"
    APPROVED = "approved", "Approved"


LOCKED = (ReturnState.SUBMITTED, ReturnState.APPROVED)


class Return(models.Model):
    """What one sub-theme submits for one quarter; lines, ratings and texts hang on it.

    Its state stands here, so that every record can ask whether it is locked; who took which step, and when, is told by
    returns.models.Step. `stated_last_rating` is last period's rating as a source states it, for a quarter whose
    predecessor is not held.
    """

    sub_theme = models.ForeignKey("pillars.SubTheme", models.PROTECT, related_name="returns")
    period = models.ForeignKey("pillars.ReportingPeriod", models.PROTECT, related_name="returns")
    stated_last_rating = models.ForeignKey("pillars.Rating", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=ReturnState, default=ReturnState.OPEN)

    class Meta:
        ordering = ["period", "sub_theme"]
        constraints = [
            models.CheckConstraint(
                name="return_state_is_one_of_four",
                condition=Q(state__in=["open", "submitted", "sent_back", "approved"]),
                violation_error_message="A return is open, submitted, sent back or approved.",
            ),
            models.UniqueConstraint(name="sub_theme_returns_once_a_quarter", fields=["sub_theme", "period"]),
        ]

    def __str__(self) -> str:
        return f"{self.sub_theme}, {self.period}"

    @property
    def is_locked(self) -> bool:
        return self.state in LOCKED


class Judgement(Version):
    """A rating that somebody gave, or why there is none, and the reason; never computed.

    Both may still be missing: what somebody has typed is kept before the rating is chosen. A return without them is
    not complete (returns/missing.py), and is neither submitted nor published.
    """

    rating = models.ForeignKey("pillars.Rating", models.PROTECT, null=True, blank=True, related_name="+")
    empty_reason = models.CharField(max_length=20, choices=EmptyReason, blank=True)
    reason = models.TextField(blank=True)

    content: ClassVar[tuple[str, ...]] = ("rating_id", "empty_reason", "reason")

    class Meta:
        abstract = True


class SubThemeRating(Judgement):
    """A sub-theme's own rating, as its editor judges it; its lines may suggest one and never decide it."""

    quarterly_return = models.ForeignKey(Return, models.PROTECT, related_name="ratings")

    subject = ("quarterly_return_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="sub_theme_rating_first_version_once",
                fields=["quarterly_return"],
                condition=Q(based_on__isnull=True),
            ),
            models.CheckConstraint(
                name="sub_theme_rating_or_why_not",
                condition=Q(rating__isnull=True) | Q(empty_reason=""),
                violation_error_message="Give a rating, or say why there is none: not both.",
            ),
        ]


class Narrative(Version):
    """Headlines or activities: a few short paragraphs, one to a line, where links are written [words](address).

    Headlines belong to a sub-theme's return, or to a pillar for the summary page; activities to a return.
    """

    class Kind(models.TextChoices):
        HEADLINES = "headlines", "Headlines"
        ACTIVITIES = "activities", "Activities & achievements"

    kind = models.CharField(max_length=10, choices=Kind)
    quarterly_return = models.ForeignKey(Return, models.PROTECT, null=True, blank=True, related_name="narratives")
    pillar = models.ForeignKey("pillars.Pillar", models.PROTECT, null=True, blank=True, related_name="narratives")
    period = models.ForeignKey(
        "pillars.ReportingPeriod", models.PROTECT, null=True, blank=True, related_name="pillar_narratives"
    )
    text = models.TextField(blank=True)

    subject = ("kind", "quarterly_return_id", "pillar_id", "period_id")
    content = ("text",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="narrative_of_a_return_first_version_once",
                fields=["quarterly_return", "kind"],
                condition=Q(based_on__isnull=True, quarterly_return__isnull=False),
            ),
            models.UniqueConstraint(
                name="narrative_of_a_pillar_first_version_once",
                fields=["pillar", "period", "kind"],
                condition=Q(based_on__isnull=True, pillar__isnull=False),
            ),
            models.CheckConstraint(
                name="narrative_belongs_to_a_return_or_a_pillar",
                condition=Q(quarterly_return__isnull=False, pillar__isnull=True, period__isnull=True)
                | Q(quarterly_return__isnull=True, pillar__isnull=False, period__isnull=False, kind="headlines"),
                violation_error_message="A text belongs to one sub-theme's return, or to one pillar in one quarter.",
            ),
        ]

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]
