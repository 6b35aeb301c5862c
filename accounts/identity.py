"""The pages of the office's identity provider: there only where one is switched on, and calm when it does not answer."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]
log = logging.getLogger(__name__)


def where_oidc_is_on(view: View) -> View:
    """A page that is there only where OpenID Connect is switched on by the settings."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.OIDC_CLIENT_ID:
            raise Http404("There is no identity provider.")
        return view(request, *args, **kwargs)

    return guarded


def asking_the_provider(view: View) -> View:
    """A page that needs the provider's answer: when it cannot be reached, a sentence that says what to do."""

    @wraps(view)
    def patient(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except OSError:
            # The library's own errors of the network are among these.
            log.exception("The identity provider did not answer.")
            return render(request, "socialaccount/authentication_error.html", status=503)

    return where_oidc_is_on(patient)
