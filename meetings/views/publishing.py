"""The pages on which the clerk publishes an agenda, publishes what came or changed since, and withdraws a publication."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from jobs.actions import ask
from meetings import publications as published
from meetings.forms.publishing import PublishForm, WithdrawForm
from meetings.jobs import MINUTES, PUBLISH, publishing_key, typed_before
from meetings.models import Meeting
from meetings.publishing.actions import withdraw_publication
from meetings.publishing.minutes import minutes_now
from meetings.publishing.planning import plan_of, refuse_without_reason
from meetings.publishing.preview import Preview, preview_of
from meetings.rules import Refused
from meetings.views.editing import EditPage, sent
from meetings.views.found import KEEPERS, OPENED, meeting_at


@only(*KEEPERS)
@require_http_methods(OPENED)
def publish(request: SignedInRequest, day: date) -> HttpResponse:
    """Says what publishing now would be, and has it done in the background."""
    held, now = meeting_at(day), timezone.now()
    try:
        plan = plan_of(held, now)
    except Refused as refused:
        return _publish_page(request, held, refusal=str(refused), status=409 if request.method == "POST" else 200)
    preview = preview_of(plan, published_before=held.published_on is not None)
    asked = {"label": preview.label, "help_text": preview.help_text}
    form = PublishForm(sent(request), initial={"why": typed_before(held, request.user)}, **asked)
    if form.is_valid():
        try:
            why = form.cleaned_data.get("why", "")
            refuse_without_reason(plan, held, why, timezone.localdate(now))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            return redirect(_asked(request, held, why))
    return _publish_page(request, held, form=form, preview=preview, status=422 if form.errors else 200)


@only(*KEEPERS)
@require_http_methods(OPENED)
def minutes(request: SignedInRequest, day: date) -> HttpResponse:
    """Ask whether the minutes shall be published as they stand, and have it done in the background."""
    held = meeting_at(day)
    up = (reverse("meetings:minutes", args=[day]), _("Minutes"))
    lede = _(
        "Readers get them as a page and as PDF, without what was taken in private. They say whether they are confirmed."
    )
    page = EditPage(_("Publish the minutes?"), _("Publish the minutes"), up, held.day, lede)
    try:
        minutes_now(held, timezone.now())
    except Refused as refused:
        context = {"page": page, "refusal": str(refused), "area": page.area}
        return TemplateResponse(request, "meetings/confirm.html", context, status=409)
    if request.method != "POST":
        return TemplateResponse(request, "meetings/confirm.html", {"page": page, "area": page.area})
    asked = ask(
        MINUTES,
        {"meeting": held.pk, "by": request.user.pk},
        title=_("Publishing the minutes of %(day)s") % {"day": held.day},
        key=f"{MINUTES} {held.pk}",
        by=request.user,
        back=up[0],
    )
    return redirect(asked.get_absolute_url())


@only(*KEEPERS)
@require_safe
def publications(request: SignedInRequest, day: date) -> HttpResponse:
    """Every publication of a meeting: when, by whom, and what is withdrawn."""
    held = meeting_at(day)
    page = {"meeting": held, "publications": published.of_meeting(held), "area": "meetings"}
    return TemplateResponse(request, "meetings/publications.html", page)


@only(*KEEPERS)
@require_http_methods(OPENED)
def withdraw(request: SignedInRequest, day: date, number: int) -> HttpResponse:
    """Asks why a publication is to be taken away, and takes it and those after it away."""
    held = meeting_at(day)
    after = [one for one in published.of_meeting(held) if one.withdrawn_at is None and one.number >= number]
    if number not in {one.number for one in after}:
        raise Http404("There is no such publication.")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_publication(publication=after[-1], reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is withdrawn: readers are told so, and why."))
            return redirect("meetings:publications", day)
    page = {"meeting": held, "withdrawn": after[::-1], "form": form, "area": "meetings"}
    return TemplateResponse(request, "meetings/withdraw.html", page, status=422 if form.errors else 200)


def _publish_page(
    request: SignedInRequest,
    held: Meeting,
    *,
    status: int,
    refusal: str = "",
    form: PublishForm | None = None,
    preview: Preview | None = None,
) -> HttpResponse:
    page = {"meeting": held, "refusal": refusal, "form": form, "preview": preview, "area": "meetings"}
    return TemplateResponse(request, "meetings/publish.html", page, status=status)


def _asked(request: SignedInRequest, held: Meeting, why: str) -> str:
    """Asks for the publication; the address of the page that shows how far it is."""
    asked = ask(
        PUBLISH,
        {"meeting": held.pk, "by": request.user.pk, "why": why},
        title=_("Publishing the agenda of %(day)s") % {"day": held.day},
        key=publishing_key(held),
        by=request.user,
        back=reverse("meetings:publish", args=[held.held_on]),
    )
    return asked.get_absolute_url()
