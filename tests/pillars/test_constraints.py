"""Every named rule of this floor's tables, broken once: the database itself refuses, and the rule has its sentence."""

from datetime import date

import pytest

from pillars.models import (
    Narrative,
    Office,
    Pillar,
    Plan,
    Rating,
    RatingScale,
    ReportingPeriod,
    Return,
    SubTheme,
    SubThemeRating,
)
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """A plan with one pillar, one sub-theme and one rated quarter, by the names that RULES uses."""
    plan = records.make_plan()
    period = records.make_period(plan)
    owner = records.first_return(period)
    green = records.rating(plan, "G")
    SubThemeRating.objects.create(quarterly_return=owner, rating=green)
    Narrative.objects.create(kind="headlines", quarterly_return=owner, text="First")
    pillar = Pillar.objects.get()
    Narrative.objects.create(kind="headlines", pillar=pillar, period=period, text="First")
    stands_for_pillar = SubTheme.objects.create(pillar=pillar, key="alone", order=9, title="")
    return {
        "plan": plan,
        "scale": plan.scales.get(),
        "pillar": pillar,
        "period": period,
        "owner": owner,
        "green": green,
        "alone": stands_for_pillar,
    }


def rating(held, **fields):
    given = {"code": "X", "word": "X", "definition": "X", "shape": "diamond", "colour": "blue", "order": 9}
    return Rating(scale=held["scale"], **given | fields)


# The constraint, a record that breaks it, and the sentence that a form shows (None: Django's own).
RULES = [
    (
        "office_is_the_only_one",
        lambda held: Office(pk=2, name="Second"),
        "A portal serves one office. Change the one that is there.",
    ),
    (
        "plan_ends_after_it_starts",
        lambda held: Plan(
            office_id=1, key="other", title="Other", starts_on=date(2021, 4, 1), ends_on=date(2021, 4, 1)
        ),
        "A plan ends after it starts.",
    ),
    (
        "pillar_key_once_in_a_plan",
        lambda held: Pillar(plan=held["plan"], key="pillar-1", order=2, title="Second"),
        None,
    ),
    (
        "pillar_order_once_in_a_plan",
        lambda held: Pillar(plan=held["plan"], key="second", order=1, title="Second"),
        None,
    ),
    (
        "sub_theme_key_once_in_a_pillar",
        lambda held: SubTheme(pillar=held["pillar"], key="theme-1-1", order=2, title="Second"),
        None,
    ),
    (
        "sub_theme_order_once_in_a_pillar",
        lambda held: SubTheme(pillar=held["pillar"], key="second", order=1, title="Second"),
        None,
    ),
    (
        "sub_theme_stands_for_its_pillar_alone",
        lambda held: SubTheme(pillar=held["pillar"], key="second", order=2, title=""),
        "Give each sub-theme of this pillar a title.",
    ),
    (
        "sub_theme_shares_the_page_of_another",
        lambda held: SubTheme(pk=77, pillar=held["pillar"], key="second", order=2, title="Second", page_of_id=77),
        "A sub-theme cannot share its own page.",
    ),
    ("scale_version_once_in_a_plan", lambda held: RatingScale(plan=held["plan"], version=1), None),
    ("rating_code_once_in_a_scale", lambda held: rating(held, code="G"), None),
    ("rating_shape_once_in_a_scale", lambda held: rating(held, shape="disc"), None),
    ("rating_order_once_in_a_scale", lambda held: rating(held, order=1), None),
    (
        "quarter_is_reported_once",
        lambda held: ReportingPeriod(plan=records.make_plan("other"), scale=held["scale"], year=2019, number=1),
        None,
    ),
    (
        "quarter_is_one_of_four",
        lambda held: ReportingPeriod(plan=held["plan"], scale=held["scale"], year=2019, number=5),
        "A year has quarters 1 to 4.",
    ),
    (
        "quarter_is_approved_after_it_is_submitted",
        lambda held: ReportingPeriod(
            plan=held["plan"],
            scale=held["scale"],
            year=2019,
            number=2,
            submissions_due_on=date(2019, 10, 9),
            approvals_due_on=date(2019, 10, 8),
        ),
        "Approval is due on the day on which returns are due, or later.",
    ),
    (
        "return_state_is_one_of_four",
        lambda held: Return(sub_theme=held["alone"], period=held["period"], state="finished"),
        "A return is open, submitted, sent back or approved.",
    ),
    (
        "sub_theme_returns_once_a_quarter",
        lambda held: Return(sub_theme=held["owner"].sub_theme, period=held["period"]),
        None,
    ),
    (
        "sub_theme_rating_first_version_once",
        lambda held: SubThemeRating(quarterly_return=held["owner"], rating=held["green"]),
        None,
    ),
    (
        "sub_theme_rating_or_why_not",
        lambda held: SubThemeRating(quarterly_return=held["owner"], rating=held["green"], empty_reason="not_due"),
        "Give a rating, or say why there is none: not both.",
    ),
    (
        "narrative_of_a_return_first_version_once",
        lambda held: Narrative(kind="headlines", quarterly_return=held["owner"], text="Second"),
        None,
    ),
    (
        "narrative_of_a_pillar_first_version_once",
        lambda held: Narrative(kind="headlines", pillar=held["pillar"], period=held["period"], text="Second"),
        None,
    ),
    (
        "narrative_belongs_to_a_return_or_a_pillar",
        lambda held: Narrative(kind="activities", pillar=held["pillar"], period=held["period"], text="Second"),
        "A text belongs to one sub-theme's return, or to one pillar in one quarter.",
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
    assert {rule[0] for rule in RULES} == records.constraints_of("pillars")


def test_reason_is_kept_before_the_rating_is_given(held):
    first = SubThemeRating.objects.get()
    typed = SubThemeRating.objects.create(quarterly_return=held["owner"], based_on=first, reason="Staff are short")
    assert list(SubThemeRating.objects.heads()) == [typed]


def test_two_pillars_may_each_hold_a_sub_theme_without_a_title(held):
    other = Pillar.objects.create(plan=held["plan"], key="other", order=2, title="Other")
    assert str(SubTheme.objects.create(pillar=other, key="other", order=1, title="")) == "Other"
