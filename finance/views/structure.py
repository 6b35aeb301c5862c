"""The structure of a table: its rows and columns in their order, what it is itself, and taking it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from finance import actions
from finance.forms.choices import place_of, places
from finance.forms.statements import StatementForm
from finance.models import Column, Figure, Row
from finance.pages.structure import Moved, structure_page
from finance.rules import Refused, removing_refused
from finance.structure.mentions import mentions_of_statement
from finance.structure.said import StatementFacts
from finance.views.changing import ChangePage, Sentences, changed, done, sent
from finance.views.found import WRITERS, book_at, standing_of, statement_at, table_at
from finance.views.overview import pages_of
from pillars.versions import Locked, StaleVersion

ASKED = ["GET", "HEAD", "POST"]


@only(*STAFF)
@require_safe
def structure(request: SignedInRequest, quarter: str, statement: str) -> HttpResponse:
    """Everything that a table is made of; `at` names the button that the keyboard was on."""
    standing = standing_of(quarter, request.user)
    page = structure_page(table_at(standing, statement), Moved(button=request.GET.get("at", "")))
    context = {"standing": standing, "page": page, "area": "quarters"}
    return TemplateResponse(request, "finance/structure.html", context)


@require_POST
@only(*WRITERS)
def order(request: SignedInRequest, quarter: str, statement: str, parts: str) -> HttpResponse:
    """Move a row or a column up or down by one; `parts` says which of the two."""
    standing = standing_of(quarter, request.user)
    held = statement_at(standing, statement)
    is_up = "up" in request.POST
    key, seen = request.POST.get("up" if is_up else "down", ""), request.POST.get("seen", "")
    moved = Moved(button=f"{'up' if is_up else 'down'}-{parts}-{key}", key=key)
    try:
        if parts == "rows":
            row = get_object_or_404(Row, statement=held, key=key)
            row.statement = held
            moved.told = actions.move_row(row=row, is_up=is_up, seen=seen, by=request.user)
        else:
            column = get_object_or_404(Column, statement=held, key=key)
            column.statement = held
            moved.told = actions.move_column(column=column, is_up=is_up, seen=seen, by=request.user)
    except (Refused, Locked, StaleVersion) as error:
        moved.refusal = str(error)
    if request.htmx:  # type: ignore[attr-defined]
        context = {"standing": standing, "page": structure_page(table_at(standing, statement), moved), "parts": parts}
        status = 409 if moved.refusal else 200
        return TemplateResponse(request, "finance/_structure_moved.html", context, status=status)
    if moved.refusal:
        messages.error(request, moved.refusal)
    else:
        messages.success(request, moved.told)
    return redirect(f"{reverse('finance:structure', args=[quarter, statement])}?at={moved.button}")


@require_http_methods(ASKED)
@only(*WRITERS)
def table(request: SignedInRequest, quarter: str, statement: str) -> HttpResponse:
    """What the table is itself: its title, page, unit, day, signs, and its place among the others."""
    standing = standing_of(quarter, request.user)
    held = statement_at(standing, statement)
    back = reverse("finance:structure", args=[quarter, statement])
    if not standing.may_change and request.method != "POST":
        return redirect(back)
    facts = StatementFacts.of(held)
    others = [(one.key, one.title) for one in standing.report.statements.filter(is_retired=False).order_by("order")]
    after = place_of([key for key, _title in others], held.key)
    form = StatementForm(
        sent(request),
        chosen=places(other for other in others if other[0] != held.key),
        pages=pages_of(standing.report),
        initial=facts.fields | {"after": after, "seen": facts.signature},
    )
    page = ChangePage(
        standing,
        _("Change “%(title)s”") % {"title": held.title},
        _("Save"),
        back,
        held,
        signature=facts.signature,
    )

    def act() -> tuple[str, Sentences]:
        made = actions.change_statement(
            statement=held,
            facts=form.facts,
            seen=form.cleaned_data["seen"],
            after=form.cleaned_data["after"] if "after" in form.changed_data else None,
            by=request.user,
        )
        return back, (_("“%(title)s” is saved.") % {"title": made.title},)

    return changed(request, page, form, act)


@require_http_methods(ASKED)
@only(*WRITERS)
def remove(request: SignedInRequest, quarter: str, statement: str) -> HttpResponse:
    """Take a table away that holds no figure; asked before it is done."""
    standing = standing_of(quarter, request.user)
    held = statement_at(standing, statement)
    back = reverse("finance:structure", args=[quarter, statement])
    if request.method != "POST":
        if not standing.may_change:
            return redirect(back)
        why_not = removing_refused(
            held.title,
            mentions_of_statement(book_at(standing), held.key),
            holds_figures=actions.holds_figures(held),
        )
        was_filled = Figure.objects.filter(row__statement=held).exists()
        context = {
            "standing": standing,
            "statement": held,
            "why_not": why_not,
            "was_filled": was_filled,
            "area": "quarters",
        }
        return TemplateResponse(request, "finance/remove.html", context)

    def act() -> Sentences:
        actions.remove_statement(statement=held, by=request.user)
        return (_("“%(title)s” is removed.") % {"title": held.title},)

    return done(request, act, reverse("finance:overview", args=[quarter]), back)
