"""Asking for the agenda pack of a meeting."""

from datetime import date

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import SignedInRequest, only
from jobs.actions import ask
from meetings.document import Audience
from meetings.jobs import PACK
from meetings.views.found import KEEPERS, meeting_at


@only(*KEEPERS)
@require_POST
def build(request: SignedInRequest, day: date) -> HttpResponse:
    """Have a pack built: the job says how far it is, and holds the file."""
    meeting = meeting_at(day)
    if request.POST.get("audience") not in list(Audience):
        return HttpResponseBadRequest(_("Say for whom the pack is: for the public or for the members."))
    audience = Audience(request.POST["audience"])
    titles = {
        Audience.PUBLIC: _("Agenda pack for the public, %(day)s"),
        Audience.MEMBERS: _("Agenda pack for members with exempt papers, %(day)s"),
    }
    asked = ask(
        PACK,
        {"day": meeting.slug, "audience": str(audience)},
        title=titles[audience] % {"day": meeting.day},
        key=f"{PACK} {meeting.slug} {audience} {request.user.pk}",
        by=request.user,
        back=reverse("meetings:meeting", args=[meeting.held_on]),
    )
    return redirect(asked)
