"""How a rating went from quarter to quarter, with a word for each quarter of which nothing is known.

Pure: ratings of held quarters in, a moment for every quarter of the calendar out. The register and what changed since last
time (`reports/through/register.py`, `reports/through/changes.py`) are made of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pillars.quarters import Quarter
from pillars.ratings import Colour, RatingValue
from pillars.shown import NOT_HELD, Shown
from reports.document import Rated, composed

NOT_LISTED = Shown(None, composed.NOT_LISTED)
# From so many quarters in a row on, a red is told apart from others.
LONG = 3


class Known(StrEnum):
    """Where what is said of a quarter comes from: its own report, a later report that states it, or nowhere."""

    RATED = "rated"
    STATED = "stated"
    NOT_LISTED = "not listed"
    NOT_HELD = "not held"


@dataclass(frozen=True, slots=True)
class Moment:
    """A quarter: its rating, or the words that stand in its place. `until` is the last quarter where it stands for several.

    Where nothing is known these words are the portal's own, and in English, whatever the language of the reports.
    """

    quarter: Quarter
    until: Quarter
    shown: Shown
    known: Known

    @property
    def is_red(self) -> bool:
        """Whether the rating is the office's red, whatever word the office has for it."""
        return self.shown.rating is not None and self.shown.rating.colour == Colour.RED


def course(held: Mapping[Quarter, Rated | None]) -> tuple[Moment, ...]:
    """A moment for every quarter from the first that anything is known of to the last held, in the order of the calendar.

    `held` has every quarter whose report is held, with None where it does not list what is followed. A quarter that is not
    held is known only as the next quarter's report states it.
    """
    if not held:
        return ()
    quarter, last = min(held).previous, max(held)
    moments = []
    while quarter <= last:
        moments.append(_moment(quarter, held))
        quarter = quarter.next
    return tuple(moments if moments[0].known is Known.STATED else moments[1:])


def _moment(quarter: Quarter, held: Mapping[Quarter, Rated | None]) -> Moment:
    if quarter in held:
        rated = held[quarter]
        return Moment(quarter, quarter, rated.this, Known.RATED) if rated else _unknown(quarter, Known.NOT_LISTED)
    after = held.get(quarter.next)
    if after and after.last_is_stated and after.last.words:
        return Moment(quarter, quarter, after.last, Known.STATED)
    return _unknown(quarter, Known.NOT_HELD)


def _unknown(quarter: Quarter, known: Known) -> Moment:
    return Moment(quarter, quarter, NOT_LISTED if known is Known.NOT_LISTED else NOT_HELD, known)


def strip(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """The moments as they are shown side by side: quarters in a row that are not held become one."""
    joined: list[Moment] = []
    for moment in moments:
        if joined and moment.known is joined[-1].known is Known.NOT_HELD:
            joined[-1] = Moment(joined[-1].quarter, moment.quarter, moment.shown, moment.known)
        else:
            joined.append(moment)
    return tuple(joined)


def word_of(scale: Sequence[RatingValue], colour: Colour) -> str:
    """The office's word for the rating of a colour; "" where its scale has none."""
    return next((rating.word for rating in scale if rating.colour == colour), "")


def red_until(moments: Sequence[Moment], quarter: Quarter) -> int:
    """For how many quarters in a row, up to this one, the rating is red. One of which nothing is known ends the row."""
    count = 0
    for moment in reversed([moment for moment in moments if moment.quarter <= quarter]):
        if not moment.is_red:
            break
        count += 1
    return count
