"""The list of a plan's commitments, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import only
from accounts.roles import Role
from commitments.pages import commitment_page, plan_page
from commitments.views.change import found
from pillars.queries import plan_now


@require_safe
@only(Role.ADMINISTRATOR)
def plan(request: HttpRequest) -> HttpResponse:
    """Every commitment of the plan, to search and to filter."""
    found = plan_now()
    page = plan_page(found, request.GET.get("q", ""), request.GET.get("show", "")) if found else None
    return render(request, "commitments/plan.html", {"page": page, "area": "plan"})


@require_safe
@only(Role.ADMINISTRATOR)
def commitment(request: HttpRequest, slug: str) -> HttpResponse:
    """One commitment: its words, where it stood, what was done to it, and what can be done."""
    return render(request, "commitments/commitment.html", {"page": commitment_page(found(slug)), "area": "plan"})
