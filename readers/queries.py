"""Every shared read of the public's floor, each in one query."""

from hashlib import sha256

from django.db.models import Model

from pillars.models import Office
from readers.models import AccessibilityStatement, Barrier, Contact, Subscription
from readers.spoken import OfficeTexts, sources_of
from translations.queries import texts_in


class UnknownLink(Exception):
    """No subscription has this link: it was never made, or the address is forgotten by now."""


def contact() -> Contact | None:
    """How the office is reached; None where nobody has written it yet."""
    return Contact.objects.first()


def statement() -> AccessibilityStatement | None:
    """The accessibility statement; None where nobody has written it yet."""
    return AccessibilityStatement.objects.first()


def barriers(statement: AccessibilityStatement | None) -> list[Barrier]:
    """What the statement lists; no query where there is no statement."""
    return list(statement.barriers.all()) if statement else []


def texts_of(office: Office, *records: Model | None) -> OfficeTexts:
    """The texts of these records in the second language of their office."""
    sources = sources_of(records)
    return OfficeTexts(office.language, office.second_language, sources, texts_in(office.second_language, sources))


def digest_of(secret: str) -> str:
    """What is kept of the secret in a link."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def subscription_of(secret: str) -> Subscription:
    """The subscription that a link of one of its letters names. Raises UnknownLink."""
    found = Subscription.objects.filter(letters__digest=digest_of(secret)).first()
    if found is None:
        raise UnknownLink("This link is no longer in use.")
    return found


def subscribers() -> int:
    """How many people are told of new reports."""
    return Subscription.objects.standing().count()
