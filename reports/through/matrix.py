"""Ratings of last period against ratings of this period, counted. Pure; what changed in a quarter begins with it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pillars.ratings import Movement, RatingValue
from pillars.shown import EMPTY, NOT_GIVEN, NOT_HELD, Shown
from reports.document import Rated
from reports.languages.portal import readings

# What stands where there is no rating, in this order.
WORDS = [NOT_GIVEN, *EMPTY.values(), NOT_HELD]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A rating of last period, and how many that had it have each rating of this period."""

    last: Shown
    counts: tuple[tuple[Shown, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many went from each rating of last period (rows) to each of this period (`columns`).

    Only ratings that occur have a row or a column, in the order of the scale, then the words that stand where there is none.
    `moved` counts the movements, those that cannot be told under "".
    """

    columns: tuple[Shown, ...]
    rows: tuple[MatrixRow, ...]
    moved: tuple[tuple[str, int], ...]

    @property
    def totals(self) -> tuple[tuple[Shown, int], ...]:
        """How many have each rating of this period."""
        return tuple((shown, sum(dict(row.counts)[shown] for row in self.rows)) for shown in self.columns)

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)


def matrix(rated: Iterable[Rated], scale: Sequence[RatingValue]) -> Matrix:
    """The matrix of these ratings, whose order is that of a scale."""
    pairs = [(_named(one.last), _named(one.this), one.movement) for one in rated]
    counts = Counter((last, this) for last, this, _ in pairs)
    columns = _in_order({this for _, this, _ in pairs}, scale)
    lasts = _in_order({last for last, _, _ in pairs}, scale)
    moved = Counter(movement for _, _, movement in pairs)
    return Matrix(
        columns=tuple(columns),
        rows=tuple(MatrixRow(last, tuple((this, counts[last, this]) for this in columns)) for last in lasts),
        moved=tuple((movement, moved[movement]) for movement in (*Movement.values, "") if moved[movement]),
    )


def _named(shown: Shown) -> Shown:
    """A rating, or one of a few words: a row of numbers that were rated apart says each, which no count could hold."""
    if shown.rating or _place_of(shown) < len(WORDS):
        return shown
    return Shown(None, _("Rows regrouped from different ratings"))


def _place_of(shown: Shown) -> int:
    """The place of words among those that stand where there is no rating, in whichever language; any others come last."""
    return next((place for place, one in enumerate(WORDS) if shown.words in readings(one.words)), len(WORDS))


def _in_order(found: set[Shown], scale: Sequence[RatingValue]) -> list[Shown]:
    """By the scale; a rating of an earlier scale after those of this one, and words last."""
    codes = [rating.code for rating in scale]

    def place(shown: Shown) -> tuple[int, int, str]:
        if shown.rating is None:
            return 2, _place_of(shown), ""
        if shown.rating in scale:
            return 0, codes.index(shown.rating.code), ""
        return 1, shown.rating.rank or 0, shown.words

    return sorted(found, key=place)
