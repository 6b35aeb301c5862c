"""Where an administrator writes the pages of the public."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import SignedInRequest, only
from accounts.roles import Role
from pillars.models import Office
from readers import actions, queries
from readers.forms import BarrierForm, ContactForm, PageForm, StatementForm
from readers.models import AccessibilityStatement, Barrier, Contact
from readers.spoken import OfficeTexts
from reports.forms.languages import TextsForm
from translations.actions import keep_texts

OPENED = ["GET", "HEAD", "POST"]


@only(Role.ADMINISTRATOR)
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """What the office says of itself to the public, and how many people are told of reports."""
    statement = queries.statement()
    contact, barriers = queries.contact(), queries.barriers(statement)
    page = {
        "contact": contact,
        "statement": statement,
        "barriers": barriers,
        "texts": _texts(contact, statement, *barriers),
        "subscribers": queries.subscribers(),
        "area": "plan",
    }
    return TemplateResponse(request, "readers/office.html", page)


@only(Role.ADMINISTRATOR)
@require_http_methods(OPENED)
def contact(request: SignedInRequest) -> HttpResponse:
    """How the office is reached."""
    return _edit(request, ContactForm, queries.contact(), _("How the office is reached"), actions.save_contact)


@only(Role.ADMINISTRATOR)
@require_http_methods(OPENED)
def statement(request: SignedInRequest) -> HttpResponse:
    """The accessibility statement without its list."""
    return _edit(request, StatementForm, queries.statement(), _("Accessibility statement"), actions.save_statement)


@only(Role.ADMINISTRATOR)
@require_http_methods(OPENED)
def barrier_add(request: SignedInRequest) -> HttpResponse:
    """Something more that is not accessible; there is a statement first."""
    get_object_or_404(AccessibilityStatement)
    return _edit(request, BarrierForm, None, _("What is not accessible"), _save_barrier(None))


@only(Role.ADMINISTRATOR)
@require_http_methods(OPENED)
def barrier(request: SignedInRequest, pk: int) -> HttpResponse:
    """Something that is listed as not accessible."""
    held = _barrier(pk)
    return _edit(request, BarrierForm, held, _("What is not accessible"), _save_barrier(held), removes=held)


@only(Role.ADMINISTRATOR)
@require_POST
def barrier_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it off the list."""
    actions.remove_barrier(barrier=_barrier(pk), by=request.user)
    messages.success(request, _("It is taken off the statement."))
    return redirect("readers:office")


@only(Role.ADMINISTRATOR)
@require_http_methods(OPENED)
def texts(request: SignedInRequest) -> HttpResponse:
    """Every text of both pages, and the fields in which they are written in the second language."""
    statement = queries.statement()
    held = _texts(queries.contact(), statement, *queries.barriers(statement))
    if held is None:
        raise Http404("This office has one language.")
    data = request.POST if request.method == "POST" else None
    form = TextsForm(data, sources=held.sources, kept=held.kept, language=held.language, keeps_lines=True)
    status = 422 if form.errors else 200
    if form.is_valid():
        if not (conflicts := keep_texts(language=held.language, texts=form.typed, by=request.user)):
            messages.success(request, _("The texts are saved. The public reads them now."))
            return redirect("readers:office")
        form.set_against(conflicts)
        status = 409
    page = {"form": form, "texts": held, "area": "plan"}
    return TemplateResponse(request, "readers/office_texts.html", page, status=status)


def _texts(*records: Model | None) -> OfficeTexts | None:
    """The texts of these in the second language; None where the office has one."""
    office = Office.objects.first()
    return queries.texts_of(office, *records) if office and office.second_language else None


def _barrier(pk: int) -> Barrier:
    # A number that no database holds is none of them either.
    return get_object_or_404(Barrier, pk=pk if pk < 2**63 else 0)


def _save_barrier(held: Barrier | None) -> Callable[..., Barrier]:
    return lambda **given: actions.save_barrier(barrier=held, **given)


def _edit(
    request: SignedInRequest,
    kind: type[PageForm],
    held: Contact | AccessibilityStatement | Barrier | None,
    title: str,
    save: Callable[..., object],
    **more: Any,
) -> HttpResponse:
    """A form of what is held, saved by `save`; what a rule forbids is told on the form, as it was typed."""
    initial = {"based_on": actions.standing_of(held)}
    form = kind(request.POST if request.method == "POST" else None, instance=held, initial=initial)
    if form.is_valid():
        try:
            save(values=form.values, based_on=form.cleaned_data["based_on"], by=request.user)
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("“{title}” is saved. The public reads it now.").format(title=title))
            return redirect("readers:office")
    last = held.history.select_related("history_user").latest() if held else None
    page = {"form": form, "title": title, "last": last, "area": "plan", **more}
    return TemplateResponse(request, "readers/office_page.html", page, status=422 if form.errors else 200)
