"""The list of figures that a note can quote."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from finance.forms.figures import FiguresForm
from finance.models import Note
from finance.texts.citable import CitableRow, citable
from finance.views.found import Standing, book_at, standing_of
from finance.views.note_page import texts_of
from finance.words.facts import RowKey


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The list as it was asked for. `is_cut` says that more cells would fit than it shows."""

    standing: Standing
    form: FiguresForm
    note: Note | None
    rows: tuple[CitableRow, ...]
    is_cut: bool


@only(*STAFF)
@require_safe
def figures(request: SignedInRequest, quarter: str) -> HttpResponse:
    """The cells of one table with the ways to quote them. With ?note= it begins with the rows that point at that note."""
    standing = standing_of(quarter, request.user)
    texts = texts_of(book_at(standing))
    asked = request.GET.get("note", "")
    told = next((told for pk, told in texts.of_notes.items() if str(pk) == asked), None)
    first: tuple[RowKey, ...] = told.rows if told else ()
    form = FiguresForm(texts.book, request.GET, at_first=first[0][0] if first else "")
    rows, is_cut = citable(
        texts.book, texts.facts, form.statements, wanted=form.wanted, unit=form.written_as, first=first
    )
    page = FiguresPage(standing, form, told.note if told else None, rows, is_cut)
    template = "finance/_figures.html" if request.htmx else "finance/figures.html"  # type: ignore[attr-defined]
    return TemplateResponse(request, template, {"page": page, "area": "quarters"})
