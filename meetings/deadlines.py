"""Days around a meeting, as pure functions: when its agenda must be issued, what comes before, and whether it was late.

Local Government Act 1972, s.100A(6) and s.100B(3): agenda and reports are open to the public for so many *clear days* before
the meeting. The day of issue and the day of the meeting do not count, nor do weekends, bank holidays and days of mourning.
England counts five, Wales three. SI 2012/2734 applies these rules to Police and Crime Panels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from holidays import country_holidays

A_DAY = timedelta(days=1)
SATURDAY = 5
# The years for which the library knows bank holidays, and a meeting may be planned.
YEARS = range(2000, 2100)


@lru_cache(maxsize=len(YEARS))
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year, those of one occasion alone as well (Banking and Financial Dealings
    Act 1971)."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=year, observed=True))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days. `closed` are days that an office adds by hand, such as days of mourning."""

    closed: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.closed and day not in bank_holidays(day.year)

    def before(self, day: date, count: int) -> date:
        """The working day that lies so many working days before a day: the first before it for 1."""
        while count > 0:
            day -= A_DAY
            count -= self.is_working(day)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie between two days, neither of which counts."""
        days = (first + timedelta(days=number) for number in range(1, (last - first).days))
        return sum(self.is_working(day) for day in days)


def issue_by(meeting_on: date, clear_days: int, calendar: Calendar) -> date:
    """The last working day on which the agenda can lawfully be issued: between it and the meeting lie the clear days."""
    return calendar.before(meeting_on, clear_days + 1)


def clear_days_given(published_on: date, meeting_on: date, calendar: Calendar) -> int:
    """How many clear days an agenda that was published on a day was open before its meeting."""
    return calendar.between(published_on, meeting_on)


@dataclass(frozen=True, slots=True)
class Step:
    """What an office asks for before the agenda is issued: so many working days before that day (0: on it)."""

    name: str
    working_days: int


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A day of every year on which a law or an office wants something, such as the 1 February of a precept."""

    name: str
    day: int
    month: int

    def __str__(self) -> str:
        return f"{self.day} {date(2000, self.month, 1):%B}"


class Kind(StrEnum):
    """What a day is for: what authors deliver, the issue of the agenda, a precept's day, the meeting itself."""

    STEP = "step"
    ISSUE = "issue"
    PRECEPT = "precept"
    MEETING = "meeting"


@dataclass(frozen=True, order=True, slots=True)
class Deadline:
    """A day on which something is due."""

    on: date
    kind: Kind
    name: str

    def is_over(self, today: date) -> bool:
        return self.on < today

    def days_left(self, today: date) -> int:
        """Days from today on, by the calendar: 0 today, negative when it is over."""
        return (self.on - today).days


def planned_back(issue_on: date, steps: Iterable[Step], calendar: Calendar) -> list[Deadline]:
    """The days on which authors deliver, counted back from the day of issue, the first of them first."""
    found = [Deadline(calendar.before(issue_on, step.working_days), Kind.STEP, step.name) for step in steps]
    return sorted(found, key=lambda deadline: deadline.on)


def precept_days(meeting_on: date, days: Iterable[YearlyDay]) -> list[Deadline]:
    """The days of the precept in the year of a meeting (SI 2012/2271, regs. 3-7), as the office keeps them."""
    return sorted(
        (Deadline(_day_of(meeting_on.year, day), Kind.PRECEPT, day.name) for day in days), key=lambda found: found.on
    )


def _day_of(year: int, day: YearlyDay) -> date:
    """29 February is the 28th in a year that has none."""
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return date(year, day.month, day.day - 1)


@dataclass(frozen=True, slots=True)
class Timing:
    """How a meeting stands with the law on a day: `given` are its clear days, None while the agenda is not published.

    An agenda that comes late wants urgency wording: the special circumstances for which the person who presides is of the
    opinion that its items cannot wait (s.100B(4)(b)).
    """

    wanted: int
    issue_by: date
    given: int | None
    is_late: bool


def timing(meeting_on: date, published_on: date | None, clear_days: int, calendar: Calendar, today: date) -> Timing:
    """Whether the agenda was published in time; one that is not published yet is held against today.

    Once the meeting is over, nobody knows whether an agenda was late of which nobody has said when it was published.
    """
    last = issue_by(meeting_on, clear_days, calendar)
    if published_on is not None:
        given = clear_days_given(published_on, meeting_on, calendar)
        return Timing(clear_days, last, given, given < clear_days)
    reached = clear_days_given(today, meeting_on, calendar)
    return Timing(clear_days, last, None, today <= meeting_on and reached < clear_days)


def next_of(deadlines: Sequence[Deadline], today: date) -> Deadline | None:
    """The deadline that comes next, today's among them."""
    return min((found for found in deadlines if not found.is_over(today)), default=None)
