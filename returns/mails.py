"""The e-mails of a quarter: to those who have to act on a return's step, and the reminders of what is due."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from accounts.models import User
from accounts.roles import Role
from pillars.models import ReportingPeriod
from returns.due import Due
from returns.models import Reminder, Step
from returns.queries import quarter_sheet
from returns.reminders import TO_SUBMIT, Keeper, Reminding, occasions, remindings
from returns.rules import Verb

logger = logging.getLogger(__name__)


def send_step(step: Step) -> list[User]:
    """Tell those who have to know of a step, and give them: the approvers of a submission, the editors of anything else.

    Whoever took the step is not told of it. Raises OSError when the mail cannot be handed over.
    """
    if step.verb == Verb.SUBMITTED:
        people = User.objects.with_role(Role.APPROVER)
    else:
        people = User.objects.with_role(Role.EDITOR).filter(sub_themes=step.quarterly_return.sub_theme_id)
    told = [person for person in people if person.pk != step.taken_by_id]
    period = step.quarterly_return.period
    _send(str(step.verb), {"step": step, "held": step.quarterly_return, "period": period}, told)
    return told


@dataclass(frozen=True, slots=True)
class Sent:
    """What a round of reminders came to: those that went out, and those that could not be handed over."""

    reminders: tuple[Reminder, ...]
    failed: tuple[Reminder, ...]


def send_reminders(*, today: date) -> Sent:
    """Send the reminders of this day that have not been sent, for every quarter that is open.

    A reminder's row and its sending are one transaction, and the row is there once: of two rounds at the same time one
    sends it, and one that could not be handed over is tried again in the next.
    """
    sent, failed = [], []
    for period in ReportingPeriod.objects.filter(published_at=None, submissions_due_on__isnull=False):
        sent_before = set(Reminder.objects.filter(period=period).values_list("person_id", "occasion", "due_on"))
        people = {person.pk: person for person in _people()}
        now = occasions(today, period.submissions_due_on, period.approvals_due_on)
        sheets = quarter_sheet(period).returns if now else ()
        for due in remindings(now, map(_keeper, people.values()), sheets):
            if (due.person, due.occasion, due.due_on) in sent_before:
                continue
            row = Reminder(period=period, person=people[due.person], occasion=due.occasion, due_on=due.due_on)
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
                    _remind(row, due, today)
                sent.append(row)
            except IntegrityError:
                logger.info("Somebody else has just sent: %s to person %s.", row, due.person)
            except OSError:
                logger.exception("%s could not be sent to person %s.", row, due.person)
                failed.append(row)
    return Sent(tuple(sent), tuple(failed))


def _people() -> Iterable[User]:
    return User.objects.with_role(Role.EDITOR, Role.APPROVER).prefetch_related("sub_themes")


def _keeper(person: User) -> Keeper:
    return Keeper(person.pk, person.roles, frozenset(sub_theme.pk for sub_theme in person.sub_themes.all()))


def _remind(reminder: Reminder, reminding: Reminding, today: date) -> None:
    words = {
        "period": reminder.period,
        "due": Due(reminder.due_on, today),
        "sheets": reminding.sheets,
        "is_to_submit": reminding.occasion in TO_SUBMIT,
    }
    _send("reminder", words, [reminder.person])


def _send(name: str, words: dict[str, object], people: list[User]) -> None:
    """One e-mail to all of these people, who work in the same office; a mail server's refusal is an OSError."""
    if not people:
        return
    words = words | {"portal": settings.PORTAL_URL}
    subject = " ".join(render_to_string(f"returns/email/{name}_subject.txt", words).split())
    body = render_to_string(f"returns/email/{name}.txt", words).strip() + "\n"
    EmailMessage(subject, body, to=[person.email for person in people]).send()
