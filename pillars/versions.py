"""How everything entered for a quarter is kept: as versions that are added and never overwritten."""

from typing import Any, Self

from django.conf import settings
from django.db import models


class VersionQuerySet(models.QuerySet[Any]):
    """Versions of some subject; the head is the one that no other is based on."""

    def heads(self) -> Self:
        return self.filter(next__isnull=True)


class Version(models.Model):
    """One saved state of a subject (a line's status, a reading, a text), with its author and time.

    A version names the one it is based on, and no two may name the same; each model adds a constraint of its own that
    a subject has one first version. So the database itself refuses a stale save, on both engines and without locks.
    `recorded_by` is empty where a file was loaded from the command line.
    """

    based_on = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="next")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True


class EmptyReason(models.TextChoices):
    """Why there is no rating or no figure. They are different answers, and never one blank."""

    NOT_DUE = "not_due", "Not due"
    NO_NEW_DATA = "no_new_data", "No new data"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    WITHHELD = "withheld", "Withheld"
    NOT_RATED = "not_rated", "Not rated"
    LOST = "lost", "Lost in the source"
