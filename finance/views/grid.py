"""The page on which a statement is filled in, and the saves that it sends: of changed cells, or of all as a form."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from finance.books import Book
from finance.forms.cells import Sent, read_sent
from finance.grid.entering import Outcome, Refusal, enter_cells
from finance.grid.page import Cell, Grid, grid_of
from finance.views.found import WRITERS, Standing, book_at, standing_of

# Of many cells that are not saved, the first are named.
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class GridPage:
    """A statement on its page. With `is_kept` its cells are fields; `told` says what came of a save."""

    standing: Standing
    grid: Grid
    is_kept: bool
    told: str = ""


@only(*STAFF)
@require_safe
def grid(request: SignedInRequest, quarter: str, statement: str) -> HttpResponse:
    """One statement: to be filled in by those who keep it, read by the rest of the office."""
    standing = standing_of(quarter, request.user)
    return _page(request, GridPage(standing, grid_of(_book(standing, statement), statement), standing.may_change))


@only(*WRITERS)
@require_POST
def cells(request: SignedInRequest, quarter: str, statement: str) -> HttpResponse:
    """Save cells. A script is answered with the cells that have changed, a form with its page."""
    standing = standing_of(quarter, request.user)
    book = _book(standing, statement)
    sent = read_sent(request.POST, book.table[statement])
    outcome = enter_cells(book=book, statement=statement, typed=sent.typed, seen=sent.seen, by=request.user)
    drawn = grid_of(outcome.after, statement, outcome.refused, _people(outcome.refused))
    page = GridPage(standing, drawn, is_kept=True, told=_told(drawn, outcome, sent))
    status = _status(outcome, sent)
    if request.htmx:  # type: ignore[attr-defined]
        return _answer(request, page, outcome, sent, status)
    if status != 200:
        return _page(request, page, status)
    messages.success(request, page.told)
    response = redirect("finance:grid", quarter, statement)
    response.status_code = 303
    return response


def _status(outcome: Outcome, sent: Sent) -> int:
    """409 where somebody was quicker or the return is closed, 422 where something cannot be read or has gone."""
    if outcome.closed or any(refusal.theirs for refusal in outcome.refused.values()):
        return 409
    return 422 if outcome.refused or sent.gone else 200


def _book(standing: Standing, statement: str) -> Book:
    book = book_at(standing)
    if statement not in book.table:
        raise Http404(f"This quarter has no statement {statement}.")
    return book


def _people(refused: Mapping[Cell, Refusal]) -> dict[int, str]:
    """The names of those who were quicker, by number. No query where nobody was."""
    found = {refusal.theirs.recorded_by_id for refusal in refused.values() if refusal.theirs}
    return {pk: str(person) for pk, person in User.objects.in_bulk(found - {None}).items()} if found else {}


def _told(drawn: Grid, outcome: Outcome, sent: Sent) -> str:
    """What came of a save, in a sentence or two."""
    saved, refused = len(outcome.saved), [drawn.cells[cell] for cell in outcome.refused]
    said = []
    if saved == 1 and len(sent.typed) == 1:
        said.append(_("%(cell)s: saved.") % {"cell": drawn.label(drawn.cells[sent.typed[0].cell])})
    elif saved:
        said.append(ngettext("%(count)d cell saved.", "%(count)d cells saved.", saved) % {"count": saved})
    elif not refused and not sent.gone:
        said.append(_("Nothing has changed."))
    if refused:
        names = "; ".join(drawn.label(cell) for cell in refused[:MOST_NAMED])
        more = len(refused) - MOST_NAMED
        names += " " + _("and %(count)d more") % {"count": more} if more > 0 else ""
        said.append(_("Not saved: %(names)s.") % {"names": names})
    if sent.gone:
        said.append(_("Some cells are not in this table any more. Load the page again to see it as it stands."))
    return " ".join(said)


def _page(request: SignedInRequest, page: GridPage, status: int = 200) -> HttpResponse:
    return TemplateResponse(request, "finance/grid.html", {"page": page, "area": "quarters"}, status=status)


def _answer(request: SignedInRequest, page: GridPage, outcome: Outcome, sent: Sent, status: int) -> HttpResponse:
    """What has changed since the page was drawn of which the save was sent."""
    before = grid_of(outcome.before, page.grid.statement.key)
    changed = page.grid.changed(before, {one.cell for one in sent.typed} | sent.taken)
    return TemplateResponse(request, "finance/_grid_saved.html", {"page": page, "changed": changed}, status=status)
