"""The rating of a line: appended, never overwritten."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from commitments.models import Line, Status
from pillars.models import Rating, Return
from pillars.versions import save_version


@dataclass(frozen=True, slots=True)
class Next:
    """What goes with a rating: the address of its evidence, the next milestone, and the day on which that is due."""

    evidence: str = ""
    milestone: str = ""
    milestone_due_on: date | None = None


def record_status(
    *,
    line: Line,
    rating: Rating | None,
    empty_reason: str = "",
    reason: str = "",
    following: Next = Next(),
    based_on: Status | None,
    by: User | None,
) -> Status:
    """Rate a line for its quarter, or say why it has no rating; appended to the version it is based on.

    Raises pillars.versions.StaleVersion when a newer version stands, and Locked when the return is not open.
    """
    version = Status(
        line=line,
        rating=rating,
        empty_reason=empty_reason,
        reason=reason,
        evidence=following.evidence,
        milestone=following.milestone,
        milestone_due_on=following.milestone_due_on,
        recorded_by=by,
    )
    return save_version(version, based_on, of=Return.objects.filter(pk=line.quarterly_return_id))
