"""The ties of a quarter: what they say and come to, adding, changing and removing one, and those that the tables suggest."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from finance.actions import add_tie, change_tie, remove_tie
from finance.arithmetic import Verdict
from finance.books import Book
from finance.figures.addresses import Address
from finance.forms.ties import TieForm, values_of_terms
from finance.models import Tie
from finance.pages.findings import Shown, shown_of, tie_of
from finance.reconciliation import checks_of_figures
from finance.rules import Refused
from finance.texts.named import Named, named
from finance.ties.proposed import Proposal, proposed
from finance.ties.terms import Terms, terms_of
from finance.views.found import WRITERS, Standing, book_at, standing_of
from pillars.versions import Locked, StaleVersion


@dataclass(frozen=True, slots=True)
class Told:
    """A tie, or one that is proposed, in words. `next_year` is the cell that it compares with once a new year has begun,
    where the last report is of the same year."""

    terms: Terms
    left: Named
    right: Named
    next_year: Named | None = None

    @property
    def is_band(self) -> bool:
        return self.terms.kind == Tie.Kind.BAND


@dataclass(frozen=True, slots=True)
class Result:
    """What one check of a tie comes to, in words."""

    shown: Shown
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A tie of the list with what its checks come to."""

    tie: Tie
    told: Told
    results: tuple[Result, ...]

    @property
    def fails(self) -> list[Result]:
        return [one for one in self.results if one.shown.found.is_error]

    @property
    def compared(self) -> list[Result]:
        return [one for one in self.results if one.shown.found.verdict != Verdict.ABSENT]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tie that the tables suggest. `signature` names it where it is added."""

    proposal: Proposal
    told: Told

    @property
    def signature(self) -> str:
        return self.proposal.terms.signature


@dataclass(frozen=True, slots=True)
class TiesPage:
    standing: Standing
    lines: tuple[Line, ...]
    suggestions: tuple[Suggestion, ...]
    last_label: str


@only(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def ties(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Every tie with its result, and those that the tables suggest (GET); one of these is added at one press (POST)."""
    standing = standing_of(quarter, request.user)
    book = book_at(standing)
    suggested = {one.terms.signature: one for one in proposed(book)}
    if request.method == "POST":
        if WRITERS.isdisjoint(request.user.roles):
            raise Http404("This person only reads the finance part.")
        return _take_up(request, standing, suggested.get(request.POST.get("proposal", "")))
    return TemplateResponse(
        request, "finance/ties.html", {"page": _page(standing, book, tuple(suggested.values())), "area": "quarters"}
    )


@only(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, quarter: str) -> HttpResponse:
    """A new tie; with ?proposal= one that the tables suggest, for the person to complete."""
    standing = standing_of(quarter, request.user)
    book = book_at(standing)
    if request.method != "POST":
        wanted = request.GET.get("proposal", "")
        suggested = proposed(book) if wanted else ()
        terms = next((one.terms for one in suggested if one.terms.signature == wanted), None)
        initial = values_of_terms(terms) if terms else {"kind": Tie.Kind.EQUAL}
        return _form(request, standing, TieForm(book.tables, initial=initial))
    form = TieForm(book.tables, request.POST)
    if not form.is_valid():
        return _form(request, standing, form, status=422)
    try:
        tie = add_tie(report=standing.report, terms=form.terms, by=request.user)
    except (Refused, Locked) as refusal:
        return _refused(request, standing, form, refusal)
    messages.success(request, _("“%(tie)s” is added.") % {"tie": tie})
    return _back(standing)


@only(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, quarter: str, key: str) -> HttpResponse:
    """Another wording, other cells or other limits for a tie."""
    standing = standing_of(quarter, request.user)
    tie = get_object_or_404(Tie, report=standing.report, key=key)
    book, held = book_at(standing), terms_of(tie)
    initial = {**values_of_terms(held), "seen": held.signature}
    if request.method != "POST":
        return _form(request, standing, TieForm(book.tables, initial=initial), tie)
    form = TieForm(book.tables, request.POST, initial=initial)
    if not form.is_valid():
        return _form(request, standing, form, tie, status=422)
    try:
        changed = change_tie(tie=tie, terms=form.terms, seen=form.cleaned_data["seen"], by=request.user)
    except StaleVersion as stale:
        # What is typed stays, and goes over theirs when it is sent again.
        form.data = {**request.POST.dict(), "seen": held.signature}
        form.add_error(None, str(stale))
        return _form(request, standing, form, tie, status=409, theirs=_told(held, book))
    except (Refused, Locked) as refusal:
        return _refused(request, standing, form, refusal, tie)
    messages.success(request, _("“%(tie)s” is saved.") % {"tie": changed})
    return _back(standing)


@only(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, quarter: str, key: str) -> HttpResponse:
    """Ask whether a tie shall go, and take it away."""
    standing = standing_of(quarter, request.user)
    tie = get_object_or_404(Tie, report=standing.report, key=key)
    context = {"standing": standing, "tie": tie, "told": _told(terms_of(tie), book_at(standing)), "area": "quarters"}
    if request.method != "POST":
        return TemplateResponse(request, "finance/tie_remove.html", context)
    try:
        remove_tie(tie=tie, by=request.user)
    except Locked as locked:
        return TemplateResponse(request, "finance/tie_remove.html", {**context, "refusal": locked}, status=409)
    messages.success(request, _("“%(tie)s” is removed.") % {"tie": tie})
    return _back(standing)


def _page(standing: Standing, book: Book, suggested: tuple[Proposal, ...]) -> TiesPage:
    checks: dict[str, list[Shown]] = {}
    for one in shown_of(checks_of_figures(book), book):
        if one.found.key.startswith("tie:"):
            checks.setdefault(tie_of(one.found), []).append(one)
    return TiesPage(
        standing=standing,
        lines=tuple(
            Line(
                tie,
                _told(terms_of(tie), book),
                # The list says already what the tie is called.
                tuple(
                    Result(one, one.found.outcome or one.found.words.removeprefix(f"{tie}: "))
                    for one in checks.get(tie.key, ())
                ),
            )
            for tie in book.ties
        ),
        suggestions=tuple(Suggestion(one, _told(one.terms, book)) for one in suggested) if standing.may_change else (),
        last_label=book.last_label,
    )


def _told(terms: Terms, book: Book) -> Told:
    left, right = Address.read(terms.left), Address.read(terms.right)
    here = named(left, book.table)
    if terms.is_from_last and book.is_last_of_the_year:
        return Told(terms, here, named(left, book.last), named(right, book.last))
    return Told(terms, here, named(right, book.last if terms.is_from_last and book.last else book.table))


def _take_up(request: SignedInRequest, standing: Standing, proposal: Proposal | None) -> HttpResponse:
    if proposal is None or proposal.needs_limits:
        messages.warning(request, _("The tables do not suggest this tie any more, so nothing was added."))
        return _back(standing)
    try:
        tie = add_tie(report=standing.report, terms=proposal.terms, by=request.user)
    except (Refused, Locked) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(tie)s” is added.") % {"tie": tie})
    return _back(standing)


def _form(
    request: SignedInRequest,
    standing: Standing,
    form: TieForm,
    tie: Tie | None = None,
    status: int = 200,
    theirs: Told | None = None,
) -> HttpResponse:
    """The page of one tie; `theirs` is how it stands where somebody else was quicker."""
    context = {"standing": standing, "form": form, "tie": tie, "theirs": theirs, "area": "quarters"}
    return TemplateResponse(request, "finance/tie.html", context, status=status)


def _refused(
    request: SignedInRequest, standing: Standing, form: TieForm, why: Exception, tie: Tie | None = None
) -> HttpResponse:
    field = why.field if isinstance(why, Refused) and why.field in form.fields else None
    form.add_error(field, str(why))
    return _form(request, standing, form, tie, 422 if isinstance(why, Refused) else 409)


def _back(standing: Standing) -> HttpResponse:
    response = redirect("finance:ties", standing.period.quarter.slug)
    response.status_code = 303
    return response
