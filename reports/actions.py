"""The verb by which a quarter becomes public."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from commitments.queries import lines_of, references_of_plan
from pillars.models import ReportingPeriod
from pillars.queries import structure, sub_theme_ratings
from reports.assemble import assemble
from reports.models import Edition
from reports.stored import digest_of, to_json


class NotReady(Exception):
    """A report that cannot be published yet; the message says what is missing."""


def publish_report(*, period: ReportingPeriod, by: User | None) -> None:
    """Make a quarter's report public: freeze its document as an edition. One that is public stays as it is.

    Raises NotReady when a sub-theme has no rating of its own, or a line no status: Police Reform and Social
    Responsibility Act 2011, s.11(3)-(4), asks for what residents need to judge performance.
    """
    if period.published_at is not None:
        return
    missing = _missing(period)
    if missing:
        raise NotReady(f"{period} cannot be published yet. Missing: {'; '.join(missing)}.")
    period.published_at = timezone.now()
    text = to_json(assemble(period))
    with transaction.atomic():
        period.save(update_fields=["published_at"])
        Edition.objects.create(
            period=period, number=1, published_at=period.published_at, document=text, digest=digest_of(text)
        )


def _missing(period: ReportingPeriod) -> list[str]:
    """What a reader would look for and not find, each named."""
    rated = sub_theme_ratings([period.pk])
    missing = [
        f"the rating of “{sub_theme}”"
        for pillar in structure(period.plan_id)
        for sub_theme in pillar.sub_themes.all()
        if (period.pk, sub_theme.pk) not in rated
    ]
    references = references_of_plan(period.plan_id)
    for line in lines_of([period.pk]):
        if line.status is None:
            numbers = ", ".join(str(references[commitment]) for commitment, _ in line.commitments)
            missing.append(f"the status of {numbers}")
    return missing
