"""The pages that change dated facts of a commitment: its words, its ending, and an ending taken back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from accounts.roles import Role
from commitments import actions
from commitments.changes import Refused
from commitments.forms import EndForm, ReasonForm, RewordForm
from commitments.pages import commitment_page
from commitments.structure import calendar_of
from commitments.views.change import Done, changed, found, page_of, refused, sent, shown_again
from pillars.queries import open_period
from pillars.versions import Locked


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.ADMINISTRATOR)
def reword(request: SignedInRequest, slug: str) -> HttpResponse:
    """Other words from a day on."""
    shown = commitment_page(found(slug))
    period = open_period(shown.plan)
    page = page_of(
        shown,
        "reword",
        _("Reword %(number)s") % {"number": shown.commitment},
        _("Save the new words"),
        now=((_("Words now"), shown.text),),
    )
    latest = shown.wordings[0].text if shown.wordings else ""
    calendar = calendar_of(shown.plan, period)
    day = max(calendar.first_free_day, period.quarter.starts_on) if period else calendar.first_free_day
    data = sent(request)
    form = RewordForm(data, initial={"text": shown.text, "in_force_from": day, "based_on": latest})

    def act() -> Done:
        given = form.cleaned_data
        return actions.reword_commitment(
            commitment=shown.commitment,
            text=given["text"],
            in_force_from=given["in_force_from"],
            reason=given["reason"],
            based_on=given["based_on"],
            by=request.user,
        )

    response = changed(request, page, form, act, shown)
    # The page is drawn after this: whoever sees it again has read what stands now.
    if data is not None:
        data["based_on"] = latest
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.ADMINISTRATOR)
def end(request: SignedInRequest, slug: str) -> HttpResponse:
    """Completed, withdrawn or superseded: what follows is shown first, and confirmed."""
    shown = commitment_page(found(slug))
    page = page_of(shown, "end", _("End %(number)s") % {"number": shown.commitment}, _("Go on"))
    form = EndForm(sent(request))
    if "back" in request.POST:
        return shown_again(request, page, EndForm(initial=request.POST.dict()))
    if "confirmed" not in request.POST and form.is_valid():
        try:
            follows = actions.check_end(commitment=shown.commitment, end=_end(form))
        except (Refused, Locked) as error:
            return refused(request, page, form, error)
        context = {"page": page, "form": form, "end": _end(form), "follows": follows, "area": "plan"}
        return render(request, "commitments/end.html", context)

    def act() -> Done:
        return actions.end_commitment(commitment=shown.commitment, end=_end(form), by=request.user)

    return changed(request, page, form, act, shown)


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.ADMINISTRATOR)
def reopen(request: SignedInRequest, slug: str) -> HttpResponse:
    """An ending given by mistake is taken back."""
    shown = commitment_page(found(slug))
    page = page_of(shown, "reopen", _("Reopen %(number)s") % {"number": shown.commitment}, _("Take the ending back"))
    form = ReasonForm(sent(request))

    def act() -> Done:
        reason = form.cleaned_data["reason"]
        return actions.reopen_commitment(commitment=shown.commitment, reason=reason, by=request.user)

    return changed(request, page, form, act, shown)


def _end(form: EndForm) -> actions.End:
    given = form.cleaned_data
    return actions.End(given["how"], given["ended_on"], given["reason"], given["superseded_by"])
