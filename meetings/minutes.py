"""The minutes of a meeting as they read: who was there, then item by item what was said, decided and is to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import minuted, publications, queries
from meetings.assemble import sitting_of
from meetings.deadlines import Timing
from meetings.document import Course
from meetings.following import Line, line_of_action, line_of_question, line_of_recommendation
from meetings.minutes_document import Followed, Late, MinutedItemText, MinutesDocument, Said
from meetings.models import Action, AgendaItem, ItemPart, Meeting, Minute, Minutes, Publication, Recommendation, Seat
from meetings.steps import timing_of
from pillars.brand import HOUSE
from pillars.models import Office


@dataclass(frozen=True, slots=True)
class MinutedPart:
    part: ItemPart
    minute: Minute | None


@dataclass(frozen=True, slots=True)
class MinutedItem:
    """An item with its minute, those of its parts, and what follows from it.

    Of one that was taken in private (`is_private`) the public minutes hold no minute and nothing that follows: `summary` is what
    the public is told of it. What was said stays out of them, rather than being hidden in them.
    """

    item: AgendaItem
    minute: Minute | None
    parts: tuple[MinutedPart, ...]
    actions: tuple[Line, ...]
    recommendations: tuple[Line, ...]
    questions: tuple[Line, ...]
    is_private: bool
    summary: str

    @property
    def minutes(self) -> tuple[Minute, ...]:
        """Its own minute and those of its parts, in order."""
        every = (self.minute, *(shown.minute for shown in self.parts))
        return tuple(minute for minute in every if minute)

    @property
    def is_minuted(self) -> bool:
        return bool(self.minutes)


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """`attended` are the heads with their lists ("11 Members"); `quorum` and `confirmed` are sentences, or ""; `timing` says
    whether the agenda was late, so that the minutes tell why it could not wait, and `late` is what else came late."""

    meeting: Meeting
    minutes: Minutes | None
    attended: tuple[tuple[str, tuple[str, ...]], ...]
    quorum: str
    timing: Timing | None
    items: tuple[MinutedItem, ...]
    confirmed: str
    is_public: bool
    late: tuple[Late, ...] = ()

    @property
    def how_many(self) -> int:
        return sum(shown.is_minuted for shown in self.items)

    @property
    def lacking(self) -> list[Minute]:
        """Minutes of urgent items that do not tell the circumstances."""
        return [minute for shown in self.items for minute in shown.minutes if minute.lacks_circumstances]


def minutes_page(meeting: Meeting, today: date, *, is_public: bool = False) -> MinutesPage:
    """The minutes of a meeting, for those who keep them or (`is_public`) without what was taken in private (s.100C(1)(a) of the
    Local Government Act 1972). Nine queries, however long its agenda."""
    minutes = minuted.minutes_of(meeting)
    return MinutesPage(
        meeting=meeting,
        minutes=minutes,
        attended=_attended(minutes),
        quorum=_quorum(meeting, minutes),
        timing=timing_of(meeting, queries.working_days(), today),
        items=tuple(_shown(item, today, is_public=is_public) for item in minuted.minuted_agenda(meeting)),
        confirmed=confirmed_words(minutes),
        is_public=is_public,
        late=_late(publications.current_of(meeting)),
    )


def document_of(
    page: MinutesPage, seats: list[Seat], office: Office | None, *, number: int, published_on: date
) -> MinutesDocument:
    """The minutes as a page of the public ones shows them. Raises ValueError for those that are not."""
    if not page.is_public:
        raise ValueError("These minutes hold what was taken in private.")
    confirmed_at = page.minutes.confirmed_at if page.minutes else None
    is_late = bool(page.meeting.urgency and page.timing and page.timing.given is not None)
    return MinutesDocument(
        language=settings.LANGUAGE_CODE,
        office=office.name if office else "",
        notice=office.notice if office else "",
        brand=office.brand if office else HOUSE,
        meeting=sitting_of(page.meeting, seats),
        number=number,
        published_on=published_on,
        confirmed=page.confirmed,
        confirmed_on=confirmed_at.held_on if confirmed_at else None,
        attended=page.attended,
        quorum=page.quorum,
        clear_days_given=page.timing.given if is_late and page.timing else None,
        late=page.late,
        items=tuple(map(_item_text, page.items)),
    )


def confirmed_words(minutes: Minutes | None) -> str:
    """Whether the minutes were confirmed, as a sentence."""
    if minutes is None or minutes.confirmed_at is None:
        return _("These minutes are a draft until a later meeting confirms them.")
    return _("Confirmed as a correct record at the meeting of %(day)s.") % {"day": minutes.confirmed_at.day}


def item_of(item: AgendaItem, today: date) -> MinutedItem:
    """An item as `meetings.minuted.minuted_agenda` gives it, with all that is minuted of it. No query."""
    own: dict[int | None, Minute] = {minute.part_id: minute for minute in item.minuted.all()}
    recommended: list[Any] = [one for minute in own.values() for one in minute.recommendations.all()]
    return MinutedItem(
        item=item,
        minute=own.get(None),
        parts=tuple(MinutedPart(part, own.get(part.pk)) for part in item.parts.all()),
        actions=tuple(line_of_action(one, today) for one in item.actions.all()),
        recommendations=tuple(line_of_recommendation(one, today) for one in recommended),
        questions=tuple(line_of_question(one, today) for one in item.questions.all()),
        is_private=hasattr(item, "exemption"),
        summary="",
    )


def _shown(item: AgendaItem, today: date, *, is_public: bool) -> MinutedItem:
    shown = item_of(item, today)
    if not (is_public and shown.is_private):
        return shown
    summary = "\n\n".join(minute.summary for minute in shown.minutes if minute.summary)
    return MinutedItem(item, None, (), (), (), (), is_private=True, summary=summary)


def _late(publication: Publication | None) -> tuple[Late, ...]:
    """What was published late besides the agenda itself. One query, once for each publication."""
    course = publications.document_of(publication).course if publication else ()
    return tuple(
        Late(one.on, one.course == Course.REVISION, one.why)
        for one in course
        if one.is_late and one.course != Course.AGENDA
    )


def _attended(minutes: Minutes | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if minutes is None:
        return ()
    lists: tuple[tuple[str, Sequence[Any]], ...] = (
        (_("Present"), minutes.present),
        (_("Apologies"), minutes.apologies),
        (_("Officers in attendance"), minutes.officers),
    )
    return tuple((head, tuple(f"{number} {role}" for number, role in people)) for head, people in lists if people)


def _quorum(meeting: Meeting, minutes: Minutes | None) -> str:
    """Whether enough members were there; "" where nobody has said who was, or how many are needed."""
    if minutes is None or not minutes.present or not meeting.quorum:
        return ""
    words = {"present": minutes.how_many, "quorum": meeting.quorum}
    if minutes.how_many >= meeting.quorum:
        return ""
    said = ngettext(
        "Not quorate: %(present)s member was present, and the quorum is %(quorum)s.",
        "Not quorate: %(present)s members were present, and the quorum is %(quorum)s.",
        minutes.how_many,
    )
    return said % words


def _item_text(shown: MinutedItem) -> MinutedItemText:
    item = shown.item
    said: list[Said] = []
    followed: list[Followed] = []
    if not shown.is_private:
        if shown.minute:
            said.append(_said(shown.minute, ""))
        said += [_said(part.minute, str(part.part)) for part in shown.parts if part.minute]
        followed += [_recommended(one) for minute in shown.minutes for one in minute.recommendations.all()]
        followed += [_to_do(one) for one in item.actions.all()]
    paragraph = item.exemption.paragraph if shown.is_private else None
    return MinutedItemText(item.number, item.title, paragraph, shown.summary, tuple(said), tuple(followed))


def _said(minute: Minute, part: str) -> Said:
    return Said(
        part=part,
        opinion_role=minute.opinion_role,
        circumstances=minute.circumstances,
        text=minute.text,
        decision=minute.get_decision_display() if minute.decision else "",
        words=minute.words,
        reason=minute.reason,
    )


def _to_do(action: Action) -> Followed:
    return Followed(action.kind_word, action.what, action.owner_role, action.due, action.outcome, action.closed_on)


def _recommended(made: Recommendation) -> Followed:
    return Followed("", made.words, "", made.due_on, made.response, made.responded_on)
