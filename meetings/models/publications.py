"""What was published of a meeting: its agenda, what came after it, and their files. frozen/triggers.py guards both tables."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.document import Course
from meetings.models.meetings import Meeting


class PublicationQuerySet(models.QuerySet["Publication"]):
    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of_agendas(self) -> Self:
        """Those of an agenda and its papers."""
        return self.exclude(course=Course.MINUTES)

    def of_minutes(self) -> Self:
        """Those of minutes."""
        return self.filter(course=Course.MINUTES)


class Publication(models.Model):
    """One publication of an agenda with its papers, or of minutes. Readers are shown its files, never the records behind them.

    It lies at the day for which the meeting was called then: one that is moved later keeps its papers where they were.
    `document` is the agenda or the minutes for the public as JSON, `digest` the SHA-256 of those bytes; `for_members` is the
    agenda for the members, where some of it is private, or "". `manifest` is the SHA-256 of the list of its files
    (reports/editions/manifest.py). All of it stays open for six years at least (Local Government Act 1972, s.100C).

    A withdrawn publication keeps its number, its digests and the reason; its documents and the content of its files are gone.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    course = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Course])
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    document = models.TextField()
    digest = models.CharField(max_length=64)
    for_members = models.TextField(blank=True)
    manifest = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(name="publication_number_once_for_a_meeting", fields=["meeting", "number"]),
            models.UniqueConstraint(name="publication_number_once_on_a_day", fields=["held_on", "number"]),
            models.CheckConstraint(
                name="publication_is_the_agenda_first",
                condition=~Q(course=Course.AGENDA) | Q(number=1),
                violation_error_message=_("Only the first publication is the agenda."),
            ),
            models.CheckConstraint(
                name="publication_is_withdrawn_for_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="", withdrawn_by__isnull=True)
                | (Q(withdrawn_at__isnull=False, document="", for_members="") & ~Q(withdrawn_reason="")),
                violation_error_message=_(
                    "A publication is withdrawn for a reason that is given, and its document goes."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, publication {self.number}"


class PublishedFile(models.Model):
    """A file of a publication: its place within it, and the digest under which the store keeps its bytes.

    What is private is for the members and lies in the place "papers"; all else in the place of what is public. `packed` is the
    digest of the same bytes as gzip sends them, or "" where that saves nothing worth having.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="files")
    path = models.CharField(max_length=300)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    packed = models.CharField(max_length=64, blank=True, db_index=True)
    is_private = models.BooleanField(default=False)

    class Meta:
        ordering = ["publication", "path"]
        constraints = [
            models.UniqueConstraint(name="published_file_path_once", fields=["publication", "path"]),
        ]

    def __str__(self) -> str:
        return f"{self.publication}: {self.path}"
