"""What is to be done after meetings: the list of what is open, adding, changing, closing and removing it."""

from datetime import date

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from meetings import actions, minuted
from meetings.following import line_of_action
from meetings.followups import actions_page
from meetings.forms.following import ActionForm, OutcomeForm
from meetings.models import Action, AgendaItem
from meetings.views.editing import Done, EditPage, confirmed, edited, sent
from meetings.views.found import KEEPERS, OPENED, action_at, item_at


@only(*KEEPERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Open actions, what is overdue first, and those that were closed."""
    context = {"page": actions_page(timezone.localdate()), "area": "meetings"}
    return TemplateResponse(request, "meetings/followed.html", context)


@only(*KEEPERS)
@require_http_methods(OPENED)
def add(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """An action or an undertaking that arose from an item; due at the next meeting, unless somebody says otherwise."""
    item = item_at(day, pk)
    following = minuted.later_meetings(day).first()
    form = ActionForm(sent(request), instance=Action(item=item), initial={"due_at": following})
    page = EditPage(_("Add an action"), _("Add it"), taken(item), str(item))

    def act() -> Done:
        made = actions.add_action(item=item, values=form.values, by=request.user)
        return Done(_("“%(what)s” goes with every agenda until it is closed.") % {"what": made}, page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Other words, another owner, or longer."""
    held = action_at(pk)
    form = ActionForm(sent(request), instance=held)
    remove_address = reverse("meetings:action_remove", args=[pk])
    page = EditPage(_("Change the action"), _("Save"), _up(), _whence(held), "", remove_address, _("Remove it"))

    def act() -> Done:
        given = form.cleaned_data
        actions.change_action(action=held, values=form.values, based_on=given["based_on"], by=request.user)
        return Done(_("The action is saved."), page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """What came of it; without a day it stays open, with how far it is."""
    held, today = action_at(pk), timezone.localdate()
    form = OutcomeForm(sent(request), instance=held, initial={} if held.closed_on else {"closed_on": today})
    page = EditPage(_("Close the action"), _("Save"), _up(), _whence(held), f"{held.owner_role}: {held.what}")

    def act() -> Done:
        given = form.cleaned_data
        saved = actions.close_action(action=held, today=today, by=request.user, **given)
        said = _("The action is closed.") if saved.closed_on else _("It is saved, and goes with the next agenda.")
        return Done(said, page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask whether an action that was written down by mistake shall go."""
    held = action_at(pk)
    lede = _("One that is done is closed, so that it can be read what came of it.")
    page = EditPage(_("Remove “%(what)s”?") % {"what": held}, _("Remove it"), _up(), _whence(held), lede)

    def act() -> Done:
        actions.remove_action(action=held, by=request.user)
        return Done(_("The action is removed."), page.back)

    return confirmed(request, page, act)


def taken(item: AgendaItem) -> tuple[str, str]:
    """Where the minutes are taken, at an item: the way back of whatever is added there."""
    return reverse("meetings:minutes_take", args=[item.meeting.held_on]) + f"#item-{item.pk}", _("Take the minutes")


def _whence(action: Action) -> str:
    return line_of_action(action, timezone.localdate()).whence


def _up() -> tuple[str, str]:
    return reverse("meetings:actions"), _("Actions")
