"""Every step of a quarter's work: opening it, submitting, sending back, approving, and reopening for a correction."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from commitments.actions import carry_lines
from finance.actions import carry_report
from pillars.models import Plan, RatingScale, ReportingPeriod, Return, SubTheme
from pillars.quarters import Quarter
from returns.entries import Missing, ReturnSheet
from returns.models import Correction, Step
from returns.queries import return_sheet
from returns.rules import Refused, Verb, may_take, state_after


class Incomplete(Refused):
    """A return that cannot be submitted or approved yet; `missing` names everything that it lacks."""

    def __init__(self, sheet: ReturnSheet) -> None:
        self.missing: tuple[Missing, ...] = sheet.missing
        super().__init__(f"“{sheet.quarterly_return.sub_theme}” is not complete: {len(self.missing)} missing.")


@transaction.atomic
def open_quarter(
    *, plan: Plan, quarter: Quarter, submissions_due_on: date, approvals_due_on: date, by: User | None
) -> ReportingPeriod:
    """Open a quarter for entry: its returns, the lines of the last quarter held, and the tables of its finance part.

    Ratings, readings, texts and figures are not carried over: each is an answer that somebody gives. Raises Refused.
    """
    last = plan.periods.order_by("-year", "-number").first()
    if quarter.ends_on < plan.starts_on or quarter.starts_on > plan.ends_on:
        raise Refused(f"{quarter} lies outside the term of the plan.")
    if ReportingPeriod.objects.of(quarter).exists():
        raise Refused(f"{quarter} is open already, or was reported.")
    if last is not None and last.quarter > quarter:
        raise Refused(f"{last} comes after {quarter} and is held already. Quarters are opened in order.")
    if last is not None and last.published_at is None:
        raise Refused(f"Publish {last} first: its ratings are last period's ratings in {quarter}.")
    if approvals_due_on < submissions_due_on:
        raise Refused("Approval is due on the day on which returns are due, or later.")
    scale = RatingScale.objects.filter(plan=plan).order_by("-version").first()
    if scale is None:
        raise Refused("The plan has no rating scale.")
    period = ReportingPeriod.objects.create(
        plan=plan,
        scale=scale,
        year=quarter.year,
        number=quarter.number,
        opened_at=timezone.now(),
        opened_by=by,
        submissions_due_on=submissions_due_on,
        approvals_due_on=approvals_due_on,
    )
    for sub_theme in SubTheme.objects.filter(pillar__plan=plan):
        Return.objects.create(sub_theme=sub_theme, period=period)
    if last is not None:
        carry_lines(last=last, period=period)
        carry_report(last=last, period=period)
    return period


def submit_return(*, quarterly_return: Return, by: User | None) -> Step:
    """Hand a return to the approver; from then on nothing on it changes. Raises Incomplete or Refused."""
    return _take(Verb.SUBMITTED, quarterly_return, by)


def send_back_return(*, quarterly_return: Return, comment: str, by: User | None) -> Step:
    """Give a return back to those who keep it, saying what is to be done. Raises Refused."""
    return _take(Verb.SENT_BACK, quarterly_return, by, comment=_said(comment))


def approve_return(*, quarterly_return: Return, by: User | None) -> Step:
    """Accept a return for publication. Raises Incomplete or Refused."""
    return _take(Verb.APPROVED, quarterly_return, by)


def comment_on_return(*, quarterly_return: Return, comment: str, by: User | None) -> Step:
    """Leave a comment that stays with the return. Raises Refused."""
    return _take(Verb.COMMENTED, quarterly_return, by, comment=_said(comment))


@transaction.atomic
def adopt_returns(*, period: ReportingPeriod) -> None:
    """Take every return of a quarter as approved: a quarter that was reported before the portal is held as it was
    reported, and the rules for entry do not judge it. From the command line only."""
    for quarterly_return in Return.objects.filter(period=period, state__in=("open", "sent_back")):
        _take(Verb.ADOPTED, quarterly_return, None)


@transaction.atomic
def open_correction(
    *, period: ReportingPeriod, returns: Collection[Return], reason: str, by: User | None
) -> Correction:
    """Reopen returns of a published quarter, saying why; what was published never moves. Raises Refused."""
    if period.published_at is None:
        raise Refused(f"{period} is not published: send its returns back instead.")
    if not returns or any(held.period_id != period.pk for held in returns):
        raise Refused(f"Name the returns of {period} that are to be corrected.")
    correction = Correction.objects.create(period=period, reason=_said(reason), opened_by=by)
    for quarterly_return in returns:
        _take(Verb.REOPENED, quarterly_return, by, comment=correction.reason, correction=correction)
    return correction


def _said(comment: str) -> str:
    if not comment.strip():
        raise Refused("Say what is to be done.")
    return comment.strip()


@transaction.atomic
def _take(
    verb: Verb, quarterly_return: Return, by: User | None, *, comment: str = "", correction: Correction | None = None
) -> Step:
    """Take a step: the row is held, so that no save and no other step comes in between."""
    held = Return.objects.select_for_update().get(pk=quarterly_return.pk)
    period = ReportingPeriod.objects.select_related("scale").get(pk=held.period_id)
    after = state_after(verb, held.state)
    if by is not None and not _may(verb, held, period, by):
        raise Refused("This step is for somebody else to take.")
    if verb in (Verb.SUBMITTED, Verb.APPROVED):
        sheet = return_sheet(period, held.sub_theme.key)
        if sheet is not None and sheet.returns[0].missing:
            raise Incomplete(sheet.returns[0])
    number = held.steps.aggregate(last=Max("number"))["last"] or 0
    step = Step.objects.create(
        quarterly_return=held,
        number=number + 1,
        verb=verb,
        before=held.state,
        after=after,
        comment=comment,
        correction=correction,
        taken_by=by,
    )
    held.state = after
    held.save(update_fields=["state"])
    quarterly_return.state = after
    return step


def _may(verb: Verb, held: Return, period: ReportingPeriod, by: User) -> bool:
    is_own = held.sub_theme.editors.filter(pk=by.pk).exists()
    if verb == Verb.REOPENED:
        return by.is_administrator
    return may_take(verb, by.roles, is_own=is_own, is_published=period.published_at is not None)
