"""A line's status: appended, and a stale one refused."""

import pytest

from commitments.actions import record_status
from commitments.models import Status
from pillars.versions import StaleVersion
from tests import records

pytestmark = pytest.mark.django_db


def test_status_is_appended_and_a_stale_one_refused():
    plan = records.make_plan()
    row = records.make_line(records.make_period(plan), "1", code=None)
    green, red = records.rating(plan, "G"), records.rating(plan, "R")
    first = record_status(line=row, rating=green, based_on=None, by=None)
    second = record_status(line=row, rating=red, reason="Cable is late.", based_on=first, by=None)
    assert Status.objects.heads().get() == second
    with pytest.raises(StaleVersion):
        record_status(line=row, rating=None, empty_reason="lost", based_on=first, by=None)
    assert record_status(line=row, rating=red, reason="Cable is late.", based_on=second, by=None) == second
    assert Status.objects.count() == 2
