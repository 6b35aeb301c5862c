"""The list of figures that a text can quote."""

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
from pillars.models import Return


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The list as it was asked for: for a note, or for the text of a return (`text_of`) that stands at `entry`
    on its page. `is_cut` says that more cells would fit than it shows."""

    standing: Standing
    form: FiguresForm
    note: Note | None
    text_of: Return | None
    entry: str
    rows: tuple[CitableRow, ...]
    is_cut: bool


@only(*STAFF)
@require_safe
def figures(request: SignedInRequest, quarter: str) -> HttpResponse:
    """The cells of one table with the ways to quote them. With ?note= it begins with the rows that point at that note;
    with ?return= and ?entry= it leads back to the text of a sub-theme's return."""
    standing = standing_of(quarter, request.user)
    texts = texts_of(book_at(standing))
    asked = request.GET.get("note", "")
    told = next((told for pk, told in texts.of_notes.items() if str(pk) == asked), None)
    first: tuple[RowKey, ...] = told.rows if told else ()
    form = FiguresForm(texts.book, request.GET, at_first=first[0][0] if first else "")
    rows, is_cut = citable(
        texts.book, texts.facts, form.statements, wanted=form.wanted, unit=form.written_as, first=first
    )
    returns = Return.objects.filter(period=standing.period).select_related("sub_theme__pillar")
    page = FiguresPage(
        standing=standing,
        form=form,
        note=told.note if told else None,
        text_of=next((held for held in returns if held.sub_theme.key == request.GET.get("return")), None),
        entry=request.GET.get("entry", ""),
        rows=rows,
        is_cut=is_cut,
    )
    template = "finance/_figures.html" if request.htmx else "finance/figures.html"  # type: ignore[attr-defined]
    return TemplateResponse(request, template, {"page": page, "area": "quarters"})
