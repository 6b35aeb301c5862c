"""The work programme: what the Panel means to look at, at a meeting ahead or one day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from meetings.models.agendas import AgendaItem
from meetings.models.meetings import Meeting


class Topic(models.Model):
    """A topic of the work programme, under another (`parent`) or by itself.

    One that is put onto an agenda says as which item, and which meeting that is of; one that waits for a meeting has only
    the meeting, and one that is not scheduled neither. Two that are added in one moment may share an `order`.
    """

    title = models.CharField(_("Topic"), max_length=300)
    purpose = models.TextField(
        _("Purpose and key lines of enquiry"),
        max_length=4000,
        blank=True,
        help_text=_("What the Panel wants to know. It becomes the purpose of the item."),
    )
    lead_role = models.CharField(
        _("Lead"), max_length=200, blank=True, help_text=_("A member or an officer by role, never by a name.")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("Belongs to (optional)")
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="topics",
        verbose_name=_("Meeting"),
        help_text=_("Leave it open for a topic that is not scheduled yet."),
    )
    quarter = models.CharField(_("Report of the quarter (optional)"), max_length=10, blank=True)
    order = models.PositiveSmallIntegerField()
    item = models.OneToOneField(AgendaItem, models.PROTECT, null=True, blank=True, related_name="topic")

    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="topic_on_an_agenda_has_its_meeting",
                condition=Q(item__isnull=True) | Q(meeting__isnull=False),
                violation_error_message=_("A topic on an agenda belongs to the meeting of that agenda."),
            ),
            models.CheckConstraint(
                name="topic_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                violation_error_message=_("A topic cannot belong to itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
