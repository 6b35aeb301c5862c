"""What every live page of the public site has in common; the pages of an edition are kept for ever, these for a minute.

Such a page is the same for everybody, signed in or not: it never looks at the session, and holds no token.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pillars.quarters import Quarter
from reports import queries
from reports.store import Unreadable

SECONDS = 60


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that may be read and not written to, and that anybody between the portal and its reader may keep for a minute.

    Before the first report is published it says so.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except queries.NotPublished:
            return TemplateResponse(request, "reports/nothing.html", status=404)

    return require_safe(cache_control(public=True, max_age=SECONDS)(answer))


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
