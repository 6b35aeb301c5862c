"""Who is reminded of what on which day; pure, so that `returns/mails.py` only sends what is decided here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.roles import Role
from pillars.models import ReturnState
from returns.entries import ReturnSheet
from returns.models import Reminder

Occasion = Reminder.Occasion

# How long before the day people are reminded: time enough to get what is still missing.
SOON = timedelta(days=3)
TO_SUBMIT = (Occasion.SUBMIT_SOON, Occasion.SUBMIT_LATE)


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody who works on returns: what they are, and the sub-themes that they keep."""

    pk: int
    roles: frozenset[Role]
    sub_themes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reminding:
    """One e-mail: to whom, at which occasion, and the returns that it is about."""

    person: int
    occasion: Occasion
    due_on: date
    sheets: tuple[ReturnSheet, ...]


def occasions(
    today: date, submissions_due_on: date | None, approvals_due_on: date | None
) -> list[tuple[Occasion, date]]:
    """What people are reminded of on a day: of a due date from SOON before it, and that it is late from the day after.

    An occasion lasts, and its reminder goes out once: so a day on which nothing could be sent loses none.
    """
    found = []
    for due_on, soon, late in (
        (submissions_due_on, Occasion.SUBMIT_SOON, Occasion.SUBMIT_LATE),
        (approvals_due_on, Occasion.APPROVE_SOON, Occasion.APPROVE_LATE),
    ):
        if due_on is not None and due_on - SOON <= today:
            found.append((soon if today <= due_on else late, due_on))
    return found


def remindings(
    occasions: Iterable[tuple[Occasion, date]], people: Iterable[Keeper], sheets: Collection[ReturnSheet]
) -> list[Reminding]:
    """Every reminder that the occasions ask for; none to somebody who has nothing to do."""
    found = []
    people = list(people)
    for occasion, due_on in occasions:
        for person in people:
            theirs = tuple(sheet for sheet in sheets if _is_waiting_for(person, sheet, occasion))
            if theirs:
                found.append(Reminding(person.pk, occasion, due_on, theirs))
    return found


def _is_waiting_for(person: Keeper, sheet: ReturnSheet, occasion: Occasion) -> bool:
    """An editor is asked for what is not submitted, an approver for what is submitted: the rest they cannot change."""
    held = sheet.quarterly_return
    if occasion in TO_SUBMIT:
        return Role.EDITOR in person.roles and held.sub_theme_id in person.sub_themes and not held.is_locked
    return Role.APPROVER in person.roles and held.state == ReturnState.SUBMITTED
