"""What an opened quarter begins with: the lines of the last one without their statuses, or those that the plan says."""

from collections import Counter

from django.db import transaction
from django.db.models import Q

from commitments.models import Line, LineCommitment
from commitments.queries import beginning
from pillars.models import ReportingPeriod, Return


@transaction.atomic
def carry_lines(*, last: ReportingPeriod, period: ReportingPeriod) -> None:
    """Give a quarter that is opened the lines of the last one held, without their statuses, and without commitments that
    ended before the quarter begins. A line on which no commitment is left is not carried, nor is its place as a parent."""
    returns = {held.sub_theme_id: held for held in Return.objects.filter(period=period)}
    ended = Q(commitment__ended_on__lt=period.quarter.starts_on)
    carried: dict[int, list[LineCommitment]] = {}
    for place in LineCommitment.objects.filter(period=last).exclude(ended).order_by("line_id", "order"):
        carried.setdefault(place.line_id, []).append(place)
    made: dict[int, Line] = {}
    lines = Line.objects.filter(quarterly_return__period=last).select_related("quarterly_return")
    for line in lines.order_by("quarterly_return_id", "order"):
        if line.pk not in carried:
            continue
        parent = made.get(line.parent_id) if line.parent_id else None
        owner = returns[line.quarterly_return.sub_theme_id]
        made[line.pk] = Line.objects.create(quarterly_return=owner, parent=parent, order=line.order)
        for order, place in enumerate(carried[line.pk], start=1):
            LineCommitment.objects.create(
                line=made[line.pk], period=period, commitment_id=place.commitment_id, order=order
            )


@transaction.atomic
def begin_lines(*, period: ReportingPeriod) -> None:
    """Give the first quarter of a plan a line for each commitment that says where it begins, in the order of their numbers."""
    returns: dict[int | None, Return] = {held.sub_theme_id: held for held in Return.objects.filter(period=period)}
    orders: Counter[int] = Counter()
    for commitment in beginning(period.plan_id, period.quarter.starts_on):
        owner = returns[commitment.begins_in_id]
        orders[owner.pk] += 1
        line = Line.objects.create(quarterly_return=owner, order=orders[owner.pk])
        LineCommitment.objects.create(line=line, period=period, commitment=commitment, order=1)
