"""What the register of commitments is narrowed to: by pillar, by rating now, or to what has long been red.

Pure: the words of an address in, stories out. The page of the register asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.through.course import LONG
from reports.through.register import Register, Story

NOT_RATED, NOT_LISTED = "not-rated", "not-listed"
YES = "yes"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for: a pillar's key, a rating's code or one of the two words above; "" and False ask for nothing."""

    pillar: str = ""
    rating: str = ""
    is_long_red: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything was asked for."""
        return self != Choice()


def choice_of(asked: Mapping[str, str], register: Register) -> Choice:
    """The choice that an address makes; what is no pillar and no rating of this register asks for nothing."""
    pillar, rating = asked.get("pillar", ""), asked.get("rating", "")
    ratings = {NOT_RATED, NOT_LISTED, *(rating.code for rating in register.scale)}
    return Choice(
        pillar=pillar if pillar in dict(register.pillars) else "",
        rating=rating if rating in ratings else "",
        is_long_red=asked.get("long") == YES,
    )


def chosen(register: Register, choice: Choice) -> tuple[Story, ...]:
    """The stories that a choice leaves, in the order of the register."""
    return tuple(
        story
        for story in register.stories
        if (not choice.pillar or _pillar_of(story) == choice.pillar)
        and (not choice.rating or _rating_of(story) == choice.rating)
        and (not choice.is_long_red or story.red_for >= LONG)
    )


def _pillar_of(story: Story) -> str:
    """Where it stands, or stood last."""
    return story.last_seen.pillar_key if story.last_seen else ""


def _rating_of(story: Story) -> str:
    if story.now is None:
        return NOT_LISTED
    rating = story.now.rated.this.rating
    return rating.code if rating else NOT_RATED
