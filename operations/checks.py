"""What `manage.py check --deploy` asks of the settings of a portal that others can reach; operations/apps.py registers it."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Warning as Unwise
from django.http.request import validate_host

from accounts.roles import Role


def letters_go_out(**kwargs: Any) -> list[Unwise]:
    """A letter that is printed instead of sent would put the links that open accounts into the log."""
    if "console" not in settings.EMAIL_BACKEND:
        return []
    said = "E-mails are printed and not sent: the links that open accounts would stand in the log."
    return [Unwise(said, hint="Set EMAIL_URL to the office's mail server.", id="operations.W001")]


def letters_lead_to_the_portal(**kwargs: Any) -> list[Unwise]:
    """Reminders and news link to PORTAL_URL, which nobody but this machine reaches as long as it says localhost."""
    address = urlsplit(settings.PORTAL_URL)
    is_ours = validate_host(address.hostname or "", settings.ALLOWED_HOSTS)
    if address.scheme == ("https" if settings.HTTPS else "http") and is_ours and address.hostname != "localhost":
        return []
    said = f"PORTAL_URL is {settings.PORTAL_URL}: links in e-mails would not lead to this portal."
    hint = "Give the address that people type, such as https://plan.example.org; its host is one of ALLOWED_HOSTS."
    return [Unwise(said, hint=hint, id="operations.W002")]


def administrators_need_a_second_step(**kwargs: Any) -> list[Unwise]:
    """Who may invite people and publish should not be let in by a password alone, however good it is."""
    if Role.ADMINISTRATOR in settings.MFA_REQUIRED_ROLES:
        return []
    said = "Administrators may sign in by a password alone."
    return [Unwise(said, hint="Name administrator in MFA_REQUIRED_ROLES.", id="operations.W003")]
