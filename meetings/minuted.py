"""Every shared read of minutes and of what follows from them; each takes a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet

from meetings.models import Action, AgendaItem, ItemPart, Meeting, Minute, Minutes, Question, Recommendation


def minutes_of(meeting: Meeting) -> Minutes | None:
    """What the minutes of a meeting begin with; None before anybody wrote it. One query."""
    return Minutes.objects.select_related("confirmed_at", "meeting").filter(meeting=meeting).first()


def minuted_agenda(meeting: Meeting) -> list[AgendaItem]:
    """The items of a meeting in order, each with its parts, its minutes with their recommendations, its actions and its
    questions. Six queries."""
    minutes = Minute.objects.select_related("part").prefetch_related(
        Prefetch("recommendations", _recommendations().order_by("made_on", "pk"))
    )
    return list(
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("exemption", "meeting")
        .prefetch_related(
            Prefetch("parts", ItemPart.objects.order_by("order")),
            Prefetch("minuted", minutes.order_by("pk")),
            Prefetch("actions", actions().order_by("pk")),
            Prefetch("questions", questions().order_by("asked_on", "pk")),
        )
        .order_by("number")
    )


def how_many_minuted(meeting: Meeting) -> int:
    """How many items of a meeting have a minute, of their own or of a part. One query."""
    return AgendaItem.objects.filter(meeting=meeting, minuted__isnull=False).distinct().count()


def standings_of(records: Iterable[Any]) -> dict[int, str]:
    """The state of each of several records of one kind, as `meetings.standing.standing_of` gives it for one. One query."""
    held = list(records)
    if not held:
        return {}
    history = type(held[0]).history.filter(id__in=[record.pk for record in held])
    latest = history.order_by().values("id").annotate(latest=Max("history_id")).values_list("id", "latest")
    return {key: str(number) for key, number in latest}


def actions() -> QuerySet[Action]:
    """Actions with what a line of a list tells of them."""
    return Action.objects.select_related("item__meeting", "due_at")


def questions() -> QuerySet[Question]:
    """Questions with what a line of a list tells of them."""
    # The document of an edition is long, and nobody reads it here.
    return Question.objects.select_related("item__meeting", "edition__period").defer("edition__document")


def recommendations() -> QuerySet[Recommendation]:
    """Recommendations with what a line of a list tells of them."""
    return _recommendations().order_by("made_on", "pk")


def _recommendations() -> QuerySet[Recommendation]:
    return Recommendation.objects.select_related("minute__item__meeting", "minute__part")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a meeting finds of earlier ones: actions that were open on its day, questions without a published answer, and
    recommendations without a response."""

    actions: tuple[Action, ...]
    questions: tuple[Question, ...]
    recommendations: tuple[Recommendation, ...]


def carried_to(meeting: Meeting) -> Carried:
    """What earlier meetings left to a meeting. An action that was closed on its day or later was open until then; what is
    closed before is not told again. An informal session has nothing carried to it. Three queries."""
    if meeting.kind == Meeting.Kind.INFORMAL:
        return Carried((), (), ())
    day = meeting.held_on
    return Carried(
        tuple(actions().filter(item__meeting__held_on__lt=day).filter(_until("closed_on", day)).order_by("pk")),
        tuple(questions().filter(asked_on__lt=day).filter(_until("published_on", day)).order_by("asked_on", "pk")),
        tuple(recommendations().filter(made_on__lt=day).filter(_until("responded_on", day))),
    )


def _until(field: str, day: date) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": day})


def later_meetings(day: date) -> QuerySet[Meeting]:
    """Meetings after a day at which something can be due or be confirmed, the next first."""
    return Meeting.objects.filter(held_on__gt=day).exclude(kind=Meeting.Kind.INFORMAL).order_by("held_on")


def confirming_meeting(meeting: Meeting) -> Meeting | None:
    """The later meeting whose agenda has the minutes of this one to be confirmed. One query."""
    refers = Q(items__refers_to_meeting_on=meeting.held_on, items__refers_to_body="", items__kind="minutes")
    return later_meetings(meeting.held_on).filter(refers).first()
