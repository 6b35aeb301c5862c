"""A reading is kept as printed and as meant."""

from decimal import Decimal

import pytest

from indicators.actions import Given, record_reading
from indicators.models import Reading
from indicators.queries import places_on, readings_of
from pillars.models import SubTheme
from pillars.versions import StaleVersion
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def period():
    return records.make_period(records.make_plan())


def read(indicator, period, given, place=None, based_on=None):
    return record_reading(indicator=indicator, period=period, place=place, given=given, based_on=based_on, by=None)


def test_reading_keeps_what_was_printed_and_what_it_means(period):
    saved = read(records.make_indicator(period.plan), period, Given(printed="232K +", basis="year_to_date"))
    saved.refresh_from_db()
    assert (saved.printed, saved.value, saved.is_approximate) == ("232K +", Decimal(232000), True)
    assert str(saved) == "232K +"


def test_reading_without_a_value_says_why(period):
    saved = read(records.make_indicator(period.plan), period, Given(empty_reason="no_new_data"))
    assert (saved.value, str(saved)) == (None, "No new data")


@pytest.mark.parametrize("given", [Given(printed="many"), Given(printed="4", comparators=(("Last year", "many"),))])
def test_reading_of_another_kind_is_refused(period, given):
    with pytest.raises(ValueError, match="cannot be read as count"):
        read(records.make_indicator(period.plan), period, given)
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("is_per_place", "sentence"), [(True, "has a value for each sub-theme"), (False, "has one value for all")]
)
def test_reading_stands_on_a_place_only_where_each_has_its_own(period, is_per_place, sentence):
    indicator = records.make_indicator(period.plan, is_per_place=is_per_place)
    with pytest.raises(ValueError, match=sentence):
        read(indicator, period, Given(printed="4"), place=None if is_per_place else indicator.places.get())


def test_reading_given_again_is_saved_as_nothing_and_a_stale_one_refused(period):
    indicator = records.make_indicator(period.plan, kind="decimal_count")
    first = read(indicator, period, Given(printed="19.9", marks=(("Q1", "up"),), comparators=(("Last year", "18"),)))
    first.refresh_from_db()
    again = Given(printed="19.9", marks=(("Q1", "up"),), comparators=(("Last year", "18"),))
    assert read(indicator, period, again, based_on=first) == first
    second = read(indicator, period, Given(printed="20"), based_on=first)
    with pytest.raises(StaleVersion):
        read(indicator, period, Given(printed="21"), based_on=first)
    assert readings_of([period.pk]) == {(period.pk, indicator.pk, None): second}


def test_places_are_those_in_force_on_the_day(period):
    indicator = records.make_indicator(period.plan)
    stands = indicator.places.get()
    stands.in_force_from, stands.in_force_until = "2018-07-01", "2018-09-30"
    stands.save()
    sub_theme = SubTheme.objects.get()
    days = ("2018-06-30", "2018-07-01", "2018-09-30", "2018-10-01")
    assert [day for day in days if sub_theme.pk in places_on(period.plan_id, day)] == ["2018-07-01", "2018-09-30"]
