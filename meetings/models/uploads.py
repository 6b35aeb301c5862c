"""A file that was handed in as a paper, as it was cleaned and described when it came in (pdf.intake)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """A PDF, kept under the SHA-256 of its bytes (reports.files.store, place "papers"). It never changes: another file is
    another row.

    The clerk answers for what is given to the public: `is_tagged` says whether all its words can be heard in order,
    `untagged_pages` are those (from 1) whose words no tag holds, and `silent_pages` those of which nothing can be heard:
    without text, or with text that nobody can read. Layers that are not shown can be shown by whoever opens the file.
    `removed` names what was taken out.
    """

    name = models.CharField(_("Name of the file"), max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(_("Pages"))
    language = models.CharField(max_length=35, blank=True)
    is_tagged = models.BooleanField()
    untagged_pages = models.JSONField(default=list)
    silent_pages = models.JSONField(default=list)
    has_hidden_layers = models.BooleanField(default=False)
    removed = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Handed in by")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="upload_has_pages",
                condition=Q(pages__gte=1, size__gte=1),
                violation_error_message=_("A paper has at least one page."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def can_be_heard(self) -> bool:
        """Whether a screen reader finds words in order on every page; whether they are the right ones it cannot tell."""
        return self.is_tagged and not self.silent_pages
