"""A part of an item: adding, changing, moving and removing it."""

from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, only
from meetings import actions
from meetings.forms.agendas import PartForm
from meetings.models import ItemPart
from meetings.rules import next_letter
from meetings.views.agendas import item_address, up_to
from meetings.views.editing import Done, EditPage, confirmed, edited, pressed, sent
from meetings.views.found import KEEPERS, OPENED, item_at, part_at


@only(*KEEPERS)
@require_http_methods(OPENED)
def add(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """A new part, with the next letter."""
    item = item_at(day, pk)
    letter = next_letter([part.letter for part in item.parts.all()])
    form = PartForm(sent(request), instance=ItemPart(), initial={"letter": letter, "kind": item.kind})
    page = EditPage(_("Add a part"), _("Add it"), up_to(item), eyebrow=item.meeting.day)

    def act() -> Done:
        actions.add_part(item=item, values=form.values, by=request.user)
        return Done(_("The part is added."), item_address(item))

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def change(request: SignedInRequest, day: date, item: int, pk: int) -> HttpResponse:
    """Other words for a part."""
    held = part_at(day, item, pk)
    form = PartForm(sent(request), instance=held)
    page = EditPage(
        _("Change the part"),
        _("Save"),
        up_to(held.item),
        eyebrow=held.item.meeting.day,
        remove=reverse("meetings:part_remove", args=[day, item, pk]),
        remove_words=_("Remove this part"),
    )

    def act() -> Done:
        given = form.cleaned_data
        actions.change_part(part=held, values=form.values, based_on=given["based_on"], by=request.user)
        return Done(_("The part is saved."), item_address(held.item))

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_POST
def move(request: SignedInRequest, day: date, item: int, pk: int) -> HttpResponse:
    """Up or down by one."""
    held = part_at(day, item, pk)

    def act() -> Done:
        actions.move_part(part=held, up=request.POST.get("to") == "up", by=request.user)
        return Done(_("The part is moved."), item_address(held.item))

    return pressed(request, item_address(held.item), act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def remove(request: SignedInRequest, day: date, item: int, pk: int) -> HttpResponse:
    """Ask whether a part shall go."""
    held = part_at(day, item, pk)
    page = EditPage(_("Remove this part?"), _("Remove it"), up_to(held.item), held.item.meeting.day, str(held))

    def act() -> Done:
        actions.remove_part(part=held, by=request.user)
        return Done(_("The part is removed."), item_address(held.item))

    return confirmed(request, page, act)
