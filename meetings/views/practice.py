"""What the office keeps to when it plans meetings, and the days that do not count."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from meetings import actions, queries
from meetings.forms.practice import ExtraDayForm, PracticeForm
from meetings.models import ExtraDay
from meetings.paragraphs import sections_of
from meetings.views.editing import Done, EditPage, confirmed, edited, sent
from meetings.views.found import KEEPERS, LARGEST, OPENED


@only(*KEEPERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Clear days, what authors deliver, the days of the precept, what packs tell, and days that were added by hand."""
    practice = queries.practice()
    context = {"practice": practice, "information": sections_of(practice.information), "extra": queries.extra_days()}
    return TemplateResponse(request, "meetings/practice.html", context | {"area": "meetings"})


@only(*KEEPERS)
@require_http_methods(OPENED)
def change(request: SignedInRequest) -> HttpResponse:
    """Other rules for meetings from now on."""
    form = PracticeForm(sent(request), instance=queries.practice())
    page = EditPage(_("Change deadlines and days"), _("Save"), _up())

    def act() -> Done:
        actions.change_practice(values=form.values, based_on=form.cleaned_data["based_on"], by=request.user)
        return Done(_("What you keep to is saved. Every deadline follows it."), page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def day_add(request: SignedInRequest) -> HttpResponse:
    """A day that is no working day here."""
    form = ExtraDayForm(sent(request), instance=ExtraDay())
    page = EditPage(_("Add a day that does not count"), _("Add it"), _up())

    def act() -> Done:
        given = form.cleaned_data
        made = actions.add_extra_day(day=given["day"], reason=given["reason"], by=request.user)
        return Done(_("%(day)s does not count as a working day.") % {"day": date_format(made.day, "j F Y")}, page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def day_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask whether a day shall count again."""
    extra = get_object_or_404(ExtraDay, pk=pk if pk < LARGEST else 0)
    day = date_format(extra.day, "j F Y")
    lede = _("Every deadline is worked out anew.")
    page = EditPage(_("Let %(day)s count again?") % {"day": day}, _("Let it count"), _up(), lede=lede)

    def act() -> Done:
        actions.remove_extra_day(extra=extra, by=request.user)
        return Done(_("%(day)s counts as a working day again.") % {"day": day}, page.back)

    return confirmed(request, page, act)


def _up() -> tuple[str, str]:
    return reverse("meetings:practice"), _("Deadlines and days")
