"""The link by which an invited person chooses a password, and the e-mail that carries it."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User

log = logging.getLogger(__name__)


def password_path(person: User) -> str:
    """The path at which this person chooses a password: once, and until `works_until`. Whoever has it is that person."""
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])


def works_until() -> datetime:
    """When a link that is made now stops working (PASSWORD_RESET_TIMEOUT)."""
    return timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def send_invitation(*, person: User, by: User, portal: str) -> bool:
    """Sends the link to the person; `portal` is the address that paths are put after. Gives whether the mail went out."""
    words = {
        "person": person,
        "by": by,
        "link": f"{portal.rstrip('/')}{password_path(person)}",
        "sign_in": f"{portal.rstrip('/')}{reverse('account_login')}",
        "forgotten": f"{portal.rstrip('/')}{reverse('account_reset_password')}",
        "works_until": works_until(),
    }
    subject = render_to_string("accounts/email/invitation_subject.txt", words).strip()
    body = render_to_string("accounts/email/invitation.txt", words).strip() + "\n"
    try:
        EmailMessage(subject, body, to=[person.email]).send()
    except (OSError, SMTPException):
        log.exception("The invitation of person %s could not be sent.", person.pk)
        return False
    return True
