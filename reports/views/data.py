"""Open data: the page for people, the index and the description for programs, and the data files of the current reports."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from pillars.quarters import Quarter
from reports import index, openapi, queries
from reports.exports import report_file

# Seconds for which a copy may be shown unasked: a new report is known to everybody soon after.
FRESH = 300


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


@require_safe
def data_file(request: HttpRequest, quarter: str, path: str) -> HttpResponseBase:
    """A data file of the current edition of a report, by its path inside an edition."""
    try:
        made = report_file(queries.published_report(Quarter.from_slug(quarter)).document, path)
    except (ValueError, KeyError, queries.NotPublished):
        raise Http404(f"There is no data file {path} of {quarter}.") from None
    name = f"{quarter}-{path.rpartition('/')[2]}"
    return _open(request, made.content, made.content_type, name)


def _open(request: HttpRequest, content: bytes, content_type: str, name: str = "") -> HttpResponseBase:
    """An answer that pages of every site may read; the same content is not sent twice. `name` is that of a file to keep."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["ETag"] = etag = quote_etag(sha256(content).hexdigest())
    if name:
        response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer = get_conditional_response(request, etag=etag, response=response) or response
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
