"""The pages of a table's columns: adding one, changing it, retiring it and bringing it back."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, only
from finance import actions
from finance.forms.choices import FIRST, places
from finance.forms.columns import ColumnForm
from finance.models import Column, Statement
from finance.views.changing import ChangePage, Sentences, changed, done, sent
from finance.views.found import WRITERS, standing_of, statement_at

ASKED = ["GET", "HEAD", "POST"]


@require_http_methods(ASKED)
@only(*WRITERS)
def add(request: SignedInRequest, quarter: str, statement: str) -> HttpResponse:
    """A new column."""
    standing = standing_of(quarter, request.user)
    held = statement_at(standing, statement)
    back = reverse("finance:structure", args=[quarter, statement])
    if not standing.may_change and request.method != "POST":
        return redirect(back)
    columns = [column for column in _columns(held) if not column.is_retired]
    form = ColumnForm(
        sent(request),
        statement=held,
        columns=columns,
        chosen=places(map(_named, columns)),
        after=_usual_place(columns),
    )
    page = ChangePage(standing, _("Add a column to “%(title)s”") % {"title": held.title}, _("Add it"), back, held)

    def act() -> tuple[str, Sentences]:
        made = actions.add_column(statement=held, facts=form.facts, after=form.cleaned_data["after"], by=request.user)
        return f"{back}#columns-{made.key}", (_("“%(column)s” is added.") % {"column": made.heading},)

    return changed(request, page, form, act, template="finance/column.html")


@require_http_methods(ASKED)
@only(*WRITERS)
def change(request: SignedInRequest, quarter: str, statement: str, column: str) -> HttpResponse:
    """What a column is, and where it stands."""
    standing = standing_of(quarter, request.user)
    table = statement_at(standing, statement)
    columns = _columns(table)
    held = _column_of(columns, column)
    back = reverse("finance:structure", args=[quarter, statement])
    if not standing.may_change and request.method != "POST":
        return redirect(back)
    others = [other for other in columns if not other.is_retired and other != held]
    form = ColumnForm(
        sent(request),
        statement=table,
        columns=others,
        chosen=places(map(_named, others)),
        held=held,
        after=next((other.key for other in reversed(others) if other.order < held.order), FIRST),
    )
    page = ChangePage(
        standing,
        _("Column “%(column)s”") % {"column": held.heading},
        _("Save"),
        back,
        table,
        signature=form.initial["seen"],
    )

    def act() -> tuple[str, Sentences]:
        given = form.cleaned_data
        after = given["after"] if "after" in form.changed_data else None
        made = actions.change_column(column=held, facts=form.facts, seen=given["seen"], after=after, by=request.user)
        return f"{back}#columns-{made.key}", (_("“%(column)s” is saved.") % {"column": made.heading},)

    return changed(request, page, form, act, template="finance/column.html", column=held)


@require_POST
@only(*WRITERS)
def retire(request: SignedInRequest, quarter: str, statement: str, column: str) -> HttpResponse:
    """Take a column out of the table; what it holds is kept."""
    standing = standing_of(quarter, request.user)
    held = _column_of(_columns(statement_at(standing, statement)), column)
    back = reverse("finance:structure", args=[quarter, statement])
    own = reverse("finance:column", args=[quarter, statement, column])
    return done(request, lambda: actions.retire_column(column=held, by=request.user), back, own)


@require_POST
@only(*WRITERS)
def bring_back(request: SignedInRequest, quarter: str, statement: str, column: str) -> HttpResponse:
    """Put a retired column back where it stood."""
    standing = standing_of(quarter, request.user)
    held = _column_of(_columns(statement_at(standing, statement)), column)
    back = reverse("finance:structure", args=[quarter, statement])
    return done(request, lambda: actions.bring_back_column(column=held, by=request.user), back, back)


def _columns(statement: Statement) -> list[Column]:
    """All columns of a table in their order."""
    columns: list[Column] = list(statement.columns.order_by("order"))
    for column in columns:
        column.statement = statement
    return columns


def _column_of(columns: list[Column], key: str) -> Column:
    found = next((column for column in columns if column.key == key), None)
    if found is None:
        raise Http404(f"This table has no column {key}.")
    return found


def _usual_place(columns: list[Column]) -> str:
    """A new column goes behind the figures, before references and comments."""
    figures = [column for column in columns if column.holds_figures] or columns
    return figures[-1].key if figures else FIRST


def _named(column: Column) -> tuple[str, str]:
    return column.key, f"“{column.heading}”"
