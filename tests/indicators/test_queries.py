"""On which return a reading is kept: that of its place, or of the first place where one value serves several."""

from datetime import date

import pytest

from indicators.models import Place
from indicators.queries import returns_keeping
from pillars.models import Pillar, SubTheme
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """Two pillars of two sub-themes, the second pillar made before the first in the database."""
    plan = records.make_plan(pillars=2, sub_themes=2)
    Pillar.objects.filter(key="pillar-1").update(order=9)
    return plan


def stands_on(indicator, key, order=9, **dates):
    return Place.objects.create(indicator=indicator, sub_theme=SubTheme.objects.get(key=key), order=order, **dates)


def keepers(indicator, period, place=None):
    return [held.sub_theme.key for held in returns_keeping(indicator, place, period)]


def test_shared_reading_is_kept_on_its_first_place_in_the_order_of_the_plan(plan):
    period = records.make_period(plan)
    indicator = records.make_indicator(plan)
    assert keepers(indicator, period) == ["theme-2-1"]
    stands_on(indicator, "theme-1-1")
    stands_on(indicator, "theme-2-2")
    assert keepers(indicator, period) == ["theme-2-1", "theme-2-2", "theme-1-1"]
    assert returns_keeping(indicator, None, period).first().period == period


def test_reading_of_a_place_is_kept_on_the_return_of_that_place(plan):
    period = records.make_period(plan)
    indicator = records.make_indicator(plan, is_per_place=True)
    second = stands_on(indicator, "theme-1-2")
    assert keepers(indicator, period, second) == ["theme-1-2"]


def test_place_that_is_not_in_force_keeps_nothing(plan):
    period = records.make_period(plan)
    indicator = records.make_indicator(plan)
    indicator.places.update(in_force_until=date(2019, 6, 29))
    assert keepers(indicator, period) == []
    stands_on(indicator, "theme-1-2", in_force_from=date(2019, 6, 30))
    stands_on(indicator, "theme-1-1", in_force_from=date(2019, 7, 1))
    assert keepers(indicator, period) == ["theme-1-2"]


def test_other_quarters_and_indicators_keep_their_own(plan):
    period, other = records.make_period(plan), records.make_period(plan, "2019-20-q2")
    one, two = records.make_indicator(plan, "one"), records.make_indicator(plan, "two")
    found = [returns_keeping(indicator, None, quarter).get() for indicator in (one, two) for quarter in (period, other)]
    assert [held.period for held in found] == [period, other, period, other]
