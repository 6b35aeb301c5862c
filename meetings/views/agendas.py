"""An item of an agenda: its page, adding, changing, moving and removing it."""

from datetime import date

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import SignedInRequest, only
from meetings import actions
from meetings.forms.agendas import ItemForm, MoveForm
from meetings.models import AgendaItem
from meetings.pages import item_page
from meetings.rules import Refused
from meetings.views.editing import Done, EditPage, confirmed, edited, pressed, sent
from meetings.views.found import KEEPERS, OPENED, item_at, meeting_at
from meetings.views.meetings import up


@only(*KEEPERS)
@require_safe
def item(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """Everything about one item, and what can be done with it."""
    page = item_page(item_at(day, pk))
    form = MoveForm(last=page.last, initial={"number": page.item.number})
    context = {"page": page, "move": form, "area": "meetings"}
    return TemplateResponse(request, "meetings/item.html", context)


@only(*KEEPERS)
@require_http_methods(OPENED)
def add(request: SignedInRequest, day: date) -> HttpResponse:
    """A new item, which goes to the end, before a last standing item."""
    held = meeting_at(day)
    form = ItemForm(sent(request), instance=AgendaItem())
    lede = _(
        "It goes to the end of the agenda, before a last standing item such as urgent items. You can move it afterwards."
    )
    page = EditPage(_("Add an item"), _("Add it"), up(held), lede=lede)

    def act() -> Done:
        made = actions.add_item(meeting=held, values=form.values, number=None, by=request.user)
        said = _("“%(title)s” is item %(number)s.") % {"title": made.title, "number": made.number}
        return Done(said, item_address(made))

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def change(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """Other words for an item."""
    held = item_at(day, pk)
    form = ItemForm(sent(request), instance=held)
    page = EditPage(_("Change the item"), _("Save"), up_to(held), eyebrow=held.meeting.day)

    def act() -> Done:
        saved = actions.change_item(
            item=held, values=form.values, based_on=form.cleaned_data["based_on"], by=request.user
        )
        return Done(_("The item is saved."), item_address(saved))

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_POST
def move(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """To another number; those between move up or down."""
    held = item_at(day, pk)

    def act() -> Done:
        wanted = request.POST.get("number", "")
        if not wanted.isdecimal() or len(wanted) > 4:
            raise Refused(_("Choose the number at which the item shall stand."))
        moved = actions.move_item(item=held, number=int(wanted), by=request.user)
        said = _("“%(title)s” is item %(number)s now.") % {"title": moved.title, "number": moved.number}
        return Done(said, item_address(moved))

    return pressed(request, item_address(held), act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def remove(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """Ask whether an item shall go, and take it off the agenda."""
    held = item_at(day, pk)
    lede = _(
        "Its parts go with it, and so do reports that were written for it. A published edition stays published, and a "
        "topic of the work programme waits for a meeting again. The items below move up."
    )
    page = EditPage(_("Remove “%(item)s”?") % {"item": held}, _("Remove it"), up_to(held), held.meeting.day, lede)

    def act() -> Done:
        actions.remove_item(item=held, by=request.user)
        return Done(_("“%(title)s” is off the agenda.") % {"title": held.title}, up(held.meeting)[0])

    return confirmed(request, page, act)


def item_address(item: AgendaItem) -> str:
    return reverse("meetings:item", args=[item.meeting.held_on, item.pk])


def up_to(item: AgendaItem) -> tuple[str, str]:
    """The page of an item, with its name: the way up from whatever stands below it."""
    return item_address(item), str(item)
