"""The register of commitments: every number of the plan, the story of each, and the account of each quarter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports import queries
from reports.register import Register

RECENT = 4


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every number of the plan, with its rating in the latest quarters."""
    found = _published()
    context = {"register": found, "recent": found.quarters[:RECENT], "recent_slice": f":{RECENT}"}
    return render(request, "reports/register.html", context | {"area": "register"})


@require_safe
def commitment(request: HttpRequest, slug: str) -> HttpResponse:
    """The story of one number: its words through time, and its rating in every published quarter."""
    found = _published()
    try:
        story = found.story(slug)
    except KeyError:
        raise Http404(f"The register has no number {slug}.") from None
    return render(request, "reports/commitment.html", {"register": found, "story": story, "area": "register"})


@require_safe
def changes(request: HttpRequest, quarter: str) -> HttpResponse:
    """What became of every number in a quarter, against the last quarter held before it."""
    found = _published()
    if quarter not in found.accounts:
        raise Http404(f"There is no account of numbers for {quarter}.")
    context = {
        "register": found,
        "quarter": next(head for head in found.quarters if head.slug == quarter),
        "account": found.accounts[quarter],
        "groups": found.changes(quarter),
    }
    return render(request, "reports/changes.html", context | {"area": "register"})


def _published() -> Register:
    try:
        return queries.published_register()
    except queries.NotPublished as reason:
        raise Http404(str(reason)) from None
