"""What the portal has of all that it takes to report: read from the records, in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import User
from commitments.models import Commitment, Wording
from pillars.models import Office, Pillar, Plan, RatingScale, ReportingPeriod, SubTheme
from pillars.queries import plan_now
from returns.setup.rules import HeldPlan


@dataclass(frozen=True, slots=True)
class People:
    """How many may sign in, and how many of them have each role that a quarter takes."""

    active: int
    editors: int
    approvers: int


@dataclass(frozen=True, slots=True)
class Held:
    """What there is: counts are of the plan that the portal works on."""

    office: str
    plan: Plan | None
    pillars: int
    sub_themes: int
    unkept: int
    ratings: tuple[str, ...]
    commitments: int
    unplaced: int
    people: People
    quarter: ReportingPeriod | None


def held_plans() -> Collection[HeldPlan]:
    """Every plan there is. Nothing hangs on one that has no quarter, and of which nobody has changed a commitment: whoever
    does gives a reason. One query."""
    own, reasoned = OuterRef("pk"), {"history_change_reason__isnull": False}
    touched = (
        Exists(ReportingPeriod.objects.filter(plan=own))
        | Exists(Commitment.history.filter(plan_id=own, **reasoned))
        | Exists(Wording.history.filter(commitment__plan_id=own, **reasoned))
    )
    rows = Plan.objects.annotate(is_untouched=~touched)
    return [HeldPlan(*row) for row in rows.values_list("pk", "key", "title", "starts_on", "is_untouched")]


def held() -> Held:
    """Everything that the steps of setting up look at. At most ten queries, whatever there is."""
    plan = plan_now()
    office = Office.objects.first()
    sub_themes = SubTheme.objects.filter(pillar__plan=plan).aggregate(
        titled=Count("pk", filter=~Q(title=""), distinct=True),
        unkept=Count("pk", filter=Q(editors__isnull=True), distinct=True),
    )
    scale = RatingScale.objects.filter(plan=plan).prefetch_related("ratings").order_by("-version").first()
    commitments = Commitment.objects.filter(plan=plan, ending="").aggregate(
        all=Count("pk"), unplaced=Count("pk", filter=Q(begins_in__isnull=True))
    )
    people = User.objects.filter(is_active=True).aggregate(
        active=Count("pk"),
        editors=Count("pk", filter=Q(is_editor=True)),
        approvers=Count("pk", filter=Q(is_approver=True)),
    )
    return Held(
        office=office.name if office else "",
        plan=plan,
        pillars=Pillar.objects.filter(plan=plan).count(),
        sub_themes=sub_themes["titled"],
        unkept=sub_themes["unkept"],
        ratings=tuple(rating.word for rating in scale.ratings.all()) if scale else (),
        commitments=commitments["all"],
        unplaced=commitments["unplaced"],
        people=People(**people),
        quarter=ReportingPeriod.objects.order_by("year", "number").first(),
    )
