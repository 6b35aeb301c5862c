"""Every write to people: inviting, changing, shutting out, letting in, and events. Nobody is ever deleted: records name them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.events import EVENTS_ARE_KEPT, Kind
from accounts.models import Event, User
from accounts.roles import Role
from accounts.rules import Refused, Standing, refusal, roles_refusal
from frozen import triggers


@transaction.atomic
def invite(*, email: str, name: str, roles: Collection[Role], by: User | None) -> User:
    """Makes an account without a password, which a link sent to the address opens (accounts/invitations.py).

    `by` is the administrator who invites, None for the command line. Raises Refused when the address has an account.
    """
    if said := roles_refusal(roles):
        raise Refused(said)
    try:
        with transaction.atomic():
            person = User.objects.create_user(email, name=name, **_flags(roles))
    except IntegrityError:
        raise Refused(_("Somebody has this e-mail address already.")) from None
    record(Kind.INVITED, by=by, about=person, subject=_in_words(person.roles))
    return person


@transaction.atomic
def change_person(*, person: User, name: str, roles: Collection[Role], by: User) -> User:
    """Gives a person another name and other roles. Other roles end every session of theirs (User.get_session_auth_hash)."""
    held = _check(person, Standing(frozenset(roles), is_active=person.is_active), by=by)
    before, held.name = held.roles, name
    for field, value in _flags(roles).items():
        setattr(held, field, value)
    held.save(update_fields=["name", *_flags(())])
    if held.roles != before:
        record(Kind.ROLES, by=by, about=held, subject=f"{_in_words(before)} → {_in_words(held.roles)}")
    return held


def deactivate(*, person: User, by: User) -> User:
    """Shuts a person out at once, in the middle of their session too; what they did keeps their name."""
    return _set_active(person, is_active=False, by=by)


def reactivate(*, person: User, by: User) -> User:
    """Lets a person in again, with the roles they had."""
    return _set_active(person, is_active=True, by=by)


@transaction.atomic
def _set_active(person: User, *, is_active: bool, by: User) -> User:
    held = _check(person, Standing(person.roles, is_active=is_active), by=by)
    held.is_active = is_active
    held.save(update_fields=["is_active"])
    record(Kind.LET_IN if is_active else Kind.SHUT_OUT, by=by, about=held)
    return held


@transaction.atomic
def make_administrator(*, email: str, name: str) -> User:
    """From the command line: an administrator for a portal that has none, or whose only one has gone."""
    person = User.objects.select_for_update().filter(email=email.lower()).first()
    if person is None:
        return invite(email=email, name=name, roles=[Role.ADMINISTRATOR], by=None)
    person.is_active = person.is_administrator = True
    person.name = name or person.name
    person.save(update_fields=["is_active", "is_administrator", "name"])
    record(Kind.ROLES, by=None, about=person, subject=_("administrator, from the command line"))
    return person


@transaction.atomic
def forget_person(*, person: User, by: User | None) -> User:
    """Take a person's name and address out of the account of somebody who was shut out; what they did stays somebody's.

    Their sign-in by other ways goes as well. Raises Refused for somebody who may still sign in.
    """
    held = User.objects.select_for_update().get(pk=person.pk)
    if held.is_active:
        raise Refused(_("This person can still sign in. Stop them from it first."))
    held.name, held.email = _("Former user %(number)d") % {"number": held.pk}, f"former-{held.pk}@invalid"
    held.set_unusable_password()
    held.save(update_fields=["name", "email", "password"])
    for ways in (Authenticator.objects.filter(user=held), SocialAccount.objects.filter(user=held)):
        ways.delete()
    EmailAddress.objects.filter(user=held).delete()
    record(Kind.FORGOTTEN, by=by, about=held)
    return held


def record(kind: Kind, *, by: User | None, about: User | None = None, subject: str = "") -> None:
    """Keep that something happened, in the transaction of whoever calls: either both hold or neither. All floors call this.

    `by` is who did it (None: the command line, or nobody known), `about` whose account it is, `subject` what else, in words.
    """
    Event.objects.create(kind=kind, by=by, about=about, subject=subject)


@transaction.atomic
def forget_events(*, now: datetime) -> int:
    """Delete the events whose time is over, the one way by which any goes; gives their number."""
    old = Event.objects.filter(at__lt=now - EVENTS_ARE_KEPT)
    if not old.exists():
        return 0
    triggers.take_down(app="accounts")
    number, _models = old.delete()
    triggers.put_up(app="accounts")
    return number


def _check(person: User, after: Standing, *, by: User) -> User:
    """The person as they stand now, held until the transaction ends; raises Refused when the rules do not allow `after`.

    All who run the portal are held as well, in one order: of two administrators who demote each other, one comes second.
    """
    held = {
        user.pk: user
        for user in (User.objects.filter(is_administrator=True) | User.objects.filter(pk=person.pk))
        .order_by("pk")
        .select_for_update()
    }
    now = held[person.pk]
    others = sum(user.is_active and user.is_administrator for pk, user in held.items() if pk != person.pk)
    said = refusal(Standing(now.roles, now.is_active), after, is_own=by.pk == now.pk, other_administrators=others)
    if said:
        raise Refused(said)
    return now


def _in_words(roles: Collection[Role]) -> str:
    return ", ".join(str(role.label) for role in Role if role in roles)


def _flags(roles: Collection[Role]) -> dict[str, Any]:
    return {f"is_{role}": role in roles for role in Role}
