"""The live preview: the pages of a report as it would be published now, marked as a draft and shown to staff alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.permissions import only
from accounts.roles import STAFF
from jobs.actions import ask
from jobs.models import JobFile
from jobs.queries import file_of
from reports import render
from reports.addresses import Portal
from reports.drafts import Draft, draft_of, has_draft
from reports.jobs import KIND, key_of, made_before
from reports.reading import Here, Reading, Step, finance_page_of
from reports.views.files import table_file
from returns.views.found import period_of

DraftView = Callable[..., HttpResponse]


def of_draft(view: DraftView) -> Callable[..., HttpResponse]:
    """Give a view the draft of the quarter that its address names. A quarter that has none leads to its published report.

    What is answered is kept nowhere, and no search engine may list it, whoever lets it in.
    """

    @only(*STAFF)
    @require_GET
    @wraps(view)
    def drawn(request: HttpRequest, quarter: str, **arguments: str) -> HttpResponse:
        period = period_of(quarter)
        if has_draft(period):
            response = view(request, draft_of(period), **arguments)
        else:
            name = cast("Any", request.resolver_match).url_name
            response = redirect(f"reports:{name}", quarter, *arguments.values())
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "none"
        return response

    return drawn


@of_draft
def contents(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The draft's front page: what it holds."""
    return _draw(request, draft, "contents", _reading(draft).front())


@of_draft
def summary(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The grid of pillars."""
    return _draw(request, draft, "summary", _reading(draft).at(request.path))


@of_draft
def sub_theme_page(request: HttpRequest, draft: Draft, slug: str) -> HttpResponse:
    """One page of the draft. A sub-theme that stands on the page of another leads there."""
    try:
        body = render.draw(draft.document, slug, register="")
    except KeyError:
        return redirect("drafts:page", draft.document.quarter.slug, _page_with(draft, slug))
    _pillar, page = draft.document.page(slug)
    quarter = draft.document.quarter.slug
    edits = [Step(part.title, reverse("returns:edit", args=[quarter, part.key])) for part in page.parts]
    return _draw(request, draft, "page", _reading(draft).at(request.path), body=body, edits=edits)


@of_draft
def finance(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The finance overview."""
    if draft.document.finance is None:
        raise Http404("This draft has no finance part.")
    return _draw(request, draft, "finance", _reading(draft).at(request.path))


@of_draft
def finance_page(request: HttpRequest, draft: Draft, slug: str) -> HttpResponse:
    """The statements of one finance page."""
    try:
        page, notes = finance_page_of(draft.document, slug)
    except KeyError:
        raise Http404(f"This draft has no finance page {slug}.") from None
    return _draw(request, draft, "finance_page", _reading(draft).at(request.path), finance_page=page, notes=notes)


@of_draft
def table(request: HttpRequest, draft: Draft, statement: str, ending: str) -> HttpResponse:
    """One statement of the draft as a file; with ?fill-in without what its sums and formulas give."""
    return table_file(draft.document, statement, ending, is_to_fill_in="fill-in" in request.GET)


@of_draft
def key(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What the ratings mean, and the account of numbers."""
    return _draw(request, draft, "key", _reading(draft).at(request.path))


@of_draft
def whole(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The whole draft on one page."""
    body = render.draw(draft.document, None, register="")
    return _draw(request, draft, "whole", _reading(draft).whole(), body=body)


@of_draft
def pdf(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The draft as PDF: made in the background, once for each state of the records, and handed out when it is there."""
    quarter = draft.document.quarter
    if done := made_before(draft):
        try:
            made = file_of(done)
        except JobFile.DoesNotExist:
            pass
        else:
            headers = {"Content-Disposition": f'inline; filename="{done.file_name}"'}
            return HttpResponse(made, content_type="application/pdf", headers=headers)
    asked = ask(
        KIND,
        {"quarter": quarter.slug, "digest": draft.digest},
        title=_("Draft of the %(quarter)s report as PDF") % {"quarter": quarter.label},
        key=key_of(draft),
        by=cast("User", request.user),
        back=reverse("drafts:contents", args=[quarter.slug]),
    )
    return redirect(asked)


def _page_with(draft: Draft, key: str) -> str:
    """The slug of the page on which a sub-theme stands. Raises Http404."""
    for _pillar, page in draft.document.pages:
        if any(part.key == key for part in page.parts):
            return page.slug
    raise Http404(f"This draft has no page {key}.")


def _reading(draft: Draft) -> Reading:
    quarter = draft.document.quarter
    board = Step(quarter.label, reverse("returns:board", args=[quarter.slug]))
    way_up = (Step(_("Quarters"), reverse("returns:quarters")), board)
    return Reading(draft.document, Portal("drafts", quarter.slug), way_up, _("Draft"))


def _draw(request: HttpRequest, draft: Draft, name: str, here: Here, **more: object) -> HttpResponse:
    more |= {"draft": draft, "frame": "layouts/desk.html", "now": timezone.now(), "area": "quarters"}
    return TemplateResponse(request, f"reports/{name}.html", _reading(draft).context(here, **more))
