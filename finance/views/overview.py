"""The overview of a quarter's finance part, and the pages on which it is begun and given tables."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from finance import actions
from finance.forms.reports import PartForm
from finance.forms.statements import NewStatementForm
from finance.kinds import brought_by, described, usual_wishes
from finance.models import FinanceReport, Statement
from finance.pages.overview import overview_of
from finance.reconciliation import reconcile
from finance.views.changing import ChangePage, Sentences, changed, done, sent
from finance.views.found import WRITERS, book_at, standing_of
from pillars.found import period_of
from pillars.models import ReportingPeriod, Return

ASKED = ["GET", "HEAD", "POST"]


@require_http_methods(ASKED)
@only(*STAFF)
def overview(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Every table with how far it is; where there is no finance part yet, the form that begins one."""
    period = period_of(quarter)
    if not FinanceReport.objects.filter(period=period).exists():
        return _begin(request, period)
    if request.method == "POST":
        messages.info(request, _("Somebody began the finance part of this quarter meanwhile. This is how it stands."))
        return redirect("finance:overview", quarter)
    standing = standing_of(quarter, request.user)
    shown = overview_of(reconcile(book_at(standing)), quarter=quarter, may_change=standing.may_change)
    removed = standing.report.statements.filter(is_retired=True)
    context = {"standing": standing, "overview": shown, "removed": removed, "area": "quarters"}
    return TemplateResponse(request, "finance/overview.html", context)


def _begin(request: SignedInRequest, period: ReportingPeriod) -> HttpResponse:
    may_write = not WRITERS.isdisjoint(request.user.roles)
    returns = _open_returns(period)
    last = ReportingPeriod.objects.before(period.quarter).filter(finance_report__isnull=False).first()
    title = _("%(quarter)s Financial Report") % {"quarter": period}
    form = PartForm(sent(request), returns=returns, last=last, initial={"title": title})
    if request.method == "POST" and not may_write:
        raise Http404("This person begins no finance part.")
    if not (may_write and returns and form.is_valid()):
        context = {
            "period": period,
            "form": form,
            "may_write": may_write,
            "has_open": bool(returns),
            "area": "quarters",
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "finance/begin.html", context, status=status)
    given = form.cleaned_data

    def act() -> tuple[str, Sentences]:
        actions.begin_report(
            period=period,
            sub_theme=given["sub_theme"],
            title=given["title"],
            last=last if given.get("beginning") == "last" else None,
            by=request.user,
        )
        return reverse("finance:overview", args=[period.quarter.slug]), (_("The finance part is begun."),)

    return changed(
        request, None, form, act, template="finance/begin.html", period=period, may_write=True, has_open=True
    )


@require_http_methods(ASKED)
@only(*WRITERS)
def part(request: SignedInRequest, quarter: str) -> HttpResponse:
    """What the finance part is called, and the return that it goes with."""
    standing = standing_of(quarter, request.user)
    back = reverse("finance:overview", args=[quarter])
    if not standing.may_change and request.method != "POST":
        return redirect(back)
    report = standing.report
    returns = _open_returns(standing.period)
    initial = {"title": report.title, "sub_theme": report.sub_theme_id}
    form = PartForm(sent(request), returns=returns, initial=initial)
    page = ChangePage(standing, _("Title and place"), _("Save"), back)

    def act() -> tuple[str, Sentences]:
        given = form.cleaned_data
        actions.change_report(report=report, sub_theme=given["sub_theme"], title=given["title"], by=request.user)
        return back, (_("Saved."),)

    return changed(request, page, form, act)


@require_http_methods(ASKED)
@only(*WRITERS)
def leave_out(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Take the finance part out of a quarter in which nothing was entered; asked before it is done."""
    standing = standing_of(quarter, request.user)
    back = reverse("finance:overview", args=[quarter])
    if request.method != "POST":
        if not standing.may_change:
            return redirect(back)
        context = {"standing": standing, "is_begun": actions.is_begun(standing.report), "area": "quarters"}
        return TemplateResponse(request, "finance/leave_out.html", context)

    def act() -> Sentences:
        actions.leave_out_report(report=standing.report, by=request.user)
        return (_("%(quarter)s has no finance part.") % {"quarter": standing.period},)

    return done(request, act, reverse("returns:board", args=[quarter]), back)


@only(*WRITERS)
@require_http_methods(["GET", "HEAD"])
def add(request: SignedInRequest, quarter: str) -> HttpResponse:
    """The kinds of tables, to choose one."""
    standing = standing_of(quarter, request.user)
    if not standing.may_change:
        return redirect("finance:overview", quarter)
    kinds = [(kind, kind.label, described(kind)) for kind in Statement.Kind]
    context = {"standing": standing, "kinds": kinds, "area": "quarters"}
    return TemplateResponse(request, "finance/add.html", context)


@require_http_methods(ASKED)
@only(*WRITERS)
def add_kind(request: SignedInRequest, quarter: str, kind: str) -> HttpResponse:
    """A new table of a kind."""
    if kind not in Statement.Kind.values:
        raise Http404(f"There is no kind of table {kind}.")
    standing = standing_of(quarter, request.user)
    if not standing.may_change and request.method != "POST":
        return redirect("finance:overview", quarter)
    usual = usual_wishes(standing.period.quarter)
    form = NewStatementForm(
        sent(request),
        kind=kind,
        brought=brought_by(kind, standing.period.quarter, usual),
        wishes=usual,
        pages=pages_of(standing.report),
    )
    title = _("Add a table: %(kind)s") % {"kind": Statement.Kind(kind).label}
    page = ChangePage(standing, title, _("Add it"), reverse("finance:add", args=[quarter]))

    def act() -> tuple[str, Sentences]:
        brought = brought_by(kind, standing.period.quarter, form.wishes(usual))
        made = actions.add_statement(
            report=standing.report, facts=form.facts(brought), brought=brought, by=request.user
        )
        told = _("“%(title)s” is added. Make its columns and rows those of your table.") % {"title": made.title}
        return reverse("finance:structure", args=[quarter, made.key]), (told,)

    return changed(request, page, form, act, remark=described(kind))


def pages_of(report: FinanceReport) -> list[str]:
    """The pages of the report on which tables stand, in their order."""
    return list(
        dict.fromkeys(report.statements.filter(is_retired=False).order_by("order").values_list("page", flat=True))
    )


def _open_returns(period: ReportingPeriod) -> list[Return]:
    """The returns of a quarter that may still change, in the order of the plan."""
    returns = Return.objects.filter(period=period).select_related("sub_theme__pillar")
    ordered = returns.order_by("sub_theme__pillar__order", "sub_theme__order")
    return [held for held in ordered if not held.is_locked]
