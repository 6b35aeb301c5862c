"""Published agendas for everybody: the list, what stands at a day now, and the files of a publication as they were published."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings import publications
from meetings.answers import answers_page
from meetings.models import Publication
from meetings.publicly import base_of, list_page, since
from reports.files.serving import frozen
from reports.files.store import Unreadable
from reports.views.public import public, unreadable

FRONT = "index.html"


@public
def index(request: HttpRequest) -> HttpResponse:
    """Every meeting whose agenda is published."""
    page = list_page(timezone.localdate())
    return TemplateResponse(request, "meetings/published/list.html", {"page": page, "area": "agendas"})


@public
def answers(request: HttpRequest) -> HttpResponse:
    """Published answers to members' questions, and recommendations with their responses."""
    page = answers_page(timezone.now())
    return TemplateResponse(request, "meetings/published/answers.html", {"page": page, "area": "agendas"})


@public
def agenda(request: HttpRequest, day: date) -> HttpResponse:
    """The agenda of a meeting as it stands now. Where the meeting was moved it leads there."""
    current = publications.current_on(day)
    if current is None:
        return _withdrawn(request, publications.withdrawn_on(day))
    if current.held_on != day:
        return redirect("agendas:agenda", current.held_on)
    context = {
        "document": publications.document_of(current),
        "base": base_of(current),
        "since": since(current),
        "area": "agendas",
    }
    return TemplateResponse(request, "meetings/published/agenda.html", context)


@public
def minutes(request: HttpRequest, day: date) -> HttpResponse:
    """Leads to the minutes of a meeting as they stand now."""
    current = publications.current_on(day)
    found = publications.minutes_of(current.meeting_id) if current else None
    if found is None:
        raise Http404("No minutes are published for this day.")
    return redirect("agendas:published", found.held_on, found.number)


@require_safe
def file(request: HttpRequest, day: date, number: int, path: str = FRONT) -> HttpResponse:
    """A file of a publication; one that was withdrawn answers 410 with the reason. Who asks is never looked at."""
    found = publications.file_of(day, number, path, is_private=False)
    if found is None:
        raise Http404("There is no such file.")
    if found.withdrawn_at:
        return _withdrawn(request, publications.lean().get(pk=found.publication))
    try:
        return frozen(request, found)
    except Unreadable as trouble:
        return unreadable(request, trouble)


def _withdrawn(request: HttpRequest, publication: Publication | None) -> HttpResponse:
    """What stays of a withdrawn publication: its number, its digest, when and why. Raises Http404 for none."""
    if publication is None:
        raise Http404("No agenda is published for this day.")
    context = {
        "publication": publication,
        "there_is_another": publications.current_on(publication.held_on) is not None,
        "area": "agendas",
    }
    response = TemplateResponse(request, "meetings/published/withdrawn.html", context, status=410)
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
