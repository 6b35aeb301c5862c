"""Published packs with exempt papers, for the members of the Panel and the officers who serve it."""

from datetime import date
from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.actions import record
from accounts.events import Kind
from accounts.permissions import SignedInRequest, only
from accounts.roles import Role
from meetings import publications
from meetings.publicly import members_packs
from meetings.publishing.drafting import FOR_MEMBERS
from reports.files import store
from reports.views.public import unreadable

READERS = (Role.PANEL_MEMBER, Role.CLERK, Role.ADMINISTRATOR)
# It is for this person alone: no cache keeps it, and nothing in it is taken for a page of the portal.
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "none", "X-Content-Type-Options": "nosniff"}


@only(*READERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Every pack that holds exempt papers."""
    context = {"packs": members_packs(), "area": "members"}
    return TemplateResponse(request, "meetings/published/early.html", context)


@only(*READERS)
@require_safe
def file(request: SignedInRequest, day: date, number: int, name: str) -> HttpResponse:
    """A pack for members as it was published."""
    found = publications.file_of(day, number, FOR_MEMBERS + name, is_private=True)
    if found is None or found.withdrawn_at:
        raise Http404("There is no such file.")
    try:
        opened = store.opened(found.digest, place=store.PAPERS)
    except store.Unreadable as trouble:
        return unreadable(request, trouble)
    saved_as = f"members-{found.saved_as}"
    if request.method == "GET":
        record(Kind.PAPER, by=request.user, subject=saved_as)
    answer = FileResponse(opened, filename=saved_as, content_type=found.content_type, headers=HEADERS)
    # What is sent piece by piece is an answer too, only of another class.
    return cast("HttpResponse", answer)
