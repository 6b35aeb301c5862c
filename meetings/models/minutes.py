"""The minutes of a meeting: who was there by role, and what was said and resolved on each item of its agenda."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from meetings.models.agendas import AgendaItem, ItemKind, ItemPart
from meetings.models.meetings import Meeting

# So many people of one role, as `Minutes` keeps them: [[11, "Members"]].
People = list[list[int | str]]


class Decision(models.TextChoices):
    """What became of an item."""

    RESOLVED = "resolved", _("Resolved")
    NOTED = "noted", _("Noted")
    RECOMMENDED = "recommended", _("Recommended")
    DEFERRED = "deferred", _("Deferred")


# What says nothing by itself: it wants the words of what was decided.
WORDED = (Decision.RESOLVED, Decision.RECOMMENDED)


class Minutes(models.Model):
    """What the minutes of a meeting begin with, and the later meeting at which they were confirmed as a correct record.

    `present`, `apologies` and `officers` are lists of a number and a role: there are no names in them.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    present = models.JSONField(default=list, blank=True)
    apologies = models.JSONField(default=list, blank=True)
    officers = models.JSONField(default=list, blank=True)
    confirmed_at = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="confirms",
        verbose_name=_("Confirmed as a correct record at the meeting of"),
    )

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="minutes_are_confirmed_at_another_meeting",
                condition=Q(confirmed_at__isnull=True) | ~Q(confirmed_at=F("meeting")),
                violation_error_message=_("Minutes are confirmed at a later meeting."),
            ),
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting.day}"

    @property
    def how_many(self) -> int:
        """How many members were present."""
        return sum(int(number) for number, _role in self.present)


class Minute(models.Model):
    """What was said and decided on an item, or on a part of one.

    The minute of an urgent item tells the special circumstances and by whose opinion, as the person who presided, it could
    not wait (Local Government Act 1972, s.100B(4)(b)). `summary` is what the public is told of an item that was taken in
    private, where its minutes without it would give no fair and coherent record (s.100C(2)).
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="minuted")
    part = models.OneToOneField(ItemPart, models.PROTECT, null=True, blank=True, related_name="minute")
    opinion_role = models.CharField(
        _("Urgent in the opinion of"),
        max_length=200,
        blank=True,
        help_text=_("The person who presided, by role: Chairman."),
    )
    circumstances = models.TextField(
        _("Special circumstances"), max_length=4000, blank=True, help_text=_("Why it could not wait.")
    )
    text = models.TextField(_("What was said"), max_length=20_000, blank=True)
    decision = models.CharField(_("Decision"), max_length=12, choices=Decision, blank=True)
    words = models.TextField(_("What was decided"), max_length=8000, blank=True)
    reason = models.TextField(_("Reason for the decision"), max_length=4000, blank=True)
    summary = models.TextField(
        _("Summary for the public"),
        max_length=8000,
        blank=True,
        help_text=_("The item is private. Tell what can be told, where the minutes would make no sense without it."),
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="minute_once_for_an_item",
                fields=["item"],
                condition=Q(part__isnull=True),
                violation_error_message=_("This item is minuted already. Load the page again."),
            ),
            models.CheckConstraint(
                name="minute_says_something",
                condition=~Q(text="") | ~Q(decision="") | ~Q(circumstances=""),
                violation_error_message=_("Write what was said or decided."),
            ),
            models.CheckConstraint(
                name="minute_says_what_was_decided",
                condition=~Q(decision__in=[one.value for one in WORDED]) | ~Q(words=""),
                violation_error_message=_("Write what was decided."),
            ),
            models.CheckConstraint(
                name="minute_says_how_it_was_decided",
                condition=~Q(decision="") | Q(words="", reason=""),
                violation_error_message=_("Choose whether it was resolved, noted, recommended or deferred."),
            ),
            models.CheckConstraint(
                name="minute_says_whose_opinion_it_was",
                condition=Q(opinion_role="", circumstances="") | (~Q(opinion_role="") & ~Q(circumstances="")),
                violation_error_message=_(
                    "Say which special circumstances made it urgent, and in whose opinion: that of the person who presided."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Minute {self.number}"

    @property
    def number(self) -> str:
        """`7(a)`, or `7` of an item as a whole and of a part without a letter."""
        letter = self.part.letter if self.part else ""
        return f"{self.item.number}({letter})" if letter else str(self.item.number)

    @property
    def is_of_urgent(self) -> bool:
        """Whether the law wants the circumstances."""
        return ItemKind.URGENT in (self.item.kind, self.part.kind if self.part else "")

    @property
    def lacks_circumstances(self) -> bool:
        return self.is_of_urgent and not self.circumstances
