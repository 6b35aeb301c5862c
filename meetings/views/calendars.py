"""Calendar files: the days of meetings for everybody, and deadlines for those who keep the meetings."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, only
from meetings import queries
from meetings.calendars import Entry, calendar_file, entries_of, entry_of
from meetings.models import Meeting
from meetings.steps import deadlines_of
from meetings.views.found import KEEPERS, meeting_at
from reports.views.public import public as for_everybody


@for_everybody
def public(request: HttpRequest) -> HttpResponse:
    """The days of meetings that are open to the public, with their reserve dates; nothing of an agenda."""
    shown = [meeting for meeting in queries.meetings() if meeting.kind != Meeting.Kind.INFORMAL]
    return _answer([entry_of(meeting) for meeting in shown], _("Meetings"), "meetings")


@only(*KEEPERS)
@require_safe
def deadlines(request: SignedInRequest) -> HttpResponse:
    """Every meeting with all that it makes due."""
    return _answer(_entries(queries.meetings()), _("Meetings and deadlines"), "deadlines")


@only(*KEEPERS)
@require_safe
def of_meeting(request: SignedInRequest, day: date) -> HttpResponse:
    """One meeting with all that it makes due."""
    held = meeting_at(day)
    return _answer(_entries([held]), _("Meeting of %(day)s") % {"day": held.day}, f"deadlines-{held.slug}")


def _entries(meetings: Iterable[Meeting]) -> list[Entry]:
    practice, calendar = queries.practice(), queries.working_days()
    return [entry for meeting in meetings for entry in entries_of(meeting, deadlines_of(meeting, practice, calendar))]


def _answer(entries: Iterable[Entry], name: str, file: str) -> HttpResponse:
    made = calendar_file(entries, name=name, portal=settings.PORTAL_URL, zone=settings.TIME_ZONE, now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{file}.ics"'}
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers=headers)
