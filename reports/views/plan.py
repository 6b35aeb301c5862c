"""The plan and its pillars, and its indicators through time, as published reports tell of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from reports import through
from reports.queries import published_plan
from reports.views.public import public


@public
def plan(request: HttpRequest) -> HttpResponse:
    """The plan: its pillars, each with its sub-themes and their latest ratings."""
    page = through.drawn("reports/_plan.html", through.plan_page, published_plan())
    return TemplateResponse(request, "reports/plan.html", page | {"area": "pillars"})


@public
def pillar(request: HttpRequest, key: str) -> HttpResponse:
    """One pillar: its sub-themes, its commitments and its indicators."""
    try:
        page = through.drawn("reports/_pillar.html", through.pillar_page, published_plan(), key)
    except KeyError:
        raise Http404(f"The plan has no part {key}.") from None
    return TemplateResponse(request, "reports/pillar.html", page | {"area": "pillars"})


@public
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator with its latest reading."""
    page = through.drawn("reports/_indicators.html", through.indicators_page, published_plan())
    return TemplateResponse(request, "reports/indicators.html", page | {"area": "indicators"})


@public
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator through the published quarters."""
    try:
        page = through.drawn("reports/_indicator.html", through.indicator_page, published_plan(), key)
    except KeyError:
        raise Http404(f"No report has the indicator {key}.") from None
    return TemplateResponse(request, "reports/indicator.html", page | {"area": "indicators"})
