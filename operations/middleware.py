"""Above everything else: each request gets its id, a line in the log and its count, and what machines ask is answered at once.

Health and metrics are asked for by name or by number of the host, without a session, and often by http: none of what stands
below has a say in that.
"""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from logs.lines import page_of
from logs.tracing import within
from operations import asked, metrics

log = logging.getLogger("requests")
ASKED_BY_MACHINES = {"/healthz": asked.healthz, "/readyz": asked.readyz, "/metrics": asked.metrics}
GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


class OperationsMiddleware:
    """The first of all middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        view: Callable[[HttpRequest], HttpResponse] | None = ASKED_BY_MACHINES.get(request.path_info)
        if view:
            return view(request)
        began = time.perf_counter()
        with within(request=_id_of(request)) as ids:
            request.ids = ids  # type: ignore[attr-defined]
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            page, method = page_of(request), request.method if request.method in metrics.METHODS else "other"
            metrics.count(method or "other", page, response.status_code, seconds)
            # A style or a file of an edition is fetched with every page, and told by whatever stands before the portal.
            level = logging.DEBUG if page == "file" and response.status_code < 400 else logging.INFO
            if log.isEnabledFor(level):
                told = {"method": method, "page": page, "status": response.status_code, "ms": round(seconds * 1000, 1)}
                log.log(level, "%s %s: %d", method, page, response.status_code, extra=told)
        response.headers["X-Request-ID"] = ids["request"]
        return response


def _id_of(request: HttpRequest) -> str:
    """The id that a proxy of our own has given the request, or a new one: a stranger's would let lines be confused."""
    given = request.headers.get("X-Request-ID", "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if GIVEN_ID.fullmatch(given) else uuid4().hex
