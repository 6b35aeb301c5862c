"""Every shared read of the public's floor, each in one query."""

from hashlib import sha256

from readers.models import AccessibilityStatement, Contact, Subscription


class UnknownLink(Exception):
    """No subscription has this link: it was never made, or the address is forgotten by now."""


def contact() -> Contact | None:
    """How the office is reached; None where nobody has written it yet."""
    return Contact.objects.first()


def statement() -> AccessibilityStatement | None:
    """The accessibility statement; None where nobody has written it yet."""
    return AccessibilityStatement.objects.first()


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
