"""The account of numbers: what became of every commitment from one quarter to the other."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.account import Standing, account, plain
from commitments.models import Ending
from commitments.queries import endings_by, lines_of, references_of_plan, standings, wordings_on
from commitments.references import Reference
from pillars.models import Plan, ReportingPeriod, SubTheme
from tests import records

NINE = Reference(9)
OTHERS = {
    number: frozenset(map(Reference.read, number.split(", "))) if number else frozenset()
    for number in ("", "8", "8, 10")
}


def stood(wording="Light the paths", sub_theme="streets", sharing=""):
    return Standing(wording, sub_theme, OTHERS[sharing])


@pytest.mark.parametrize(
    ("before", "now", "ending", "outcomes"),
    [
        (stood(), stood(), None, "unchanged"),
        (stood(), stood("Light the roads"), None, "reworded"),
        (stood(), stood(sharing="8"), None, "regrouped"),
        (stood(sharing="8"), stood(sharing="8, 10"), None, "regrouped"),
        (stood(sharing="8"), stood(), None, "regrouped"),
        (stood(), stood(sub_theme="roads"), None, "moved"),
        (stood(), stood("Light the roads", sharing="8"), None, "reworded and regrouped"),
        (stood(), stood("Light the roads", sub_theme="roads"), None, "reworded and moved"),
        (stood(), stood(sub_theme="roads", sharing="8"), None, "regrouped and moved"),
        (stood(), stood("Light all", "roads", "8"), None, "reworded and regrouped and moved"),
        (None, stood(), None, "new"),
        (stood(), None, None, "missing"),
        (stood(), None, "completed", "completed"),
        (stood(), None, "withdrawn", "withdrawn"),
        (stood(), None, "superseded", "superseded"),
        (stood(), stood(), "completed", "unchanged"),
    ],
)
def test_account_of_one_number(before, now, ending, outcomes):
    entries = account(
        {NINE: before} if before else {}, {NINE: now} if now else {}, {NINE: Ending(ending)} if ending else {}
    )
    assert [(entry.reference, " and ".join(entry.outcomes)) for entry in entries] == [(NINE, outcomes)]
    assert (entries[0].before, entries[0].now) == (before, now)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Victims’ Bureau", "Victims' Bureau"),
        ("‘Immersion’ project", "'Immersion' project"),
        ("“Safe” streets", '"Safe" streets'),
        ("Merger – business case", "Merger - business case"),
        ("Merger — business case", "Merger - business case"),
        ("Co‑operate", "Co-operate"),
        ("Light  the paths ", "Light the paths"),
        ("Light the\npaths", "Light the paths"),
        ("Light\xa0the paths", "Light the paths"),
        ("LIGHT THE PATHS", "Light the paths"),
        ("Cafe\u0301", "Café"),
        ("Straße", "STRASSE"),
    ],
)
def test_style_of_writing_is_no_rewording(before, now):
    assert plain(before) == plain(now)
    assert [entry.outcomes for entry in account({NINE: stood(before)}, {NINE: stood(now)}, {})] == [("unchanged",)]


@pytest.mark.parametrize(
    ("before", "now"),
    [("Light the paths", "Light the path"), ("Up to 5", "Up to 6"), ("Café", "Cafe"), ("Re-sign", "Resign")],
)
def test_other_words_are_a_rewording(before, now):
    assert [entry.outcomes for entry in account({NINE: stood(before)}, {NINE: stood(now)}, {})] == [("reworded",)]


def test_account_stands_in_the_order_of_the_plan():
    numbers = [Reference.read(number) for number in ("10", "9(b)", "9", "9(a)", "2")]
    half = {number: stood() for number in numbers[:3]}
    rest = {number: stood() for number in numbers[2:]}
    assert [str(entry.reference) for entry in account(half, rest, {})] == ["2", "9", "9(a)", "9(b)", "10"]


def test_number_that_neither_quarter_lists_is_missing_still():
    """A promise of the plan does not drop out of the account after a quarter."""
    gone, ended = Reference(3), Reference(4)
    entries = account({}, {}, {ended: Ending.COMPLETED}, {gone, ended})
    assert [(str(entry.reference), *entry.outcomes) for entry in entries] == [("3", "missing"), ("4", "completed")]


@pytest.fixture
def sample_account(db):
    """The account of the two sample quarters, from the records."""
    records.load_sample(is_published=False)
    plan = Plan.objects.get()
    sub_themes = dict(SubTheme.objects.values_list("pk", "key"))
    references = references_of_plan(plan.pk)
    before, now = (
        standings(lines_of([period.pk]), references, wordings_on(plan.pk, period.quarter.ends_on), sub_themes)
        for period in ReportingPeriod.objects.all()
    )
    return account(before, now, endings_by(plan.pk, ReportingPeriod.objects.last().quarter.ends_on))


def test_account_of_the_sample_is_the_transcribed_one(sample_account):
    found = {str(entry.reference): "+".join(entry.outcomes) for entry in sample_account}
    assert found == {row["number"]: row["kind"] for row in records.transcribed("account_2019-20-q1")}
    counts = Counter(found.values())
    assert counts == {
        "unchanged": 40,
        "reworded": 15,
        "regrouped": 13,
        "reworded+regrouped": 5,
        "new": 14,
        "missing": 14,
    }


def test_lines_are_read_in_three_queries(db):
    plan = records.make_plan(sub_themes=2)
    period = records.make_period(plan)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            found = lines_of([period.pk])
        return len(found), len(captured)

    records.make_line(period, "1")
    assert queries() == (1, 3)
    for number in range(2, 61):
        records.make_line(period, str(number))
    assert queries() == (60, 3)


def test_wording_is_the_one_in_force_on_the_day(db):
    plan = records.make_plan()
    made = records.make_commitment(plan, "1", "First")
    made.wordings.create(text="Second", in_force_from="2019-07-01")
    found = {day: wordings_on(plan.pk, day).get(made.pk) for day in ("2017-03-31", "2019-06-30", "2019-07-01")}
    assert found == {"2017-03-31": None, "2019-06-30": "First", "2019-07-01": "Second"}


def test_ending_counts_from_its_day_on(db):
    plan = records.make_plan()
    made = records.make_commitment(plan, "9(a)")
    made.ending, made.ended_on = "completed", "2019-06-30"
    made.save()
    assert endings_by(plan.pk, "2019-06-29") == {}
    assert endings_by(plan.pk, "2019-06-30") == {Reference(9, "a"): Ending.COMPLETED}
