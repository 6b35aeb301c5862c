"""The register of commitments: every number of the plan, the story of each, and what changed in each quarter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from reports import through
from reports.choosing import choice_of
from reports.queries import published_plan
from reports.views.public import plan_of, public


@public
def register(request: HttpRequest) -> HttpResponse:
    """Every number of the plan, or those that are asked for, with their ratings in the latest quarters."""
    plan = published_plan()
    choice = choice_of(request.GET, through.register_of(plan))
    page = through.drawn("reports/_register.html", through.register_page, plan, choice)
    return TemplateResponse(request, "reports/register.html", page | {"area": "register"})


@public
def commitment(request: HttpRequest, slug: str) -> HttpResponse:
    """The story of one number: its words through time, and its rating in every published quarter."""
    try:
        page = through.drawn("reports/_commitment.html", through.story_page, published_plan(), slug)
    except KeyError:
        raise Http404(f"The register has no number {slug}.") from None
    return TemplateResponse(request, "reports/commitment.html", page | {"area": "register"})


@public
def changes(request: HttpRequest, quarter: str) -> HttpResponse:
    """What changed in a quarter: movements against last period, numbers against the last quarter held."""
    page = through.drawn("reports/_changes.html", through.changes_page, plan_of(quarter), quarter)
    return TemplateResponse(request, "reports/changes.html", page | {"area": "register"})
