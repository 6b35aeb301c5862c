"""Saving the words of a note: what was typed is kept, or the person is told why not and what they typed stays."""

from typing import cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from finance.actions import record_note_text
from finance.forms.notes import WordsForm
from finance.models import Note, NoteText
from finance.views.found import WRITERS, Standing, book_at, standing_of
from finance.views.note_page import Answer, Conflict, NoteLine, key_of, line_of, notes_page, texts_of, who
from pillars.versions import Locked, StaleVersion


@only(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def note_words(request: SignedInRequest, quarter: str, pk: int) -> HttpResponse:
    """Save the words (POST). To htmx a GET gives the note as it stands, to anybody else its place on the page."""
    standing = standing_of(quarter, request.user)
    note = get_object_or_404(Note, pk=pk, report=standing.report)
    if request.method != "POST":
        return _as_it_stands(request, standing, note)
    form = WordsForm(request.POST, prefix=key_of(note))
    answer = _save(standing, note, form, request)
    if answer is None and not request.htmx:  # type: ignore[attr-defined]
        return _back(standing, note)
    texts = texts_of(book_at(standing))
    line = line_of(note, standing, texts, form, answer)
    if request.htmx:  # type: ignore[attr-defined]
        return _drawn(request, "finance/_note_saved.html", line, answer.status if answer else 200)
    page = notes_page(standing, texts, instead=line)
    status = answer.status if answer else 200
    return TemplateResponse(request, "finance/notes.html", {"page": page, "area": "quarters"}, status=status)


def _save(standing: Standing, note: Note, form: WordsForm, request: SignedInRequest) -> Answer | None:
    """Save, or say why not. What stands already and is typed again (its answer was lost on the way) is no conflict."""
    if not form.is_valid():
        return Answer(422)
    text = form.cleaned_data["text"]
    based_on = NoteText.objects.filter(note=note, pk=form.base).first() if form.base else None
    note.report = standing.report
    try:
        if based_on or text:
            record_note_text(note=note, text=text, based_on=based_on, by=request.user)
    except Locked as locked:
        return Answer(409, sentence=str(locked))
    except StaleVersion:
        head = cast("NoteText", NoteText.objects.filter(note=note).heads().select_related("recorded_by").get())
        if head.text == text:
            return None
        return Answer(409, conflict=Conflict(head.pk, who(head.recorded_by), head.recorded_at, head.text, text))
    return None


def _as_it_stands(request: SignedInRequest, standing: Standing, note: Note) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_place(standing, note))
    line = line_of(note, standing, texts_of(book_at(standing)))
    return _drawn(request, "finance/_note.html", line)


def _drawn(request: SignedInRequest, template: str, line: NoteLine, status: int = 200) -> HttpResponse:
    return TemplateResponse(request, template, {"line": line, "quarter": line.quarter}, status=status)


def _place(standing: Standing, note: Note) -> str:
    return reverse("finance:notes", args=[standing.period.quarter.slug]) + f"#{key_of(note)}"


def _back(standing: Standing, note: Note) -> HttpResponse:
    response = redirect(_place(standing, note))
    response.status_code = 303
    return response
