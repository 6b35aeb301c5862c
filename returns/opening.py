"""What opening the next quarter would do, before anybody does it: which quarter, what is carried over, when it is due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from commitments.models import Commitment, LineCommitment
from commitments.queries import beginning
from finance.models import Statement
from indicators.queries import places_on
from pillars.models import Plan, RatingScale, ReportingPeriod, SubTheme
from pillars.quarters import Quarter
from returns.rules import refusal_to_open

# Working days that are proposed: for keeping the returns, counted from the end of the quarter, and then for approving them.
TO_SUBMIT, TO_APPROVE = 10, 5
# How many quarters may be chosen from, the next one included: an office may leave one out. Where nothing is held yet, as many
# before and after the one that is proposed.
CHOICE = 4


@dataclass(frozen=True, slots=True)
class Opening:
    """A quarter that may be opened, and the last one held; `refusal` says why it may not be. `choice` are all proposed."""

    plan: Plan
    quarter: Quarter
    last: ReportingPeriod | None
    choice: tuple[Quarter, ...]
    refusal: str


def opening(today: date, quarter: Quarter | None = None) -> Opening | None:
    """The next quarter, or a given one, as far as it may be opened; None in a portal without a plan. Three queries."""
    plans = list(Plan.objects.order_by("-starts_on"))
    if not plans:
        return None
    last = ReportingPeriod.objects.select_related("plan").order_by("-year", "-number").first()
    proposed = last.quarter.next if last else _first_of(plans[0], today)
    wanted = quarter or proposed
    plan = _plan_of(wanted, plans) or (last.plan if last else plans[0])
    refusal = refusal_to_open(
        wanted,
        term=(Quarter.on(plan.starts_on), Quarter.on(plan.ends_on)),
        last=last.quarter if last else None,
        is_last_published=last is not None and last.published_at is not None,
        has_scale=RatingScale.objects.filter(plan=plan).exists(),
    )
    offered = _following(proposed) if last else _around(proposed)
    choice = tuple(one for one in offered if _plan_of(one, plans))
    return Opening(plan, wanted, last, choice, refusal)


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What a quarter begins with: how many of each, and the commitments that ended and are left out."""

    returns: int
    lines: int
    readings: int
    statements: int
    ended: tuple[Commitment, ...]


def carried_over(opening: Opening) -> CarriedOver:
    """Count what the opened quarter would hold. At most six queries."""
    last = opening.last if opening.last and opening.last.plan_id == opening.plan.pk else None
    stood = LineCommitment.objects.filter(period=last) if last else LineCommitment.objects.none()
    ended = stood.filter(commitment__ended_on__lt=opening.quarter.starts_on)
    lines = stood.exclude(pk__in=ended.values("pk")).values("line_id").distinct()
    places = [place for on in places_on(opening.plan.pk, opening.quarter.ends_on).values() for place in on]
    return CarriedOver(
        returns=SubTheme.objects.filter(pillar__plan=opening.plan).count(),
        lines=(lines if last else beginning(opening.plan.pk, opening.quarter.starts_on)).count(),
        # A value that serves several sub-themes is given once.
        readings=len({(place.indicator_id, place.indicator.is_per_place and place.pk) for place in places}),
        statements=Statement.objects.filter(report__period=last, is_retired=False).count() if last else 0,
        ended=tuple(Commitment.objects.filter(pk__in=ended.values("commitment_id"))),
    )


def proposed_dates(quarter: Quarter, today: date) -> tuple[date, date]:
    """When returns and approval might be due: ten working days after the quarter ends, or after today where it has ended,
    and five more. Working days are Monday to Friday; bank holidays are for the person who sets the dates."""
    submissions = working_days_after(max(quarter.ends_on, today), TO_SUBMIT)
    return submissions, working_days_after(submissions, TO_APPROVE)


def working_days_after(day: date, count: int) -> date:
    """The day that lies so many days from Monday to Friday after this one."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _first_of(plan: Plan, today: date) -> Quarter:
    """Where nothing is held yet: the quarter before today's, as far as the plan runs."""
    first, last = Quarter.on(plan.starts_on), Quarter.on(plan.ends_on)
    return max(first, min(Quarter.on(today).previous, last))


def _following(quarter: Quarter) -> list[Quarter]:
    found = [quarter]
    while len(found) < CHOICE:
        found.append(found[-1].next)
    return found


def _around(quarter: Quarter) -> list[Quarter]:
    found = [quarter]
    while len(found) < CHOICE:
        found.append(found[-1].previous)
    return [*reversed(found[1:]), *_following(quarter)]


def _plan_of(quarter: Quarter, plans: Collection[Plan]) -> Plan | None:
    """The plan under which a quarter is reported: of several, the one that began last."""
    return next((plan for plan in plans if Quarter.on(plan.starts_on) <= quarter <= Quarter.on(plan.ends_on)), None)
