"""How often work is tried, and when a duty is due."""

from datetime import UTC, datetime, time, timedelta

import pytest

from jobs.rules import ATTEMPTS, JOBS_ARE_KEPT, wait_after
from jobs.schedule import Duty


def test_each_attempt_waits_longer_than_the_one_before():
    assert ATTEMPTS == 3
    assert [wait_after(number).total_seconds() for number in (1, 2, 3)] == [10, 60, 360]


@pytest.mark.parametrize(
    ("every", "at", "moment", "period"),
    [
        # London is an hour ahead in summer.
        ("day", time(7), datetime(2019, 6, 30, 5, 59, tzinfo=UTC), ""),
        ("day", time(7), datetime(2019, 6, 30, 6, 0, tzinfo=UTC), "2019-06-30"),
        ("day", time(7), datetime(2019, 12, 30, 6, 59, tzinfo=UTC), ""),
        ("day", time(7), datetime(2019, 12, 30, 7, 0, tzinfo=UTC), "2019-12-30"),
        ("day", time(0), datetime(2019, 6, 30, 23, 0, tzinfo=UTC), "2019-07-01"),
        ("hour", time(0), datetime(2019, 6, 30, 13, 59, tzinfo=UTC), "2019-06-30T14+0100"),
    ],
)
def test_a_duty_is_due_in_a_period(every, at, moment, period):
    assert Duty("test-note", "A note", every, at).period(moment) == period


def test_a_job_is_kept_longer_than_the_period_whose_duty_it_did():
    assert timedelta(days=1) < JOBS_ARE_KEPT
