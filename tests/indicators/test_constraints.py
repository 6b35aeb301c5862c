"""Every named rule of this floor's tables, broken once: the database itself refuses, and the rule has its sentence."""

import pytest

from indicators.models import Indicator, Place, Reading
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """An indicator with one value, one with a value on each place, and a reading of each."""
    plan = records.make_plan(sub_themes=2)
    period = records.make_period(plan)
    one, each = records.make_indicator(plan, "one"), records.make_indicator(plan, "each", is_per_place=True)
    Reading.objects.create(indicator=one, period=period, value=1)
    Reading.objects.create(indicator=each, period=period, place=each.places.get(), value=1)
    return {"plan": plan, "period": period, "one": one, "each": each}


# The constraint, a record that breaks it, and the sentence that a form shows (None: Django's own).
RULES = [
    (
        "indicator_key_once_in_a_plan",
        lambda held: Indicator(plan=held["plan"], key="one", name="X", kind="count"),
        None,
    ),
    (
        "indicator_suppression_has_a_reason",
        lambda held: Indicator(plan=held["plan"], key="three", name="X", kind="count", suppress_below=5),
        "Give the reason, to be published, why small counts are withheld.",
    ),
    (
        "indicator_stands_once_on_a_sub_theme",
        lambda held: Place(indicator=held["one"], sub_theme=held["one"].places.get().sub_theme, order=9),
        None,
    ),
    (
        "place_order_once_on_a_sub_theme",
        lambda held: Place(
            indicator=Indicator.objects.create(plan=held["plan"], key="three", name="X", kind="count"),
            sub_theme=held["one"].places.get().sub_theme,
            order=1,
        ),
        None,
    ),
    ("reading_first_version_once", lambda held: Reading(indicator=held["one"], period=held["period"], value=2), None),
    (
        "reading_of_a_place_first_version_once",
        lambda held: Reading(indicator=held["each"], period=held["period"], place=held["each"].places.get(), value=2),
        None,
    ),
    (
        "reading_or_why_not",
        lambda held: Reading(indicator=held["one"], period=held["period"], value=2, empty_reason="not_due"),
        "Give a value, or say why there is none: not both.",
    ),
]


@pytest.mark.parametrize(("name", "broken", "sentence"), RULES, ids=[rule[0] for rule in RULES])
def test_rule_is_kept_by_the_database_and_has_a_sentence(held, name, broken, sentence):
    record = broken(held)
    said = records.sentence_of(type(record), name, record)
    assert said == sentence if sentence else said.endswith((".", "exists."))
    with records.refused_by(type(record), name):
        record.save(force_insert=True)


def test_every_rule_of_the_floor_is_tested():
    assert {rule[0] for rule in RULES} == records.constraints_of("indicators")


@pytest.mark.parametrize("fields", [{"value": 2, "grade": "GOOD"}, {"grade": "GOOD", "empty_reason": "lost"}])
def test_reading_is_no_more_than_one_of_a_number_a_grade_and_a_reason(held, fields):
    with records.refused_by(Reading, "reading_or_why_not"):
        Reading.objects.create(
            indicator=held["one"], period=held["period"], based_on=held["one"].readings.get(), **fields
        )
