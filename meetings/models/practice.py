"""What an office keeps to: clear days, what authors deliver when, the days of a precept, and days that do not count."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from meetings.deadlines import Calendar, Step, YearlyDay
from meetings.schedule import SchedulePart


def usual_steps() -> list[list[int | str]]:
    """What authors deliver, and how many working days before the day of issue."""
    return [[10, "Draft reports reach the clerk"], [3, "Final reports reach the clerk"]]


def precept_days() -> list[list[int | str]]:
    """Day, month and what is due, by SI 2012/2271, regs. 3-7."""
    return [
        [1, 2, "The Panel is told of the proposed precept"],
        [8, 2, "The Panel has reviewed the proposed precept and reports on it"],
        [15, 2, "After a veto: the answer to the Panel’s report, with a revised precept"],
        [22, 2, "The Panel has reviewed the revised precept and reports on it"],
        [1, 3, "The answer to the second report; the precept is issued"],
    ]


def usual_information() -> str:
    """What the public may do at a meeting, as every pack tells it (ss. 100A to 100D of the Local Government Act 1972)."""
    return """# Coming to the meeting
Everybody may come and listen, but for items that are taken in private. The agenda names these, and says under which paragraph \
of Schedule 12A to the Local Government Act 1972.

# Reading the papers
The agenda and its reports are open to the public for at least [clear days] before the meeting. Agenda, reports and minutes stay \
open for six years, and the background papers that a report lists for four.

# Filming and recording
While a meeting is open to the public, anybody may film it, record its sound, photograph it and report on it as it goes on. \
Please do so without disturbing it, and tell the contact beforehand if you need room for it.

# If you need something
Whoever needs the papers in another form or language, or help to come to the meeting, asks the [contact]."""


class Practice(models.Model):
    """How this office plans its meetings and what it tells the public: one row, and until somebody changes it what the law says.

    `steps` and `precept_days` are lists as `usual_steps` and `precept_days` give them. `information` is text with headings, as
    meetings.paragraphs reads it; what stands in it in square brackets, a meeting puts in.
    """

    clear_days = models.PositiveSmallIntegerField(
        _("Clear days"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_(
            "For which an agenda is open before its meeting: five in England, three in Wales. A meeting keeps to what "
            "stood here when it was planned."
        ),
    )
    schedule_part = models.PositiveSmallIntegerField(
        _("Exempt information"),
        choices=SchedulePart,
        default=SchedulePart.ENGLAND,
        help_text=_("Whose paragraphs of Schedule 12A are offered where an item is taken in private."),
    )
    information = models.TextField(
        _("Information for the public"),
        max_length=8000,
        default=usual_information,
        help_text=_(
            "It is printed into every agenda pack. Begin a heading with #; an empty line begins a new paragraph. "
            "[clear days] and [contact] are put in from the meeting."
        ),
    )
    steps = models.JSONField(default=usual_steps)
    precept_days = models.JSONField(default=precept_days)
    veto_parts = models.PositiveSmallIntegerField(
        _("A veto needs so many"), default=2, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    veto_of = models.PositiveSmallIntegerField(
        _("of so many parts of the Panel’s members"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Two of three for two thirds."),
    )

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="practice_is_the_only_one",
                condition=Q(pk=1),
                violation_error_message=_("A portal serves one office. Change what is there."),
            ),
            models.CheckConstraint(
                name="practice_keeps_to_a_part_of_the_schedule",
                condition=Q(schedule_part__in=SchedulePart.values),
                violation_error_message=_("Choose England or Wales."),
            ),
            models.CheckConstraint(
                name="veto_is_a_share",
                condition=Q(veto_parts__gte=1) & Q(veto_parts__lte=F("veto_of")),
                violation_error_message=_(
                    "A veto cannot need more than all members. Write two of three for two thirds."
                ),
            ),
        ]

    def __str__(self) -> str:
        return "Practice"

    @property
    def author_steps(self) -> list[Step]:
        return [Step(name, days) for days, name in self.steps]

    @property
    def yearly_days(self) -> list[YearlyDay]:
        return [YearlyDay(name, day, month) for day, month, name in self.precept_days]


class ExtraDay(models.Model):
    """A day that is no working day here although it is no bank holiday, such as a day of mourning."""

    day = models.DateField(_("Day"))
    reason = models.CharField(_("Why it does not count"), max_length=200)

    history = HistoricalRecords()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                name="extra_day_once",
                fields=["day"],
                violation_error_message=_("This day is on the list already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"


def calendar_of(days: "models.QuerySet[ExtraDay] | list[ExtraDay]") -> Calendar:
    """The working days of an office with these extra days."""
    return Calendar(frozenset(extra.day for extra in days))
