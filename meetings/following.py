"""What follows from a meeting as lines of lists: whether each is open, when it is due, and what is overdue. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Action, AgendaItem, Question, Recommendation


@dataclass(frozen=True, slots=True)
class Line:
    """An action, a question or a recommendation in a list.

    `kind` is what it is in a word, `who` whose it is, `standing` how it stands as a sentence, which names what is overdue;
    `told` is the outcome, the answer or the response. `whence` is where it arose, with that page's address or "".
    `button` leads to `address`, where it is brought on; `change` is the page on which its words are changed.
    """

    pk: int
    kind: str
    what: str
    who: str
    whence: str
    whence_address: str
    standing: str
    told: str
    is_open: bool
    is_overdue: bool
    due: date | None
    button: str
    address: str
    change: str


def line_of_action(action: Action, today: date) -> Line:
    due = action.due
    is_open = action.closed_on is None
    if action.closed_on:
        standing = _("Closed on %(day)s.") % {"day": _day(action.closed_on)}
    elif due:
        standing = _due(due, today)
    else:
        standing = _("Due at the next meeting.")
    return Line(
        pk=action.pk,
        kind=action.kind_word,
        what=action.what,
        who=action.owner_role,
        whence=_item(action.item),
        whence_address=_minute(action.item),
        standing=standing,
        told=action.outcome,
        is_open=is_open,
        is_overdue=_is_over(due, today, is_open=is_open),
        due=due,
        button=_("Close it") if is_open else _("Change the outcome"),
        address=reverse("meetings:action_close", args=[action.pk]),
        change=reverse("meetings:action", args=[action.pk]),
    )


def line_of_question(question: Question, today: date) -> Line:
    is_open = not question.answer
    if question.published_on:
        standing = _("The answer was published on %(day)s.") % {"day": _day(question.published_on)}
    elif question.answer:
        standing = _("Answered; the answer is not published yet.")
    else:
        standing = _due(question.due_on, today)
    return Line(
        pk=question.pk,
        kind=_("Question"),
        what=question.words,
        who=question.asked_by_role,
        whence=_item(question.item) if question.item else question_about(question),
        whence_address=_minute(question.item) if question.item else _subject_address(question),
        standing=standing,
        told=question.answer,
        is_open=is_open,
        is_overdue=_is_over(question.due_on, today, is_open=is_open),
        due=question.due_on,
        button=_button_of(question),
        address=reverse("meetings:question_answer", args=[question.pk]),
        change=reverse("meetings:question", args=[question.pk]),
    )


def line_of_recommendation(made: Recommendation, today: date) -> Line:
    is_open = made.responded_on is None
    if made.responded_on:
        standing = _("Responded to on %(day)s.") % {"day": _day(made.responded_on)}
        if made.responded_on > made.due_on:
            standing += " " + _("Late: it was due on %(day)s.") % {"day": _day(made.due_on)}
    else:
        standing = _due(made.due_on, today)
    return Line(
        pk=made.pk,
        kind=_("Recommendation"),
        what=made.words,
        who="",
        whence=_item(made.minute.item),
        whence_address=_minute(made.minute.item),
        standing=standing,
        told=made.response,
        is_open=is_open,
        is_overdue=_is_over(made.due_on, today, is_open=is_open),
        due=made.due_on,
        button=_("Write down the response") if is_open else _("Change the response"),
        address=reverse("meetings:recommendation_respond", args=[made.pk]),
        change=reverse("meetings:recommendation", args=[made.pk]),
    )


def overdue_first(lines: Iterable[Line]) -> list[Line]:
    """What is overdue the longest first, then what is due next; what has no day comes last."""
    return sorted(lines, key=lambda line: (not line.is_overdue, line.due or date.max, line.pk))


def question_about(question: Question) -> str:
    """What of a report a question is about: its place, what was printed, and the edition."""
    edition = question.edition
    return f"{question.subject_words} ({edition.period}, {_edition(edition.number)})" if edition else ""


def _edition(number: int) -> str:
    return _("edition %(number)s") % {"number": number}


def _subject_address(question: Question) -> str:
    edition = question.edition
    if edition is None or edition.withdrawn_at:
        return ""
    path, _hash, anchor = question.subject_at.partition("#")
    # What is under embargo has an address of its own.
    name = "panel:file" if edition.public_from > timezone.now() else "files:edition_file"
    page = reverse(name, args=[edition.period.quarter.slug, edition.number, path])
    return f"{page}#{anchor}"


def _button_of(question: Question) -> str:
    if not question.answer:
        return _("Write down the answer")
    return _("Change the answer") if question.published_on else _("Say when it was published")


def _item(item: AgendaItem) -> str:
    words = {"day": _day(item.meeting.held_on), "number": item.number, "title": item.title}
    return _("%(day)s, item %(number)s: %(title)s") % words


def _minute(item: AgendaItem) -> str:
    return reverse("meetings:minutes", args=[item.meeting.held_on]) + f"#item-{item.pk}"


def _is_over(due: date | None, today: date, *, is_open: bool) -> bool:
    return is_open and due is not None and due < today


def _due(due: date, today: date) -> str:
    """When something that is open is due, and for how long it has been."""
    day, late = _day(due), (today - due).days
    if late > 0:
        days = ngettext("%(days)s day ago", "%(days)s days ago", late) % {"days": late}
        return _("Overdue: it was due on %(day)s, %(ago)s.") % {"day": day, "ago": days}
    if late == 0:
        return _("Due today.")
    return _("Due on %(day)s.") % {"day": day}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
