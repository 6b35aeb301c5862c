"""A file that was handed in as a paper, as it was cleaned and described when it came in (pdf.intake)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """A PDF, kept under the SHA-256 of its bytes (reports.store, place "papers"). It never changes: another file is another row.

    The clerk answers for what is given to the public: `is_tagged` says whether all its words can be heard in order, and
    `silent_pages` are those (from 1) of which nothing can be: without text, or with text that nobody can read.
    """

    name = models.CharField(_("Name of the file"), max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(_("Pages"))
    language = models.CharField(max_length=35, blank=True)
    is_tagged = models.BooleanField()
    silent_pages = models.JSONField(default=list)
    removed = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Handed in by")
    )

    def __str__(self) -> str:
        return self.name
