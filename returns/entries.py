"""What stands on a quarter's returns while they are kept: each line, reading and text with last period's and what it lacks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from commitments.milestones import Milestone, Moved
from commitments.models import Line, Status
from indicators.models import Place, Reading
from pillars.models import Narrative, Pillar, Rating, ReportingPeriod, Return, ReturnState, SubTheme, SubThemeRating
from pillars.ratings import Movement, RatingValue
from pillars.shown import Shown
from pillars.versions import Version
from returns.models import Step


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a return lacks: a sentence, and the id of the field on the editing page that wants it."""

    words: str
    field: str


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A rated row. `numbers` are pairs of number and wording; `last` and `last_milestone` are last period's."""

    line: Line
    quarterly_return: Return
    numbers: tuple[tuple[str, str], ...]
    last: Shown
    last_milestone: Milestone | None
    status: Status | None
    this: RatingValue | None
    movement: Movement | None
    moved: Moved | None
    missing: tuple[Missing, ...]

    @property
    def key(self) -> str:
        """The id of the row on a page, and the prefix of its form."""
        return f"line-{self.line.pk}"

    @property
    def version(self) -> Version | None:
        """The version that stands, as every kind of entry names it."""
        return self.status

    @property
    def name(self) -> str:
        return "/".join(number for number, _ in self.numbers)


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """An indicator on a sub-theme. `kept_on` is the return that keeps a value which serves several places, where that is
    another return than this one: here it is only shown."""

    place: Place
    quarterly_return: Return
    reading: Reading | None
    last: Reading | None
    last_year: Reading | None
    kept_on: Return | None
    has_moved: bool
    missing: tuple[Missing, ...]

    @property
    def key(self) -> str:
        return f"reading-{self.place.pk}"

    @property
    def version(self) -> Version | None:
        return self.reading

    @property
    def name(self) -> str:
        return self.place.label or self.place.indicator.name


@dataclass(frozen=True, slots=True)
class TextEntry:
    """Headlines or activities of a return; with `pillar`, the headlines of the pillar on the summary page."""

    kind: str
    quarterly_return: Return
    pillar: Pillar | None
    words: str
    narrative: Narrative | None
    last: str
    missing: tuple[Missing, ...]

    @property
    def key(self) -> str:
        return "text-summary" if self.pillar else f"text-{self.kind}"

    @property
    def version(self) -> Version | None:
        return self.narrative


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """The sub-theme's own rating, with what its lines suggest; a suggestion is never taken over by itself."""

    quarterly_return: Return
    rating: SubThemeRating | None
    this: RatingValue | None
    last: Shown
    movement: Movement | None
    suggestion: "Suggestion | None"
    missing: tuple[Missing, ...]

    key = "own"

    @property
    def version(self) -> Version | None:
        return self.rating


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The rating that most lines have, of two equal ones the worse: `count` of the `rated` lines have it."""

    rating: RatingValue
    count: int
    rated: int


Entry = LineEntry | ReadingEntry | TextEntry | OwnEntry


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """One return: its entries in the order of the page, and the steps it has taken."""

    quarterly_return: Return
    own: OwnEntry
    lines: tuple[LineEntry, ...]
    readings: tuple[ReadingEntry, ...]
    texts: tuple[TextEntry, ...]
    steps: tuple[Step, ...] = ()

    @property
    def kept(self) -> tuple[Entry, ...]:
        """What this return must answer: not what another return keeps."""
        return (self.own, *self.texts, *(entry for entry in self.readings if entry.kept_on is None), *self.lines)

    @property
    def missing(self) -> tuple[Missing, ...]:
        return tuple(missing for entry in self.kept for missing in entry.missing)

    @property
    def done(self) -> int:
        return sum(not entry.missing for entry in self.kept)

    @property
    def of(self) -> int:
        return len(self.kept)

    @property
    def lines_done(self) -> int:
        return sum(not line.missing for line in self.lines)

    @property
    def standing(self) -> str:
        """not_started, in_progress, submitted, sent_back or approved."""
        state = self.quarterly_return.state
        if state != ReturnState.OPEN:
            return str(state)
        return "in_progress" if any(entry.version for entry in self.kept) else "not_started"


@dataclass(frozen=True, slots=True)
class QuarterSheet:
    """The returns of a quarter that were asked for and all of its sub-themes, both in the order of the plan, the ratings of
    its scale, and the quarter before where it is held."""

    period: ReportingPeriod
    previous: ReportingPeriod | None
    ratings: tuple[Rating, ...]
    returns: tuple[ReturnSheet, ...]
    sub_themes: tuple[SubTheme, ...]

    @property
    def lines(self) -> tuple[LineEntry, ...]:
        return tuple(line for sheet in self.returns for line in sheet.lines)


def suggestion(ratings: Iterable[RatingValue | None]) -> Suggestion | None:
    """What the ratings of its lines suggest for a sub-theme; a rating without a place on the scale suggests nothing."""
    counted = Counter(rating for rating in ratings if rating is not None and rating.rank is not None)
    if not counted:
        return None
    rating = max(counted, key=lambda rating: (counted[rating], rating.rank or 0))
    return Suggestion(rating, counted[rating], counted.total())
