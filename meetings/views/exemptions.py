"""Taking an item in private, with the decision and its reasons, and opening it again."""

from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, only
from meetings import actions, queries
from meetings.forms.agendas import ExemptionForm
from meetings.models import Exemption
from meetings.views.agendas import item_address, up_to
from meetings.views.editing import Done, EditPage, confirmed, edited, sent
from meetings.views.found import KEEPERS, OPENED, item_at


@only(*KEEPERS)
@require_http_methods(OPENED)
def exempt(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """Why an item is exempt: the paragraph, the public-interest test, who decided, and when it is reviewed."""
    item = item_at(day, pk)
    held = getattr(item, "exemption", None)
    given_by = queries.practice().schedule_part
    form = ExemptionForm(sent(request), part=given_by, instance=held or Exemption(), initial={} if held else _now())
    page = EditPage(
        _("Take this item in private"),
        _("Save"),
        up_to(item),
        eyebrow=item.meeting.day,
        lede=_(
            "What is exempt is left out of the public pack. The public is told that there is such an item, and the paragraph."
        ),
        remove=reverse("meetings:exempt_open", args=[day, pk]) if held else "",
        remove_words=_("Open it to the public again"),
    )

    def act() -> Done:
        given = form.cleaned_data
        actions.exempt_item(item=item, values=form.values, based_on=given["based_on"], by=request.user)
        return Done(_("The item is taken in private."), item_address(item))

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def open_again(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """Ask whether an item shall be open to the public again."""
    item = item_at(day, pk)
    lede = _("Its papers go into the public pack. The decision to keep it private stays in its history.")
    page = EditPage(_("Open this item to the public?"), _("Open it"), up_to(item), item.meeting.day, lede)

    def act() -> Done:
        actions.open_item(item=item, by=request.user)
        return Done(_("The item is open to the public."), item_address(item))

    return confirmed(request, page, act)


def _now() -> dict[str, date]:
    return {"decided_on": timezone.localdate()}
