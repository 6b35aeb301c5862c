"""Ratings as values: their shapes and colours, and the movement from one to the next. The words are the office's own."""

from dataclasses import dataclass

from django.db import models


class Shape(models.TextChoices):
    """Shapes that stay apart at 12 pixels and in greyscale."""

    SQUARE = "square", "square"
    TRIANGLE = "triangle", "triangle"
    DISC = "disc", "disc"
    TICK = "tick", "tick"
    RING = "ring", "ring"
    DIAMOND = "diamond", "diamond"


class Colour(models.TextChoices):
    """Colours with a tested pair of text and tint (at least 7:1), and a fill that stays apart for colour-blind eyes."""

    RED = "red", "red"
    AMBER = "amber", "amber"
    GREEN = "green", "green"
    BLUE = "blue", "blue"
    WHITE = "white", "white"
    PURPLE = "purple", "purple"


@dataclass(frozen=True, slots=True)
class RatingValue:
    """One rating of a scale as a report shows it. `rank` is its place from the best (1) down; None has no place.

    A rating without a place, such as Not started, is neither better nor worse than another.
    """

    code: str
    word: str
    definition: str
    shape: str
    colour: str
    rank: int | None


class Movement(models.TextChoices):
    """How this period's rating stands to last period's."""

    IMPROVED = "improved", "Improved"
    WORSENED = "worsened", "Worsened"
    UNCHANGED = "unchanged", "No change"
    CHANGED = "changed", "Changed"


def movement(this: RatingValue | None, last: RatingValue | None) -> Movement | None:
    """Compare two ratings by their places on the scale; None when either is missing, so never mistaken for no change."""
    if this is None or last is None:
        return None
    if this.code == last.code:
        return Movement.UNCHANGED
    if this.rank is None or last.rank is None or this.rank == last.rank:
        return Movement.CHANGED
    return Movement.IMPROVED if this.rank < last.rank else Movement.WORSENED
