"""Saving one entry of a return: what was typed is kept, or the person is told why not and what they typed stays."""

from typing import Any

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from pillars.models import Return
from pillars.versions import Locked, StaleVersion, Version
from returns.entries import Entry, QuarterSheet
from returns.forms.entry import EntryForm
from returns.keeping import keeps, may_change
from returns.keys import keys_of
from returns.subjects import Subject, subject_of
from returns.views.editing import edit_page, shown
from returns.views.found import period_of, records_of, sheet_of
from returns.views.rows import Answer, Conflict, Difference, Row, entry_of, own_sheet, row_of, who


class SeeOther(HttpResponseRedirect):
    """What follows from a form that was sent: to be fetched, and never sent again."""

    status_code = 303


@only(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: SignedInRequest, quarter: str, key: str, entry: str) -> HttpResponse:
    """Save one entry (POST). To htmx a GET gives the row as it stands, to anybody else its place on the page. The return is
    there only for those who keep it, whatever its state."""
    records = records_of(period_of(quarter), key)
    sheet = records.sheet()
    held = own_sheet(sheet).quarterly_return
    if not keeps(request.user, held):
        raise Http404("This person does not keep this return.")
    if request.method != "POST":
        return _row_as_it_stands(request, sheet, entry)
    subject = subject_of(_entry(sheet, entry), sheet)
    form = subject.form(request.POST)
    saved = _save(subject, form, request)
    if isinstance(saved, Answer):
        # Whoever was quicker may have changed more of the return than this entry.
        sheet = sheet_of(sheet.period, key) if saved.status == 409 else sheet
        return _refused(request, sheet, form, saved)
    if not request.htmx:  # type: ignore[attr-defined]
        return SeeOther(_way_back(request, held, entry))
    if saved is not None:
        records.put(saved)
    sheet = records.sheet()
    row = row_of(_entry(sheet, entry), sheet, is_kept=True)
    return _drawn(request, "returns/_saved.html", sheet, row)


def _entry(sheet: QuarterSheet, key: str) -> Entry:
    found = entry_of(own_sheet(sheet), key)
    if found is None:
        raise Http404(f"This return keeps no {key}.")
    return found


def _save(subject: Subject[Any, Any], form: EntryForm, request: SignedInRequest) -> Answer | Version | None:
    """Save, or say why not. Gives the version that stands now where it is another than before. What stands already and is
    typed again (its answer was lost on the way) is no conflict."""
    if not form.is_valid():
        return Answer(422, faults=tuple(form.faults()))
    try:
        saved: Version | None = subject.save(form, request.user)
    except Locked as locked:
        return Answer(409, sentence=str(locked))
    except IntegrityError:
        # An administrator took the row away while it was being saved.
        held = subject.held
        if entry_of(own_sheet(sheet_of(held.period, held.sub_theme.key)), subject.key) is None:
            raise Http404("This row has gone.") from None
        raise
    except StaleVersion:
        head: Version | None = subject.head()
        conflict = _conflict(head, subject, form)
        return Answer(409, conflict=conflict) if conflict.differences else head
    return saved


def _conflict(head: Version | None, subject: Subject[Any, Any], form: EntryForm) -> Conflict:
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


def _refused(request: SignedInRequest, sheet: QuarterSheet, form: EntryForm, answer: Answer) -> HttpResponse:
    """Answer with what was typed and why it is not kept: in the parts of the page that say so, or as a page."""
    row = Row(_entry(sheet, str(form.prefix)), form, sheet.ratings, keys_of(sheet.ratings), answer)
    if request.htmx:  # type: ignore[attr-defined]
        return _drawn(request, "returns/_saved.html", sheet, row, answer.status)
    return shown(request, edit_page(sheet, request.user, instead=row), answer.status)


def _drawn(request: HttpRequest, template: str, sheet: QuarterSheet, row: Row, status: int = 200) -> HttpResponse:
    told = {"row": row, "held": own_sheet(sheet), "sheet": sheet, "is_on_lines": "lines" in request.GET}
    return render(request, template, told, status=status)


def _way_back(request: HttpRequest, held: Return, key: str) -> str:
    """The row on the page that it was saved from, with that page's filters."""
    if "lines" in request.GET:
        filters = request.GET["lines"]
        address = reverse("returns:lines", args=[held.period.quarter.slug])
        return f"{address}?{filters}#{key}" if filters else f"{address}#{key}"
    return reverse("returns:edit", args=[held.period.quarter.slug, held.sub_theme.key]) + f"#{key}"


def _row_as_it_stands(request: SignedInRequest, sheet: QuarterSheet, key: str) -> HttpResponse:
    held = own_sheet(sheet).quarterly_return
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_way_back(request, held, key))
    row = row_of(_entry(sheet, key), sheet, is_kept=may_change(request.user, held))
    return _drawn(request, "returns/_row.html", sheet, row)
