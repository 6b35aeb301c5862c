"""The minutes of a meeting for the public as a tree of frozen values: page, PDF and data file are drawn from it.

What was taken in private is not in it (Local Government Act 1972, s.100C(1)(a)); a publication keeps it as JSON.
"""

from dataclasses import dataclass
from datetime import date

from meetings.document import Sitting
from pillars.brand import HOUSE, Brand

SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Followed:
    """An action or a recommendation that follows from an item: `who` does it, by when, and what came of it until then."""

    kind: str
    what: str
    who: str
    due_on: date | None
    told: str
    told_on: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """What was said and decided, of an item or of the part under which it stands."""

    part: str
    opinion_role: str
    circumstances: str
    text: str
    decision: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class MinutedItemText:
    """An item: of one that was taken in private only the `summary` that the public is given."""

    number: int
    title: str
    paragraph: int | None
    summary: str
    said: tuple[Said, ...]
    followed: tuple[Followed, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """What was published of the agenda when the clear days were over, and why: papers that came after it, or a revision."""

    on: date
    is_revision: bool
    why: str


@dataclass(frozen=True, slots=True)
class MinutesDocument:
    """The minutes: `attended` are the heads with their lists, `quorum` and `confirmed` are sentences or "".

    `confirmed_on` is the day of the meeting that confirmed them, None while they are a draft; `clear_days_given` how many
    clear days the agenda was open, and None where it was in time.
    """

    language: str
    office: str
    notice: str
    meeting: Sitting
    number: int
    published_on: date
    confirmed: str
    confirmed_on: date | None
    attended: tuple[tuple[str, tuple[str, ...]], ...]
    quorum: str
    clear_days_given: int | None
    late: tuple[Late, ...]
    items: tuple[MinutedItemText, ...]
    brand: Brand = HOUSE
    schema: int = SCHEMA
