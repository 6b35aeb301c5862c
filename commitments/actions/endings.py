"""How a commitment ends, and how an ending given by mistake is taken back; with the sentences that tell what follows.

Raise commitments.changes.Refused where a rule forbids it, and pillars.versions.Locked where a row of a locked return
would change.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commitments.actions.rows import Ground, Hand, clear, standing
from commitments.changes import (
    Refused,
    Row,
    ending_day_refused,
    ending_refused,
    follows_from_leaving,
    leaving_refused,
    listed,
    require,
    told,
)
from commitments.models import Commitment, Ending, LineCommitment
from commitments.references import Reference
from commitments.structure import words_of
from pillars.models import ReportingPeriod


@dataclass(frozen=True, slots=True)
class End:
    """How a commitment ends, when and why, and which others take its place."""

    how: Ending
    on: date
    reason: str
    by: tuple[Reference, ...] = ()


@transaction.atomic
def end_commitment(*, commitment: Commitment, end: End, by: User | None) -> tuple[str, ...]:
    """End a commitment: no later quarter carries it, and a row dated after its end leaves the open quarter, if unrated."""
    ground, hand = Ground(commitment.plan), Hand(by, end.reason)
    follows, leaves = _check_end(ground, commitment, end)
    if end.by:
        hand = Hand(by, _("In its place: %(numbers)s. %(reason)s") % {
            "numbers": listed(end.by), "reason": end.reason}, hand.at)  # fmt: skip
    commitment = Commitment.objects.get(pk=commitment.pk)
    commitment.ending, commitment.ended_on, commitment.ending_reason = end.how, end.on, end.reason
    hand.save(commitment)
    heirs = [other.pk for other in Commitment.objects.filter(plan=ground.plan) if other.reference in end.by]
    commitment.superseded_by.set(heirs)
    if leaves is not None:
        hand.delete(LineCommitment.objects.get(period=ground.period, commitment=commitment))
        clear(leaves, hand)
    done = _("%(number)s is recorded as %(how)s on %(day)s.") % {
        "number": commitment, "how": str(end.how.label).lower(), "day": told(end.on)}  # fmt: skip
    return (done, *follows)


@transaction.atomic
def check_end(*, commitment: Commitment, end: End) -> tuple[str, ...]:
    """What would follow from ending a commitment so; nothing is written. Raises what `end_commitment` raises."""
    return _check_end(Ground(commitment.plan), commitment, end)[0]


@transaction.atomic
def reopen_commitment(*, commitment: Commitment, reason: str, by: User | None) -> tuple[str, ...]:
    """Take back an ending that was given by mistake. What was published of it stays."""
    ground, hand = Ground(commitment.plan), Hand(by, reason)
    commitment = Commitment.objects.get(pk=commitment.pk)
    if not commitment.ending:
        raise Refused(_("It has not ended, so there is nothing to reopen."))
    commitment.ending, commitment.ended_on, commitment.ending_reason = "", None, ""
    hand.save(commitment)
    commitment.superseded_by.clear()
    done = _("%(number)s stands again.") % {"number": commitment}
    if ground.period and ground.row_with(commitment.reference) is None:
        return done, _("It is on no row of %(quarter)s: put it on one.") % {"quarter": ground.period}
    return (done,)


def _check_end(ground: Ground, commitment: Commitment, end: End) -> tuple[tuple[str, ...], Row | None]:
    """What follows from an ending, and the row of the open quarter that its number leaves (None: none)."""
    commitment = standing(commitment)
    reference, taken = commitment.reference, words_of(ground.plan)
    require(ending_refused(end.how, end.by, reference, taken), "superseded_by")
    made_on = commitment.wordings.order_by("in_force_from").values_list("in_force_from", flat=True).first()
    last = ReportingPeriod.objects.published().filter(pk__in=commitment.places.values("period"))
    last_listed = last.order_by("-year", "-number").first()
    quarter = last_listed.quarter if last_listed else None
    require(ending_day_refused(end.on, made_on, quarter, ground.calendar), "ended_on")
    row = ground.row_with(reference)
    if row is None or ground.period is None:
        return (_("No quarter from then on carries it."),), None
    said = {"quarter": ground.period, "row": row.name, "number": reference}
    if end.on >= ground.period.quarter.starts_on:
        return (_("It is reported in %(quarter)s for the last time: no later quarter carries it.") % said,), None
    row = ground.row(row.pk)
    require(leaving_refused(row), "ended_on")
    if len(row.numbers) == 1:
        return (_("Its row leaves %(quarter)s, and no later quarter carries it.") % said,), row
    leaves = _("It leaves row %(row)s of %(quarter)s, and no later quarter carries it.") % said
    return (leaves, *follows_from_leaving(row, reference)), row
