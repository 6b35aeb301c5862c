"""Every step of a quarter's work: opening it, submitting, sending back, approving, and reopening for a correction."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.models import User
from commitments.actions import begin_lines, carry_lines
from finance.actions import carry_report
from finance.reconciliation import Found, Rule, unreasoned_of
from jobs.actions import ask
from pillars.models import Plan, RatingScale, ReportingPeriod, Return, SubTheme
from pillars.quarters import Quarter
from returns.entries import Missing, ReturnSheet
from returns.models import Correction, Step
from returns.queries import return_sheet
from returns.rules import NEEDS_A_COMMENT, NotYours, Refused, Verb, may_take, refusal_to_open, state_after

# Somebody else has to act on these, and is told by e-mail.
TOLD = (Verb.SUBMITTED, Verb.SENT_BACK, Verb.APPROVED, Verb.REOPENED)
# Of many citations of nothing, the first are told.
MOST_TOLD = 3


class Unreconciled(Refused):
    """A return that cannot be approved yet, because the finance tables that go with it do not add up, or a text cites a
    figure that is not there."""

    def __init__(self, unreasoned: Collection[Found]) -> None:
        citing = [found for found in unreasoned if found.rule == Rule.CITATION]
        said = [f"{found.about}: {found.words}" for found in citing[:MOST_TOLD]]
        if more := len(citing) - len(said):
            said.append(gettext("%(more)d more citations are of nothing.") % {"more": more})
        if count := len(unreasoned) - len(citing):
            told = ngettext(
                "The finance tables do not reconcile: %(count)d check fails and has no reason. The finance officer mends the"
                " figure or records the reason.",
                "The finance tables do not reconcile: %(count)d checks fail and have no reason. The finance officer mends the"
                " figures or records the reasons.",
                count,
            )
            said.insert(0, told % {"count": count})
        super().__init__(" ".join(said))


class Incomplete(Refused):
    """A return that cannot be submitted or approved yet; `missing` names everything that it lacks."""

    def __init__(self, sheet: ReturnSheet) -> None:
        self.missing: tuple[Missing, ...] = sheet.missing
        about = {"sub_theme": sheet.quarterly_return.sub_theme, "count": len(self.missing)}
        super().__init__(gettext("“%(sub_theme)s” is not complete: %(count)d missing.") % about)


@transaction.atomic
def open_quarter(
    *, plan: Plan, quarter: Quarter, submissions_due_on: date, approvals_due_on: date, by: User | None
) -> ReportingPeriod:
    """Open a quarter for entry: its returns, the lines of the last quarter held, and the tables of its finance part. The
    first quarter of a plan has the lines with which the plan begins.

    Ratings, readings, texts and figures are not carried over: each is an answer that somebody gives. Raises Refused.
    """
    _administrators_only(by)
    # Held until the quarter is open, so that of two who open it one is told.
    if Plan.objects.select_for_update().filter(pk=plan.pk).first() is None:
        raise Refused(gettext("The plan was set up anew meanwhile. Open this page again, and then the quarter."))
    last = ReportingPeriod.objects.order_by("-year", "-number").first()
    scale = RatingScale.objects.filter(plan=plan).order_by("-version").first()
    refusal = refusal_to_open(
        quarter,
        term=(Quarter.on(plan.starts_on), Quarter.on(plan.ends_on)),
        last=last.quarter if last else None,
        is_last_published=last is not None and last.published_at is not None,
        has_scale=scale is not None,
    )
    if refusal or scale is None:
        raise Refused(refusal)
    _in_order(submissions_due_on, approvals_due_on)
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
    sub_themes = SubTheme.objects.filter(pillar__plan=plan)
    Return.objects.bulk_create(Return(sub_theme=sub_theme, period=period) for sub_theme in sub_themes)
    if last is not None and last.plan_id == plan.pk:
        carry_lines(last=last, period=period)
        carry_report(last=last, period=period, by=by)
    else:
        begin_lines(period=period)
    return period


@transaction.atomic
def move_due_dates(
    *, period: ReportingPeriod, submissions_due_on: date, approvals_due_on: date, by: User | None
) -> None:
    """Give an open quarter other due dates; who was reminded of the old ones is reminded of the new. Raises Refused."""
    _administrators_only(by)
    held = ReportingPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    if held.published_at is not None:
        raise Refused(gettext("%(quarter)s is published: nothing in it is due any more.") % {"quarter": held})
    _in_order(submissions_due_on, approvals_due_on)
    held.submissions_due_on, held.approvals_due_on = submissions_due_on, approvals_due_on
    held.save(update_fields=["submissions_due_on", "approvals_due_on"])


def submit_return(*, quarterly_return: Return, comment: str = "", by: User | None) -> Step:
    """Hand a return to the approver; from then on nothing on it changes. Raises Incomplete or Refused."""
    return _take(Verb.SUBMITTED, quarterly_return, by, comment=comment)


def send_back_return(*, quarterly_return: Return, comment: str, by: User | None) -> Step:
    """Give a return back to those who keep it, saying what is to be done. Raises Refused."""
    return _take(Verb.SENT_BACK, quarterly_return, by, comment=comment)


def approve_return(*, quarterly_return: Return, comment: str = "", by: User | None) -> Step:
    """Accept a return for publication. Raises Incomplete, Unreconciled or Refused."""
    return _take(Verb.APPROVED, quarterly_return, by, comment=comment)


def comment_on_return(*, quarterly_return: Return, comment: str, by: User | None) -> Step:
    """Leave a comment that stays with the return. Raises Refused."""
    return _take(Verb.COMMENTED, quarterly_return, by, comment=comment)


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
    _administrators_only(by)
    held = ReportingPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    if held.published_at is None:
        raise Refused(gettext("%(quarter)s is not published: send its returns back instead.") % {"quarter": held})
    if not returns or any(owner.period_id != period.pk for owner in returns):
        raise Refused(gettext("Name the returns of %(quarter)s that are to be corrected.") % {"quarter": held})
    if not reason.strip():
        raise Refused(gettext("Say why the published quarter is opened again."))
    correction = Correction.objects.create(period=period, reason=reason.strip(), opened_by=by)
    for quarterly_return in returns:
        _take(Verb.REOPENED, quarterly_return, by, comment=correction.reason, correction=correction)
    return correction


def _administrators_only(by: User | None) -> None:
    if by is not None and not by.is_administrator:
        raise NotYours(gettext("An administrator does this."))


def _in_order(submissions_due_on: date, approvals_due_on: date) -> None:
    if approvals_due_on < submissions_due_on:
        raise Refused(gettext("Approval is due on the day on which returns are due, or later."))


@transaction.atomic
def _take(
    verb: Verb, quarterly_return: Return, by: User | None, *, comment: str = "", correction: Correction | None = None
) -> Step:
    """Take a step. The rows are held meanwhile: the quarter, so that it is not published in between, and the return, so
    that no save and no other step comes in between."""
    periods = ReportingPeriod.objects.select_for_update(no_key=True, of=("self",)).select_related("scale")
    period = periods.get(pk=quarterly_return.period_id)
    returns = Return.objects.select_for_update(of=("self",)).select_related("sub_theme__pillar")
    held = returns.get(pk=quarterly_return.pk)
    if by is not None:
        is_own = held.sub_theme.editors.filter(pk=by.pk).exists()
        if not may_take(verb, by.roles, is_own=is_own):
            raise NotYours(gettext("This step is for somebody else to take."))
    after = state_after(verb, held.state, is_published=period.published_at is not None)
    if verb in NEEDS_A_COMMENT and not comment.strip():
        raise Refused(gettext("Say what is to be done."))
    if verb in (Verb.SUBMITTED, Verb.APPROVED):
        _complete(held, period)
    if verb == Verb.APPROVED and (unreasoned := unreasoned_of(period, held)):
        raise Unreconciled(unreasoned)
    number = held.steps.aggregate(last=Max("number"))["last"] or 0
    step = Step.objects.create(
        quarterly_return=held,
        number=number + 1,
        verb=verb,
        before=held.state,
        after=after,
        comment=comment.strip(),
        correction=correction,
        taken_by=by,
    )
    held.state = after
    held.save(update_fields=["state"])
    quarterly_return.state = after
    if verb in TOLD:
        title = gettext("E-mail: %(step)s") % {"step": step}
        ask("return-mail", {"step": step.pk}, title=title, key=f"return-mail {step.pk}", by=by)
    return step


def _complete(held: Return, period: ReportingPeriod) -> None:
    found = return_sheet(period, held.sub_theme.key)
    for sheet in found.returns if found else ():
        if sheet.quarterly_return.pk == held.pk and sheet.missing:
            raise Incomplete(sheet)
