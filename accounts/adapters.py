"""What allauth asks of the portal: nobody signs up, who may come in through an identity provider, how mail that fails is met."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import record
from accounts.events import Kind
from accounts.models import User
from accounts.noting import sign_in_failed
from accounts.queries import invited_person

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail address and password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("That address and password do not belong together. Check both and try again."),
        "too_many_login_attempts": _("There were too many attempts to sign in. Wait five minutes, then try again."),
        "incorrect_code": _("That code is not right. Wait for the next one and type it as it is shown."),
        "incorrect_password": _("That is not your password. Check it and try again."),
        "enter_current_password": _("That is not your present password. Check it and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited (accounts/actions.py)."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_in_failed(str(credentials.get("email") or ""))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends a mail; one that cannot be sent is logged, and the page says no more than if it had gone out.

        An error page here would tell a stranger which addresses have an account.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            log.exception("The e-mail %s could not be sent.", template_prefix)


class SecondStepAdapter(DefaultMFAAdapter):
    """Apps that show codes, passkeys and recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code is not right. Wait for the next one and type it as it is shown."),
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey {number}").format(number=count + 1)


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Who may come in through the office's identity provider (OpenID Connect).

    A person is known by the provider's own lasting key for them (`OIDC_UID_FIELD`, for Entra the object id), never by an
    e-mail address, which can be given to another. A key that is known opens its account. A key that is not known yet:

    - connects to the account of somebody who has signed in by password and asks for it on their own page; or
    - opens an invited account, when all of this holds: the settings say that the provider gives nobody another's address
      (`OIDC_TRUSTS_EMAIL`), the provider does not itself call the address unverified, an active account with this address
      was invited by an administrator, and it has neither a password nor an identity yet, so that nobody has used it.

    Everybody else is told to ask for an invitation. Nobody signs up, and no account with a password is ever opened by an
    address alone: whoever may write addresses at the provider could take it over.
    """

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _("Choose a password first: without it you could not sign in any more."),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connects a first sign-in to the invited account, or ends it with a page that says what to do."""
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        person = self._invited(sociallogin)
        if person is None:
            record(Kind.SIGN_IN_FAILED, by=None, subject=gettext("through the office’s identity provider"))
            page = TemplateResponse(request, "accounts/not_invited.html", status=403)
            raise ImmediateHttpResponse(page.render())
        sociallogin.connect(request, person)

    @staticmethod
    def _invited(sociallogin: SocialLogin) -> User | None:
        claims = sociallogin.account.extra_data
        claims = claims.get("id_token") or claims
        if not settings.OIDC_TRUSTS_EMAIL or claims.get("email_verified") is False:
            return None
        return invited_person(str(claims.get("email") or ""))
