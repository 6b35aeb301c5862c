"""The register of commitments: every number of the plan, the story of each, and what changed in each quarter."""

from django.http import Http404, HttpRequest, HttpResponse

from reports import kept
from reports.queries import published_plan
from reports.through.choosing import choice_of
from reports.views.public import plan_of, public, through_time


@public
def register(request: HttpRequest) -> HttpResponse:
    """Every number of the plan, or those that are asked for, with their ratings in the latest quarters."""
    plan = published_plan()
    choice = choice_of(request.GET, kept.register_of(plan))
    return through_time(request, "register", kept.register_page, plan, choice, area="register")


@public
def commitment(request: HttpRequest, slug: str) -> HttpResponse:
    """The story of one number: its words through time, and its rating in every published quarter."""
    try:
        return through_time(request, "commitment", kept.story_page, published_plan(), slug, area="register")
    except KeyError:
        raise Http404(f"The register has no number {slug}.") from None


@public
def changes(request: HttpRequest, quarter: str) -> HttpResponse:
    """What changed in a quarter: movements against last period, numbers against the last quarter held."""
    return through_time(request, "changes", kept.changes_page, plan_of(quarter), quarter, area="register")
