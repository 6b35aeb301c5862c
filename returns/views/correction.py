"""Opening a correction of a published quarter."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from accounts.roles import Role
from returns import actions
from returns.forms.quarters import CorrectionForm
from returns.quarters import closed_returns
from returns.rules import Refused
from returns.views.found import period_of


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Asks which returns of a published quarter are to be reopened, and why."""
    period = period_of(quarter)
    if period.published_at is None:
        raise Http404("A quarter that is not published is not corrected.")
    data = request.POST if request.method == "POST" else None
    form = CorrectionForm(data, returns=closed_returns(period))
    if form.is_valid():
        try:
            actions.open_correction(period=period, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("The correction of %(quarter)s is open.") % {"quarter": period})
            return redirect("returns:board", quarter)
    page = {"area": "quarters", "period": period, "form": form}
    return TemplateResponse(request, "returns/correction.html", page, status=422 if form.errors else 200)
