"""The work programme: its page, a topic, and putting one onto an agenda."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from meetings import actions, queries
from meetings.forms.topics import ScheduleForm, TopicForm
from meetings.models import Topic
from meetings.views.agendas import item_address
from meetings.views.editing import Done, EditPage, confirmed, edited, sent
from meetings.views.found import KEEPERS, OPENED, topic_at


@only(*KEEPERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Meetings ahead with their topics, and topics that are not scheduled."""
    context = {"programme": queries.programme(timezone.localdate()), "area": "meetings"}
    return TemplateResponse(request, "meetings/programme.html", context)


@only(*KEEPERS)
@require_http_methods(OPENED)
def add(request: SignedInRequest) -> HttpResponse:
    """A new topic, for a meeting or for one day."""
    wanted = request.GET.get("meeting", "")
    initial = {"meeting": wanted} if wanted.isdecimal() else {}
    form = TopicForm(sent(request), instance=Topic(), initial=initial)
    page = EditPage(_("Add a topic"), _("Add it"), _up())

    def act() -> Done:
        made = actions.add_topic(values=form.values, by=request.user)
        return Done(_("“%(topic)s” is on the work programme.") % {"topic": made}, page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Other words for a topic, or another meeting."""
    held = topic_at(pk)
    form = TopicForm(sent(request), instance=held)
    page = EditPage(
        _("Change the topic"),
        _("Save"),
        _up(),
        remove=reverse("meetings:topic_remove", args=[pk]),
        remove_words=_("Take it off the work programme"),
    )

    def act() -> Done:
        given = form.cleaned_data
        saved = actions.change_topic(topic=held, values=form.values, based_on=given["based_on"], by=request.user)
        return Done(_("“%(topic)s” is saved.") % {"topic": saved}, page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def schedule(request: SignedInRequest, pk: int) -> HttpResponse:
    """Onto an agenda in one step: the item begins with what the programme says. One that knows its meeting needs no choice."""
    held = topic_at(pk)
    offered = queries.meetings_ahead(timezone.localdate(), held.meeting)
    form = ScheduleForm(sent(request), meetings=offered, initial={"meeting": str(held.meeting_id or "")})
    lede = _("“%(topic)s” becomes an item, with its purpose, its lead and its quarter.") % {"topic": held}
    page = EditPage(_("Put it onto an agenda"), _("Put it on"), _up(), lede=lede)

    def act() -> Done:
        chosen = next(one for one in offered if str(one.pk) == form.cleaned_data["meeting"])
        item = actions.put_on_agenda(topic=held, meeting=chosen, by=request.user)
        said = _("“%(topic)s” is item %(number)s of this agenda.") % {"topic": held, "number": item.number}
        return Done(said, item_address(item))

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask whether a topic shall go."""
    held = topic_at(pk)
    lede = _("An item that it became stays on its agenda, and topics under it stand by themselves.")
    page = EditPage(_("Take “%(topic)s” off the work programme?") % {"topic": held}, _("Take it off"), _up(), lede=lede)

    def act() -> Done:
        actions.remove_topic(topic=held, by=request.user)
        return Done(_("“%(topic)s” is off the work programme.") % {"topic": held}, page.back)

    return confirmed(request, page, act)


def _up() -> tuple[str, str]:
    return reverse("meetings:programme"), _("Work programme")
