"""The steps of one return: a page of its own, to which the board and the editing page send what a person does."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from pillars.models import ReportingPeriod
from returns import actions
from returns.entries import ReturnSheet
from returns.forms.steps import StepForm
from returns.models import Step
from returns.rules import NotYours, Refused, Verb
from returns.steps import steps_of
from returns.views.found import period_of, sheet_of

TAKE: dict[Verb, Callable[..., Step]] = {
    Verb.SUBMITTED: actions.submit_return,
    Verb.SENT_BACK: actions.send_back_return,
    Verb.APPROVED: actions.approve_return,
    Verb.COMMENTED: actions.comment_on_return,
}
TOLD = {
    Verb.SUBMITTED: _("“%(sub_theme)s” is submitted. The approvers are told by e-mail."),
    Verb.SENT_BACK: _("“%(sub_theme)s” is sent back. Its editors are told by e-mail."),
    Verb.APPROVED: _("“%(sub_theme)s” is approved. Its editors are told by e-mail."),
    Verb.COMMENTED: _("Your comment on “%(sub_theme)s” is kept."),
}


@only(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, quarter: str, key: str) -> HttpResponse:
    """What was done with a return, and what may be done now; a step that is refused keeps what was typed."""
    period = period_of(quarter)
    sheet = sheet_of(period, key).returns[0]
    held = sheet.quarterly_return
    if request.method != "POST":
        return _page(request, period, sheet, None)
    form = StepForm(request.POST, auto_id=f"step-{held.pk}-%s")
    if not form.is_valid():
        return _page(request, period, sheet, form, status=422)
    verb: Verb = form.cleaned_data["verb"]
    try:
        TAKE[verb](quarterly_return=held, comment=form.cleaned_data["comment"], by=request.user)
    except NotYours as refused:
        raise Http404(str(refused)) from None
    except actions.Incomplete as incomplete:
        return _page(request, period, sheet, form, incomplete=incomplete, status=422)
    except Refused as refused:
        form.add_error(None, str(refused))
        # As it stands by now: somebody else was quicker.
        return _page(request, period, sheet_of(period, key).returns[0], form, status=409)
    messages.success(request, TOLD[verb] % {"sub_theme": held.sub_theme})
    return redirect(_onward(form.cleaned_data["origin"], verb, quarter, key))


def _page(
    request: SignedInRequest,
    period: ReportingPeriod,
    sheet: ReturnSheet,
    form: StepForm | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    steps = steps_of(sheet, period, request.user, origin="step", form=form)
    page = {"area": "quarters", "period": period, "sheet": sheet, "steps": steps, "form": steps.form, **more}
    return TemplateResponse(request, "returns/step.html", page, status=status)


def _onward(origin: str, verb: Verb, quarter: str, key: str) -> str:
    """Where a step leads: a comment back to its page, anything else to the board, where the next return stands."""
    if verb == Verb.COMMENTED and origin == "edit":
        return reverse("returns:edit", args=[quarter, key]) + "#steps"
    if verb == Verb.COMMENTED and origin == "step":
        return reverse("returns:step", args=[quarter, key])
    return reverse("returns:board", args=[quarter])
