"""The rules of a return, as pure functions: which steps it takes, who takes them, and what an answer must say."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import STAFF, Role
from pillars.models import ReturnState
from pillars.quarters import Quarter
from pillars.ratings import Colour, Movement, RatingValue, movement


class Verb(models.TextChoices):
    """What somebody did with a return."""

    SUBMITTED = "submitted", _("Submitted")
    SENT_BACK = "sent_back", _("Sent back")
    APPROVED = "approved", _("Approved")
    ADOPTED = "adopted", _("Taken over as approved elsewhere")
    REOPENED = "reopened", _("Reopened for a correction")
    COMMENTED = "commented", _("Commented")


# What a person does on the pages of a return; the other verbs belong to a correction and to the command line.
ASKED = (Verb.SUBMITTED, Verb.APPROVED, Verb.SENT_BACK, Verb.COMMENTED)
# Who is told what to do, or why, is told in words.
NEEDS_A_COMMENT = frozenset({Verb.SENT_BACK, Verb.REOPENED, Verb.COMMENTED})

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
_AFTER = {(verb, before): after for verb, before, after in STEPS}


class Refused(Exception):
    """A step that a rule forbids; the message says which, and what to do."""


class NotYours(Refused):
    """A step that is for somebody else to take."""


def takes(verb: Verb, state: str, *, is_published: bool) -> bool:
    """Whether a return in this state takes the step at all, whoever takes it.

    Once its quarter is published, a return that stands approved takes none but the one by which a correction reopens it;
    from then on it goes the same way again.
    """
    is_closed = is_published and state == APPROVED
    return (verb, state) in _AFTER and is_closed == (verb == Verb.REOPENED)


def state_after(verb: Verb, state: str, *, is_published: bool) -> str:
    """The state that a step leads to. Raises Refused where a return in this state does not take it."""
    if takes(verb, state, is_published=is_published):
        return _AFTER[verb, state]
    if is_published and state == APPROVED:
        raise Refused(gettext("This quarter is published and closed. An administrator opens a correction of it."))
    raise Refused(
        gettext("This return is %(state)s now, so this can no longer be done. Look at it again, and then decide.")
        % {"state": ReturnState(state).label.lower()}
    )


def may_edit(roles: Collection[Role], *, is_own: bool) -> bool:
    """An editor keeps the sub-themes assigned to them; an administrator may help with any."""
    return Role.ADMINISTRATOR in roles or (is_own and Role.EDITOR in roles)


def may_take(verb: Verb, roles: Collection[Role], *, is_own: bool) -> bool:
    """Who takes which step: those who keep a return submit it, approvers judge it, everybody who works on quarters may
    comment, and an administrator opens a correction. Which steps a return takes, `takes` says."""
    match verb:
        case Verb.SUBMITTED:
            return may_edit(roles, is_own=is_own)
        case Verb.APPROVED | Verb.SENT_BACK:
            return Role.APPROVER in roles
        case Verb.REOPENED:
            return Role.ADMINISTRATOR in roles
        case Verb.COMMENTED:
            return not STAFF.isdisjoint(roles)
        case _:
            return False


def refusal_to_open(
    quarter: Quarter, *, term: tuple[Quarter, Quarter], last: Quarter | None, is_last_published: bool, has_scale: bool
) -> str:
    """Why a quarter cannot be opened, as a sentence that says what to do; "" where it can. `last` is the last one held."""
    first_of_term, last_of_term = term
    if not first_of_term <= quarter <= last_of_term:
        return gettext("%(quarter)s lies outside the term of the plan.") % {"quarter": quarter}
    if last is not None and last == quarter:
        return gettext("%(quarter)s is open already, or was reported.") % {"quarter": quarter}
    if last is not None and last > quarter:
        return gettext("%(last)s is held already, and quarters are opened in order.") % {"last": last}
    if last is not None and not is_last_published:
        return gettext("Publish %(last)s first: its ratings are last period’s ratings in %(quarter)s.") % {
            "last": last,
            "quarter": quarter,
        }
    return "" if has_scale else gettext("The plan has no rating scale yet: it says what can be answered.")


def needs_reason(this: RatingValue | None, last: RatingValue | None, *, is_rebaselined: bool = False) -> str:
    """Why a rating needs a reason before its return is submitted, as the end of a sentence; "" where it needs none.

    A red or an amber explains itself, an improvement is shown to be one, and a moved date is never silent.
    """
    if is_rebaselined:
        return gettext("the date of its milestone has moved")
    if this is not None and this.colour in (Colour.RED, Colour.AMBER):
        return gettext("it is rated %(rating)s") % {"rating": this.word}
    if movement(this, last) == Movement.IMPROVED:
        return gettext("its rating has improved")
    return ""
