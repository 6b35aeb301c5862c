"""Who may open a view: every view that is not public stands under `only`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User
from accounts.queries import has_second_step
from accounts.roles import Role
from accounts.rules import needs_second_step

View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """What a view under `only` is given: a request of somebody known."""

    user: User


def only(*roles: Role) -> Callable[[View], View]:
    """Let in people who have one of these roles (none named: anybody who is signed in).

    Nobody else learns whether there is anything at the address: one who is not signed in is asked to sign in, whatever the
    address, and one without the role is told that there is no such page. An answer is for this person alone; a browser may
    keep it for its Back button, where typed text is still found, but asks again before it shows it anew. Whoever has a role
    of MFA_REQUIRED_ROLES sets up a second step first; pages for anybody, such as one's own, stay open for that.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return sign_in_first(request)
            if roles and not request.user.roles & set(roles):
                raise Http404("This person has no role that opens this page.")
            if roles and lacks_second_step(request, request.user):
                return set_up_second_step(request)
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; for a part of a page, a sentence that leaves the typed text where it is (401)."""
    if request.htmx:  # type: ignore[attr-defined]
        return TemplateResponse(request, "accounts/_signed_out.html", status=401)
    return redirect_to_login(request.get_full_path())


def lacks_second_step(request: HttpRequest, user: User) -> bool:
    """Whether a role of this person needs a second step and they have none. No query where no role does.

    Whoever gave a code or passkey in this session, or came through the office's identity provider, which asks for its own,
    is not asked again.
    """
    if not needs_second_step(user.roles, settings.MFA_REQUIRED_ROLES):
        return False
    if {record["method"] for record in get_authentication_records(request, user)} & {"mfa", "socialaccount"}:
        return False
    return not has_second_step(user)


def set_up_second_step(request: HttpRequest) -> HttpResponse:
    """To one's own page, where a second step is set up, with the reason."""
    messages.warning(request, gettext("Your role needs a second step when you sign in. Set one up to go on."))
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(resolve_url("accounts:you"))
    return redirect("accounts:you")
