"""A standing rating as people are shown it, and last period's of a row that was grouped otherwise."""

import pytest

from pillars.queries import Judged
from pillars.ratings import RatingValue
from pillars.shown import NOT_GIVEN, NOT_HELD, Shown, last_of, shown
from pillars.versions import EmptyReason

GREEN = RatingValue("G", "Green", "", "disc", "green", 1)
AMBER = RatingValue("A", "Amber", "", "triangle", "amber", 2)
RATINGS = {1: GREEN, 2: AMBER}


def test_rating_is_shown_with_its_word():
    assert shown(Judged(1, "", "Done."), RATINGS) == Shown(GREEN, "Green")


@pytest.mark.parametrize("reason", EmptyReason)
def test_answer_why_there_is_no_rating_is_shown_in_its_words(reason):
    assert shown(Judged(None, reason, ""), RATINGS) == Shown(None, reason.label)


@pytest.mark.parametrize("judged", [None, Judged(None, "", ""), Judged(None, "", "Typed before it was rated")])
def test_what_nobody_rated_is_shown_as_not_rated_yet(judged):
    assert shown(judged, RATINGS) == NOT_GIVEN == Shown(None, "Not rated yet")
    assert shown(judged, RATINGS, NOT_HELD) == NOT_HELD == Shown(None, "Not held")


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], NOT_HELD),
        ([("1", Shown(GREEN, "Green"))], Shown(GREEN, "Green")),
        ([("1", Shown(GREEN, "Green")), ("2", Shown(GREEN, "Green"))], Shown(GREEN, "Green")),
        ([("1", Shown(GREEN, "Green")), ("9(a)", Shown(AMBER, "Amber"))], Shown(None, "1: Green; 9(a): Amber")),
        ([("1", Shown(None, "Not due")), ("2", Shown(None, "Not due"))], Shown(None, "Not due")),
        ([("1", Shown(None, "Not due")), ("2", NOT_HELD)], Shown(None, "1: Not due; 2: Not held")),
    ],
)
def test_last_rating_of_a_regrouped_row_is_one_only_where_its_numbers_agree(statuses, expected):
    assert last_of(iter(statuses)) == expected
