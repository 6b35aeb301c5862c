"""Reads about quarters as a whole: the list of them, the corrections of one, and the returns that one might reopen."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from pillars.models import ReportingPeriod, Return, ReturnState
from returns.due import Due, due
from returns.models import Correction, Step
from returns.queries import periods


@dataclass(frozen=True, slots=True)
class ListedQuarter:
    """A quarter in the list: how many of its returns are approved, and when its returns and approvals are due."""

    period: ReportingPeriod
    approved: int
    returns: int
    submissions: Due | None
    approvals: Due | None

    @property
    def is_open(self) -> bool:
        return self.period.published_at is None

    @property
    def under_correction(self) -> int:
        """How many returns of a published quarter are open again."""
        return 0 if self.is_open else self.returns - self.approved


def listed_quarters(today: date) -> list[ListedQuarter]:
    """Every quarter, the latest first. Two queries."""
    counted: dict[int, dict[str, int]] = {}
    # The order of the table would come into the grouping.
    by_state = Return.objects.order_by().values_list("period", "state").annotate(count=Count("pk"))
    for period_id, state, count in by_state:
        counted.setdefault(period_id, {})[state] = count
    return [_listed(period, counted.get(period.pk, {}), today) for period in periods()]


def _listed(period: ReportingPeriod, counted: dict[str, int], today: date) -> ListedQuarter:
    returns, approved = sum(counted.values()), counted.get(ReturnState.APPROVED, 0)
    submitted = approved + counted.get(ReturnState.SUBMITTED, 0)
    return ListedQuarter(
        period=period,
        approved=approved,
        returns=returns,
        submissions=due(period.submissions_due_on, today, is_met=submitted == returns),
        approvals=due(period.approvals_due_on, today, is_met=approved == returns),
    )


def corrections(period: ReportingPeriod) -> QuerySet[Correction]:
    """The corrections of a quarter, the first one first, with the steps by which they reopened returns. Two queries."""
    steps = Step.objects.select_related("quarterly_return__sub_theme__pillar").order_by(
        "quarterly_return__sub_theme__pillar__order", "quarterly_return__sub_theme__order"
    )
    found = Correction.objects.filter(period=period).select_related("opened_by").order_by("opened_at")
    return found.prefetch_related(Prefetch("steps", steps))


def closed_returns(period: ReportingPeriod) -> QuerySet[Return]:
    """The returns of a quarter that stand approved, in the order of the plan."""
    found = Return.objects.filter(period=period, state=ReturnState.APPROVED).select_related("sub_theme__pillar")
    return found.order_by("sub_theme__pillar__order", "sub_theme__order")
