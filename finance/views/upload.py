"""Filling in a statement from a file: the file is read, what it would change is shown, and all of that is saved, or none.

Nothing is kept in between. The page that shows the differences holds them, and sends them back to be saved as cells that
somebody typed, based on what stood when they were shown.
"""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from finance.books import Book, Table
from finance.forms.cells import Sent, read_sent
from finance.forms.uploads import FileForm
from finance.grid.entering import enter_cells
from finance.grid.moments import as_it_is_now, moment_of
from finance.uploads.matching import Match, matches_in
from finance.uploads.preview import Preview, preview_of
from finance.views.found import WRITERS, Standing, book_at, standing_of
from spreadsheets.read import Unreadable, read_spreadsheet


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The page: its form and, once a file is read, the sheets to choose from (`matches`), or what the one that is meant
    would change (`preview`), with the sheet's own findings in `match`."""

    standing: Standing
    table: Table
    form: FileForm
    matches: list[Match] = field(default_factory=list)
    match: Match | None = None
    preview: Preview | None = None
    seen: int = 0

    @property
    def faults(self) -> list[object]:
        """What must be mended in the file before anything of it is saved."""
        return [*(self.match.faults if self.match else ()), *(self.preview.faults if self.preview else ())]


@only(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedInRequest, quarter: str, statement: str) -> HttpResponse:
    """Hand in a file (GET); see what it would change, choose one of its sheets, or save it all (POST)."""
    standing = standing_of(quarter, request.user)
    book = book_at(standing)
    if statement not in book.table:
        raise Http404(f"This quarter has no statement {statement}.")
    if not standing.may_change:
        messages.error(request, standing.why_only_read)
        return redirect("finance:grid", quarter, statement)
    table = book.table[statement]
    if request.method != "POST":
        return _drawn(request, UploadPage(standing, table, FileForm()))
    sent = read_sent(request.POST, table)
    if "apply" in request.POST:
        return _apply(request, standing, book, table, sent)
    if sent.typed:
        cells = {one.cell: one.text for one in sent.typed}
        return _drawn(
            request, UploadPage(standing, table, FileForm(), preview=preview_of(table, cells, {}), seen=moment_of(book))
        )
    return _read(request, standing, book, table)


def _read(request: SignedInRequest, standing: Standing, book: Book, table: Table) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _drawn(request, UploadPage(standing, table, form), 422)
    try:
        matches = matches_in(read_spreadsheet(form.cleaned_data["file"].read()), table)
    except Unreadable as refusal:
        form.add_error("file", str(refusal))
        return _drawn(request, UploadPage(standing, table, form), 422)
    if not matches:
        form.add_error("file", _why_unmatched(table))
        return _drawn(request, UploadPage(standing, table, form), 422)
    if len(matches) > 1:
        return _drawn(request, UploadPage(standing, table, FileForm(), matches=matches))
    [match] = matches
    preview = preview_of(table, match.cells, match.places)
    page = UploadPage(standing, table, FileForm(), match=match, preview=preview, seen=moment_of(book))
    return _drawn(request, page, 422 if page.faults else 200)


def _apply(request: SignedInRequest, standing: Standing, book: Book, table: Table, sent: Sent) -> HttpResponse:
    address = ("finance:grid", standing.period.quarter.slug, table.statement.key)
    typed = () if sent.gone else sent.typed
    outcome = enter_cells(
        book=book, statement=table.statement.key, typed=typed, seen=sent.seen, by=request.user, is_whole=True
    )
    if outcome.closed:
        messages.error(request, outcome.closed)
        return redirect(*address)
    if outcome.refused or sent.gone:
        messages.error(request, _("Nothing was saved: the table has changed meanwhile. Look at the differences again."))
        now = as_it_is_now(book)
        table = now.table[table.statement.key]
        preview = preview_of(table, {one.cell: one.text for one in sent.typed}, {})
        return _drawn(request, UploadPage(standing, table, FileForm(), preview=preview, seen=moment_of(now)), 409)
    count = len(outcome.saved)
    messages.success(
        request, ngettext("%(count)d cell filled in.", "%(count)d cells filled in.", count) % {"count": count}
    )
    response = redirect(*address)
    response.status_code = 303
    return response


def _why_unmatched(table: Table) -> str:
    headings = [column.heading for column in table.columns if column.holds_figures]
    return _(
        "No sheet of this file holds this table. It needs a row with headings such as “%(heading)s”, and below it the rows "
        "by their labels, such as “%(label)s”."
    ) % {
        "heading": headings[0] if headings else _("Comment"),
        "label": next((row.label for row in table.rows if row.holds_figures), _("Total")),
    }


def _drawn(request: SignedInRequest, page: UploadPage, status: int = 200) -> HttpResponse:
    context = {"page": page, "form": page.form, "area": "quarters"}
    return TemplateResponse(request, "finance/upload.html", context, status=status)
