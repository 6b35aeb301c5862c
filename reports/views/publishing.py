"""The pages on which an administrator publishes a quarter's report, corrects it, and withdraws an edition."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF, Role
from jobs.actions import ask
from reports import actions, queries
from reports.assemble import Assembly
from reports.drafts import has_draft
from reports.forms.publishing import CorrectForm, PublishForm, WithdrawForm
from reports.holding import holders_of
from reports.jobs import PUBLISH
from reports.models import Edition
from reports.readiness import missing, unsaid
from returns.views.found import period_of
from translations.actions import say_texts


@only(*STAFF)
@require_safe
def editions(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Every edition of a quarter: who published it, and who may read it from when."""
    period = period_of(quarter)
    found = queries.all_editions(period)
    withdrawn = [(edition, holders_of(edition)) for edition in found if edition.withdrawn_at]
    page = {
        "area": "quarters",
        "period": period,
        "editions": found,
        "still_held": [(edition, holders) for edition, holders in withdrawn if holders],
        "has_draft": has_draft(period),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "reports/editions.html", page)


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Says what is still missing, or asks when the edition is to be public, and has it published in the background."""
    period = period_of(quarter)
    data = request.POST if request.method == "POST" else None
    read = Assembly(period)
    kind = PublishForm if period.published_at is None else CorrectForm
    language = period.plan.office.second_language
    form = kind(data, language=language, unsaid=unsaid(read.spoken()[1]) if language else "")
    lacking = missing(read)
    if not lacking and form.is_valid():
        return redirect(_asked(request, quarter, form))
    page = {"area": "quarters", "period": period, "missing": lacking, "form": form}
    return TemplateResponse(request, "reports/publish.html", page, status=422 if form.errors else 200)


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, quarter: str, number: int) -> HttpResponse:
    """Asks why an edition is to be taken away, and takes it away."""
    period = period_of(quarter)
    if number > 32_767:
        raise Http404("There is no such edition.")
    edition = get_object_or_404(Edition.objects.standing().defer("document"), period=period, number=number)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.withdraw_edition(edition=edition, reason=form.cleaned_data["reason"], by=request.user)
        except actions.NotReady as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(edition)s is withdrawn.") % {"edition": edition})
            return redirect("publishing:editions", quarter)
    page = {"area": "quarters", "period": period, "edition": edition, "form": form, "holders": holders_of(edition)}
    return TemplateResponse(request, "reports/withdraw.html", page, status=422 if form.errors else 200)


def _asked(request: SignedInRequest, quarter: str, form: PublishForm) -> str:
    """Asks for the publication; the address of the page that shows how far it is."""
    release = form.release
    if texts := form.second_texts:
        say_texts(language=form.language, texts=texts, by=request.user)
    asked = ask(
        PUBLISH,
        {
            "quarter": quarter,
            "by": request.user.pk,
            "public_from": release.public_from.isoformat() if release.public_from else None,
            "panel_from": release.panel_from.isoformat() if release.panel_from else None,
            "correction": form.correction,
            "in_one_language": not form.in_both,
        },
        title=_("Publishing the report of %(quarter)s") % {"quarter": period_of(quarter)},
        key=f"{PUBLISH} {quarter}",
        by=request.user,
        back=reverse("publishing:editions", args=[quarter]),
    )
    return asked.get_absolute_url()
