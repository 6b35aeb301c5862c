"""The pages that change the rows of the open quarter: a new promise, another row, another place."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from accounts.roles import Role
from commitments import actions
from commitments.forms import AddForm, RegroupForm, SpotForm, places_for, rows_for
from commitments.pages import commitment_page
from commitments.structure import calendar_of, row_with, rows_of, words_of
from commitments.views.change import ChangePage, Done, changed, found, hindered, page_of, sent
from pillars.models import ReportingPeriod, Return
from pillars.queries import open_period, plan_now


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.ADMINISTRATOR)
def add(request: SignedInRequest) -> HttpResponse:
    """A new promise, on a row of the open quarter."""
    now = plan_now()
    if now is None:
        raise Http404("No plan is held.")
    back = reverse("commitments:plan")
    page = ChangePage("add", _("Add a %(word)s") % {"word": now.commitment_word}, now, _("Add it"), back)
    period = open_period(now)
    if period is None:
        return hindered(
            request, page, _("A new one stands on a row of the open quarter. Open the quarter first."), True
        )
    places = places_for(_returns(period), rows_of(period), words_of(now))
    initial = {"in_force_from": max(calendar_of(now, period).first_free_day, period.quarter.starts_on)}
    form = AddForm(sent(request), places=places, initial=initial)

    def act() -> Done:
        given = form.cleaned_data
        promise = actions.Promise(given["number"], given["text"], given["in_force_from"], given["origin"])
        return actions.add_commitment(
            plan=now, promise=promise, spot=given["spot"], reason=given["reason"], by=request.user
        )

    def then() -> str:
        return reverse("commitments:commitment", args=[form.cleaned_data["number"].slug])

    return changed(request, page, form, act, then=then)


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.ADMINISTRATOR)
def regroup(request: SignedInRequest, slug: str) -> HttpResponse:
    """Onto a row with other numbers, or onto one of its own."""
    shown = commitment_page(found(slug))
    page = page_of(shown, "regroup", _("Regroup %(number)s") % {"number": shown.commitment}, _("Regroup it"))
    period = open_period(shown.plan)
    rows = rows_of(period) if period else {}
    own = row_with(rows, shown.commitment.reference)
    choices = rows_for(rows, words_of(shown.plan), own)
    form = RegroupForm(sent(request), rows=choices, has_company=own is not None and len(own.numbers) > 1)

    def act() -> Done:
        onto, reason = form.cleaned_data["row"], form.cleaned_data["reason"]
        return actions.regroup_commitment(commitment=shown.commitment, onto=onto, reason=reason, by=request.user)

    return changed(request, page, form, act, shown)


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.ADMINISTRATOR)
def move(request: SignedInRequest, slug: str) -> HttpResponse:
    """The whole row to another place; or a commitment that stands on none onto a new one."""
    shown = commitment_page(found(slug))
    period = open_period(shown.plan)
    rows = rows_of(period) if period else {}
    own = row_with(rows, shown.commitment.reference)
    company = own is not None and len(own.numbers) > 1
    page = page_of(
        shown,
        "move",
        _("Move row %(number)s") % {"number": own.name}
        if own
        else _("Put %(number)s on a row") % {"number": shown.commitment},
        _("Move it") if own else _("Put it there"),
        remark=_(
            "The whole row moves, with all its numbers and what was entered for it. To move %(number)s alone, regroup it "
            "onto a row of its own first."
        )
        % {"number": shown.commitment}
        if company
        else "",
    )
    places = places_for(_returns(period), rows, words_of(shown.plan), own) if period else []
    form = SpotForm(sent(request), places=places)

    def act() -> Done:
        spot, reason = form.cleaned_data["spot"], form.cleaned_data["reason"]
        return actions.move_commitment(commitment=shown.commitment, spot=spot, reason=reason, by=request.user)

    return changed(request, page, form, act, shown)


def _returns(period: ReportingPeriod) -> list[Return]:
    """The returns of a quarter in the order of the plan."""
    returns = Return.objects.filter(period=period).select_related("sub_theme__pillar")
    return list(returns.order_by("sub_theme__pillar__order", "sub_theme__order"))
