"""What every live page of the public site has in common; the pages of an edition are kept for ever, these for a minute.

Such a page is the same for everybody, signed in or not: it never looks at the session, and holds no token. It has its language
by its address, and leads to the same page in the office's other one.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import translate_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pillars.quarters import Quarter
from pillars.queries import languages_of_office
from pillars.tongues import PORTAL, tongues
from reports import kept, queries
from reports.files.store import Unreadable
from reports.languages import NotSpoken
from translations.spoken import language_here

SECONDS = 60


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that may be read and not written to, and that anybody between the portal and its reader may keep for a minute.

    Before the first report is published it says so. Where its reports do not stand in its language, it leads to one in which
    they do.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except queries.NotPublished:
            return TemplateResponse(request, "reports/nothing.html", status=404)
        except NotSpoken as other:
            return redirect(translate_url(request.get_full_path(), other.language))

    return require_safe(cache_control(public=True, max_age=SECONDS)(answer))


def of_office(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that stands in each language of the office, whatever its reports do; below another one it leads to the address
    without a prefix."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        here = language_here()
        if here != PORTAL[0] and here not in languages_of_office():
            return redirect(translate_url(request.get_full_path(), PORTAL[0]))
        return view(request, *args, **kwargs)

    return answer


def through_time(
    request: HttpRequest,
    name: str,
    page: Callable[..., kept.Page],
    plan: queries.PublishedPlan,
    *subject: Hashable,
    area: str,
) -> TemplateResponse:
    """A page through the quarters (reports/kept.py), drawn by the templates of this name; `area` is the part of the site
    that it belongs to. Raises what `page` raises."""
    shown = kept.drawn(f"reports/_{name}.html", page, plan, *subject)
    shown = shown | {"area": area, "tongues": tongues(request.get_full_path(), plan.languages)}
    return TemplateResponse(request, f"reports/{name}.html", shown)


def unreadable(request: HttpRequest, trouble: Unreadable) -> HttpResponse:
    """What is answered where a file that was published cannot be read just now (503)."""
    sentence = _("%(trouble)s The people who look after the portal can put it back from their copy.")
    page = {"sentence": sentence % {"trouble": trouble}}
    return TemplateResponse(request, "503.html", page, status=503)


def plan_of(quarter: str) -> queries.PublishedPlan:
    """The plan of a quarter's report. Raises Http404 where none is published."""
    try:
        return queries.published_plan(Quarter.from_slug(quarter))
    except (ValueError, queries.NotPublished) as reason:
        raise Http404(str(reason)) from None
