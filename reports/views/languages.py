"""The pages on which the office's staff writes what a report reads in its second language."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from pillars.tongues import Tongue
from reports import render
from reports.assemble import Assembly
from reports.facts import Page
from reports.forms.languages import TextsForm
from reports.languages import in_second, places
from returns.views.found import period_of
from translations.actions import keep_texts
from translations.queries import texts_in


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the report with its texts: what it is called, and how many of them are written in the second language."""

    page: Page
    title: str
    sources: tuple[str, ...]
    written: int

    @property
    def address(self) -> str:
        return f"{self.page[0]}/{''.join(f'{slug}/' for slug in self.page[1])}"

    @property
    def lacking(self) -> int:
        return len(self.sources) - self.written


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a report: its parts in the order of reading, and what is kept for them."""

    language: str
    parts: tuple[Part, ...]
    kept: dict[str, str]

    @property
    def name(self) -> str:
        """What the language is called here: Welsh."""
        return Tongue(self.language).translated

    @property
    def total(self) -> int:
        return sum(len(part.sources) for part in self.parts)

    @property
    def written(self) -> int:
        return sum(part.written for part in self.parts)

    @property
    def next(self) -> Part | None:
        """The first part that still lacks a text."""
        return next((part for part in self.parts if part.lacking), None)


@only(*STAFF)
@require_safe
def overview(request: SignedInRequest, quarter: str) -> HttpResponse:
    """How many texts of each page are there in the second language, and which come next."""
    period = period_of(quarter)
    page = {"area": "quarters", "period": period, "texts": _texts(Assembly(period))}
    return TemplateResponse(request, "reports/languages.html", page)


@only(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: SignedInRequest, quarter: str, name: str, slug: str = "") -> HttpResponse:
    """The texts of one page of the report, and the fields in which they are written in the second language."""
    period = period_of(quarter)
    read = Assembly(period)
    texts = _texts(read)
    asked = (name, (slug,) if slug else ())
    part = next((one for one in texts.parts if one.page == asked), None) if texts else None
    if texts is None or part is None:
        raise Http404("This report has no such page, or it stands in one language.")
    data = request.POST if request.method == "POST" else None
    form = TextsForm(data, sources=part.sources, kept=texts.kept, language=texts.language)
    status = 422 if form.errors else 200
    if form.is_valid():
        if not (conflicts := keep_texts(language=texts.language, texts=form.typed, by=request.user)):
            messages.success(request, _("“%(page)s” is saved.") % {"page": part.title})
            return redirect(_onward(quarter, _texts(read), part))
        form.set_against(conflicts)
        status = 409
    shown = {"area": "quarters", "period": period, "texts": texts, "part": part, "form": form}
    return TemplateResponse(request, "reports/language_page.html", shown, status=status)


@only(*STAFF)
@require_safe
def preview(request: SignedInRequest, quarter: str) -> HttpResponse:
    """The whole report in the second language as it stands now; what lacks is in the first."""
    period = period_of(quarter)
    read = Assembly(period)
    document = read.document()
    if document.second is None:
        raise Http404("This report stands in one language.")
    with override(document.second.language):
        body = render.draw(in_second(document), None, register="")
    page = {"area": "quarters", "period": period, "texts": _texts(read), "body": body}
    response = TemplateResponse(request, "reports/language_preview.html", page)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _texts(read: Assembly) -> Texts | None:
    """The texts of a quarter's report, of the records that were read for it; None where its office has one language."""
    language = read.plan.office.second_language
    if not language:
        return None
    document = read.assembled()
    found = list(places(document))
    kept = texts_in(language, (source for _page, own in found for source in own))
    titles: dict[Page, str] = {("page", (page.slug,)): page.title for _pillar, page in document.pages}
    titles[("contents", ())] = _("Names, words and ratings")
    titles[("summary", ())] = _("Summary")
    titles[("key", ())] = _("Numbers accounted for")
    if document.finance:
        titles[("finance", ())] = document.finance.title
        titles |= {("finance_page", (page.slug,)): page.title for page in document.finance.pages}
    parts = (Part(page, titles[page], own, sum(source in kept for source in own)) for page, own in found)
    return Texts(language, tuple(parts), kept)


def _onward(quarter: str, texts: Texts | None, saved: Part) -> str:
    """To the next page that lacks a text, after this one first; to the overview where none does."""
    overview = reverse("languages:overview", args=[quarter])
    parts = texts.parts if texts else ()
    place = next((number for number, one in enumerate(parts) if one.page == saved.page), 0)
    onward = next((one for one in (*parts[place:], *parts[:place]) if one.lacking), None)
    return f"{overview}{onward.address}" if onward else overview
