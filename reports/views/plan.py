"""The plan and its pillars, and its indicators through time, as published reports tell of them."""

from django.http import Http404, HttpRequest, HttpResponse

from reports import kept
from reports.queries import published_plan
from reports.views.public import public, through_time


@public
def plan(request: HttpRequest) -> HttpResponse:
    """The plan: its pillars, each with its sub-themes and their latest ratings."""
    return through_time(request, "plan", kept.plan_page, published_plan(), area="pillars")


@public
def pillar(request: HttpRequest, key: str) -> HttpResponse:
    """One pillar: its sub-themes, its commitments and its indicators."""
    try:
        return through_time(request, "pillar", kept.pillar_page, published_plan(), key, area="pillars")
    except KeyError:
        raise Http404(f"The plan has no part {key}.") from None


@public
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator with its latest reading."""
    return through_time(request, "indicators", kept.indicators_page, published_plan(), area="indicators")


@public
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator through the published quarters."""
    try:
        return through_time(request, "indicator", kept.indicator_page, published_plan(), key, area="indicators")
    except KeyError:
        raise Http404(f"No report has the indicator {key}.") from None
