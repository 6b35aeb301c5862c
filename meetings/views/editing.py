"""What the clerk's pages with a form share: the page, saving, and what comes of a save that is refused or stale."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse

from accounts.permissions import SignedInRequest
from meetings.forms.kept import KeptForm
from meetings.rules import Refused
from meetings.standing import Stale


@dataclass(frozen=True, slots=True)
class EditPage:
    """A page with one form. `up` is the page above it with its name; `back` is where Cancel leads, and a save without an
    address of its own. `remove` is the page that takes the record away."""

    title: str
    button: str
    up: tuple[str, str]
    eyebrow: str = ""
    lede: str = ""
    remove: str = ""
    remove_words: str = ""
    area: str = "meetings"

    @property
    def back(self) -> str:
        return self.up[0]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in a sentence, and the page that is shown next."""

    sentence: str
    address: str


def edited(
    request: SignedInRequest, page: EditPage, form: forms.Form | KeptForm, act: Callable[[], Done]
) -> HttpResponse:
    """Show a form, or do what it says. What a rule forbids, and what somebody else changed meanwhile, is told on the form,
    which keeps what was typed."""
    if not form.is_valid():
        return _shown(request, page, form, status=422 if form.errors else 200)
    try:
        done = act()
    except Stale as stale:
        return _both(request, page, form, stale)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _shown(request, page, form, status=422)
    return told(request, done)


def confirmed(request: SignedInRequest, page: EditPage, act: Callable[[], Done]) -> HttpResponse:
    """Ask whether something shall be done, and do it at a press. `page.lede` says what follows."""
    refusal = ""
    if request.method == "POST":
        try:
            return told(request, act())
        except Refused as refused:
            refusal = str(refused)
    context = {"page": page, "refusal": refusal, "area": page.area}
    return TemplateResponse(request, "meetings/confirm.html", context, status=409 if refusal else 200)


def pressed(request: SignedInRequest, back: str, act: Callable[[], Done]) -> HttpResponse:
    """Do what a button of a page says, and go back to it; a refusal is told there."""
    try:
        return told(request, act())
    except Refused as refused:
        messages.error(request, str(refused))
        return _to(back)


def told(request: SignedInRequest, done: Done) -> HttpResponse:
    """Say what was done on the page that follows."""
    messages.success(request, done.sentence)
    return _to(done.address)


def sent(request: SignedInRequest) -> object:
    """What a form was sent with; None where it is only asked for."""
    return request.POST if request.method == "POST" else None


def _to(address: str) -> HttpResponse:
    return HttpResponseRedirect(resolve_url(address), status=303)


def _both(request: SignedInRequest, page: EditPage, form: forms.Form | KeptForm, stale: Stale) -> HttpResponse:
    """The form as it was typed beside what stands now; the next press puts one over the other."""
    theirs = form.theirs(stale.held) if isinstance(form, KeptForm) else []
    if isinstance(form, KeptForm):
        form.go_over(stale.held)
    form.add_error(None, str(stale))
    return _shown(request, page, form, status=409, theirs=theirs)


def _shown(
    request: SignedInRequest, page: EditPage, form: forms.Form | KeptForm, *, status: int, theirs: object = ()
) -> HttpResponse:
    context = {"page": page, "form": form, "theirs": theirs, "area": page.area}
    return TemplateResponse(request, "meetings/form.html", context, status=status)
