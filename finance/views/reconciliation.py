"""The page that says whether the quarter adds up: every check, and the reasons why those that fail may stand."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from finance.actions import Failing, record_reasons
from finance.forms.reasons import OneReasonForm, ReasonForm, value_of
from finance.models import Reason
from finance.pages.findings import Findings, Shown, findings_of
from finance.reconciliation import Advised, Found, Rule, reconcile
from finance.texts.told import Told
from finance.views.found import WRITERS, Standing, book_at, standing_of
from pillars.versions import Locked, StaleVersion


@dataclass(frozen=True, slots=True)
class Line:
    """A check on the page: how its tick is called, whether it is ticked, and the text, or the table as a whole (its key), that
    it is about, if it is about one."""

    shown: Shown
    value: str
    is_ticked: bool
    told: Told | None
    table: str = ""

    @property
    def found(self) -> Found:
        return self.shown.found


@dataclass(frozen=True)
class ReconciliationPage:
    """Everything on the page. `form` takes a reason for the checks that are ticked."""

    standing: Standing
    findings: Findings
    form: ReasonForm

    @property
    def to_mend(self) -> list[Line]:
        return self._lines(self.findings.to_mend)

    @property
    def to_explain(self) -> list[Line]:
        return self._lines(self.findings.to_explain)

    @property
    def explained(self) -> list[Line]:
        return self._lines(self.findings.explained)

    @property
    def roundings(self) -> list[Line]:
        return self._lines(self.findings.roundings)

    @property
    def advice(self) -> tuple[Advised, ...]:
        return self.findings.reconciled.advice

    @property
    def takes_reasons(self) -> bool:
        """Whether a reason can be written here: where one is wanted, and where one was typed that could not be kept."""
        return self.standing.may_change and bool(self.findings.to_explain or self.form.is_bound)

    def _lines(self, checks: tuple[Shown, ...]) -> list[Line]:
        reconciled, ticked = self.findings.reconciled, self.form.ticked
        texts = {told.key: told for told in reconciled.texts}
        found = []
        for shown in checks:
            value = value_of(shown.found, reconciled.book.reasons)
            # Checks of texts are named after them: citation:note-3/1.
            key = shown.found.key.partition(":")[2].partition("/")[0]
            is_of_table = shown.found.rule == Rule.STRUCTURE and key in reconciled.book.table
            text = None if shown.named or is_of_table else texts.get(key)
            found.append(Line(shown, value, value in ticked, text, key if is_of_table else ""))
        return found


@only(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def reconciliation(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Every check of the quarter (GET); a reason for those that are ticked (POST)."""
    standing = standing_of(quarter, request.user)
    findings = findings_of(reconcile(book_at(standing)))
    data = request.POST if request.method == "POST" else None
    book = findings.reconciled.book
    form = ReasonForm([one.found for one in findings.to_explain], book.reasons, data)
    page = ReconciliationPage(standing, findings, form)
    if data is None:
        return _drawn(request, page)
    _refuse_readers(request)
    if not form.is_valid():
        return _drawn(request, page, 409 if form.has_error("checks", "invalid_choice") else 422)
    try:
        recorded = record_reasons(
            report=standing.report, failing=form.chosen, text=form.cleaned_data["text"], by=request.user
        )
    except (StaleVersion, Locked) as refusal:
        form.add_error(None, str(refusal))
        return _drawn(request, page, 409)
    count = len(recorded)
    messages.success(
        request,
        ngettext("The reason is recorded.", "The reason is recorded for %(count)d checks.", count) % {"count": count},
    )
    return _back(standing)


@only(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: SignedInRequest, quarter: str, pk: int) -> HttpResponse:
    """A reason that stands (GET): another wording for what the difference is now, or taking it back (POST)."""
    standing = standing_of(quarter, request.user)
    seen = get_object_or_404(Reason.objects.select_related("recorded_by"), pk=pk, report=standing.report)
    page = _reason_page(standing, seen)
    if request.method != "POST":
        return _drawn_reason(request, page, OneReasonForm(initial={"text": seen.text}))
    form = OneReasonForm(request.POST)
    is_taken_back = "take_back" in request.POST
    if not (is_taken_back or form.is_valid()):
        return _drawn_reason(request, page, form, 422)
    text = "" if is_taken_back else form.cleaned_data["text"]
    failing = Failing(seen.check_key, page.difference, seen)
    try:
        record_reasons(report=standing.report, failing=[failing], text=text, by=request.user)
    except StaleVersion:
        return _drawn_reason(request, _reason_page(standing, seen, is_stale=True), form, 409)
    except Locked as locked:
        form.add_error(None, str(locked))
        return _drawn_reason(request, page, form, 409)
    messages.success(request, _("The reason is taken back.") if is_taken_back else _("The reason is recorded."))
    return _back(standing)


@dataclass(frozen=True, slots=True)
class ReasonPage:
    """A reason as the person sees it, the check that it is for (None: there is no such check any more), and who changed it
    meanwhile."""

    standing: Standing
    seen: Reason
    shown: Shown | None
    theirs: Reason | None = None

    @property
    def difference(self) -> str:
        """The difference that the reason is for: what it is now, where the check still fails."""
        return self.shown.found.difference if self.shown and self.shown.found.is_error else self.seen.difference


def _reason_page(standing: Standing, seen: Reason, *, is_stale: bool = False) -> ReasonPage:
    findings = findings_of(reconcile(book_at(standing)))
    shown = next((one for one in findings.shown if one.found.key == seen.check_key), None)
    theirs = findings.reconciled.book.reasons.get(seen.check_key) if is_stale else None
    return ReasonPage(standing, seen, shown, theirs)


def _refuse_readers(request: SignedInRequest) -> None:
    if WRITERS.isdisjoint(request.user.roles):
        raise Http404("This person only reads the finance part.")


def _drawn(request: SignedInRequest, page: ReconciliationPage, status: int = 200) -> HttpResponse:
    context = {"page": page, "form": page.form, "area": "quarters"}
    return TemplateResponse(request, "finance/reconciliation.html", context, status=status)


def _drawn_reason(request: SignedInRequest, page: ReasonPage, form: OneReasonForm, status: int = 200) -> HttpResponse:
    context = {"page": page, "form": form, "area": "quarters"}
    return TemplateResponse(request, "finance/reason.html", context, status=status)


def _back(standing: Standing) -> HttpResponse:
    response = redirect("finance:reconciliation", standing.period.quarter.slug)
    response.status_code = 303
    return response
