"""What the pages that change the plan share: a form beside how things stand now, and what comes of sending it."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.changes import Refused
from commitments.models import Commitment
from commitments.pages import CommitmentPage
from commitments.references import Reference
from pillars.models import Plan
from pillars.queries import plan_now
from pillars.versions import Locked

Done = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A page with one form: the name of the change, its title, how things stand now, and the words of its button."""

    name: str
    title: str
    plan: Plan
    button: str
    back: str
    number: str = ""
    now: tuple[tuple[str, str], ...] = ()
    remark: str = ""


def found(slug: str) -> Commitment:
    """The commitment of an address such as 9a, of the plan that the portal works on. Raises Http404."""
    try:
        reference = Reference.read(slug)
    except ValueError as error:
        raise Http404(str(error)) from None
    if reference.slug != slug:
        raise Http404(f"{slug} is not how this number is written in addresses.")
    commitments = Commitment.objects.filter(plan=plan_now()).select_related("plan")
    return get_object_or_404(commitments, number=reference.number, suffix=reference.suffix)


def page_of(
    shown: CommitmentPage,
    name: str,
    title: str,
    button: str,
    *,
    now: tuple[tuple[str, str], ...] = (),
    remark: str = "",
) -> ChangePage:
    """The page of a change to one commitment."""
    return ChangePage(
        name=name,
        title=title,
        plan=shown.plan,
        button=button,
        back=reverse("commitments:commitment", args=[shown.commitment.reference.slug]),
        number=str(shown.commitment),
        now=now or ((_("Words"), shown.text), (_("Now"), shown.state)),
        remark=remark,
    )


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, which may be nothing at all; None where it is only asked for."""
    return request.POST.copy() if request.method == "POST" else None


def changed(
    request: HttpRequest,
    page: ChangePage,
    form: forms.Form,
    act: Callable[[], Done],
    shown: CommitmentPage | None = None,
    then: Callable[[], str] | None = None,
) -> HttpResponse:
    """Show a form, or do what it says and go back (or to `then`); what a rule forbids is told on the form, as it was typed."""
    offer = next((offer for offer in shown.offered if offer.name == page.name), None) if shown else None
    if shown and (offer is None or offer.hindrance):
        sentence = offer.hindrance if offer else _hindrance(shown)
        return hindered(request, page, sentence, bool(offer and offer.needs_quarter))
    if not form.is_valid():
        return shown_again(request, page, form)
    try:
        done, *follows = act()
    except (Refused, Locked) as error:
        return refused(request, page, form, error)
    messages.success(request, done)
    for sentence in follows:
        messages.info(request, sentence)
    return redirect(then() if then else page.back)


def _hindrance(shown: CommitmentPage) -> str:
    """Why this is not offered at all: what has ended can only be reopened, and what stands cannot."""
    if shown.commitment.ending:
        return _("%(number)s has ended: %(state)s. Reopen it first, if that was a mistake.") % {
            "number": shown.commitment, "state": shown.state}  # fmt: skip
    return _("%(number)s has not ended, so there is nothing to reopen.") % {"number": shown.commitment}


def refused(request: HttpRequest, page: ChangePage, form: forms.Form, error: Refused | Locked) -> HttpResponse:
    field = error.field if isinstance(error, Refused) and error.field in form.fields else None
    form.add_error(field, str(error))
    return shown_again(request, page, form)


def shown_again(request: HttpRequest, page: ChangePage, form: forms.Form) -> HttpResponse:
    context = {"page": page, "form": form, "area": "plan"}
    return TemplateResponse(request, "commitments/change.html", context, status=422 if form.errors else 200)


def hindered(request: HttpRequest, page: ChangePage, sentence: str, needs_quarter: bool = False) -> HttpResponse:
    """The page of a change that cannot be made now, with the way to what makes it possible."""
    context = {"page": page, "sentence": sentence, "needs_quarter": needs_quarter, "area": "plan"}
    return TemplateResponse(
        request, "commitments/hindered.html", context, status=409 if request.method == "POST" else 200
    )
