"""The files of editions as they were published: for anybody once they are public, for the Panel where it reads earlier."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.actions import record
from accounts.events import Kind
from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF, Role
from pillars.quarters import Quarter
from pillars.tongues import PORTAL
from reports import queries, rules
from reports.editions.manifest import manifest
from reports.files.serving import frozen
from reports.files.store import Unreadable
from reports.models import Edition, EditionFile
from reports.queries import ServedFile
from reports.views.public import unreadable

FRONT = "index.html"
# What a page is drawn with, which tells nobody anything.
FURNISHING = ("text/css", "text/javascript", "font/", "image/")
READERS = (*sorted(STAFF), Role.CLERK, Role.PANEL_MEMBER)


@require_safe
def edition_file(request: HttpRequest, quarter: str, number: int, path: str = FRONT) -> HttpResponse:
    """A file of a public edition; one that was withdrawn answers 410 with the reason. Who asks is never looked at: an
    edition that is not public yet is not told apart from one that does not exist."""
    file = _file(quarter, number, path)
    if file.public_from > timezone.now():
        raise Http404("There is no such edition.")
    return _withdrawn(request, file) if file.withdrawn_at else _answer(request, file)


@require_safe
@cache_control(public=True, max_age=60)
def checksums(request: HttpRequest, quarter: str, number: int) -> HttpResponse:
    """The SHA-256 of every file of a public edition, as `sha256sum -c` reads it; a withdrawn one keeps them."""
    file = _file(quarter, number, FRONT)
    if file.public_from > timezone.now():
        raise Http404("There is no such edition.")
    text = manifest(EditionFile.objects.filter(edition=file.edition).values_list("path", "digest"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@only(*READERS)
@require_safe
def early(request: SignedInRequest) -> HttpResponse:
    """What is given to this person before it is public, with the moment at which it will be."""
    found = queries.early_editions(timezone.now(), is_staff=request.user.is_office_staff)
    return TemplateResponse(request, "reports/early.html", {"editions": found, "area": "early"})


@only(*READERS)
@require_safe
def early_file(request: SignedInRequest, quarter: str, number: int, path: str = FRONT) -> HttpResponse:
    """A file of an edition that is not public yet, for this person alone: no cache keeps it."""
    file = _file(quarter, number, path)
    if not rules.may_read_early(file, timezone.now(), is_staff=request.user.is_office_staff):
        raise Http404("There is nothing here to be read early.")
    answer = _answer(request, file)
    if request.method == "GET" and answer.status_code == 200 and not file.content_type.startswith(FURNISHING):
        record(Kind.READ_EARLY, by=request.user, subject=f"{file.quarter}, edition {file.number}: {file.path}")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "none"
    return answer


def _answer(request: HttpRequest, file: ServedFile) -> HttpResponse:
    try:
        return frozen(request, file)
    except Unreadable as trouble:
        return unreadable(request, trouble)


def _withdrawn(request: HttpRequest, file: ServedFile) -> HttpResponse:
    """What stays of a withdrawn edition: its number, its digests, when and why; in the language of what was asked for."""
    edition = Edition.objects.defer("document").select_related("period").get(pk=file.edition)
    page = {"edition": edition, "file": file, "quarter": file.quarter, "area": "reports"}
    folder = file.path.partition("/")[0]
    with override(folder if folder in PORTAL else get_language()):
        response = TemplateResponse(request, "reports/withdrawn.html", page, status=410).render()
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _file(quarter: str, number: int, path: str) -> ServedFile:
    try:
        # No name holds a NUL, and a database refuses to look one up.
        found = None if "\0" in path else queries.file_of(Quarter.from_slug(quarter), number, path)
    except ValueError as reason:
        raise Http404(str(reason)) from None
    if found is None:
        raise Http404("There is no such file.")
    return found
