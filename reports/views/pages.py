"""The lasting addresses of reports: thin pages that say which editions there are, and lead to the current one.

Whatever is not published, or is no quarter at all, is not found.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from pillars.quarters import Quarter
from pillars.tongues import tongues
from reports import queries
from reports.addresses import FILES, SHARED, Portal
from reports.index import folder_of_data
from reports.languages import folder_of, languages_of, spoken
from reports.views.public import public
from translations.spoken import language_here


@public
def home(request: HttpRequest) -> HttpResponse:
    """The latest report at a glance, and the way to the others."""
    reports = queries.published_reports()
    page: dict[str, object] = {"current": reports[0] if reports else None, "others": reports[1:], "area": "home"}
    if reports:
        page |= _shown(request, reports[0]) | {"space": Portal("reports", reports[0].quarter.slug)}
    return TemplateResponse(request, "reports/home.html", page)


@public
def report_list(request: HttpRequest) -> HttpResponse:
    """Every published report, the latest first."""
    reports = queries.published_reports()
    page = {"heads": reports, "area": "reports"} | (_shown(request, reports[0]) if reports else {})
    return TemplateResponse(request, "reports/list.html", page)


@public
def contents(request: HttpRequest, quarter: str) -> HttpResponse:
    """A report's lasting page: its current edition, what was corrected or withdrawn, and every edition that there was."""
    found = _quarter(quarter)
    editions = queries.editions_of(found)
    if not editions:
        raise Http404(f"No report is published for {found}.")
    current = next((edition for edition in editions if edition.withdrawn_at is None), None)
    page = {
        "area": "reports",
        "quarter": found,
        "editions": editions,
        "current": current,
        "top": folder_of_data(quarter),
    }
    if current:
        page |= _shown(request, queries.current_edition(found))
    return TemplateResponse(request, "reports/lasting.html", page)


@public
def lasting(request: HttpRequest, quarter: str, name: str, **arguments: str) -> HttpResponse:
    """From the lasting address of a page to the same page of the current edition, in the same language. Raises Http404 where it
    has none."""
    current = _current(quarter)
    [document] = spoken([current.document], language_here())
    folder = "" if name in SHARED else folder_of(current.document, document)
    return _to_current(current, f"{folder}{FILES[name].format(*arguments.values())}")


@public
def lasting_file(request: HttpRequest, quarter: str, path: str) -> HttpResponse:
    """From the lasting address of a data file to the same file of the current edition; pages of every site may follow it."""
    response = _to_current(_current(quarter), path)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _shown(request: HttpRequest, current: queries.Current) -> dict[str, object]:
    """A report in the language of the page: its `document`, the `folder` of its edition in which that lies, the `front` page of
    that, and the `tongues` of the page."""
    [document] = spoken([current.document], language_here())
    folder, place = folder_of(current.document, document), [current.quarter.slug, current.number]
    front = reverse("files:edition_file", args=[*place, f"{folder}{FILES['contents']}"]) if folder else ""
    return {
        "document": document,
        "folder": folder,
        "front": front or reverse("files:edition", args=place),
        "tongues": tongues(request.get_full_path(), languages_of([current.document])),
    }


def _current(quarter: str) -> queries.Current:
    try:
        return queries.current_edition(_quarter(quarter))
    except queries.NotPublished as reason:
        raise Http404(str(reason)) from None


def _to_current(current: queries.Current, path: str) -> HttpResponse:
    if queries.file_of(current.quarter, current.number, path) is None:
        raise Http404(f"Edition {current.number} of the report of {current.quarter} has no {path}.")
    return redirect("files:edition_file", current.quarter.slug, current.number, path)


def _quarter(slug: str) -> Quarter:
    try:
        return Quarter.from_slug(slug)
    except ValueError as reason:
        raise Http404(str(reason)) from None
