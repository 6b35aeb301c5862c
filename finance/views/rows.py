"""The pages of a table's rows: adding some, changing one, retiring it and bringing it back."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, only
from finance import actions
from finance.forms.choices import FIRST, places
from finance.forms.rows import NewRowsForm, RowForm
from finance.models import Row, Statement
from finance.rules import quoted
from finance.views.changing import ChangePage, Sentences, changed, done, sent
from finance.views.found import WRITERS, standing_of, statement_at

ASKED = ["GET", "HEAD", "POST"]
Parts = tuple[Statement, list[Row]]


@require_http_methods(ASKED)
@only(*WRITERS)
def add(request: SignedInRequest, quarter: str, statement: str) -> HttpResponse:
    """New rows; `after` in the address says behind which."""
    standing = standing_of(quarter, request.user)
    held, rows = _parts(statement_at(standing, statement))
    back = reverse("finance:structure", args=[quarter, statement])
    if not standing.may_change and request.method != "POST":
        return redirect(back)
    rows = [row for row in rows if not row.is_retired]
    neighbour = _neighbour(rows, request.GET.get("after", ""))
    totals = [total.key for total in rows if neighbour and neighbour in total.sums.all()]
    form = NewRowsForm(
        sent(request),
        rows=rows,
        chosen=places(map(_named, rows)),
        initial={
            "kind": Row.Kind.LINE,
            "after": neighbour.key if neighbour else FIRST,
            "added_up_in": totals,
        },
    )
    page = ChangePage(standing, _("Add rows to “%(title)s”") % {"title": held.title}, _("Add them"), back, held)

    def act() -> tuple[str, Sentences]:
        given = form.cleaned_data
        made = actions.add_rows(
            statement=held, rows=form.facts, after=given["after"], added_up_in=given["added_up_in"], by=request.user
        )
        names = quoted(_name(row) for row in made)
        told = ngettext("%(names)s is added.", "%(names)s are added.", len(made)) % {"names": names}
        return f"{back}#rows-{made[-1].key}", (told,)

    return changed(request, page, form, act, template="finance/rows_add.html")


@require_http_methods(ASKED)
@only(*WRITERS)
def change(request: SignedInRequest, quarter: str, statement: str, row: str) -> HttpResponse:
    """What a row is, and where it stands."""
    standing = standing_of(quarter, request.user)
    table, rows = _parts(statement_at(standing, statement))
    held = _row_of(rows, row)
    back = reverse("finance:structure", args=[quarter, statement])
    if not standing.may_change and request.method != "POST":
        return redirect(back)
    others = [other for other in rows if not other.is_retired and other != held]
    form = RowForm(
        sent(request),
        held=held,
        rows=others,
        chosen=places(map(_named, others)),
        notes=list(standing.report.notes.all()),
        after=next((other.key for other in reversed(others) if other.order < held.order), FIRST),
    )
    page = ChangePage(
        standing,
        _("Row “%(row)s”") % {"row": _name(held)},
        _("Save"),
        back,
        table,
        signature=form.initial["seen"],
    )

    def act() -> tuple[str, Sentences]:
        given = form.cleaned_data
        after = given["after"] if "after" in form.changed_data else None
        made = actions.change_row(row=held, facts=form.facts, seen=given["seen"], after=after, by=request.user)
        return f"{back}#rows-{made.key}", (_("“%(row)s” is saved.") % {"row": _name(made)},)

    return changed(request, page, form, act, template="finance/row.html", row=held)


@require_POST
@only(*WRITERS)
def retire(request: SignedInRequest, quarter: str, statement: str, row: str) -> HttpResponse:
    """Take a row out of the table; what it holds is kept."""
    standing = standing_of(quarter, request.user)
    held = _row_of(_parts(statement_at(standing, statement))[1], row)
    back = reverse("finance:structure", args=[quarter, statement])
    own = reverse("finance:row", args=[quarter, statement, row])
    return done(request, lambda: actions.retire_row(row=held, by=request.user), back, own)


@require_POST
@only(*WRITERS)
def bring_back(request: SignedInRequest, quarter: str, statement: str, row: str) -> HttpResponse:
    """Put a retired row back where it stood."""
    standing = standing_of(quarter, request.user)
    held = _row_of(_parts(statement_at(standing, statement))[1], row)
    back = reverse("finance:structure", args=[quarter, statement])
    return done(request, lambda: actions.bring_back_row(row=held, by=request.user), back, back)


def _parts(statement: Statement) -> Parts:
    """A table and all its rows in their order, with their sums."""
    rows = list(statement.rows.order_by("order").prefetch_related("sums"))
    for row in rows:
        row.statement = statement
    return statement, rows


def _row_of(rows: list[Row], key: str) -> Row:
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        raise Http404(f"This table has no row {key}.")
    return found


def _neighbour(rows: list[Row], key: str) -> Row | None:
    """The row behind which new ones go, if nobody says otherwise: the last line, since sums stand below what they add up."""
    asked = next((row for row in rows if row.key == key), None)
    lines = [row for row in rows if row.kind == Row.Kind.LINE]
    return asked or (lines[-1] if lines else rows[-1] if rows else None)


def _named(row: Row) -> tuple[str, str]:
    return row.key, f"“{_name(row)}”"


def _name(row: Row) -> str:
    return row.label or _("a space")
