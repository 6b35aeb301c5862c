"""Milestones: what comes next on a line, when, and whether that day has moved since last period."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Milestone:
    """What comes next and the day on which it is due; either may be missing."""

    text: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A milestone whose day has moved; `now` is None where no day is given any more."""

    before: date
    now: date | None


def moved(last: Milestone | None, this: Milestone | None, quarter_ends_on: date) -> Moved | None:
    """How a milestone's day has moved since last period, or None where it has not.

    The day of a milestone that is to come still binds, however it is worded now. One that lay within the quarter has
    moved where the same milestone is given another day; another milestone in its place is the next one.
    """
    if last is None or last.due_on is None:
        return None
    now = this or Milestone()
    if now.due_on == last.due_on:
        return None
    is_same = now.text.strip().casefold() == last.text.strip().casefold()
    if last.due_on > quarter_ends_on or (is_same and now.due_on is not None):
        return Moved(last.due_on, now.due_on)
    return None
