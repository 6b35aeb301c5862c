"""A meeting of the Panel, and who sits on it by role."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


class Meeting(models.Model):
    """A meeting on a day, by which it is known: two sessions of one day are one meeting.

    `clear_days` is what the office kept to when it was planned. `published_on` is the day on which its agenda was first open
    to the public; where that was too late for its clear days, `urgency` is the wording that goes onto the agenda and into
    the minutes (Local Government Act 1972, s.100B(4)(b)).
    """

    class Kind(models.TextChoices):
        FORMAL = "formal", _("Formal")
        INFORMAL = "informal", _("Informal")
        RESERVE = "reserve", _("Reserve date")

    held_on = models.DateField(_("Date"))
    begins_at = models.TimeField(_("Time"), null=True, blank=True, help_text=_("Leave it empty until it is known."))
    body = models.CharField(_("Body"), max_length=200, help_text=_("Who meets."))
    host = models.CharField(_("Hosting authority"), max_length=200, blank=True)
    venue = models.CharField(_("Venue"), max_length=300, blank=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.FORMAL)
    label = models.CharField(
        _("What it is called (optional)"), max_length=100, blank=True, help_text=_("Such as: Precept meeting.")
    )
    session = models.CharField(
        _("Session (optional)"), max_length=100, blank=True, help_text=_("Such as: Afternoon session.")
    )
    quorum = models.PositiveSmallIntegerField(
        _("Quorum"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    contact_role = models.CharField(
        _("Contact"), max_length=200, blank=True, help_text=_("By role, such as: Democratic Services Officer.")
    )
    is_for_precept = models.BooleanField(
        _("It reviews the precept"), default=False, help_text=_("The days of the precept stand among its deadlines.")
    )
    clear_days = models.PositiveSmallIntegerField(
        _("Clear days"), default=5, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    published_on = models.DateField(_("Agenda published on"), null=True, blank=True)
    urgency = models.TextField(_("Why it could not wait"), max_length=4000, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["held_on"]
        constraints = [
            models.UniqueConstraint(
                name="meeting_day_once",
                fields=["held_on"],
                violation_error_message=_("There is a meeting on this day already. Open that one."),
            ),
            models.CheckConstraint(
                name="meeting_day_is_of_this_century",
                condition=Q(held_on__range=(FIRST_DAY, LAST_DAY)),
                violation_error_message=_("Give a day between 2000 and 2099."),
            ),
            models.CheckConstraint(
                name="agenda_is_published_before_its_meeting",
                condition=Q(published_on__isnull=True)
                | (Q(published_on__lte=F("held_on")) & Q(published_on__gte=date(1999, 1, 1))),
                violation_error_message=_("An agenda is published on the day of its meeting at the latest."),
            ),
            models.CheckConstraint(
                name="urgency_is_of_a_published_agenda",
                condition=Q(urgency="") | Q(published_on__isnull=False),
                violation_error_message=_("Say when the agenda was published that could not wait."),
            ),
        ]

    def __str__(self) -> str:
        return self.label or f"{self.get_kind_display()} – {self.day}"

    @property
    def slug(self) -> str:
        """`2019-09-24`: the meeting in an address."""
        return self.held_on.isoformat()

    @property
    def day(self) -> str:
        """The day in words: Tuesday 24 September 2019."""
        return date_format(self.held_on, "l j F Y")

    @property
    def is_formal(self) -> bool:
        return self.kind == Meeting.Kind.FORMAL


class Seat(models.Model):
    """So many members of one role: membership without names."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=200)
    how_many = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    order = models.PositiveSmallIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(name="seat_order_once", fields=["meeting", "order"]),
            models.CheckConstraint(
                name="seat_is_somebodys",
                condition=Q(how_many__gte=1),
                violation_error_message=_("A role on the Panel has one member or more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how_many} {self.role}"
