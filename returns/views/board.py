"""The board: one page with every return of a quarter."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from finance.models import FinanceReport
from returns.board import board_of
from returns.quarters import corrections
from returns.queries import quarter_sheet
from returns.views.found import period_of


@only(*STAFF)
@require_safe
def board(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Every return of a quarter, or those that a filter leaves."""
    period = period_of(quarter)
    shown = board_of(
        quarter_sheet(period),
        user=request.user,
        today=timezone.localdate(),
        show=request.GET.get("show", ""),
        finance=FinanceReport.objects.filter(period=period).first(),
        corrections=corrections(period),
    )
    page = {"area": "quarters", "period": period, "board": shown}
    return TemplateResponse(request, "returns/board.html", page)
