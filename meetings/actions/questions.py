"""Written questions: asked about an item or a figure, changed, answered and published, and taken away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.ground import held_item, held_record, write_lawful
from meetings.models import AgendaItem, Question
from meetings.rules import Refused
from meetings.standing import refuse_stale, sign
from meetings.subjects import Subject
from reports.models import Edition


@transaction.atomic
def ask_about_item(*, item: AgendaItem, values: Mapping[str, Any], by: User | None) -> Question:
    """Write down a member's question about an item. Raises Refused where the item is gone."""
    question = Question(item=held_item(item))
    write_lawful(question, values, by)
    return question


@transaction.atomic
def ask_about_figure(*, edition: Edition, subject: Subject, values: Mapping[str, Any], by: User | None) -> Question:
    """Write down a member's question about what an edition says; `subject` was found in it. Raises Refused."""
    if edition.withdrawn_at:
        raise Refused(_("This edition was withdrawn. Choose one that stands."), "edition")
    about = {
        "edition": edition,
        "subject_kind": subject.kind,
        "subject": subject.key,
        "subject_words": subject.words,
        "subject_at": subject.at,
    }
    question = Question(**about)
    write_lawful(question, values, by)
    return question


@transaction.atomic
def change_question(*, question: Question, values: Mapping[str, Any], based_on: str, by: User | None) -> Question:
    """Give a question other words or another day. Raises Stale and Refused."""
    held = held_record(question)
    refuse_stale(held, based_on)
    write_lawful(held, values, by)
    return held


@transaction.atomic
def answer_question(
    *, question: Question, values: Mapping[str, Any], today: date, based_on: str, by: User | None
) -> Question:
    """Write the answer down, and when it was published (None: it is not). Raises Stale and Refused."""
    held = held_record(question)
    refuse_stale(held, based_on)
    if (published_on := values.get("published_on")) and published_on > today:
        raise Refused(_("This day is still to come. Put it in when the answer is published."), "published_on")
    write_lawful(held, values, by)
    return held


@transaction.atomic
def remove_question(*, question: Question, by: User | None) -> None:
    """Take away a question that was written down by mistake. Raises Refused where its answer is public."""
    held = held_record(question)
    if held.published_on:
        raise Refused(_("Its answer was published, so the question stays."))
    sign(held, by).delete()
