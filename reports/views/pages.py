"""The lasting addresses of reports: thin pages that say which editions there are, and lead to the current one.

Whatever is not published, or is no quarter at all, is not found.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from pillars.quarters import Quarter
from reports import queries
from reports.addresses import FILES, Portal
from reports.document import ReportDocument
from reports.languages import Tongue
from reports.views.public import public


@public
def home(request: HttpRequest) -> HttpResponse:
    """The latest report at a glance, and the way to the others."""
    reports = queries.published_reports()
    page: dict[str, object] = {"current": reports[0] if reports else None, "others": reports[1:], "area": "home"}
    if reports:
        latest = reports[0].document
        page |= {"latest": latest, "space": Portal("reports", reports[0].quarter.slug), "tongue": _second(latest)}
    return TemplateResponse(request, "reports/home.html", page)


@public
def report_list(request: HttpRequest) -> HttpResponse:
    """Every published report, the latest first."""
    return TemplateResponse(request, "reports/list.html", {"heads": queries.published_reports(), "area": "reports"})


@public
def contents(request: HttpRequest, quarter: str) -> HttpResponse:
    """A report's lasting page: its current edition, what was corrected or withdrawn, and every edition that there was."""
    found = _quarter(quarter)
    editions = queries.editions_of(found)
    if not editions:
        raise Http404(f"No report is published for {found}.")
    current = next((edition for edition in editions if edition.withdrawn_at is None), None)
    document = queries.current_edition(found).document if current else None
    page = {
        "area": "reports",
        "quarter": found,
        "editions": editions,
        "current": current,
        "document": document,
        "tongue": _second(document),
    }
    return TemplateResponse(request, "reports/lasting.html", page)


@public
def lasting(request: HttpRequest, quarter: str, name: str, **arguments: str) -> HttpResponse:
    """From the lasting address of a page to the same page of the current edition. Raises Http404 where it has none."""
    return _to_current(quarter, FILES[name].format(*arguments.values()))


@public
def in_language(request: HttpRequest, quarter: str, language: str, path: str | None = None) -> HttpResponse:
    """From the lasting address of a report in its second language to the current edition in it, or to the PDF of that."""
    return _to_current(quarter, f"{Tongue(language).folder}{path or FILES['contents']}")


@public
def lasting_file(request: HttpRequest, quarter: str, path: str) -> HttpResponse:
    """From the lasting address of a data file to the same file of the current edition; pages of every site may follow it."""
    response = _to_current(quarter, path)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _second(document: ReportDocument | None) -> Tongue | None:
    """The second language of a report, where it has one."""
    return Tongue(document.second.language) if document and document.second else None


def _to_current(quarter: str, path: str) -> HttpResponse:
    found = _quarter(quarter)
    try:
        current = queries.current_edition(found)
    except queries.NotPublished as reason:
        raise Http404(str(reason)) from None
    if queries.file_of(found, current.number, path) is None:
        raise Http404(f"Edition {current.number} of the report of {found} has no {path}.")
    return redirect("reports:edition_file", quarter, current.number, path)


def _quarter(slug: str) -> Quarter:
    try:
        return Quarter.from_slug(slug)
    except ValueError as reason:
        raise Http404(str(reason)) from None
