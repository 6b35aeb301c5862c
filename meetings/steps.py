"""How a meeting stands: what it makes due, whether its agenda is late, and the one step that comes next. Pure."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deadlines import (
    Calendar,
    Deadline,
    Kind,
    Timing,
    issue_by,
    planned_back,
    precept_days,
    timing,
)
from meetings.models import Meeting, Practice


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now, and the page on which it is done; no address where there is nothing to press."""

    words: str
    button: str = ""
    address: str = ""


def deadlines_of(meeting: Meeting, practice: Practice, calendar: Calendar) -> list[Deadline]:
    """Every day that a meeting makes something due, the earliest first. An informal session has no agenda to issue."""
    found = [Deadline(meeting.held_on, Kind.MEETING, _("Meeting"))]
    if meeting.kind != Meeting.Kind.INFORMAL:
        issued = issue_by(meeting.held_on, meeting.clear_days, calendar)
        name = ngettext(
            "Agenda issued: %(days)s clear day before the meeting",
            "Agenda issued: %(days)s clear days before the meeting",
            meeting.clear_days,
        )
        found.append(Deadline(issued, Kind.ISSUE, name % {"days": meeting.clear_days}))
        found += planned_back(issued, practice.author_steps, calendar)
    if meeting.is_for_precept:
        found += precept_days(meeting.held_on, practice.yearly_days)
    return sorted(found)


def timing_of(meeting: Meeting, calendar: Calendar, today: date) -> Timing | None:
    """How the agenda stands with the law; None for an informal session, which the public need not be told of."""
    if meeting.kind == Meeting.Kind.INFORMAL:
        return None
    return timing(meeting.held_on, meeting.published_on, meeting.clear_days, calendar, today)


@dataclass(frozen=True, slots=True)
class Counts:
    """An agenda in numbers: its items, those that are no standing items, and reports without a paper; `first` is the page of
    the first of these. `minuted` of its items have a minute, and `confirmed_on` is the day on which the minutes were
    confirmed."""

    items: int
    own: int
    lack_paper: int
    first: str
    minuted: int
    confirmed_on: date | None


def next_step(meeting: Meeting, agenda: Counts, judged: Timing | None, today: date) -> NextStep:
    """The one step that comes next."""
    publish = reverse("meetings:publish", args=[meeting.held_on])
    if judged is None:
        return NextStep(_("An informal session needs no agenda."))
    add = reverse("meetings:item_add", args=[meeting.held_on])
    if not agenda.items:
        if meeting.kind == Meeting.Kind.RESERVE:
            return NextStep(_("A reserve date needs an agenda only if it is used."))
        if meeting.held_on < today:
            return NextStep(_("Its agenda is not held here."))
        return NextStep(_("Nothing is on its agenda yet."), _("Add the first item"), add)
    if agenda.confirmed_on:
        day = date_format(agenda.confirmed_on, "j F Y")
        return NextStep(_("Its minutes were confirmed on %(day)s.") % {"day": day})
    if meeting.published_on and meeting.held_on <= today:
        return _after(meeting, agenda)
    if meeting.published_on:
        day = date_format(meeting.published_on, "j F Y")
        return NextStep(_("Its agenda was published on %(day)s.") % {"day": day})
    if meeting.held_on < today:
        return NextStep(
            _("The meeting is over, and nobody has said when its agenda was published."),
            _("Say when it was published"),
            reverse("meetings:publication", args=[meeting.held_on]),
        )
    if not agenda.own:
        return NextStep(_("Only standing items are on its agenda yet."), _("Add an item"), add)
    if lacking := agenda.lack_paper:
        said = ngettext("%(count)s report has no paper yet.", "%(count)s reports have no paper yet.", lacking)
        return NextStep(said % {"count": lacking}, _("Add the next paper"), agenda.first)
    return NextStep(_("Everything on the agenda has its paper."), _("Publish the agenda"), publish)


def _after(meeting: Meeting, agenda: Counts) -> NextStep:
    """The step from the day of a meeting on: its minutes are taken, then a later meeting confirms them."""
    take = reverse("meetings:minutes_take", args=[meeting.held_on])
    if not agenda.minuted:
        return NextStep(_("Its minutes are not taken yet."), _("Take the minutes"), take)
    if agenda.minuted < agenda.items:
        said = ngettext(
            "%(count)s of %(all)s items is minuted.", "%(count)s of %(all)s items are minuted.", agenda.minuted
        )
        return NextStep(said % {"count": agenda.minuted, "all": agenda.items}, _("Go on with the minutes"), take)
    confirm = reverse("meetings:minutes_confirmed", args=[meeting.held_on])
    words = _("Every item is minuted. A later meeting confirms the minutes as a correct record.")
    return NextStep(words, _("Have the minutes confirmed"), confirm)


def said_of(judged: Timing, meeting_on: date, today: date) -> str:
    """How an agenda stands with the law, as a sentence: in time, late, or due on a day."""
    day = date_format(judged.issue_by, "l j F Y")
    if judged.given is not None:
        given = ngettext("%(days)s clear day", "%(days)s clear days", judged.given) % {"days": judged.given}
        words = {"given": given, "wanted": judged.wanted, "day": day}
        if judged.is_late:
            return _("Late: open for %(given)s, where %(wanted)s are wanted. It had to be out by %(day)s.") % words
        return _("In time: open for %(given)s; it had to be out by %(day)s.") % words
    if today > meeting_on:
        return _("It had to be out by %(day)s.") % {"day": day}
    if judged.is_late:
        return _("Late: the agenda had to be out by %(day)s.") % {"day": day}
    left = (judged.issue_by - today).days
    if left == 0:
        return _("Today is the last day on which the agenda can be issued.")
    days = ngettext("%(days)s day is left", "%(days)s days are left", left) % {"days": left}
    return _("The agenda must be issued by %(day)s: %(left)s.") % {"day": day, "left": days}
