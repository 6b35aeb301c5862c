"""What programs read: the feed, the sitemap, and what search engines are to leave alone; each kept for five minutes."""

from hashlib import sha256
from typing import cast

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as drawn
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pillars.models import Office
from readers.feed import atom
from readers.sitemaps import Lasting
from reports.queries import public_editions

shortly = cache_control(public=True, max_age=300)


@require_safe
@shortly
def feed(request: HttpRequest) -> HttpResponseBase:
    """New reports and corrections. Whether it has changed is told by its ETag alone: a withdrawal leaves no later date."""
    office, editions = Office.objects.first(), public_editions()
    made = atom(
        editions,
        office=office.name if office else "",
        language=office.language if office else get_language() or "en-gb",
        portal=settings.PORTAL_URL,
    )
    etag = f'"{sha256(made).hexdigest()}"'
    response = HttpResponse(made, content_type="application/atom+xml; charset=utf-8", headers={"ETag": etag})
    if editions:
        response.headers["Last-Modified"] = http_date(editions[0].public_from.timestamp())
    return cast("HttpResponseBase", get_conditional_response(request, etag=etag, response=response))


@require_safe
@shortly
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Every lasting address of what is public."""
    return drawn(request, {"lasting": Lasting()})


@require_safe
@shortly
def robots(request: HttpRequest) -> HttpResponse:
    """The Robots Exclusion Protocol (RFC 9309). It keeps nothing secret: pages of staff are shut by themselves."""
    return render(
        request, "readers/robots.txt", {"portal": settings.PORTAL_URL}, content_type="text/plain; charset=utf-8"
    )
