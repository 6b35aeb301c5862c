"""What the library that signs people in tells of, put among the events; accounts/apps.py connects it."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as second_step
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.actions import record
from accounts.events import Kind
from accounts.models import User


def connect() -> None:
    """Listen from now on."""
    for told, receiver in (
        (account.user_logged_in, _signed_in),
        (account.password_set, _password),
        (account.password_changed, _password),
        (account.password_reset, _password),
        (second_step.authenticator_added, _second_step_added),
        (second_step.authenticator_removed, _second_step_removed),
        (second_step.authentication_failed, _code_was_wrong),
    ):
        told.connect(receiver, dispatch_uid=f"accounts.noting.{receiver.__name__}")


def sign_in_failed(address: str) -> None:
    """An address and a password did not belong together. What was typed is kept nowhere: only whose account it was, if any."""
    person = User.objects.filter(email=address.strip().lower()).first() if address else None
    record(Kind.SIGN_IN_FAILED, by=None, about=person)


def _signed_in(request: HttpRequest, user: User, **more: Any) -> None:
    record(Kind.SIGNED_IN, by=user, about=user)


def _password(request: HttpRequest, user: User, **more: Any) -> None:
    record(Kind.PASSWORD, by=user, about=user)


def _second_step_added(request: HttpRequest, user: User, authenticator: Any, **more: Any) -> None:
    said = _("added: %(what)s") % {"what": authenticator.get_type_display()}
    record(Kind.SECOND_STEP, by=user, about=user, subject=said)


def _second_step_removed(request: HttpRequest, user: User, authenticator: Any, **more: Any) -> None:
    said = _("removed: %(what)s") % {"what": authenticator.get_type_display()}
    record(Kind.SECOND_STEP, by=user, about=user, subject=said)


def _code_was_wrong(request: HttpRequest, user: User, **more: Any) -> None:
    record(Kind.SIGN_IN_FAILED, by=None, about=user, subject=_("the second step"))
