"""What is measured: the list of a plan's indicators, and the page on which each is defined; for administrators."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import Role
from indicators import defining, queries
from indicators.forms import IndicatorForm
from indicators.models import Indicator
from pillars.models import Plan
from pillars.queries import open_period, plan_now
from pillars.versions import StaleVersion

OPENED = ["GET", "HEAD", "POST"]


@only(Role.ADMINISTRATOR)
@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Every indicator of the plan, with where it stands."""
    plan = plan_now()
    page = {"area": "plan", "plan": plan, "indicators": queries.defined(plan) if plan else []}
    return TemplateResponse(request, "indicators/listed.html", page)


@only(Role.ADMINISTRATOR)
@require_http_methods(OPENED)
def add(request: SignedInRequest) -> HttpResponse:
    """Measure something more."""
    return _defined(request, _plan(), None)


@only(Role.ADMINISTRATOR)
@require_http_methods(OPENED)
def indicator(request: SignedInRequest, key: str) -> HttpResponse:
    """What an indicator is called, how it is read, and where it stands."""
    plan = _plan()
    return _defined(request, plan, get_object_or_404(Indicator, plan=plan, key=key))


def _plan() -> Plan:
    if (plan := plan_now()) is None:
        raise Http404("There is no plan yet.")
    return plan


def _defined(request: SignedInRequest, plan: Plan, held: Indicator | None) -> HttpResponse:
    """The form of an indicator, saved; what a rule forbids is told on it, as it was typed."""
    standing = queries.standing_on([held.pk], queries.begins_on(plan) or plan.starts_on) if held else {}
    initial = {
        "sub_themes": sorted(standing.get(held.pk, ())) if held else [],
        "based_on": queries.standing_of(held) if held else "",
    }
    data = request.POST if request.method == "POST" else None
    form = IndicatorForm(data, plan=plan, instance=held or Indicator(plan=plan), initial=initial)
    if form.is_valid():
        given = {"values": form.values, "sub_themes": form.cleaned_data["sub_themes"], "by": request.user}
        try:
            if held:
                defining.change_indicator(indicator=held, based_on=form.cleaned_data["based_on"], **given)
            else:
                defining.add_indicator(plan=plan, **given)
        except (StaleVersion, defining.Refused) as refused:
            field = refused.field if isinstance(refused, defining.Refused) else None
            form.add_error(field, str(refused))
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": form.values["name"]})
            return redirect("indicators:listed")
    last = held.history.select_related("history_user").first() if held else None
    page = {"area": "plan", "plan": plan, "held": held, "form": form, "last": last, "period": open_period(plan)}
    return TemplateResponse(request, "indicators/indicator.html", page, status=422 if form.errors else 200)
