"""What somebody is to do after a meeting: an action that the Panel asked for, or what somebody undertook."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from meetings.models.agendas import AgendaItem
from meetings.models.meetings import Meeting


class Action(models.Model):
    """What is to be done, by whom (a role) and by when. It goes with every agenda until it is closed.

    It is due at a meeting, on a day, or simply at the next meeting. `outcome` is how far it is, and what came of it in the end.
    """

    class Kind(models.TextChoices):
        ACTION = "action", _("Action: the Panel asked for it")
        UNDERTAKING = "undertaking", _("Undertaking: somebody promised it")

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="actions")
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind, default=Kind.ACTION)
    what = models.TextField(_("What is to be done"), max_length=4000)
    owner_role = models.CharField(_("Who does it"), max_length=200, help_text=_("By role, never by a name."))
    due_at = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="expects", verbose_name=_("Due at the meeting of")
    )
    due_on = models.DateField(_("Or due on (optional)"), null=True, blank=True)
    outcome = models.TextField(_("Outcome"), max_length=4000, blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                name="action_is_somebodys",
                condition=~Q(what="") & ~Q(owner_role=""),
                violation_error_message=_("Say what is to be done, and who does it."),
            ),
            models.CheckConstraint(
                name="action_is_due_once",
                condition=Q(due_at__isnull=True) | Q(due_on__isnull=True),
                violation_error_message=_("It is due at a meeting or on a day, and not both."),
            ),
            models.CheckConstraint(
                name="closed_action_has_an_outcome",
                condition=Q(closed_on__isnull=True) | ~Q(outcome=""),
                violation_error_message=_("Say what came of it."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def kind_word(self) -> str:
        return str(_("Undertaking") if self.kind == self.Kind.UNDERTAKING else _("Action"))

    @property
    def due(self) -> date | None:
        """The day by which it is due; None for the next meeting, whenever that is."""
        return self.due_at.held_on if self.due_at else self.due_on
