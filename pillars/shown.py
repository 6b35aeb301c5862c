"""A standing rating as it is shown, to those who enter it and to those who read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pillars.queries import Judged
from pillars.ratings import RatingValue
from pillars.versions import EmptyReason


@dataclass(frozen=True, slots=True)
class Shown:
    """A rating as shown: the rating itself, or None and the words that stand in its place ("Not due", "Not stated")."""

    rating: RatingValue | None
    words: str


NOT_GIVEN = Shown(None, "Not rated yet")
NOT_HELD = Shown(None, "Not held")
EMPTY = {reason.value: Shown(None, str(reason.label)) for reason in EmptyReason}


def shown(judged: Judged | None, ratings: dict[int, RatingValue], missing: Shown = NOT_GIVEN) -> Shown:
    """A standing rating as shown; `missing` where nobody has given one."""
    if judged is None or not judged.is_given:
        return missing
    if judged.rating_id is None:
        return EMPTY[judged.empty_reason]
    rating = ratings[judged.rating_id]
    return Shown(rating, rating.word)


def last_of(line_statuses: Iterable[tuple[str, Shown]]) -> Shown:
    """Last period's rating of a line whose commitments stood on these lines then, each named by its number.

    One rating where they agree; where they do not (a regrouped row), each is said in words.
    """
    named = list(line_statuses)
    if not named:
        return NOT_HELD
    if len({status.words for _, status in named}) == 1:
        return named[0][1]
    return Shown(None, "; ".join(f"{number}: {status.words}" for number, status in named))
