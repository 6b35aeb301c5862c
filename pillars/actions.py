"""Every write to a sub-theme's rating and to the texts of a quarter."""

from accounts.models import User
from pillars.models import Narrative, Pillar, Rating, ReportingPeriod, Return, SubThemeRating
from pillars.versions import save_version


def record_sub_theme_rating(
    *,
    quarterly_return: Return,
    rating: Rating | None,
    empty_reason: str = "",
    reason: str = "",
    based_on: SubThemeRating | None,
    by: User | None,
) -> SubThemeRating:
    """Give a sub-theme its own rating for the quarter, or say why there is none."""
    version = SubThemeRating(
        quarterly_return=quarterly_return, rating=rating, empty_reason=empty_reason, reason=reason, recorded_by=by
    )
    return save_version(version, based_on)


def record_narrative(
    *,
    kind: str,
    subject: Return | tuple[Pillar, ReportingPeriod],
    text: str,
    based_on: Narrative | None,
    by: User | None,
) -> Narrative:
    """Keep the headlines or activities of a return, or the headlines of a pillar in a quarter."""
    version = Narrative(kind=kind, text=text, recorded_by=by)
    if isinstance(subject, Return):
        version.quarterly_return = subject
    else:
        version.pillar, version.period = subject
    return save_version(version, based_on)
