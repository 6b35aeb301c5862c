"""Saving one entry of a return: what was typed is kept, or the person is told why not and what they typed stays."""

from typing import Any

from django.db import IntegrityError
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from pillars.models import Return
from pillars.versions import Locked, StaleVersion
from returns.forms.entry import EntryForm
from returns.rules import may_edit
from returns.subjects import Subject, subject_of
from returns.views.editing import edit_page, shown
from returns.views.found import may_change, period_of, sheet_of
from returns.views.rows import Answer, Conflict, Difference, Row, entry_of, own_sheet, row_of, who


class SeeOther(HttpResponseRedirect):
    """What follows from a form that was sent: to be fetched, and never sent again."""

    status_code = 303


@only(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: SignedInRequest, quarter: str, key: str, entry: str) -> HttpResponse:
    """Save one entry (POST). To htmx a GET gives the row as it stands, to anybody else its place on the page."""
    held = _held(request, quarter, key)
    if request.method != "POST":
        return _row_as_it_stands(request, held, entry)
    subject = subject_of(held, entry)
    if subject is None:
        raise Http404(f"This return keeps no {entry}.")
    form = subject.form(request.POST)
    return _answered(request, held, form, _save(subject, form, request))


def _held(request: SignedInRequest, quarter: str, key: str) -> Return:
    """The return, which is there only for those who keep it, whatever its state."""
    period = period_of(quarter)
    returns = Return.objects.select_related("sub_theme__pillar").prefetch_related("sub_theme__editors")
    held = get_object_or_404(returns, period=period, sub_theme__key=key)
    # The ratings are read once, for the form and for what it is answered with.
    prefetch_related_objects([period], "scale__ratings")
    held.period = period
    is_own = any(editor.pk == request.user.pk for editor in held.sub_theme.editors.all())
    if not may_edit(request.user.roles, is_own=is_own):
        raise Http404("This person does not keep this return.")
    return held


def _save(subject: Subject[Any, Any], form: EntryForm, request: SignedInRequest) -> Answer | None:
    """Save, or say why not. What stands already and is typed again (its answer was lost on the way) is no conflict."""
    if not form.is_valid():
        return Answer(422, faults=tuple(form.faults()))
    try:
        subject.save(form, request.user)
    except Locked as locked:
        return Answer(409, sentence=str(locked))
    except IntegrityError:
        # An administrator took the row away while it was being saved.
        if subject_of(subject.held, subject.key) is None:
            raise Http404("This row has gone.") from None
        raise
    except StaleVersion:
        conflict = _conflict(subject, form)
        if conflict.differences:
            return Answer(409, conflict=conflict)
    return None


def _conflict(subject: Subject[Any, Any], form: EntryForm) -> Conflict:
    head = subject.head()
    theirs = form.told(subject.values(head) if head else {})
    yours = form.told(form.cleaned_data)
    differences = tuple(
        Difference(str(label), theirs[name], yours[name])
        for name, label in form.labels.items()
        if theirs[name] != yours[name]
    )
    if head is None:
        return Conflict(0, "", None, differences)
    return Conflict(head.pk, who(head.recorded_by), head.recorded_at, differences)


def _answered(request: SignedInRequest, held: Return, form: EntryForm, answer: Answer | None) -> HttpResponse:
    """Read the return once more as it stands now, and answer: with the parts of the page that changed, or as a page."""
    sub_theme = held.sub_theme
    if not request.htmx and answer is None:  # type: ignore[attr-defined]
        return SeeOther(_way_back(request, held, str(form.prefix)))
    sheet = sheet_of(held.period, sub_theme.key)
    found = entry_of(own_sheet(sheet), str(form.prefix))
    if found is None:
        raise Http404("This entry has just gone.")
    row = row_of(found, sheet, is_kept=True)
    if answer is not None:
        row = Row(found, form, row.ratings, row.keys, answer)
    if not request.htmx:  # type: ignore[attr-defined]
        return shown(request, edit_page(sheet, request.user, instead=row), answer.status if answer else 200)
    told = {"row": row, "held": own_sheet(sheet), "sheet": sheet, "is_on_lines": "lines" in request.GET}
    return render(request, "returns/_saved.html", told, status=answer.status if answer else 200)


def _way_back(request: HttpRequest, held: Return, key: str) -> str:
    """The row on the page that it was saved from, with that page's filters."""
    if "lines" in request.GET:
        filters = request.GET["lines"]
        address = reverse("returns:lines", args=[held.period.quarter.slug])
        return f"{address}?{filters}#{key}" if filters else f"{address}#{key}"
    return reverse("returns:edit", args=[held.period.quarter.slug, held.sub_theme.key]) + f"#{key}"


def _row_as_it_stands(request: SignedInRequest, held: Return, key: str) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_way_back(request, held, key))
    sheet = sheet_of(held.period, held.sub_theme.key)
    found = entry_of(own_sheet(sheet), key)
    if found is None:
        raise Http404(f"This return keeps no {key}.")
    row = row_of(found, sheet, is_kept=may_change(request.user, held))
    told = {"row": row, "held": own_sheet(sheet), "sheet": sheet, "is_on_lines": "lines" in request.GET}
    return render(request, "returns/_row.html", told)
