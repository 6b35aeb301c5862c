"""Recommendations to the commissioner: the list, making one in a minute, changing it, its response, and removing it."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from meetings import actions
from meetings.following import line_of_recommendation
from meetings.followups import recommendations_page
from meetings.forms.following import RecommendationForm, ResponseForm
from meetings.models import Recommendation
from meetings.views.editing import Done, EditPage, confirmed, edited, sent
from meetings.views.found import KEEPERS, OPENED, minute_at, recommendation_at
from meetings.views.undertakings import taken

# What a form offers for the response, until somebody says otherwise.
DAYS_TO_RESPOND = timedelta(days=28)


@only(*KEEPERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Recommendations that wait for a response, what is overdue first, and those that had one."""
    context = {"page": recommendations_page(timezone.localdate()), "area": "meetings"}
    return TemplateResponse(request, "meetings/followed.html", context)


@only(*KEEPERS)
@require_http_methods(OPENED)
def add(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """A recommendation that the Panel made in a minute; it begins with what was decided there."""
    minute = minute_at(day, pk)
    words = {"words": minute.words, "made_on": day, "due_on": day + DAYS_TO_RESPOND}
    form = RecommendationForm(sent(request), instance=Recommendation(minute=minute), initial=words)
    lede = _(
        "The Panel makes it under s.28 of the Police Reform and Social Responsibility Act 2011, and may require a written "
        "response within a reasonable time (s.29)."
    )
    title = _("A recommendation to the commissioner")
    page = EditPage(title, _("Save the recommendation"), taken(minute.item), str(minute.item), lede)

    def act() -> Done:
        actions.recommend(minute=minute, values=form.values, by=request.user)
        return Done(_("The recommendation is saved."), page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Other words for a recommendation, or another day."""
    held = recommendation_at(pk)
    form = RecommendationForm(sent(request), instance=held)
    remove_address = reverse("meetings:recommendation_remove", args=[pk])
    title = _("Change the recommendation")
    page = EditPage(title, _("Save"), _up(), _whence(held), "", remove_address, _("Remove it"))

    def act() -> Done:
        actions.change_recommendation(
            recommendation=held, values=form.values, based_on=form.cleaned_data["based_on"], by=request.user
        )
        return Done(_("The recommendation is saved."), page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def respond(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the commissioner responded, and when."""
    held, today = recommendation_at(pk), timezone.localdate()
    form = ResponseForm(sent(request), instance=held)
    page = EditPage(_("The commissioner’s response"), _("Save the response"), _up(), _whence(held), held.words)

    def act() -> Done:
        actions.record_response(recommendation=held, today=today, by=request.user, **form.cleaned_data)
        return Done(_("The response is saved."), page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask whether a recommendation that was written down by mistake shall go."""
    held = recommendation_at(pk)
    page = EditPage(_("Remove this recommendation?"), _("Remove it"), _up(), _whence(held), held.words)

    def act() -> Done:
        actions.remove_recommendation(recommendation=held, by=request.user)
        return Done(_("The recommendation is removed."), page.back)

    return confirmed(request, page, act)


def _whence(made: Recommendation) -> str:
    return line_of_recommendation(made, timezone.localdate()).whence


def _up() -> tuple[str, str]:
    return reverse("meetings:recommendations"), _("Recommendations")
