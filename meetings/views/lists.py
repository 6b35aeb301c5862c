"""The list of meetings with the one step that comes next, and planning another."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from meetings import actions, queries
from meetings.forms.meetings import PlanForm, seats_text
from meetings.models import Meeting
from meetings.pages import row_of
from meetings.views.editing import Done, EditPage, edited, sent
from meetings.views.found import KEEPERS, OPENED

# What a new meeting has in common with the one before it.
SAME = ("begins_at", "body", "host", "venue", "quorum", "contact_role")


@only(*KEEPERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Meetings ahead, the next first, and those that were held, the latest first."""
    today = timezone.localdate()
    practice, calendar = queries.practice(), queries.working_days()
    rows = [row_of(meeting, practice, calendar, today) for meeting in queries.meetings()]
    ahead = [row for row in rows if row.meeting.held_on >= today]
    context = {
        "ahead": ahead,
        "next": next((row for row in ahead if row.meeting.is_formal), ahead[0] if ahead else None),
        "past": [row for row in reversed(rows) if row.meeting.held_on < today],
        "today": today,
        "area": "meetings",
    }
    return TemplateResponse(request, "meetings/list.html", context)


@only(*KEEPERS)
@require_http_methods(OPENED)
def plan(request: SignedInRequest) -> HttpResponse:
    """A new meeting, which begins with what the last one had."""
    earlier = queries.earlier_meetings(None)
    form = PlanForm(sent(request), earlier=earlier, initial=_like(earlier[0] if earlier else None))
    page = EditPage(_("Plan a meeting"), _("Plan it"), (reverse("meetings:list"), _("Meetings")))

    def act() -> Done:
        given = form.cleaned_data
        like = next((one for one in earlier if str(one.pk) == given.get("like")), None)
        made = actions.plan_meeting(values=form.values, seats=given["seats"], like=like, by=request.user)
        said = _("The meeting of %(day)s is planned.") % {"day": made.day}
        return Done(said, reverse("meetings:meeting", args=[made.held_on]))

    return edited(request, page, form, act)


def _like(last: Meeting | None) -> dict[str, Any]:
    if last is None:
        return {"body": queries.panel_name()}
    return {**{name: getattr(last, name) for name in SAME}, "seats": seats_text(last), "like": str(last.pk)}
