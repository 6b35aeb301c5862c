"""Who may open a view: every view that is not public stands under `only`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from accounts.models import User
from accounts.roles import Role

View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """What a view under `only` is given: a request of somebody known."""

    user: User


def only(*roles: Role) -> Callable[[View], View]:
    """Let in people who have one of these roles (none named: anybody who is signed in).

    Nobody else learns whether there is anything at the address: one who is not signed in is asked to sign in, whatever the
    address, and one without the role is told that there is no such page. An answer is for this person alone; a browser may
    keep it for its Back button, where typed text is still found, but asks again before it shows it anew.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return sign_in_first(request)
            if roles and not request.user.roles & set(roles):
                raise Http404("This person has no role that opens this page.")
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
