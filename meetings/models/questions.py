"""Written questions from members of the Panel, against an item of an agenda or against a figure of a published report."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from meetings.models.agendas import AgendaItem


class Question(models.Model):
    """A question with the answer to it, and the day on which that was published.

    It is about an item, or about a figure, an indicator or a commitment of an edition (`subject`: `revenue/staff/budget`, the
    key of an indicator, the number of a commitment). What that read is kept beside it, since an edition says it for ever:
    `subject_words` its place and what was printed, `subject_at` the file of the edition with its anchor.
    """

    class Kind(models.TextChoices):
        FIGURE = "figure", _("Figure")
        INDICATOR = "indicator", _("Indicator")
        COMMITMENT = "commitment", _("Commitment")

    asked_by_role = models.CharField(
        _("Asked by"), max_length=200, help_text=_("By role, such as: Member. Never by a name.")
    )
    asked_on = models.DateField(_("Asked on"))
    words = models.TextField(_("Question"), max_length=8000)
    due_on = models.DateField(_("Answer due on"))
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="questions")
    edition = models.ForeignKey("reports.Edition", models.PROTECT, null=True, blank=True, related_name="+")
    subject_kind = models.CharField(max_length=12, choices=Kind, blank=True)
    subject = models.CharField(max_length=400, blank=True)
    subject_words = models.TextField(max_length=4000, blank=True)
    subject_at = models.CharField(max_length=400, blank=True)
    answer = models.TextField(_("Answer"), max_length=20_000, blank=True)
    answered_by_role = models.CharField(
        _("Answered by"), max_length=200, blank=True, help_text=_("By role, never by a name.")
    )
    published_on = models.DateField(
        _("Published on"), null=True, blank=True, help_text=_("Leave it empty while the answer is not public.")
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="question_is_somebodys",
                condition=~Q(words="") & ~Q(asked_by_role=""),
                violation_error_message=_("Write the question, and who asked it."),
            ),
            models.CheckConstraint(
                name="question_is_about_one_thing",
                condition=Q(item__isnull=False, edition__isnull=True, subject_kind="", subject="")
                | (Q(item__isnull=True, edition__isnull=False) & ~Q(subject_kind="") & ~Q(subject="")),
                violation_error_message=_("A question is about an item or about a figure of a report, and not both."),
            ),
            models.CheckConstraint(
                name="answer_is_due_after_the_question",
                condition=Q(due_on__gte=F("asked_on")),
                violation_error_message=_("An answer is due on the day of the question or later."),
            ),
            models.CheckConstraint(
                name="answer_says_whose_it_is",
                condition=Q(answer="", answered_by_role="") | (~Q(answer="") & ~Q(answered_by_role="")),
                violation_error_message=_("Write the answer, and who gave it."),
            ),
            models.CheckConstraint(
                name="published_answer_is_there",
                condition=Q(published_on__isnull=True) | (~Q(answer="") & Q(published_on__gte=F("asked_on"))),
                violation_error_message=_(
                    "An answer is published once it is given, on the day of the question or later."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.words
