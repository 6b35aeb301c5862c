"""The papers of an agenda item: an edition of a quarter's report, a report that is written here, a file, the programme."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from meetings.models.agendas import AgendaItem, ItemPart
from meetings.models.uploads import Upload


class Risk(models.TextChoices):
    """How grave a risk is, before and after what is done about it."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


def _text(label: Any, most: int = 8000, help_text: Any = "") -> models.TextField:
    return models.TextField(label, max_length=most, blank=True, help_text=help_text)


class WrittenReport(models.Model):
    """A report with the heads that Panels expect. `body` holds its sections and paragraphs, which number themselves
    (meetings/paragraphs.py); `appendices` and `background_papers` have one on each line (s.100D of the Local Government Act
    1972 asks for the list of background papers)."""

    title = models.CharField(_("Title"), max_length=300)
    author_role = models.CharField(_("Report of"), max_length=200, help_text=_("By role, never by a name."))
    purpose = models.TextField(_("Purpose of the report"), max_length=4000)
    recommendation = _text(_("Recommendation"))
    reasons = _text(_("Reasons for the recommendation"))
    body = _text(
        _("Sections"),
        100_000,
        _(
            "Begin a heading with #. An empty line begins a new paragraph. Headings and paragraphs are numbered by "
            "themselves: 1, 1.1, 1.2, 2, 2.1."
        ),
    )
    equalities = _text(_("Equalities"))
    budget = _text(_("Budget"))
    current_risk = models.CharField(_("Current risk"), max_length=6, choices=Risk, blank=True)
    residual_risk = models.CharField(_("Residual risk"), max_length=6, choices=Risk, blank=True)
    risk_note = _text(_("About the risk"), 2000)
    other_implications = _text(_("Other implications"))
    appendices = _text(_("Appendices"), 4000, _("One on each line."))
    background_papers = _text(_("Background papers"), 4000, _("One on each line."))
    contact_role = models.CharField(_("Contact"), max_length=200, blank=True, help_text=_("By role, never by a name."))

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_gives_reasons_for_what_it_recommends",
                condition=Q(recommendation="") | ~Q(reasons=""),
                violation_error_message=_("Give the reasons for the recommendation."),
            ),
            models.CheckConstraint(
                name="report_gives_both_risks",
                condition=Q(current_risk="", residual_risk="") | (~Q(current_risk="") & ~Q(residual_risk="")),
                violation_error_message=_("Give the current and the residual risk, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Document(models.Model):
    """A paper of an item, or of one of its parts, in order.

    It is exactly one of an edition, a written report, a file that was handed in, and the work programme as it stands when the
    pack is built. `supplementary_on` is the day on which a paper came out after the agenda, and None for one that came with it.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="documents")
    part = models.ForeignKey(ItemPart, models.PROTECT, null=True, blank=True, related_name="documents")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("Title"), max_length=300)
    edition = models.ForeignKey("reports.Edition", models.PROTECT, null=True, blank=True, related_name="+")
    report = models.OneToOneField(WrittenReport, models.PROTECT, null=True, blank=True, related_name="document")
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="+")
    is_programme = models.BooleanField(default=False)
    supplementary_on = models.DateField(_("Came out after the agenda, on"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(name="document_order_once_in_an_item", fields=["item", "order"]),
            models.UniqueConstraint(
                name="edition_once_on_an_item",
                fields=["item", "edition"],
                violation_error_message=_("This edition is a paper of the item already."),
            ),
            models.CheckConstraint(
                name="document_is_one_thing",
                condition=Q(edition__isnull=False, report__isnull=True, upload__isnull=True, is_programme=False)
                | Q(edition__isnull=True, report__isnull=False, upload__isnull=True, is_programme=False)
                | Q(edition__isnull=True, report__isnull=True, upload__isnull=False, is_programme=False)
                | Q(edition__isnull=True, report__isnull=True, upload__isnull=True, is_programme=True),
                violation_error_message=_(
                    "A paper is one thing: an edition of a report, a report that is written here, a file, or the programme."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title
