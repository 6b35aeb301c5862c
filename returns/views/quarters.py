"""The list of quarters, opening the next one, and moving its due dates."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF, Role
from pillars.quarters import Quarter
from returns import actions
from returns.forms.quarters import DatesForm, OpenForm
from returns.opening import Opening, carried_over, opening, proposed_dates
from returns.quarters import listed_quarters
from returns.rules import Refused
from returns.setup.queries import held
from returns.setup.steps import steps
from returns.views.found import period_of


@only(*STAFF)
@require_safe
def quarters(request: SignedInRequest) -> HttpResponse:
    """Every quarter, the latest first, and what may be done next."""
    today = timezone.localdate()
    listed = listed_quarters(today)
    page: dict[str, object] = {"area": "quarters", "quarters": listed}
    if request.user.is_administrator:
        page["opening"] = opening(today)
        # Whoever has published a report knows what the portal has.
        if all(quarter.is_open for quarter in listed):
            page["set_up"] = steps(held())
    return TemplateResponse(request, "returns/quarters.html", page)


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def open_next(request: SignedInRequest) -> HttpResponse:
    """Shows what the next quarter would begin with, asks when it is due, and opens it."""
    today = timezone.localdate()
    found = opening(today, _wanted(request.GET.get("quarter", "")))
    if found is None:
        raise Http404("There is no plan yet.")
    form = OpenForm(request.POST) if request.method == "POST" else _proposal(found, today)
    if form.is_bound and form.is_valid():
        try:
            period = actions.open_quarter(plan=found.plan, quarter=found.quarter, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("%(quarter)s is open.") % {"quarter": period})
            return redirect("returns:board", period.quarter.slug)
    page = {"area": "quarters", "opening": found, "form": form}
    if not found.refusal:
        page["carried"] = carried_over(found)
    return TemplateResponse(request, "returns/open.html", page, status=422 if form.errors else 200)


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Moves the due dates of an open quarter."""
    period = period_of(quarter)
    if period.published_at is not None:
        raise Http404("Nothing is due in a quarter that is published.")
    now = {"submissions_due_on": period.submissions_due_on, "approvals_due_on": period.approvals_due_on}
    form = DatesForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            actions.move_due_dates(period=period, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("The due dates of %(quarter)s are moved.") % {"quarter": period})
            return redirect("returns:board", quarter)
    page = {"area": "quarters", "period": period, "form": form}
    return TemplateResponse(request, "returns/dates.html", page, status=422 if form.errors else 200)


def _wanted(slug: str) -> Quarter | None:
    if not slug:
        return None
    try:
        return Quarter.from_slug(slug)
    except ValueError as error:
        raise Http404(str(error)) from None


def _proposal(found: Opening, today: date) -> OpenForm:
    submissions, approvals = proposed_dates(found.quarter, today)
    return OpenForm(initial={"submissions_due_on": submissions, "approvals_due_on": approvals})
