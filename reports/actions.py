"""The verb by which a quarter becomes public."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from commitments.queries import lines_of, references_of_plan
from finance.reconciliation import Rule, unreasoned_of
from pillars.models import ReportingPeriod, Return, ReturnState
from pillars.queries import structure, sub_theme_ratings
from reports.assemble import assemble
from reports.models import Edition
from reports.stored import digest_of, to_json


class NotReady(Exception):
    """A report that cannot be published yet; the message says what is missing."""


def publish_report(*, period: ReportingPeriod, by: User | None) -> None:
    """Make a quarter's report public: freeze its document as an edition. One that is public stays as it is.

    Raises NotReady when a return is not approved, a sub-theme has no rating of its own, a line no status, a finance table
    fails a check and nobody gave a reason, a text cites a figure that is not there, or the quarter before is held and not
    published, since its ratings are this one's "last period". Police Reform and Social Responsibility Act 2011, s.11(3)-(4),
    asks for what residents need to judge performance.
    """
    with transaction.atomic():
        held = ReportingPeriod.objects.select_for_update().select_related("plan__office", "scale").get(pk=period.pk)
        if held.published_at is not None:
            return
        missing = _missing(held)
        if missing:
            raise NotReady(f"{held} cannot be published yet. Missing: {'; '.join(missing)}.")
        published_at = timezone.now()
        text = to_json(replace(assemble(held), published_at=published_at))
        held.published_at = published_at
        held.save(update_fields=["published_at"])
        Edition.objects.create(period=held, number=1, published_at=published_at, document=text, digest=digest_of(text))


def _missing(period: ReportingPeriod) -> list[str]:
    """What a reader would look for and not find, each named."""
    rated = sub_theme_ratings([period.pk])
    before = ReportingPeriod.objects.of(period.quarter.previous).filter(plan=period.plan_id, published_at=None)
    missing = [f"the report of {quarter}, which comes first" for quarter in before]
    missing += [
        f"the rating of “{sub_theme}”"
        for pillar in structure(period.plan_id)
        for sub_theme in pillar.sub_themes.all()
        if not (judged := rated.get((period.pk, sub_theme.pk))) or not judged.is_given
    ]
    unapproved = Return.objects.filter(period=period).exclude(state=ReturnState.APPROVED)
    missing += [
        f"the approval of “{held.sub_theme}”"
        for held in unapproved.select_related("sub_theme__pillar").order_by(
            "sub_theme__pillar__order", "sub_theme__order"
        )
    ]
    unreasoned = unreasoned_of(period)
    citing = [found for found in unreasoned if found.rule == Rule.CITATION]
    if count := len(unreasoned) - len(citing):
        missing.append(f"the reason for {count} failed checks of the finance tables")
    missing += [f"the figure that “{about}” cites" for about in dict.fromkeys(found.about for found in citing)]
    references = references_of_plan(period.plan_id)
    for line in lines_of([period.pk]):
        if line.status is None or not line.status.is_given:
            numbers = ", ".join(str(references[commitment]) for commitment, _ in line.commitments)
            missing.append(f"the status of {numbers}")
    return missing
