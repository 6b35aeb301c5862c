"""The notes of a quarter's finance part, and their words."""

from django.db import models
from django.db.models import Q

from pillars.versions import Version


class Note(models.Model):
    """A paragraph that explains the tables. With a reference (R1, C3) rows point at it; one note may serve several."""

    report = models.ForeignKey("finance.FinanceReport", models.PROTECT, related_name="notes")
    order = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=100)
    reference = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(name="note_order_once_in_a_report", fields=["report", "order"]),
            models.UniqueConstraint(
                name="note_reference_once_in_a_report", fields=["report", "reference"], condition=~Q(reference="")
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"Note {self.order}"


class NoteText(Version):
    """The words of a note, in which figures are cited by their address (finance/words)."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="texts")
    text = models.TextField(blank=True)

    subject = ("note_id",)
    content = ("text",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="note_text_first_version_once", fields=["note"], condition=Q(based_on__isnull=True)
            ),
        ]
