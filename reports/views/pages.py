"""The pages of published reports. Whatever is not published, or is no quarter at all, is not found."""

from dataclasses import dataclass

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pillars.quarters import Quarter
from reports import queries, render
from reports.document import FinancePage, Note, ReportDocument
from reports.workers import TypesettingFailed


@dataclass(frozen=True, slots=True)
class Step:
    """A page that can be gone to."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Here:
    """Where a page stands: its title, the way up, and the pages before and after it in the order of reading."""

    title: str
    way_up: tuple[Step, ...]
    previous: Step | None = None
    next: Step | None = None


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
    document = _published(quarter).document
    return _page(request, "contents", document, Here(document.title, _all_reports()))


@require_safe
def summary(request: HttpRequest, quarter: str) -> HttpResponse:
    """The grid of pillars: every rating of a sub-theme, and the headlines."""
    document = _published(quarter).document
    return _page(request, "summary", document, _here(document, request.path))


@require_safe
def sub_theme_page(request: HttpRequest, quarter: str, slug: str) -> HttpResponse:
    """One page of the report: a sub-theme, or several that share it."""
    published = _published(quarter)
    try:
        body = render.body(published, slug, get_language())
    except KeyError:
        raise Http404(f"This report has no page {slug}.") from None
    return _page(request, "page", published.document, _here(published.document, request.path), body=body)


@require_safe
def finance(request: HttpRequest, quarter: str) -> HttpResponse:
    """The finance overview: its notes, and the way to its tables."""
    document = _published(quarter).document
    if document.finance is None:
        raise Http404("This report has no finance part.")
    return _page(request, "finance", document, _here(document, request.path))


@require_safe
def finance_page(request: HttpRequest, quarter: str, slug: str) -> HttpResponse:
    """The statements of one finance page, with the notes that they point at."""
    document = _published(quarter).document
    pages = document.finance.pages if document.finance else ()
    found = next((page for page in pages if page.slug == slug), None)
    if found is None:
        raise Http404(f"This report has no finance page {slug}.")
    here = _here(document, request.path)
    return _page(request, "finance_page", document, here, finance_page=found, notes=_notes_to(document, found))


@require_safe
def key(request: HttpRequest, quarter: str) -> HttpResponse:
    """What the ratings mean, and the account of numbers."""
    document = _published(quarter).document
    return _page(request, "key", document, _here(document, request.path))


@require_safe
def whole(request: HttpRequest, quarter: str) -> HttpResponse:
    """The whole report on one page, to search or to print."""
    published = _published(quarter)
    document = published.document
    way_up = (*_all_reports(), Step(document.quarter.label, reverse("reports:contents", args=[quarter])))
    here = Here(_("The whole report"), (*way_up, Step(_("The whole report"), request.path)))
    return _page(request, "whole", document, here, body=render.body(published, None, get_language()))


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


def _page(request: HttpRequest, name: str, document: ReportDocument, here: Here, **more: object) -> HttpResponse:
    return TemplateResponse(
        request, f"reports/{name}.html", {"document": document, "here": here, "area": "reports", **more}
    )


def _all_reports() -> tuple[Step, ...]:
    return (Step(_("Reports"), reverse("reports:list")),)


def _here(document: ReportDocument, address: str) -> Here:
    """Where the page at this address stands in the order of reading."""
    steps = _reading_order(document)
    place = next(number for number, step in enumerate(steps) if step.address == address)
    return Here(
        title=steps[place].title,
        way_up=(
            *_all_reports(),
            Step(document.quarter.label, reverse("reports:contents", args=[document.quarter.slug])),
        ),
        previous=steps[place - 1] if place else None,
        next=steps[place + 1] if place + 1 < len(steps) else None,
    )


def _reading_order(document: ReportDocument) -> list[Step]:
    """Every page of a report as a reader would turn them; the key comes last."""
    quarter = document.quarter.slug
    steps = [Step(_("Summary"), reverse("reports:summary", args=[quarter]))]
    steps += [Step(page.title, reverse("reports:page", args=[quarter, page.slug])) for _pillar, page in document.pages]
    if document.finance:
        steps.append(Step(document.finance.title, reverse("reports:finance", args=[quarter])))
        pages = document.finance.pages
        steps += [Step(page.title, reverse("reports:finance_page", args=[quarter, page.slug])) for page in pages]
    steps.append(Step(_("Key to the ratings"), reverse("reports:key", args=[quarter])))
    return steps


def _notes_to(document: ReportDocument, page: FinancePage) -> list[Note]:
    """The notes that the statements of a page point at, in the order of the notes."""
    cells = [cell for statement in page.statements for row in statement.rows for cell in row.cells]
    references = {cell.text for cell in cells if cell.kind == "reference" and cell.text}
    return [note for note in document.finance.notes if note.reference in references] if document.finance else []
