"""The tables of the public's floor: the two pages that an administrator writes, and those who are told of new reports."""

from readers.models.pages import AccessibilityStatement, Barrier, Compliance, Contact, Exemption
from readers.models.subscriptions import Letter, Subscription

__all__ = [
    "AccessibilityStatement",
    "Barrier",
    "Compliance",
    "Contact",
    "Exemption",
    "Letter",
    "Subscription",
]
