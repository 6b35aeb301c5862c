"""The notes to the tables, one page for all; adding one, naming it, moving it and taking it away."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from finance.actions import add_note, change_note, move_note, remove_note
from finance.forms.notes import NewNoteForm, NoteForm
from finance.models import Note
from finance.rules import Refused
from finance.views.found import WRITERS, Standing, book_at, standing_of
from finance.views.note_page import NoteLine, key_of, line_of, notes_page, texts_of
from pillars.versions import Locked


@only(*STAFF)
@require_safe
def notes(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Every note with its words, to write or to read."""
    standing = standing_of(quarter, request.user)
    page = notes_page(standing, texts_of(book_at(standing)))
    return TemplateResponse(request, "finance/notes.html", {"page": page, "area": "quarters"})


@only(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, quarter: str) -> HttpResponse:
    """A new note; ?section= says where it shall stand."""
    standing = standing_of(quarter, request.user)
    if request.method != "POST":
        return _form(request, standing, NewNoteForm(initial={"section": request.GET.get("section", "")}))
    form = NewNoteForm(request.POST)
    if not form.is_valid():
        return _form(request, standing, form, status=422)
    try:
        made = add_note(report=standing.report, by=request.user, **form.cleaned_data)
    except (Refused, Locked) as refusal:
        return _refused(request, standing, form, refusal)
    return _back(standing, made)


@only(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: SignedInRequest, quarter: str, pk: int) -> HttpResponse:
    """What a note is called and where it stands; taking it away."""
    standing = standing_of(quarter, request.user)
    held = get_object_or_404(Note, pk=pk, report=standing.report)
    line = line_of(held, standing, texts_of(book_at(standing)))
    initial = {"section": held.section, "reference": held.reference}
    if request.method != "POST":
        return _form(request, standing, NoteForm(initial=initial), line)
    is_removed = "remove" in request.POST
    form = NoteForm(initial if is_removed else request.POST)
    if not form.is_valid():
        return _form(request, standing, form, line, status=422)
    try:
        if is_removed:
            remove_note(note=held, by=request.user)
            messages.success(request, _("%(name)s is taken away.") % {"name": line.name})
            return _back(standing)
        change_note(note=held, by=request.user, **form.cleaned_data)
    except (Refused, Locked) as refusal:
        return _refused(request, standing, form, refusal, line)
    return _back(standing, held)


@only(*WRITERS)
@require_POST
def move(request: SignedInRequest, quarter: str, pk: int) -> HttpResponse:
    """One place up or down."""
    standing = standing_of(quarter, request.user)
    held = get_object_or_404(Note, pk=pk, report=standing.report)
    try:
        move_note(note=held, is_up="up" in request.POST, by=request.user)
    except Locked as locked:
        messages.error(request, str(locked))
    return _back(standing, held)


def _form(
    request: SignedInRequest, standing: Standing, form: Form, line: NoteLine | None = None, status: int = 200
) -> HttpResponse:
    sections = list(dict.fromkeys(standing.report.notes.values_list("section", flat=True)))
    context = {"standing": standing, "form": form, "line": line, "sections": sections, "area": "quarters"}
    return TemplateResponse(request, "finance/note.html", context, status=status)


def _refused(
    request: SignedInRequest, standing: Standing, form: Form, why: Exception, line: NoteLine | None = None
) -> HttpResponse:
    field = why.field if isinstance(why, Refused) and why.field in form.fields else None
    form.add_error(field, str(why))
    return _form(request, standing, form, line, 422 if isinstance(why, Refused) else 409)


def _back(standing: Standing, held: Note | None = None) -> HttpResponse:
    place = f"#{key_of(held)}" if held else ""
    response = redirect(reverse("finance:notes", args=[standing.period.quarter.slug]) + place)
    response.status_code = 303
    return response
