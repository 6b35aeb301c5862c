"""What an answer lacks before its return can be submitted, in words, with the field that wants it. Pure."""

from commitments.milestones import Moved
from commitments.models import Status
from indicators.models import Reading
from pillars.models import Judgement, Narrative
from pillars.ratings import RatingValue
from returns.entries import Missing
from returns.rules import needs_reason


def of_line(
    name: str, key: str, status: Status | None, this: RatingValue | None, last: RatingValue | None, moved: Moved | None
) -> tuple[Missing, ...]:
    """A line wants a rating or why there is none, and a reason where the rules ask for one."""
    return _of_judgement(name, key, status, this, last, is_rebaselined=moved is not None)


def of_own(
    key: str, rating: Judgement | None, this: RatingValue | None, last: RatingValue | None
) -> tuple[Missing, ...]:
    """The sub-theme's own rating wants the same."""
    return _of_judgement("", key, rating, this, last)


def _of_judgement(
    name: str,
    key: str,
    judged: Judgement | None,
    this: RatingValue | None,
    last: RatingValue | None,
    *,
    is_rebaselined: bool = False,
) -> tuple[Missing, ...]:
    about = name or "The rating of the whole"
    missing = []
    if judged is None or (judged.rating_id is None and not judged.empty_reason):
        missing.append(Missing(f"{about}: give a rating, or say why there is none.", f"{key}-choice"))
    why = needs_reason(this, last, is_rebaselined=is_rebaselined)
    if why and not (judged and judged.reason.strip()):
        missing.append(Missing(f"{about}: give the reason, because {why}.", f"{key}-reason"))
    return tuple(missing)


def of_reading(name: str, key: str, reading: Reading | None, *, has_moved: bool) -> tuple[Missing, ...]:
    """An indicator wants a value or why there is none, and a reason where its target has moved."""
    missing = []
    if reading is None or not reading.is_given:
        missing.append(Missing(f"{name}: give a value, or say why there is none.", f"{key}-printed"))
    if has_moved and not (reading and reading.target_reason.strip()):
        missing.append(Missing(f"{name}: give the reason, because its target has moved.", f"{key}-target_reason"))
    return tuple(missing)


def of_text(words: str, key: str, narrative: Narrative | None) -> tuple[Missing, ...]:
    """A text wants to be written, or to be said to be empty: an empty version is that answer."""
    if narrative is not None:
        return ()
    return (Missing(f"{words}: write them, or say that there are none this quarter.", f"{key}-text"),)
