"""Setting up a portal: the steps, and a plan that is typed or handed in, looked at, and made."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import Role
from pillars.models import Office
from returns.files.read import FaultyFile
from returns.rules import Refused
from returns.setup.actions import set_up_plan
from returns.setup.forms import OutlineForm, PlanFileForm, PlanForm
from returns.setup.preview import preview
from returns.setup.queries import held, held_plans
from returns.setup.rules import is_there, refusal
from returns.setup.steps import steps


@only(Role.ADMINISTRATOR)
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Every step with what is there and what lacks, and the one to take next."""
    return TemplateResponse(request, "returns/setup/steps.html", {"area": "plan", "set_up": steps(held())})


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def outline(request: SignedInRequest) -> HttpResponse:
    """A plan typed as an outline."""
    form = OutlineForm(request.POST) if request.method == "POST" else OutlineForm()
    return _plan_page(request, form, "returns/setup/outline.html")


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_file(request: SignedInRequest) -> HttpResponse:
    """A plan taken from a file."""
    form = PlanFileForm(request.POST, request.FILES) if request.method == "POST" else PlanFileForm()
    return _plan_page(request, form, "returns/setup/file.html")


def _plan_page(request: SignedInRequest, form: PlanForm, template: str) -> HttpResponse:
    """Shows what a plan would make, or makes the one that was looked at."""
    office, plans = Office.objects.first(), held_plans()
    page = {"area": "plan", "form": form, "office_named": office, "plans": plans}
    if form.is_valid() and form.plan and form.places:
        wants_it = "make" in request.POST
        if wants_it and is_there(form.plan, plans):
            # Pressed twice, or set up by somebody else meanwhile.
            messages.warning(
                request, _("“%(plan)s” is set up already. Nothing was made a second time.") % {"plan": form.plan.title}
            )
            return redirect("setup:steps")
        if office is None and form.plan.office is None:
            form.add_error(None, _("Name the office first: the plan belongs to it."))
        elif hindrance := refusal(form.plan, plans):
            form.add_error(None, hindrance)
        elif wants_it and form.cleaned_data["seen"] == form.digest:
            try:
                set_up_plan(plan=form.plan, places=form.places, by=request.user)
            except (Refused, FaultyFile) as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("“%(plan)s” is set up.") % {"plan": form.plan.title})
                return redirect("setup:steps")
        else:
            page["preview"] = preview(form.plan, office_is_named=office is not None)
            page["was_changed"] = wants_it
    return TemplateResponse(request, template, page, status=422 if form.errors else 200)
