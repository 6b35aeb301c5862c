"""Setting up a portal: the steps, and a plan that is typed or handed in, looked at, and made."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import Role
from pillars.models import Office, Plan
from returns.files.read import FaultyFile, Places
from returns.files.shape import PlanFile
from returns.rules import Refused
from returns.setup.actions import set_up_plan
from returns.setup.again import typed_again
from returns.setup.forms import OutlineForm, PlanFileForm, PlanForm
from returns.setup.preview import preview
from returns.setup.queries import held, held_plans
from returns.setup.rules import HeldPlan, is_there, refusal, to_replace
from returns.setup.steps import steps


@only(Role.ADMINISTRATOR)
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Every step with what is there and what lacks, and the one to take next."""
    return TemplateResponse(request, "returns/setup/steps.html", {"area": "plan", "set_up": steps(held())})


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def outline(request: SignedInRequest) -> HttpResponse:
    """A plan typed as an outline; one on which nothing hangs yet is there to be changed."""
    plans = held_plans()
    if request.method == "POST":
        return _plan_page(request, OutlineForm(request.POST), "returns/setup/outline.html", plans)
    replaced = to_replace(plans)
    initial = typed_again(Plan.objects.get(pk=replaced.pk)) if replaced else {}
    form = OutlineForm(initial=initial)
    return _plan_page(request, form, "returns/setup/outline.html", plans, is_file_only=initial is None)


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_file(request: SignedInRequest) -> HttpResponse:
    """A plan taken from a file."""
    form = PlanFileForm(request.POST, request.FILES) if request.method == "POST" else PlanFileForm()
    return _plan_page(request, form, "returns/setup/file.html", held_plans())


def _plan_page(
    request: SignedInRequest, form: PlanForm, template: str, plans: Collection[HeldPlan], *, is_file_only: bool = False
) -> HttpResponse:
    """Shows what a plan would make, or makes the one that was looked at."""
    office, replaced = Office.objects.first(), to_replace(plans)
    stays = [plan for plan in plans if plan is not replaced]
    page = {"area": "plan", "form": form, "office_named": office, "plans": stays, "replaced": replaced}
    page["is_file_only"] = is_file_only
    if form.is_valid() and form.plan and form.places:
        wants_it = "make" in request.POST
        seen = page["seen"] = f"{replaced.pk if replaced else 0}-{form.digest}"
        was_seen = form.cleaned_data["seen"]
        if wants_it and seen.split("-")[0] != was_seen.split("-")[0] and is_there(form.plan, plans):
            # Pressed twice, or set up by somebody else meanwhile.
            told = _("“%(plan)s” is set up already. Nothing was made a second time.")
            messages.warning(request, told % {"plan": form.plan.title})
            return redirect("setup:steps")
        if office is None and form.plan.office is None:
            form.add_error(None, _("Name the office first: the plan belongs to it."))
        elif hindrance := refusal(form.plan, stays):
            form.add_error(None, hindrance)
        elif wants_it and seen == was_seen:
            if _make(request, form.plan, form.places, replaced, form):
                return redirect("setup:steps")
        else:
            page["preview"] = preview(form.plan, office_is_named=office is not None)
            page["was_changed"] = wants_it
    return TemplateResponse(request, template, page, status=422 if form.errors else 200)


def _make(request: SignedInRequest, plan: PlanFile, places: Places, replaced: HeldPlan | None, form: PlanForm) -> bool:
    """Whether the plan is set up now; where it is not, the form says why."""
    try:
        set_up_plan(plan=plan, places=places, replaces=replaced.pk if replaced else None, by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
    except FaultyFile as faulty:
        form.add_error(None, [fault.sentence for fault in faulty.faults])
    else:
        messages.success(request, _("“%(plan)s” is set up.") % {"plan": plan.title})
    return form.is_valid()
