"""The movement from last period's rating to this one's."""

import pytest

from pillars.ratings import RatingValue, movement

SCALE = {
    word: RatingValue(code, word, "", "", "", rank)
    for code, word, rank in (
        ("R", "Red", 4),
        ("A", "Amber", 3),
        ("G", "Green", 2),
        ("B", "Blue", 2),
        ("C", "Complete", 1),
        ("N", "Not started", None),
        ("P", "Paused", None),
    )
} | {"nothing": None}


@pytest.mark.parametrize(
    ("last", "this", "moved"),
    [
        ("Red", "Amber", "improved"),
        ("Red", "Green", "improved"),
        ("Green", "Complete", "improved"),
        ("Amber", "Red", "worsened"),
        ("Complete", "Green", "worsened"),
        ("Amber", "Amber", "unchanged"),
        ("Not started", "Not started", "unchanged"),
        ("Green", "Blue", "changed"),
        ("Not started", "Green", "changed"),
        ("Red", "Not started", "changed"),
        ("Not started", "Paused", "changed"),
        ("nothing", "Green", None),
        ("Green", "nothing", None),
        ("nothing", "nothing", None),
    ],
)
def test_movement_between_two_ratings(last, this, moved):
    assert movement(SCALE[this], SCALE[last]) == moved


def test_movement_across_scales_goes_by_the_place_on_each():
    """A scale of a later version may define a rating anew; its code and its place still tell the movement."""
    before = RatingValue("A", "Amber", "At risk.", "triangle", "amber", 2)
    after = RatingValue("A", "Amber", "Needs more scrutiny.", "diamond", "amber", 3)
    assert movement(after, before) == "unchanged"
