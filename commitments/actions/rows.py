"""How rows of the open quarter are made, moved and left: the writes that the changes of a plan are put together from."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from commitments.changes import Refused, Row, Spot, has_ended, locked, require
from commitments.models import Commitment, Line, LineCommitment
from commitments.references import Reference
from commitments.structure import calendar_of, row_with, rows_of
from pillars.models import Plan, ReportingPeriod, Return
from pillars.queries import open_period
from pillars.versions import Locked


@dataclass(frozen=True, slots=True)
class Hand:
    """Who makes a change, why and when: kept in the history of every record that the change touches."""

    by: User | None
    reason: str
    at: datetime = field(default_factory=timezone.now)

    def __post_init__(self) -> None:
        require("" if self.reason.strip() else _("Say why."), "reason")

    def save(self, record: Any) -> None:
        """Save what the change is about; its reason is told with it."""
        self._sign(record, self.reason)
        record.save()

    def shift(self, record: Any) -> None:
        """Save what only makes room for it."""
        self._sign(record, None)
        record.save()

    def set_aside(self, record: Any) -> None:
        """Save a step on the way to where it will stand, of which history need not tell."""
        record.save_without_historical_record()

    def delete(self, record: Any) -> None:
        self._sign(record, self.reason)
        record.delete()

    def _sign(self, record: Any, reason: str | None) -> None:
        record._history_user, record._history_date, record._change_reason = self.by, self.at, reason


class Ground:
    """A plan held for one change, so that nothing else changes, submits or publishes its open quarter meanwhile."""

    def __init__(self, plan: Plan) -> None:
        self.plan = Plan.objects.select_for_update().get(pk=plan.pk)
        self.period = open_period(self.plan)
        self.rows: dict[int, Row] = {}
        if self.period:
            self.period = ReportingPeriod.objects.select_for_update().get(pk=self.period.pk)
            # In the order in which whole quarters are adopted: two who hold several never wait for each other.
            list(Return.objects.select_for_update().filter(period=self.period).order_by("sub_theme_id"))
            self.rows = rows_of(self.period)
        self.calendar = calendar_of(self.plan, self.period)

    def row_with(self, reference: Reference) -> Row | None:
        return row_with(self.rows, reference)

    def row(self, pk: int) -> Row:
        """A row of the open quarter that may change. Raises Refused where it is gone, Locked where its return is."""
        row = self.rows.get(pk)
        if row is None:
            raise Refused(_("This row is gone. Load the page again to see how the quarter stands now."))
        if sentence := locked(row.sub_theme, row.lock):
            raise Locked(sentence)
        return row

    def after(self, spot: Spot) -> Row | None:
        """The row after which a place is (None: it is the first). Raises Refused or Locked where it cannot be had."""
        if spot.after is not None and self.row(spot.after).return_id == spot.return_id:
            return self.row(spot.after)
        held = Return.objects.filter(pk=spot.return_id, period=self.period).select_related("sub_theme__pillar").first()
        if held is None or spot.after is not None:
            raise Refused(_("This place is gone. Load the page again to see how the quarter stands now."))
        if sentence := locked(str(held.sub_theme), held.get_state_display().lower() if held.is_locked else ""):
            raise Locked(sentence)
        return None


def make_row(spot: Spot, hand: Hand) -> Line:
    """A new row at a place; what stands after it makes room."""
    order, parent = _make_room(spot, 1, [], hand)
    line = Line(quarterly_return_id=spot.return_id, parent=parent, order=order)
    hand.save(line)
    return line


def move_row(pk: int, spot: Spot, hand: Hand) -> None:
    """A row and the rows under it, to another place; what was entered for them goes with them."""
    line = Line.objects.get(pk=pk)
    block = [line, *line.children.order_by("order")]
    if line.quarterly_return_id == spot.return_id:
        # Out of the way of the others, whose order is unique in their return.
        last = (
            Line.objects.filter(quarterly_return=spot.return_id).order_by("-order").values_list("order", flat=True)[0]
        )
        for number, moved in enumerate(block, start=1):
            moved.order = last + len(block) + number
            hand.set_aside(moved)
    order, line.parent = _make_room(spot, len(block), [moved.pk for moved in block], hand)
    for number, moved in enumerate(block):
        moved.quarterly_return_id, moved.order = spot.return_id, order + number
        hand.save(moved)


def _make_room(spot: Spot, size: int, moving: list[int], hand: Hand) -> tuple[int, Line | None]:
    """The order of a new row among the others, and the row that it stands under, with `size` orders free from there on."""
    others = list(Line.objects.filter(quarterly_return=spot.return_id).exclude(pk__in=moving).order_by("order"))
    place, parent = 0, None
    for number, line in enumerate(others, start=1):
        if line.pk == spot.after:
            place = number
            parent = line if spot.is_part and line.parent_id is None else line.parent
        elif line.parent_id == spot.after and not spot.is_part and spot.after is not None:
            place = number
    before = others[place - 1].order if place else 0
    if place < len(others) and others[place].order <= before + size:
        for line in reversed(others[place:]):
            line.order += size
            hand.shift(line)
    return before + 1, parent


def sit(commitment: Commitment, line: Line, period: ReportingPeriod, hand: Hand) -> None:
    """Put a commitment onto a row, among the others by its number; from another row of the quarter or anew."""
    place = LineCommitment.objects.filter(period=period, commitment=commitment).first()
    others = list(line.places.select_related("commitment").order_by("order"))
    later = [other for other in others if other.commitment.reference > commitment.reference]
    # After the last of the smaller ones, wherever a paper may have put them.
    after = max((other.order for other in others if other not in later), default=0)
    order = after + 1
    if any(other.order == order for other in others):
        for other in reversed([other for other in others if other.order >= order]):
            other.order += 1
            hand.shift(other)
    if place is None:
        place = LineCommitment(period=period, commitment=commitment)
    place.line, place.order = line, order
    hand.save(place)


def clear(row: Row, hand: Hand) -> None:
    """Take away a row that has lost its last number; rules have seen to it that nothing was entered for it."""
    if len(row.numbers) == 1:
        hand.delete(Line.objects.get(pk=row.pk))


def standing(commitment: Commitment) -> Commitment:
    """The commitment as it stands now. Raises Refused where it has ended."""
    found = Commitment.objects.get(pk=commitment.pk)
    require(has_ended(found.ending, found.ended_on))
    return found
