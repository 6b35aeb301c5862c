"""The minutes of a meeting: as they read, who was there, and when they were confirmed."""

from datetime import date

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from meetings import actions, minuted
from meetings.forms.kept import people_text
from meetings.forms.minutes import AttendanceForm, ConfirmedForm
from meetings.minutes import confirmed_words, minutes_page
from meetings.models import Meeting, Minutes
from meetings.views.editing import Done, EditPage, edited, sent
from meetings.views.found import KEEPERS, OPENED, meeting_at


@only(*KEEPERS)
@require_safe
def minutes(request: SignedInRequest, day: date) -> HttpResponse:
    """The minutes as they read, with all that was taken in private."""
    page = minutes_page(meeting_at(day), timezone.localdate())
    return TemplateResponse(request, "meetings/minutes.html", {"page": page, "area": "meetings"})


@only(*KEEPERS)
@require_http_methods(OPENED)
def attendance(request: SignedInRequest, day: date) -> HttpResponse:
    """Who was there. It begins with the membership, from which those who were away are taken."""
    meeting = meeting_at(day)
    held = minuted.minutes_of(meeting) or Minutes(meeting=meeting)
    seats = [(seat.how_many, seat.role) for seat in meeting.seats.order_by("order")]
    form = AttendanceForm(sent(request), instance=held, initial={} if held.pk else {"present": people_text(seats)})
    page = EditPage(_("Who was there"), _("Save"), up_to(meeting), meeting.day)

    def act() -> Done:
        given = form.cleaned_data
        actions.record_attendance(meeting=meeting, values=form.values, based_on=given["based_on"], by=request.user)
        return Done(_("It is saved who was there."), reverse("meetings:minutes_take", args=[day]))

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def confirmed(request: SignedInRequest, day: date) -> HttpResponse:
    """At which later meeting the minutes were confirmed as a correct record."""
    meeting, today = meeting_at(day), timezone.localdate()
    held = minuted.minutes_of(meeting) or Minutes(meeting=meeting)
    asked = None if held.confirmed_at else minuted.confirming_meeting(meeting)
    form = ConfirmedForm(sent(request), instance=held, initial={"confirmed_at": asked} if asked else {})
    lede = _("Once they are confirmed, nothing of them changes.")
    page = EditPage(_("When the minutes were confirmed"), _("Save"), up_to(meeting), meeting.day, lede)

    def act() -> Done:
        given = form.cleaned_data
        saved = actions.confirm_minutes(
            meeting=meeting,
            confirmed_at=given["confirmed_at"],
            today=today,
            based_on=given["based_on"],
            by=request.user,
        )
        return Done(confirmed_words(saved), page.back)

    return edited(request, page, form, act)


def up_to(meeting: Meeting) -> tuple[str, str]:
    """The minutes of a meeting, with their name: the way up from whatever stands below them."""
    return reverse("meetings:minutes", args=[meeting.held_on]), _("Minutes of %(day)s") % {"day": meeting.day}
