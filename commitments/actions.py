"""Every write to commitments and their lines."""

from accounts.models import User
from commitments.models import Line, Status
from pillars.models import Rating
from pillars.versions import save_version


def record_status(
    *,
    line: Line,
    rating: Rating | None,
    empty_reason: str = "",
    reason: str = "",
    based_on: Status | None,
    by: User | None,
) -> Status:
    """Rate a line for its quarter, or say why it has no rating; appended to the version it is based on.

    Raises pillars.versions.StaleVersion when a newer version stands.
    """
    version = Status(line=line, rating=rating, empty_reason=empty_reason, reason=reason, recorded_by=by)
    return save_version(version, based_on)
