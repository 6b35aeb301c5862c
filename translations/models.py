"""A text in the office's second language, kept by the words that it translates."""

from hashlib import sha256

from django.db import models
from simple_history.models import HistoricalRecords


class Translation(models.Model):
    """What a text reads in another language. The same words read the same wherever they stand, so each is written once.

    It hangs on words and not on records: words that change have no translation yet, and so none can be out of date. `digest`
    is the SHA-256 of `source`, which no index would hold whole.
    """

    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    source = models.TextField()
    text = models.TextField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(name="translation_once_for_a_text", fields=["language", "digest"]),
            models.CheckConstraint(name="translation_is_not_empty", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


def digest_of(source: str) -> str:
    """Names a text."""
    return sha256(source.encode()).hexdigest()
