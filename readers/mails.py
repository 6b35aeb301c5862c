"""The letters to subscribers: the one that answers a request, and the news of an edition; plain text, each with its way out, in
the language in which its receiver asked for them.
"""

import secrets
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from pillars.queries import office_here
from readers.models import Letter, Subscription
from readers.queries import contact, digest_of
from reports.queries import PublicEdition
from translations.queries import texts_in


def new_letter(subscription: Subscription, edition: int | None, now: datetime) -> str:
    """Record a letter, and give the secret of its links, which is kept nowhere. To be called in the transaction of the
    sending. Raises IntegrityError where the subscription was told of the edition before."""
    secret = secrets.token_urlsafe(32)
    Letter.objects.create(subscription=subscription, edition_id=edition, digest=digest_of(secret), sent_at=now)
    return secret


def send_answer(subscription: Subscription, secret: str) -> None:
    """The letter with the link that confirms a request, or word that it is confirmed. Raises OSError."""
    name = "standing" if subscription.is_standing else "confirm"
    with override(subscription.language):
        mail = _message(name, {"confirm": _link("about:confirm", secret)}, subscription, secret)
    mail.send()


def send_news(subscription: Subscription, edition: PublicEdition, secret: str, post: Any) -> None:
    """The news of an edition, over a connection that is kept open for many. Raises OSError."""
    with override(subscription.language):
        words = {
            "edition": edition,
            "corrected": edition.corrected and _said(edition.corrected, subscription.language),
            "report": _portal() + reverse("reports:contents", args=[edition.quarter.slug]),
        }
        mail = _message("news", words, subscription, secret)
    # The same for each attempt: where a worker was killed after the mail server took it, the mailbox sees that it has it.
    key = digest_of(f"{edition.digest} {subscription.pk} {settings.SECRET_KEY}")[:32]
    mail.extra_headers["Message-ID"] = f"<{key}@{_host()}>"
    mail.connection = post
    mail.send()


def _message(name: str, words: dict[str, Any], subscription: Subscription, secret: str) -> EmailMessage:
    """A letter whose receiver can leave by one press in their mail program (RFC 2369, RFC 8058)."""
    end = _link("about:end", secret)
    words = words | {"office": office_here(), "portal": _portal(), "end": end}
    subject = " ".join(render_to_string(f"readers/email/{name}_subject.txt", words).split())
    body = render_to_string(f"readers/email/{name}.txt", words).strip() + "\n"
    headers = {
        "List-Id": f"<reports.{_host()}>",
        "List-Unsubscribe": f"<{end}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    reached = contact()
    reply_to = [reached.email] if reached and reached.email else None
    return EmailMessage(subject, body, to=[subscription.email], reply_to=reply_to, headers=headers)


def _said(text: str, language: str) -> str:
    """What the office wrote, in a language where somebody has said it in that."""
    return texts_in(language, [text]).get(text, text)


def _link(name: str, secret: str) -> str:
    return _portal() + reverse(name, args=[secret])


def _portal() -> str:
    return str(settings.PORTAL_URL)


def _host() -> str:
    return urlsplit(_portal()).hostname or "localhost"
