"""Who asked to be told of new reports, and the letters that were sent to them."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from pillars.tongues import PORTAL

# How long an address is kept that nobody confirmed, or that was ended.
KEPT = timedelta(days=7)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def standing(self) -> Self:
        """Those that are confirmed and not ended: who is sent something."""
        return self.filter(confirmed_at__isnull=False, ended_at=None)

    def to_forget(self, now: datetime) -> Self:
        """Those of which nothing may be kept any longer: ended, or never confirmed, and a week old."""
        return self.filter(Q(ended_at__lte=now - KEPT) | Q(confirmed_at=None, ended_at=None, asked_at__lte=now - KEPT))


class Subscription(models.Model):
    """An address that asked for news. It is kept in small letters, and counts only once its owner has confirmed it."""

    email = models.EmailField()
    # In which it asked, and is written to: en, cy.
    language = models.CharField(max_length=10, default=PORTAL[0], db_default=PORTAL[0])
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="subscription_once_for_an_address",
                violation_error_message=_("This address has asked already."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="subscription_email_in_small_letters",
                violation_error_message=_("An e-mail address is kept in small letters."),
            ),
        ]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"

    @property
    def is_standing(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None


class Letter(models.Model):
    """An e-mail to a subscriber: of the links in it only a digest is kept, and of an edition each is told once.

    `edition` is empty for a letter about the subscription itself.
    """

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="letters")
    edition = models.ForeignKey("reports.Edition", models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True, help_text="The SHA-256 of the secret in its links.")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="letter_tells_of_an_edition_once", fields=["subscription", "edition"]),
        ]

    def __str__(self) -> str:
        return f"Letter {self.pk}"
