"""Whether the day of a milestone has moved since last period."""

from datetime import date

import pytest

from commitments.milestones import Milestone, Moved, moved

ENDS = date(2019, 6, 30)
WITHIN, LAST_DAY, AHEAD, LATER = date(2019, 5, 31), ENDS, date(2019, 9, 30), date(2020, 3, 31)


def milestone(text, due_on=None):
    return Milestone(text, due_on)


@pytest.mark.parametrize(
    ("last", "this", "expected"),
    [
        # Nothing was promised for a day, so no day can move.
        (None, None, None),
        (None, milestone("Survey", AHEAD), None),
        (milestone("Survey"), milestone("Survey", AHEAD), None),
        # A day that is still to come binds.
        (milestone("Survey", AHEAD), milestone("Survey", AHEAD), None),
        (milestone("Survey", AHEAD), milestone("Survey", LATER), Moved(AHEAD, LATER)),
        (milestone("Survey", LATER), milestone("Survey", AHEAD), Moved(LATER, AHEAD)),
        (milestone("Survey", AHEAD), milestone("Second survey", LATER), Moved(AHEAD, LATER)),
        (milestone("Survey", AHEAD), milestone("Survey of all", AHEAD), None),
        (milestone("Survey", AHEAD), milestone("Survey"), Moved(AHEAD, None)),
        (milestone("Survey", AHEAD), milestone(""), Moved(AHEAD, None)),
        (milestone("Survey", AHEAD), None, Moved(AHEAD, None)),
        # One that lay within the quarter is over: another milestone is the next one, the same one is late.
        (milestone("Survey", WITHIN), milestone("Report", LATER), None),
        (milestone("Survey", WITHIN), milestone("Survey", LATER), Moved(WITHIN, LATER)),
        (milestone("Survey", LAST_DAY), milestone(" survey ", LATER), Moved(LAST_DAY, LATER)),
        (milestone("Survey", WITHIN), milestone("Survey"), None),
        (milestone("Survey", WITHIN), milestone(""), None),
        (milestone("Survey", WITHIN), None, None),
    ],
)
def test_milestone_has_moved_where_a_day_that_bound_is_another(last, this, expected):
    assert moved(last, this, ENDS) == expected
