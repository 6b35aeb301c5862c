"""A rating as shown: this period, last period, and the movement between them in words."""

from collections.abc import Iterable

from pillars.queries import Judged
from pillars.ratings import Movement, RatingValue, movement
from pillars.versions import EmptyReason
from reports.document import Rated, Shown

NOT_GIVEN = Shown(None, "Not rated yet")
NOT_HELD = Shown(None, "Not held")
EMPTY = {reason.value: Shown(None, str(reason.label)) for reason in EmptyReason}


def shown(judged: Judged | None, ratings: dict[int, RatingValue], missing: Shown = NOT_GIVEN) -> Shown:
    """A standing rating as shown; `missing` where nobody has given one."""
    if judged is None:
        return missing
    if judged.rating_id is None:
        return EMPTY[judged.empty_reason]
    rating = ratings[judged.rating_id]
    return Shown(rating, rating.word)


def rated(judged: Judged | None, last: Shown, ratings: dict[int, RatingValue], *, is_stated: bool = False) -> Rated:
    """This period beside last period, with the movement computed from the two."""
    this = shown(judged, ratings)
    moved = movement(this.rating, last.rating)
    return Rated(
        this=this,
        last=last,
        movement=moved or "",
        movement_words=_words(moved, last),
        last_is_stated=is_stated,
        reason=judged.reason if judged else "",
    )


def _words(moved: Movement | None, last: Shown) -> str:
    if moved is None:
        return ""
    return str(moved.label) if moved == Movement.UNCHANGED else f"{moved.label} from {last.words}"


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
