"""A rating as a report shows it: this period, last period, and the movement between them in words."""

from pillars.queries import Judged
from pillars.ratings import Movement, RatingValue, movement
from pillars.shown import Shown, shown
from reports.document import Rated


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
