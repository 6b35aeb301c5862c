"""The agenda of a meeting: numbered items with lettered parts, and why an item is exempt from being open to the public."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from meetings.models.meetings import Meeting
from meetings.schedule import Paragraph, is_of_the_schedule


class ItemKind(models.TextChoices):
    """How an item is taken."""

    REPORT = "report", _("Report: a paper in the pack")
    ORAL = "oral", _("Oral: told at the meeting, without a paper")
    MINUTES = "minutes", _("Minutes to be confirmed")
    PROCEDURAL = "procedural", _("Standing item, such as apologies")
    URGENT = "urgent", _("Urgent item")


# What every agenda has.
STANDING = (ItemKind.PROCEDURAL, ItemKind.MINUTES)
# How an item is taken, in a word of an agenda.
WORDS = {
    ItemKind.REPORT: _("Report"),
    ItemKind.ORAL: _("Oral"),
    ItemKind.MINUTES: _("Minutes"),
    ItemKind.PROCEDURAL: _("Standing item"),
    ItemKind.URGENT: _("Urgent"),
}


class Entry(models.Model):
    """What an item and a part of one have in common: what it is for, who presents it, and what it refers to.

    It may refer to an earlier meeting and a minute of it, to a quarter's report (`2019-20-q1`), and to the plan. A meeting is
    named by its day, since earlier ones, and those of other bodies, need not be held here.
    """

    purpose = models.TextField(
        _("Purpose"), max_length=2000, blank=True, help_text=_("One sentence, as it stands on the agenda.")
    )
    kind = models.CharField(_("How it is taken"), max_length=12, choices=ItemKind, default=ItemKind.REPORT)
    presenter_role = models.CharField(
        _("Presented by (optional)"), max_length=200, blank=True, help_text=_("By role, never by a name.")
    )
    refers_to_meeting_on = models.DateField(_("Earlier meeting of"), null=True, blank=True)
    refers_to_minute = models.PositiveSmallIntegerField(_("Minute"), null=True, blank=True)
    refers_to_body = models.CharField(
        _("Body that met, if another"), max_length=200, blank=True, help_text=_("Such as: Complaints Sub-Committee.")
    )
    refers_to_quarter = models.CharField(_("Report of the quarter"), max_length=10, blank=True)
    refers_to_plan = models.BooleanField(_("The plan"), default=False)

    class Meta:
        abstract = True

    @property
    def kind_word(self) -> str:
        return str(WORDS[ItemKind(self.kind)])

    @property
    def is_standing(self) -> bool:
        """Whether every agenda has it: apologies, the last minutes, urgent items."""
        return self.kind in STANDING


class AgendaItem(Entry):
    """A numbered item. Its number says where it stands, so the agenda has no gaps (meetings.actions.agendas)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("Title"), max_length=300)
    recommendation = models.TextField(_("Recommendation (optional)"), max_length=4000, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(name="item_number_once_in_a_meeting", fields=["meeting", "number"]),
            models.CheckConstraint(
                name="item_names_the_meeting_of_a_minute",
                condition=Q(refers_to_minute__isnull=True, refers_to_body="") | Q(refers_to_meeting_on__isnull=False),
                violation_error_message=_("Say on which day that meeting was."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ItemPart(Entry):
    """A part of an item, which may have a letter."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="parts")
    order = models.PositiveSmallIntegerField()
    letter = models.CharField(_("Letter (optional)"), max_length=1, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(name="part_order_once_in_an_item", fields=["item", "order"]),
            models.UniqueConstraint(
                name="part_letter_once_in_an_item",
                fields=["item", "letter"],
                condition=~Q(letter=""),
                violation_error_message=_("Another part of this item has this letter."),
            ),
            models.CheckConstraint(
                name="part_has_a_purpose",
                condition=~Q(purpose=""),
                violation_error_message=_("Say what this part is about."),
            ),
            models.CheckConstraint(
                name="part_names_the_meeting_of_a_minute",
                condition=Q(refers_to_minute__isnull=True, refers_to_body="") | Q(refers_to_meeting_on__isnull=False),
                violation_error_message=_("Say on which day that meeting was."),
            ),
        ]

    def __str__(self) -> str:
        return f"({self.letter}) {self.purpose}" if self.letter else self.purpose


class Exemption(models.Model):
    """Why an item is taken in private: the paragraph, and the public-interest test that it passed (Schedule 12A, para. 10, in
    Wales 21). Privilege needs no such test in Wales; the reasons are asked for all the same."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="exemption")
    paragraph = models.PositiveSmallIntegerField(_("Paragraph of Schedule 12A"), choices=Paragraph)
    public_interest = models.TextField(
        _("Why keeping it private serves the public better than telling it"),
        max_length=4000,
        help_text=_("The reasoning of the public-interest test. It is kept, and does not go into the public pack."),
    )
    decided_by_role = models.CharField(_("Who decided"), max_length=200, help_text=_("By role, never by a name."))
    decided_on = models.DateField(_("Decided on"))
    review_on = models.DateField(_("To be reviewed on"), help_text=_("Whether it still has to be private."))

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="exemption_is_of_schedule_12a",
                condition=is_of_the_schedule("paragraph"),
                violation_error_message=_("Choose one of the paragraphs of Schedule 12A."),
            ),
            models.CheckConstraint(
                name="exemption_is_reasoned",
                condition=~Q(public_interest="") & ~Q(decided_by_role=""),
                violation_error_message=_("Say why it is in the public interest, and who decided."),
            ),
            models.CheckConstraint(
                name="exemption_is_reviewed_after_it_is_decided",
                condition=Q(review_on__gt=models.F("decided_on")),
                violation_error_message=_("It is reviewed on a day after it was decided."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: paragraph {self.paragraph}"

    @property
    def of(self) -> Paragraph:
        return Paragraph(self.paragraph)
