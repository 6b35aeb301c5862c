"""Questions with their published answers, and recommendations with the commissioner's responses, as the public reads them.

An answer is public from the day that the clerk gave; a recommendation once the minutes that hold it are published. Whatever
belongs to an item that is taken in private is left out, and so is a question about an edition that nobody may read now.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from meetings import minuted, publications
from meetings.following import question_about
from meetings.models import AgendaItem, Question, Recommendation


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and its answer: who asked and answered, by role, what it is about, and where that is to be read or ""."""

    asked: str
    asked_by: str
    asked_on: date
    about: str
    about_at: str
    answer: str
    answered_by: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Response:
    """A recommendation to the commissioner, where it was made, when a response is due, and the response or ""."""

    words: str
    made_on: date
    about: str
    about_at: str
    due_on: date
    is_overdue: bool
    response: str
    responded_on: date | None


@dataclass(frozen=True, slots=True)
class AnswersPage:
    answers: tuple[Answer, ...]
    responses: tuple[Response, ...]


def answers_page(now: datetime) -> AnswersPage:
    """Everything that is public of them, the latest first. Three queries."""
    today = localtime(now).date()
    minutes = publications.current_minutes()
    public = Q(item__isnull=False, item__exemption__isnull=True) | Q(
        edition__withdrawn_at__isnull=True, edition__public_from__lte=now
    )
    questions = minuted.questions().filter(public, published_on__lte=today).order_by("-published_on", "-pk")
    made = (
        minuted.recommendations()
        .filter(minute__item__exemption__isnull=True, minute__item__meeting__in=minutes)
        .order_by("-made_on", "-pk")
    )
    days = {publication.meeting_id: publication.held_on for publication in minutes.values()}
    return AnswersPage(
        tuple(_answer(one, days) for one in questions), tuple(_response(one, today, days) for one in made)
    )


def _answer(question: Question, days: dict[int, date]) -> Answer:
    about, address = _item(question.item, days) if question.item else (question_about(question), _figure(question))
    return Answer(
        asked=question.words,
        asked_by=question.asked_by_role,
        asked_on=question.asked_on,
        about=about,
        about_at=address,
        answer=question.answer,
        answered_by=question.answered_by_role,
        published_on=question.published_on or question.asked_on,
    )


def _response(made: Recommendation, today: date, days: dict[int, date]) -> Response:
    about, address = _item(made.minute.item, days)
    response = made.response if made.responded_on and made.responded_on <= today else ""
    return Response(
        words=made.words,
        made_on=made.made_on,
        about=about,
        about_at=address,
        due_on=made.due_on,
        is_overdue=not response and made.due_on < today,
        response=response,
        responded_on=made.responded_on if response else None,
    )


def _item(item: AgendaItem, days: dict[int, date]) -> tuple[str, str]:
    words = {"day": item.meeting.day, "number": item.number, "title": item.title}
    day = days.get(item.meeting_id)
    return _("%(day)s, item %(number)s: %(title)s") % words, reverse("agendas:minutes", args=[day]) if day else ""


def _figure(question: Question) -> str:
    """Where in its edition a figure stands that is asked about."""
    edition = question.edition
    if edition is None:
        return ""
    path, hash_, anchor = question.subject_at.partition("#")
    return reverse("files:edition_file", args=[edition.period.quarter.slug, edition.number, path]) + hash_ + anchor
