"""Every named rule of this floor's tables, broken once: the database itself refuses, and the rule has its sentence."""

from datetime import date

import pytest

from commitments.models import Commitment, Line, LineCommitment, Status, Wording
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """Commitments 1 and 2, and a rated row that carries 1."""
    plan = records.make_plan()
    period = records.make_period(plan)
    row = records.make_line(period, "1")
    return {
        "plan": plan,
        "period": period,
        "line": row,
        "owner": row.quarterly_return,
        "one": plan.commitments.get(),
        "two": records.make_commitment(plan, "2"),
        "green": records.rating(plan, "G"),
    }


# The constraint, a record that breaks it, and the sentence that a form shows (None: Django's own).
RULES = [
    ("commitment_number_once_in_a_plan", lambda held: Commitment(plan=held["plan"], number=1, suffix=""), None),
    (
        "commitment_ending_has_a_date",
        lambda held: Commitment(plan=held["plan"], number=3, ending="completed"),
        "An ended commitment has the date on which it ended, and only an ended one.",
    ),
    (
        "commitment_has_one_wording_a_day",
        lambda held: Wording(commitment=held["one"], text="Second", in_force_from=date(2017, 4, 1)),
        None,
    ),
    ("line_order_once_in_a_return", lambda held: Line(quarterly_return=held["owner"], order=1), None),
    (
        "commitment_stands_on_one_line_a_quarter",
        lambda held: LineCommitment(line=held["line"], period=held["period"], commitment=held["one"], order=2),
        "This commitment stands on another line of the same quarter.",
    ),
    (
        "line_place_order_once",
        lambda held: LineCommitment(line=held["line"], period=held["period"], commitment=held["two"], order=1),
        None,
    ),
    ("status_first_version_once", lambda held: Status(line=held["line"], rating=held["green"]), None),
    (
        "status_rates_or_says_why_not",
        lambda held: Status(line=held["line"], rating=held["green"], empty_reason="not_due"),
        "Give a rating, or say why there is none: not both.",
    ),
    (
        "status_dates_a_milestone",
        lambda held: Status(line=held["line"], rating=held["green"], milestone_due_on=date(2019, 9, 30)),
        "Say which milestone is due on that day.",
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
    assert {rule[0] for rule in RULES} == records.constraints_of("commitments")


def test_commitment_that_has_not_ended_has_no_date_of_ending(held):
    with records.refused_by(Commitment, "commitment_ending_has_a_date"):
        Commitment.objects.create(plan=held["plan"], number=3, ended_on=date(2019, 4, 1))


def test_number_may_stand_again_in_another_quarter(held):
    later = records.make_period(held["plan"], "2019-20-q2")
    assert records.make_line(later, "1").places.get().commitment == held["one"]
