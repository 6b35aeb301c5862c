"""The short way to the files of editions: what everybody may read is answered before anything is asked of who reads.

Every reader fetches a page of an edition with its style and typefaces, and they are the same for all. Whatever is not such
a file, or is not public, goes the long way (reports/views/editions.py), which says why.
"""

import re
from collections.abc import Callable
from functools import cache

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

from pillars.quarters import Quarter
from reports import queries
from reports.files.serving import frozen
from reports.files.store import Unreadable

EDITION = re.compile(r"/reports/([-\w]{1,20})/editions/(\d{1,4})/([^\0]{0,300})", re.ASCII)


class EditionsMiddleware:
    """Stands above the content security policy, which others have put together for each answer, sessions and sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = EDITION.fullmatch(request.path_info) if request.method in ("GET", "HEAD") else None
        if found:
            try:
                file = queries.public_file(Quarter.from_slug(found[1]), int(found[2]), found[3] or "index.html")
                if file:
                    response = frozen(request, file)
                    response.headers["X-Frame-Options"] = "DENY"
                    response.headers["Content-Security-Policy"] = _policy()
                    return response
            except (ValueError, Unreadable):
                pass
        return self.get_response(request)


@cache
def _policy() -> str:
    """The content security policy of the settings: for a frozen file it is always the same."""
    return build_policy()
