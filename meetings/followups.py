"""The lists of what follows from meetings: what is open, what is overdue first, and what came to an end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import minuted
from meetings.following import Line, line_of_action, line_of_question, line_of_recommendation, overdue_first
from meetings.minuted import Carried


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading; `nothing` is said where there are none."""

    key: str
    heading: str
    lines: tuple[Line, ...]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class FollowedPage:
    """`overdue` says how many are overdue, "" for none; `add` is where another is written down, with the words of its button."""

    title: str
    lede: str
    overdue: str
    groups: tuple[Group, ...]
    add: str = ""
    add_words: str = ""


def actions_page(today: date) -> FollowedPage:
    """Actions and undertakings. One query."""
    lines = [line_of_action(one, today) for one in minuted.actions().order_by("pk")]
    still, ended = _parted(lines)
    return FollowedPage(
        title=_("Actions"),
        lede=_("What was asked for or promised at a meeting. What is open goes with every agenda until it is closed."),
        overdue=_overdue(still),
        groups=(
            Group("open", _("Open"), tuple(overdue_first(still)), _("Nothing is open.")),
            Group("closed", _("Closed"), tuple(reversed(ended))),
        ),
    )


def questions_page(today: date) -> FollowedPage:
    """Written questions. One query."""
    held = list(minuted.questions().order_by("asked_on", "pk"))
    still, _ended = _parted(line_of_question(one, today) for one in held)
    answered = [line_of_question(one, today) for one in held if one.answer and one.published_on is None]
    public = [line_of_question(one, today) for one in held if one.published_on]
    return FollowedPage(
        title=_("Questions"),
        lede=_("Written questions from members, about an item of an agenda or about a figure of a report."),
        overdue=_overdue(still),
        groups=(
            Group("waiting", _("Awaiting an answer"), tuple(overdue_first(still)), _("Every question is answered.")),
            Group("answered", _("Answered, not published yet"), tuple(answered)),
            Group("published", _("Published"), tuple(reversed(public))),
        ),
        add=reverse("meetings:question_ask"),
        add_words=_("A question about a figure"),
    )


def recommendations_page(today: date) -> FollowedPage:
    """Recommendations to the commissioner. One query."""
    still, ended = _parted(line_of_recommendation(one, today) for one in minuted.recommendations())
    return FollowedPage(
        title=_("Recommendations"),
        lede=_(
            "What the Panel recommended to the commissioner (Police Reform and Social Responsibility Act 2011, s.28), "
            "and the response that it may require (s.29)."
        ),
        overdue=_overdue(still),
        groups=(
            Group("waiting", _("Awaiting a response"), tuple(overdue_first(still)), _("Nothing awaits a response.")),
            Group("responded", _("Responded to"), tuple(reversed(ended))),
        ),
    )


def carried_lines(carried: Carried, today: date) -> list[Line]:
    """What earlier meetings left to one, what is overdue first."""
    lines = (
        *(line_of_action(one, today) for one in carried.actions),
        *(line_of_question(one, today) for one in carried.questions),
        *(line_of_recommendation(one, today) for one in carried.recommendations),
    )
    return overdue_first(lines)


def _parted(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """Those that are open, and the others."""
    every = list(lines)
    return [line for line in every if line.is_open], [line for line in every if not line.is_open]


def _overdue(lines: Iterable[Line]) -> str:
    number = sum(line.is_overdue for line in lines)
    if not number:
        return ""
    return ngettext("%(number)s is overdue.", "%(number)s are overdue.", number) % {"number": number}
