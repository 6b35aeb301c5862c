"""A meeting: its page with deadlines and agenda, its details, when its agenda was published, and taking it off the list."""

from datetime import date

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from meetings import actions, queries
from meetings.forms.meetings import MeetingForm, PublicationForm, seats_text
from meetings.models import Meeting
from meetings.pages import meeting_page
from meetings.steps import said_of, timing_of
from meetings.views.editing import Done, EditPage, confirmed, edited, sent
from meetings.views.found import KEEPERS, OPENED, meeting_at


@only(*KEEPERS)
@require_safe
def meeting(request: SignedInRequest, day: date) -> HttpResponse:
    """Everything about one meeting: what is next, its days, its agenda, its details."""
    page = meeting_page(meeting_at(day), timezone.localdate())
    return TemplateResponse(request, "meetings/meeting.html", {"page": page, "area": "meetings"})


@only(*KEEPERS)
@require_http_methods(OPENED)
def change(request: SignedInRequest, day: date) -> HttpResponse:
    """Other details, another day among them."""
    held = meeting_at(day)
    form = MeetingForm(sent(request), instance=held, initial={"seats": seats_text(held)})
    page = EditPage(
        _("Change the details"),
        _("Save"),
        up(held),
        remove=reverse("meetings:meeting_remove", args=[day]),
        remove_words=_("Take the meeting off the list"),
    )

    def act() -> Done:
        given = form.cleaned_data
        saved = actions.change_meeting(
            meeting=held, values=form.values, seats=given["seats"], based_on=given["based_on"], by=request.user
        )
        return Done(_("The details are saved."), up(saved)[0])

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def publication(request: SignedInRequest, day: date) -> HttpResponse:
    """When the agenda was first open to the public; a late one says why it could not wait."""
    held, today = meeting_at(day), timezone.localdate()
    judged = timing_of(held, queries.working_days(), today)
    lede = said_of(judged, held.held_on, today) if judged else _("An informal session needs no agenda.")
    form = PublicationForm(sent(request), instance=held)
    page = EditPage(_("When the agenda was published"), _("Save"), up(held), lede=lede)

    def act() -> Done:
        given = form.cleaned_data
        saved = actions.record_publication(
            meeting=held,
            published_on=given["published_on"],
            urgency=given["urgency"],
            today=today,
            based_on=given["based_on"],
            by=request.user,
        )
        return Done(_("It is saved when the agenda was published."), up(saved)[0])

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def remove(request: SignedInRequest, day: date) -> HttpResponse:
    """Ask whether a meeting that was planned by mistake shall go."""
    held = meeting_at(day)
    lede = _("Topics of the work programme that wait for it will wait for another meeting. The history keeps it.")
    page = EditPage(_("Take this meeting off the list?"), _("Take it off"), up(held), lede=lede)

    def act() -> Done:
        actions.remove_meeting(meeting=held, by=request.user)
        return Done(_("The meeting of %(day)s is off the list.") % {"day": held.day}, reverse("meetings:list"))

    return confirmed(request, page, act)


def up(held: Meeting) -> tuple[str, str]:
    """The page of a meeting, with its name: the way up from whatever stands below it."""
    return reverse("meetings:meeting", args=[held.held_on]), held.day
