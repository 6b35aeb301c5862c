"""Who entered what in the finance part, and when."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from finance.pages.findings import shown_of
from finance.pages.history import figures_entered, told, words_entered
from finance.reconciliation import checks_of_figures
from finance.views.found import book_at, standing_of, statement_at

A_PAGE = 100


@only(*STAFF)
@require_safe
def figures(request: SignedInRequest, quarter: str, statement: str) -> HttpResponse:
    """Everything entered in the cells of one table, the newest first, a page at a time."""
    standing = standing_of(quarter, request.user)
    held = statement_at(standing, statement, even_removed=True)
    page = Paginator(figures_entered(held), A_PAGE).get_page(request.GET.get("page"))
    return _drawn(request, {"standing": standing, "statement": held, "page": page})


@only(*STAFF)
@require_safe
def words(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Everything written in notes and as reasons for failed checks, the newest first."""
    standing = standing_of(quarter, request.user)
    page = Paginator(words_entered(standing.report), A_PAGE).get_page(request.GET.get("page"))
    book = book_at(standing)
    shown = shown_of(checks_of_figures(book), book)
    checks = {one.found.key: f"{one.named or one.found.about}, {one.found.words}" for one in shown}
    return _drawn(request, {"standing": standing, "page": page}, checks)


def _drawn(
    request: SignedInRequest, context: dict[str, object], checks: Mapping[str, str] | None = None
) -> HttpResponse:
    page = context["page"]
    entered = [told(version, checks or {}) for version in page]  # type: ignore[attr-defined]
    return TemplateResponse(request, "finance/history.html", {"area": "quarters", "entered": entered, **context})
