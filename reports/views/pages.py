"""The pages of published reports. Whatever is not published, or is no quarter at all, is not found."""

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pillars.quarters import Quarter
from reports import queries, render
from reports.document import ReportDocument
from reports.views.files import table_file
from reports.views.reading import Reading, Step, finance_page_of
from reports.workers import TypesettingFailed


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The latest report at a glance, and the way to the others."""
    heads = queries.published_reports()
    latest = queries.published_report(heads[0].quarter).document if heads else None
    return TemplateResponse(request, "reports/home.html", {"latest": latest, "others": heads[1:], "area": "home"})


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Every published report, the latest first."""
    return TemplateResponse(request, "reports/list.html", {"heads": queries.published_reports(), "area": "reports"})


@require_safe
def contents(request: HttpRequest, quarter: str) -> HttpResponse:
    """A report's own front page: what it holds and what it is about."""
    reading = _reading(_published(quarter).document)
    return reading.draw(request, "contents", reading.front())


@require_safe
def summary(request: HttpRequest, quarter: str) -> HttpResponse:
    """The grid of pillars: every rating of a sub-theme, and the headlines."""
    reading = _reading(_published(quarter).document)
    return reading.draw(request, "summary", reading.at(request.path))


@require_safe
def sub_theme_page(request: HttpRequest, quarter: str, slug: str) -> HttpResponse:
    """One page of the report: a sub-theme, or several that share it."""
    published = _published(quarter)
    try:
        body = render.body(published, slug, get_language())
    except KeyError:
        raise Http404(f"This report has no page {slug}.") from None
    reading = _reading(published.document)
    return reading.draw(request, "page", reading.at(request.path), body=body)


@require_safe
def finance(request: HttpRequest, quarter: str) -> HttpResponse:
    """The finance overview: its notes, and the way to its tables."""
    reading = _reading(_published(quarter).document)
    if reading.document.finance is None:
        raise Http404("This report has no finance part.")
    return reading.draw(request, "finance", reading.at(request.path))


@require_safe
def finance_page(request: HttpRequest, quarter: str, slug: str) -> HttpResponse:
    """The statements of one finance page, with the notes that they point at."""
    reading = _reading(_published(quarter).document)
    try:
        page, notes = finance_page_of(reading.document, slug)
    except KeyError:
        raise Http404(f"This report has no finance page {slug}.") from None
    return reading.draw(request, "finance_page", reading.at(request.path), finance_page=page, notes=notes)


@require_safe
def table(request: HttpRequest, quarter: str, statement: str, ending: str) -> HttpResponse:
    """One statement as a file: CSV, XLSX, ODS or JSON."""
    return table_file(_published(quarter).document, statement, ending)


@require_safe
def key(request: HttpRequest, quarter: str) -> HttpResponse:
    """What the ratings mean, and the account of numbers."""
    reading = _reading(_published(quarter).document)
    return reading.draw(request, "key", reading.at(request.path))


@require_safe
def whole(request: HttpRequest, quarter: str) -> HttpResponse:
    """The whole report on one page, to search or to print."""
    published = _published(quarter)
    reading = _reading(published.document)
    return reading.draw(request, "whole", reading.whole(), body=render.body(published, None, get_language()))


@require_safe
def pdf(request: HttpRequest, quarter: str) -> HttpResponse:
    """The report as a PDF, made when it is first asked for and kept."""
    published = _published(quarter)
    kept, name = caches["pdf"], f"{published.digest}-{render.drawing()}"
    made = kept.get(name)
    if made is None:
        try:
            made = render.pdf(published.document)
        except TypesettingFailed as failure:
            return TemplateResponse(request, "503.html", {"sentence": str(failure)}, status=503)
        kept.set(name, made)
    headers = {"Content-Disposition": f'inline; filename="{quarter}-report.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _published(slug: str) -> queries.Published:
    """The published report of an address. Raises Http404 for a quarter that is none, or has none."""
    try:
        return queries.published_report(Quarter.from_slug(slug))
    except (ValueError, queries.NotPublished) as reason:
        raise Http404(str(reason)) from None


def _reading(document: ReportDocument) -> Reading:
    way_up = (Step(_("Reports"), reverse("reports:list")),)
    return Reading(document, "reports", way_up, document.quarter.label)
