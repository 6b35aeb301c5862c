"""What happened in the portal, for administrators: a page that can be narrowed, and the same as a file."""

import csv
from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import queries
from accounts.models import Event
from accounts.permissions import SignedInRequest, only
from accounts.roles import Role
from operations.forms import EventsForm
from reports.exports.as_csv import escaped

A_PAGE = 100


@only(Role.ADMINISTRATOR)
@require_safe
def events(request: SignedInRequest) -> HttpResponse:
    """Events, the newest first, a page at a time."""
    form = EventsForm(request.GET)
    is_right = form.is_valid()
    page = Paginator(_found(form), A_PAGE).get_page(request.GET.get("page")) if is_right else None
    context = {"area": "people", "form": form, "page": page}
    return render(request, "operations/events.html", context, status=200 if is_right else 422)


@only(Role.ADMINISTRATOR)
@require_safe
def events_file(request: SignedInRequest) -> HttpResponse:
    """The same events, all of them, as a spreadsheet program reads them: no cell is ever a formula."""
    form = EventsForm(request.GET)
    found = _found(form) if form.is_valid() else Event.objects.none()
    headers = {"Content-Disposition": 'attachment; filename="events.csv"', "X-Content-Type-Options": "nosniff"}
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers=headers)
    _write(answer, found.iterator(chunk_size=2_000))
    return answer


def _found(form: EventsForm) -> QuerySet[Event]:
    typed = form.cleaned_data
    return queries.events(kind=typed["kind"], since=typed["since"], until=typed["until"])


def _write(answer: HttpResponse, found: Iterable[Event]) -> None:
    writer = csv.writer(answer)
    writer.writerow([_("Time"), _("What"), _("By"), _("Account"), _("About")])
    for event in found:
        people = [f"{person} <{person.email}>" if person else "" for person in (event.by, event.about)]
        told = [localtime(event.at).isoformat(timespec="seconds"), event.get_kind_display(), *people, event.subject]
        writer.writerow([escaped(words) for words in told])
