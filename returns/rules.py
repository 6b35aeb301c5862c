"""The rules of a return, as pure functions: which steps it takes, who takes them, and what an answer must say."""

from collections.abc import Collection

from django.db import models

from accounts.roles import Role
from pillars.models import ReturnState
from pillars.ratings import Colour, Movement, RatingValue, movement


class Verb(models.TextChoices):
    """What somebody did with a return."""

    SUBMITTED = "submitted", "Submitted"
    SENT_BACK = "sent_back", "Sent back"
    APPROVED = "approved", "Approved"
    ADOPTED = "adopted", "Taken over as approved elsewhere"
    REOPENED = "reopened", "Reopened for a correction"
    COMMENTED = "commented", "Commented"


OPEN, SUBMITTED, SENT_BACK, APPROVED = (str(state) for state in ReturnState)

# Every step there is: what is done, in which state, and the state after it. The database holds the same list.
STEPS: tuple[tuple[str, str, str], ...] = (
    ("submitted", OPEN, SUBMITTED),
    ("submitted", SENT_BACK, SUBMITTED),
    ("sent_back", SUBMITTED, SENT_BACK),
    ("sent_back", APPROVED, SENT_BACK),
    ("approved", SUBMITTED, APPROVED),
    ("adopted", OPEN, APPROVED),
    ("adopted", SENT_BACK, APPROVED),
    ("reopened", APPROVED, SENT_BACK),
    *(("commented", state, state) for state in (OPEN, SUBMITTED, SENT_BACK, APPROVED)),
)


class Refused(Exception):
    """A step that a rule forbids; the message says which, and what to do."""


def state_after(verb: Verb, state: str) -> str:
    """The state that a step leads to. Raises Refused where a return in this state does not take it."""
    for step, before, after in STEPS:
        if (step, before) == (verb, state):
            return after
    label = ReturnState(state).label.lower()
    raise Refused(
        f"This return is {label}, so it cannot be {verb.label.lower()} now. Load the page again to see how it stands."
    )


def may_edit(roles: Collection[Role], *, is_own: bool) -> bool:
    """An editor keeps the sub-themes assigned to them; an administrator may help with any."""
    return Role.ADMINISTRATOR in roles or (is_own and Role.EDITOR in roles)


def may_take(verb: Verb, roles: Collection[Role], *, is_own: bool, is_published: bool) -> bool:
    """Who takes which step: those who keep a return submit it, approvers judge it, everybody of the office may comment.

    Once the quarter is published only a correction, which an administrator opens, leads back.
    """
    if verb == Verb.COMMENTED:
        return bool(roles)
    if verb == Verb.SUBMITTED:
        return may_edit(roles, is_own=is_own)
    if verb == Verb.APPROVED:
        return Role.APPROVER in roles
    if verb == Verb.SENT_BACK:
        return Role.APPROVER in roles and not is_published
    return False


def needs_reason(this: RatingValue | None, last: RatingValue | None, *, is_rebaselined: bool = False) -> str:
    """Why a rating needs a reason before its return is submitted, as the end of a sentence; "" where it needs none.

    A red or an amber explains itself, an improvement is shown to be one, and a moved date is never silent.
    """
    if is_rebaselined:
        return "the date of its milestone has moved"
    if this is not None and this.colour in (Colour.RED, Colour.AMBER):
        return f"it is rated {this.word}"
    if movement(this, last) == Movement.IMPROVED:
        return "its rating has improved"
    return ""
