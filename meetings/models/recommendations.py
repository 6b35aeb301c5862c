"""What the Panel recommended to the commissioner, and what the commissioner responded."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from meetings.models.minutes import Minute


class Recommendation(models.Model):
    """A recommendation, made under s.28 of the Police Reform and Social Responsibility Act 2011; the Panel may require the
    commissioner to respond in writing within a reasonable time, which the Panel sets (s.29)."""

    minute = models.ForeignKey(Minute, models.PROTECT, related_name="recommendations")
    words = models.TextField(_("Recommendation"), max_length=8000)
    made_on = models.DateField(_("Made on"))
    due_on = models.DateField(_("Response due on"), help_text=_("A reasonable time, which the Panel sets."))
    response = models.TextField(_("Response"), max_length=20_000, blank=True)
    responded_on = models.DateField(_("Responded on"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["made_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="recommendation_says_something",
                condition=~Q(words=""),
                violation_error_message=_("Write what the Panel recommends."),
            ),
            models.CheckConstraint(
                name="response_is_due_after_the_recommendation",
                condition=Q(due_on__gte=F("made_on")),
                violation_error_message=_("A response is due on the day of the recommendation or later."),
            ),
            models.CheckConstraint(
                name="response_has_its_day",
                condition=Q(response="", responded_on__isnull=True)
                | (~Q(response="") & Q(responded_on__isnull=False, responded_on__gte=F("made_on"))),
                violation_error_message=_(
                    "Write the response, and the day on which it came: that of the recommendation or later."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.words
