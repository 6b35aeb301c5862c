"""The papers of an item: a published edition, a report written here as form and as page, their order."""

from datetime import date

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import SignedInRequest, only
from meetings import actions, queries
from meetings.forms.papers import EditionForm, ReportForm, title_of
from meetings.models import WrittenReport
from meetings.pages import report_page
from meetings.views.agendas import item_address, up_to
from meetings.views.editing import Done, EditPage, confirmed, edited, pressed, sent
from meetings.views.found import KEEPERS, OPENED, document_at, item_at, report_at


@only(*KEEPERS)
@require_http_methods(OPENED)
def edition(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """Let an item be a published edition of a quarter's report."""
    item, today = item_at(day, pk), timezone.localdate()
    offered = {str(one.pk): one for one in queries.editions_for_papers(timezone.now())}
    asked = (key for key, one in offered.items() if one.period.quarter.slug == item.refers_to_quarter)
    form = EditionForm(
        sent(request),
        editions=list(offered.values()),
        parts=list(item.parts.all()),
        initial={"edition": next(asked, "")},
    )
    lede = "" if offered else _("No report is published yet.")
    page = EditPage(_("Choose a published report"), _("Put it on the agenda"), up_to(item), item.meeting.day, lede)

    def act() -> Done:
        chosen = offered[form.cleaned_data["edition"]]
        part, title = form.part_chosen, title_of(chosen)
        actions.add_edition(item=item, part=part, edition=chosen, title=title, today=today, by=request.user)
        return Done(_("“%(title)s” is a paper of this item.") % {"title": title_of(chosen)}, item_address(item))

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def write(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """Write a report for an item; it begins with what the agenda says."""
    item, today = item_at(day, pk), timezone.localdate()
    known = {
        "title": item.title,
        "purpose": item.purpose,
        "recommendation": item.recommendation,
        "author_role": item.presenter_role,
        "contact_role": item.meeting.contact_role,
    }
    form = ReportForm(sent(request), instance=WrittenReport(), parts=list(item.parts.all()), initial=known)
    page = EditPage(_("Write a report"), _("Save the report"), up_to(item), item.meeting.day, _leave())

    def act() -> Done:
        given, part = form.values, form.part_chosen
        made = actions.write_report(item=item, values=given, part=part, today=today, by=request.user)
        return Done(_("The report is saved. This is how it reads."), _report_address(day, made))

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_safe
def report(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """A report as it reads."""
    context = {"page": report_page(report_at(day, pk)), "area": "meetings"}
    return TemplateResponse(request, "meetings/report.html", context)


@only(*KEEPERS)
@require_http_methods(OPENED)
def report_change(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """Other words for a report."""
    held = report_at(day, pk)
    paper = held.document
    form = ReportForm(
        sent(request),
        instance=held,
        parts=list(paper.item.parts.order_by("order")),
        initial={"part": paper.part_id or ""},
    )
    up = (_report_address(day, held), held.title)
    page = EditPage(_("Change the report"), _("Save the report"), up, paper.item.meeting.day, _leave())

    def act() -> Done:
        seen, part = form.cleaned_data["based_on"], form.part_chosen
        saved = actions.change_report(report=held, values=form.values, part=part, based_on=seen, by=request.user)
        return Done(_("The report is saved. This is how it reads."), _report_address(day, saved))

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_POST
def move(request: SignedInRequest, day: date, item: int, pk: int) -> HttpResponse:
    """Up or down by one."""
    held = document_at(day, item, pk)

    def act() -> Done:
        actions.move_document(document=held, up=request.POST.get("to") == "up", by=request.user)
        return Done(_("The paper is moved."), item_address(held.item))

    return pressed(request, item_address(held.item), act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def remove(request: SignedInRequest, day: date, item: int, pk: int) -> HttpResponse:
    """Ask whether a paper shall be taken from its item."""
    held = document_at(day, item, pk)
    if held.report:
        lede = _("The report was written for this item and goes with it. Its history is kept.")
    elif held.upload:
        lede = _("The file was handed in for this item and goes with it: no copy is kept here.")
    else:
        lede = _("What is published stays where it is; it is no paper of this item any more.")
    title = _("Remove “%(paper)s”?") % {"paper": held}
    page = EditPage(title, _("Remove it"), up_to(held.item), held.item.meeting.day, lede)

    def act() -> Done:
        actions.remove_document(document=held, by=request.user)
        return Done(_("“%(paper)s” is removed.") % {"paper": held}, item_address(held.item))

    return confirmed(request, page, act)


def _leave() -> str:
    return _("A head that you leave empty is left out of the report.")


def _report_address(day: date, held: WrittenReport) -> str:
    return reverse("meetings:report", args=[day, held.pk])
