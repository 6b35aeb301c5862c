"""Taking minutes: one page with all items, each a form of its own that is saved by itself, with a script or without one."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from meetings import actions, minuted
from meetings.models import AgendaItem, ItemPart, Minute
from meetings.rules import Refused
from meetings.standing import Stale, standing_of
from meetings.taking import Answer, Row, faults_of, row_of, taking_page
from meetings.views.found import KEEPERS, OPENED, item_at, meeting_at, part_at


@only(*KEEPERS)
@require_safe
def take(request: SignedInRequest, day: date) -> HttpResponse:
    """Every item of the agenda, to be minuted while the meeting goes on."""
    page = taking_page(meeting_at(day), timezone.localdate())
    return render(request, "meetings/take.html", {"page": page, "area": "meetings"})


@only(*KEEPERS)
@require_http_methods(OPENED)
def minute(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """Save the minute of an item (POST). To htmx a GET gives the form as it stands, to anybody else its place on the page."""
    return _answered(request, item_at(day, pk), None)


@only(*KEEPERS)
@require_http_methods(OPENED)
def part_minute(request: SignedInRequest, day: date, item: int, pk: int) -> HttpResponse:
    """The same for a part of an item."""
    return _answered(request, item_at(day, item), part_at(day, item, pk))


def _answered(request: SignedInRequest, item: AgendaItem, part: ItemPart | None) -> HttpResponse:
    row = row_of(item, part, _minute_of(item, part), data=request.POST if request.method == "POST" else None)
    if request.method == "POST":
        refused = _save(request, row)
        row = refused or row_of(item, part, _minute_of(item, part))
        if request.htmx:  # type: ignore[attr-defined]
            return _drawn(request, "meetings/_minute_saved.html", row)
        if refused and refused.answer:
            context = {"page": taking_page(item.meeting, timezone.localdate(), refused), "area": "meetings"}
            return render(request, "meetings/take.html", context, status=refused.answer.status)
    elif request.htmx:  # type: ignore[attr-defined]
        return _drawn(request, "meetings/_minute_row.html", row)
    address = reverse("meetings:minutes_take", args=[item.meeting.held_on])
    return HttpResponseRedirect(f"{address}#{row.key}", status=303)


def _save(request: SignedInRequest, row: Row) -> Row | None:
    """Save what was typed; the row with what is against it, or None. What stands already and is typed again (its answer was
    lost on the way) is no conflict."""
    form = row.form
    if not form.is_valid():
        return _refused(row, Answer(422))
    # Who has seen both versions and keeps theirs says on top of which.
    based_on = request.POST.get(f"{row.key}-on_top_of", form.cleaned_data["based_on"])
    try:
        actions.save_minute(item=row.item, part=row.part, values=form.values, based_on=based_on, by=request.user)
    except Stale as stale:
        theirs = tuple(form.theirs(stale.held))
        return _refused(row, Answer(409, theirs=theirs, standing=standing_of(stale.held))) if theirs else None
    except Refused as refused:
        if refused.field in form.fields:
            form.add_error(refused.field, str(refused))
            return _refused(row, Answer(422))
        return _refused(row, Answer(409, str(refused)))
    return None


def _refused(row: Row, answer: Answer) -> Row:
    return Row(row.key, row.name, row.item, row.part, row.minute, row.form, row.address, answer)


def _minute_of(item: AgendaItem, part: ItemPart | None) -> Minute | None:
    return Minute.objects.select_related("item", "part").filter(item=item, part=part).first()


def _drawn(request: HttpRequest, template: str, row: Row) -> HttpResponse:
    meeting = row.item.meeting
    context = {
        "row": row,
        "fault": faults_of(row)[0][0] if row.answer else "",
        "how_many": minuted.how_many_minuted(meeting),
        "of": meeting.items.count(),
    }
    return render(request, template, context, status=row.answer.status if row.answer else 200)
