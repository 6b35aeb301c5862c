"""Every write of the public's floor: the two pages, the subscriptions, and telling subscribers of what became public."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any, TypeVar

from django.core.mail import get_connection
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from jobs.actions import ask
from readers import mails
from readers.models import AccessibilityStatement, Barrier, Compliance, Contact, Exemption, Subscription
from reports.queries import PublicEdition, public_editions

log = logging.getLogger(__name__)

# For how long an edition is news: a portal whose worker stood still for longer does not write of what is old by then.
NEWS = timedelta(days=3)
# After so many letters in a row that could not be handed over the mail server is left alone until the next round.
GIVE_UP = 3

Page = TypeVar("Page", Contact, AccessibilityStatement, Barrier)


class Refused(ValueError):
    """What may not be written; the message is the sentence that the person is told."""


def standing_of(page: Contact | AccessibilityStatement | Barrier | None) -> str:
    """What names the state of a page that somebody has before their eyes; empty where there is none yet."""
    return str(page.history.latest().pk) if page is not None else ""


def save_contact(*, values: Mapping[str, Any], based_on: str, by: User | None) -> Contact:
    """Write how the office is reached. Raises Refused where somebody has written it since (`based_on`: standing_of)."""
    with transaction.atomic():
        held = Contact.objects.select_for_update().first()
        return _save(held or Contact(pk=1), values, held is not None, based_on, by)


def save_statement(*, values: Mapping[str, Any], based_on: str, by: User | None) -> AccessibilityStatement:
    """Write the accessibility statement. Raises Refused where somebody has written it since, or where it contradicts
    what it lists."""
    with transaction.atomic():
        held = AccessibilityStatement.objects.select_for_update().first()
        if held is not None and values["compliance"] == Compliance.FULL and _failures(held):
            raise Refused(
                _(
                    "Something is listed that does not comply, so the site is not fully compliant. Take it off the list first."
                )
            )
        return _save(held or AccessibilityStatement(pk=1), values, held is not None, based_on, by)


def save_barrier(*, barrier: Barrier | None, values: Mapping[str, Any], based_on: str, by: User | None) -> Barrier:
    """Add something that is not accessible to the statement (None), or change it. Raises Refused as the statement does."""
    with transaction.atomic():
        statement = AccessibilityStatement.objects.select_for_update().get()
        if statement.compliance == Compliance.FULL and values["exemption"] == Exemption.NON_COMPLIANCE:
            raise Refused(
                _(
                    "The statement says that the site is fully compliant. Change that first, then list what does not comply."
                )
            )
        return _save(barrier or Barrier(statement=statement), values, barrier is not None, based_on, by)


def remove_barrier(*, barrier: Barrier, by: User | None) -> None:
    """Take something off the statement, since everybody can use it now; its history stays."""
    _sign(barrier, by)
    barrier.delete()


def _failures(statement: AccessibilityStatement) -> bool:
    return statement.barriers.filter(exemption=Exemption.NON_COMPLIANCE).exists()


def _save(record: Page, values: Mapping[str, Any], is_held: bool, based_on: str, by: User | None) -> Page:
    if based_on != standing_of(record if is_held else None):
        raise Refused(_("Somebody has changed this meanwhile. Open the page again, and put in what is yours."))
    for name, value in values.items():
        setattr(record, name, value)
    _sign(record, by)
    record.save()
    return record


def _sign(record: Any, by: User | None) -> None:
    record._history_user = by


def subscribe(*, email: str, language: str, now: datetime) -> None:
    """Keep an address that asks for news in a language (en, cy), and ask for the letter that its owner answers. `email` is in
    small letters. Of somebody who is told already nothing changes, since anybody can type their address.

    A worker sends the letter, so that this takes the same time and says the same whether or not the address is known.
    """
    with transaction.atomic():
        held, _is_new = Subscription.objects.get_or_create(email=email, defaults={"asked_at": now})
        if not held.is_standing:
            held.language, held.asked_at, held.confirmed_at, held.ended_at = language, now, None, None
            held.save(update_fields=["language", "asked_at", "confirmed_at", "ended_at"])
        title = _("A letter about a subscription")
        ask("subscription-letter", {"subscription": held.pk}, title=title, key=f"subscription {held.pk}", by=None)


@transaction.atomic
def write_back(*, subscription: Subscription, now: datetime) -> None:
    """Send the letter that answers a request: the link that confirms it, or word that it is confirmed already.

    Raises OSError when the mail cannot be handed over.
    """
    mails.send_answer(subscription, mails.new_letter(subscription, None, now))


def confirm(*, subscription: Subscription, now: datetime) -> None:
    """The owner of the address has pressed the button: from now on they are told. Asked again it changes nothing."""
    waiting = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None, ended_at=None)
    waiting.update(confirmed_at=now)


def end(*, subscription: Subscription, now: datetime) -> None:
    """Nothing more is sent, and the address is forgotten in a week. Asked again it changes nothing."""
    Subscription.objects.filter(pk=subscription.pk, ended_at=None).update(ended_at=now)


def forget(*, now: datetime) -> int:
    """Erase what may not be kept any longer: addresses that were never confirmed, and those that were ended."""
    _rows, removed = Subscription.objects.all().to_forget(now).delete()
    return removed.get(Subscription._meta.label, 0)


@dataclass(frozen=True, slots=True)
class Announced:
    """What a round of announcements came to: letters sent, letters that the mail server could not take now, and letters
    that it refused for their address alone. Both kinds are tried again in the next round, while the edition is news."""

    sent: int = 0
    failed: int = 0
    refused: int = 0

    def __add__(self, other: "Announced") -> "Announced":
        return Announced(self.sent + other.sent, self.failed + other.failed, self.refused + other.refused)


def announce(*, now: datetime) -> Announced:
    """Tell every subscriber of each edition that has become public since they confirmed, once.

    A letter's row and its sending are one transaction, and the row is there once: of two rounds at the same time one sends
    it, and one that could not be handed over is tried again in the next. What is still under embargo is not among
    `public_editions`, so nobody can be told of it. An older edition is no news to somebody who came later.
    """
    news = [edition for edition in reversed(public_editions()) if edition.public_from > now - NEWS]
    return sum((_tell_of(edition, now) for edition in news), Announced())


def _tell_of(edition: PublicEdition, now: datetime) -> Announced:
    waiting = Subscription.objects.standing().filter(confirmed_at__lt=edition.public_from)
    waiting = waiting.exclude(letters__edition=edition.pk).order_by("pk")
    sent = failed = refused = in_a_row = 0
    if not waiting.exists():
        return Announced()
    with get_connection() as post:
        for pk in waiting.values_list("pk", flat=True):
            if in_a_row == GIVE_UP:
                break
            try:
                sent += _tell(pk, edition, now, post)
                in_a_row = 0
            except IntegrityError:
                log.info("Somebody else has just told subscription %s of edition %s.", pk, edition.pk)
            except SMTPRecipientsRefused:
                # The words of the mail server hold the address, which no log is to keep.
                log.warning("The mail server refuses the address of subscription %s.", pk)
                refused += 1
            except OSError as trouble:
                log.warning(
                    "Subscription %s could not be told of edition %s: %s.", pk, edition.pk, type(trouble).__name__
                )
                post.close()
                failed, in_a_row = failed + 1, in_a_row + 1
    return Announced(sent, failed, refused)


@transaction.atomic
def _tell(pk: int, edition: PublicEdition, now: datetime, post: Any) -> bool:
    """Send one letter; False where the subscription was ended while others were told."""
    subscription = Subscription.objects.standing().select_for_update().filter(pk=pk).first()
    if subscription is None:
        return False
    mails.send_news(subscription, edition, mails.new_letter(subscription, edition.pk, now), post)
    return True
