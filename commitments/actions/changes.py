"""New promises, new words, and other rows: changes of a plan. Each gives the sentences that tell what was done.

They raise commitments.changes.Refused where a rule forbids the change, and pillars.versions.Locked where a row of a
submitted or approved return would change. What is published never moves: rows are those of the open quarter alone.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commitments import changes
from commitments.actions.rows import Ground, Hand, clear, make_row, move_row, sit, standing
from commitments.changes import Refused, Spot, require, told
from commitments.models import Commitment, Line, Wording
from commitments.references import Reference
from commitments.structure import row_with, rows_of, words_of
from pillars.models import Plan, ReportingPeriod
from pillars.versions import Locked


@dataclass(frozen=True, slots=True)
class Promise:
    """What a new commitment is: its number, its words and the day from which they stand, and where it was made."""

    reference: Reference
    text: str
    in_force_from: date
    origin: str = ""


@transaction.atomic
def add_commitment(*, plan: Plan, promise: Promise, spot: Spot, reason: str, by: User | None) -> tuple[str, ...]:
    """Make a new promise of the plan, on a row of its own in the open quarter."""
    ground, hand = Ground(plan), Hand(by, reason)
    period = _open(ground)
    require(changes.number_refused(promise.reference, words_of(plan)), "number")
    require(changes.wording_day_refused(promise.in_force_from, ground.calendar), "in_force_from")
    if promise.in_force_from > period.quarter.ends_on:
        require(_("It stands in %(quarter)s, so its words begin in it.") % {"quarter": period}, "in_force_from")
    ground.after(spot)
    number, suffix = promise.reference.number, promise.reference.suffix
    made = Commitment(plan=plan, number=number, suffix=suffix, origin=promise.origin)
    hand.save(made)
    hand.save(Wording(commitment=made, text=promise.text, in_force_from=promise.in_force_from, reason=reason))
    sit(made, make_row(spot, hand), period, hand)
    return (_("%(number)s is added. %(place)s.") % {"number": promise.reference, "place": _place(made, period)},)


@transaction.atomic
def reword_commitment(
    *, commitment: Commitment, text: str, in_force_from: date, reason: str, based_on: str, by: User | None
) -> tuple[str, ...]:
    """Give a commitment other words from a day on; those before stay. Words not yet published are put right in place.

    `based_on` is the wording that its author saw as the latest: where another one stands meanwhile, nothing is saved.
    """
    ground, hand = Ground(commitment.plan), Hand(by, reason)
    commitment = standing(commitment)
    wordings = list(commitment.wordings.order_by("in_force_from"))
    latest = wordings[-1].text if wordings else ""
    if latest != based_on:
        require(_("Somebody has reworded it meanwhile: “%(words)s”. Save again to go on.") % {"words": latest}, "text")
    require(changes.wording_day_refused(in_force_from, ground.calendar), "in_force_from")
    before = [wording.text for wording in wordings if wording.in_force_from <= in_force_from]
    require(changes.words_refused(text, before[-1] if before else ""), "text")
    row = ground.row_with(commitment.reference)
    if row and row.lock and ground.period and in_force_from <= ground.period.quarter.ends_on:
        day = told(ground.period.quarter.next.starts_on)
        raise Locked(_(
            "The return of “%(sub_theme)s” is %(state)s as it reads now. Ask an approver to send it back, or date the new "
            "words from %(day)s.") % {"sub_theme": row.sub_theme, "state": row.lock, "day": day})  # fmt: skip
    same_day = next((wording for wording in wordings if wording.in_force_from == in_force_from), None)
    wording = same_day or Wording(commitment=commitment, in_force_from=in_force_from)
    wording.text, wording.reason = text, reason
    hand.save(wording)
    return (_("%(number)s is reworded from %(day)s.") % {"number": commitment, "day": told(in_force_from)},)


@transaction.atomic
def regroup_commitment(*, commitment: Commitment, onto: int | None, reason: str, by: User | None) -> tuple[str, ...]:
    """Put a commitment onto another row of the open quarter, which its rating then serves, or onto one of its own (None)."""
    ground, hand = Ground(commitment.plan), Hand(by, reason)
    period, commitment = _open(ground), standing(commitment)
    reference = commitment.reference
    row, before = ground.row_with(reference), _place(commitment, period)
    follows: tuple[str, ...] = ()
    if row is not None:
        row = ground.row(row.pk)
        if onto == row.pk or (onto is None and len(row.numbers) == 1):
            require(_("It stands on this row already."), "row")
        require(changes.leaving_refused(row))
        follows += changes.follows_from_leaving(row, reference)
    if onto is not None:
        follows += changes.follows_from_joining(ground.row(onto), reference)
        line = Line.objects.get(pk=onto)
    elif row is not None:
        line = make_row(Spot(row.return_id, row.pk), hand)
    else:
        raise Refused(
            _("It stands on no row of %(quarter)s. Choose the row that it joins.") % {"quarter": period}, "row"
        )
    sit(commitment, line, period, hand)
    if row is not None:
        clear(row, hand)
    return (_told(_("%(number)s is regrouped.") % {"number": commitment}, before, commitment, period), *follows)


@transaction.atomic
def move_commitment(*, commitment: Commitment, spot: Spot, reason: str, by: User | None) -> tuple[str, ...]:
    """Move the row of a commitment, with all that stands on and under it, to another place of the open quarter.

    What was entered for the row goes with it. A commitment that stands on no row is put onto a new one.
    """
    ground, hand = Ground(commitment.plan), Hand(by, reason)
    period, commitment = _open(ground), standing(commitment)
    row, before = ground.row_with(commitment.reference), _place(commitment, period)
    after = ground.after(spot)
    if row is None:
        sit(commitment, make_row(spot, hand), period, hand)
    else:
        require(changes.moving_refused(ground.row(row.pk), after, is_part=spot.is_part), "spot")
        move_row(row.pk, spot, hand)
    name = row.name if row else str(commitment)
    return (_told(_("Row %(row)s is moved.") % {"row": name}, before, commitment, period),)


def _open(ground: Ground) -> ReportingPeriod:
    if ground.period is None:
        raise Refused(_("Open the quarter first: published quarters never change."))
    return ground.period


def _place(commitment: Commitment, period: ReportingPeriod) -> str:
    rows = rows_of(period)
    row = row_with(rows, commitment.reference)
    return changes.described(row, commitment.reference, rows) if row else _("On no row")


def _told(done: str, before: str, commitment: Commitment, period: ReportingPeriod) -> str:
    return _("%(done)s Before: %(before)s. Now: %(now)s.") % {
        "done": done, "before": before, "now": _place(commitment, period)}  # fmt: skip
