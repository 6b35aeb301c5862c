"""Being told of new reports by e-mail: asking, confirming, ending. Nobody signs in; the links in the letters are the keys.

A page that is only opened changes nothing, since mail servers open links before people do: each link leads to a button.
Confirming and ending need no token against forgery, since the secret in the address is one, and so set no cookie.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import is_allowed
from readers import actions, queries
from readers.forms import SubscribeForm
from readers.models.subscriptions import KEPT
from reports.views.public import of_office
from translations.spoken import language_here

FROM_ONE_PLACE = "10/5m/ip"
TO_ONE_ADDRESS = "3/d/key"

View = Callable[..., HttpResponse]


def unkept(view: View) -> View:
    """For pages of one person: kept nowhere, and listed by no search engine."""

    @wraps(view)
    def answered(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "none"
        return response

    return answered


@unkept
@of_office
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for an address. The answer is the same whether or not it is known, or was asked for too often."""
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    if not is_allowed(request, "subscribe", FROM_ONE_PLACE):
        return TemplateResponse(request, "429.html", status=429)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if not form.cleaned_data["topic"] and is_allowed(request, "subscribe-address", TO_ONE_ADDRESS, key=email):
            actions.subscribe(email=email, language=language_here(), now=timezone.now())
        return redirect("about:asked")
    page = {"form": form, "days": KEPT.days}
    return TemplateResponse(request, "readers/subscribe.html", page, status=422 if form.errors else 200)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Look into your e-mail."""
    return TemplateResponse(request, "readers/asked.html", {"days": KEPT.days})


@unkept
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The button that begins a subscription; afterwards, how it stands."""
    try:
        held = queries.subscription_of(secret)
    except queries.UnknownLink:
        return _unknown(request)
    if request.method == "POST":
        actions.confirm(subscription=held, now=timezone.now())
        return redirect("about:confirm", secret)
    return TemplateResponse(request, "readers/confirm.html", {"held": held, "secret": secret, "days": KEPT.days})


@unkept
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, secret: str) -> HttpResponse:
    """The button that ends a subscription. Mail programs press it by themselves, and follow no redirect (RFC 8058)."""
    try:
        held = queries.subscription_of(secret)
    except queries.UnknownLink:
        return _unknown(request)
    if request.method == "POST":
        actions.end(subscription=held, now=timezone.now())
        held = queries.subscription_of(secret)
    return TemplateResponse(request, "readers/end.html", {"held": held, "days": KEPT.days})


def _unknown(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "readers/unknown_link.html", {"days": KEPT.days}, status=404)
