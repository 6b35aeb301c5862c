"""Open data: the page for people, and the index and the description for programs."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from reports import index, openapi, queries
from reports.views.public import of_office

# Seconds for which a copy may be shown unasked: a new report is known to everybody soon after.
FRESH = 300


@of_office
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What there is for each quarter, on what terms, and how to read it."""
    context = {"index": queries.report_index(), "area": "data"}
    return render(request, "reports/open_data.html", context)


@require_safe
def index_json(request: HttpRequest) -> HttpResponseBase:
    """Every published report and its editions, for programs."""
    return _open(request, index.to_json(queries.report_index()), "application/json")


@require_safe
def openapi_json(request: HttpRequest) -> HttpResponseBase:
    """The description of these addresses, for programs."""
    held = queries.report_index()
    return _open(request, openapi.to_json(openapi.description(held.publisher, held.licence)), "application/json")


def _open(request: HttpRequest, content: bytes, content_type: str) -> HttpResponseBase:
    """An answer that pages of every site may read; the same content is not sent twice."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["ETag"] = etag = quote_etag(sha256(content).hexdigest())
    answer = get_conditional_response(request, etag=etag, response=response) or response
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
