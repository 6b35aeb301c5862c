"""What is kept of every change of the plan: who, when, why, and what stood before; read back in the order of events."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commitments.actions import (
    End,
    Promise,
    add_commitment,
    end_commitment,
    move_commitment,
    regroup_commitment,
    reopen_commitment,
    reword_commitment,
)
from commitments.changes import Refused, Spot
from commitments.history import history_of
from commitments.models import Commitment, Ending, Line, LineCommitment, Wording
from commitments.references import Reference
from pillars.models import Pillar, Plan, SubTheme
from tests import records
from tests.commitments.plans import administrator, line_of, make_open, number, return_of

TRACKED = (Plan, Pillar, SubTheme, Commitment, Wording, Line, LineCommitment)


@pytest.fixture
def period(db):
    return make_open()


@pytest.fixture
def by(db):
    return administrator()


def told(text):
    """The history of a number, the latest first: who, why, and what was done."""
    return [
        (event.by, event.why, [(detail.what, detail.before, detail.after) for detail in event.details])
        for event in history_of(number(text))
    ]


def latest(text):
    return told(text)[0]


def reword(by, text, words, day="2019-07-01", based_on=None):
    reword_commitment(
        commitment=number(text),
        text=words,
        in_force_from=date.fromisoformat(day),
        reason="Agreed.",
        based_on=based_on or f"Promise {text}",
        by=by,
    )


def regroup(by, period, text, onto=None):
    pk = line_of(period, onto).pk if onto else None
    regroup_commitment(commitment=number(text), onto=pk, reason="One promise.", by=by)


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model.__name__)
def test_structure_keeps_every_state_it_had(period, model):
    record = model.objects.all()[0]
    count = model.history.filter(id=record.pk).count()
    record._history_user, record._change_reason = administrator(), "Why."
    record.save()
    kept = model.history.filter(id=record.pk).first()
    assert (kept.history_user, kept.history_change_reason, kept.history_type) == (record._history_user, "Why.", "~")
    assert model.history.filter(id=record.pk).count() == count + 1


def test_reason_may_be_as_long_as_a_form_takes_it(period, by):
    reason = "Because. " * 220
    reopened = End(Ending.COMPLETED, date(2019, 6, 30), reason)
    end_commitment(commitment=number("1"), end=reopened, by=by)
    assert latest("1")[1] == reason


def test_what_was_loaded_or_carried_over_is_no_change_that_somebody_made(period):
    assert told("2") == [("", "", [("Added to the plan", "", "")])]


def test_new_promise_is_one_event(period, by):
    before = timezone.now()
    promise = Promise(Reference(88), "Plant trees", date(2019, 7, 1))
    spot = Spot(return_of(period).pk)
    add_commitment(plan=period.plan, promise=promise, spot=spot, reason="Agreed.", by=by)
    place = "“Theme 1-1”, Q2 2019/20, alone on its row"
    details = [
        ("Added to the plan", "", ""),
        ("Its words, from 1 July 2019", "", "Plant trees"),
        ("Put on a row", "", place),
    ]
    assert told("88") == [(str(by), "Agreed.", details)]
    assert before <= history_of(number("88"))[0].at <= timezone.now()


def test_rewording_tells_both_wordings(period, by):
    reword(by, "1", "Othr words")
    assert latest("1") == (str(by), "Agreed.", [("Reworded from 1 July 2019", "Promise 1", "Othr words")])
    reword(by, "1", "Other words", based_on="Othr words")
    assert latest("1") == (str(by), "Agreed.", [("Words of 1 July 2019 put right", "Othr words", "Other words")])
    assert len(told("1")) == 3


def test_regrouping_is_told_of_every_number_on_both_rows(period, by):
    regroup(by, period, "1", "2")
    alone = "“Theme 1-1”, Q2 2019/20, alone on its row"
    assert latest("1") == (
        str(by),
        "One promise.",
        [("Regrouped", alone, "“Theme 1-1”, Q2 2019/20, on one row with 2 and 3")],
    )
    for text, other in (("2", "3"), ("3", "2")):
        before = f"“Theme 1-1”, Q2 2019/20, on one row with {other}"
        after = f"“Theme 1-1”, Q2 2019/20, on one row with 1 and {other}"
        assert latest(text) == (str(by), "One promise.", [("1 joined its row", before, after)])
    regroup(by, period, "3")
    assert latest("2")[2] == [
        (
            "3 left its row",
            "“Theme 1-1”, Q2 2019/20, on one row with 1 and 3",
            "“Theme 1-1”, Q2 2019/20, on one row with 1",
        )
    ]
    assert [detail[0] for _, _, details in told("46") for detail in details] == ["Added to the plan"]


def test_moving_is_told_of_everything_that_moved_and_of_nothing_that_made_room(period, by):
    spot = Spot(return_of(period, "theme-1-2").pk)
    move_commitment(commitment=number("46"), spot=spot, reason="Fits there.", by=by)
    for text in ("46", "47", "48"):
        assert latest(text) == (
            str(by),
            "Fits there.",
            [
                (
                    "Its row moved",
                    "“Theme 1-1”, Q2 2019/20, alone on its row",
                    "“Theme 1-2”, Q2 2019/20, alone on its row",
                )
            ],
        )
    assert len(told("5")) == 1
    move_commitment(commitment=number("5"), spot=Spot(spot.return_id, None), reason="First, please.", by=by)
    what = ("Its row moved", "“Theme 1-2”, Q2 2019/20, alone on its row", "In another place there")
    assert latest("5") == (str(by), "First, please.", [what])
    assert len(told("46")) == 2


def test_ending_and_reopening_are_told(period, by):
    heirs = (Reference(5), Reference(46))
    end_commitment(commitment=number("1"), end=End(Ending.SUPERSEDED, date(2019, 6, 30), "Merged.", heirs), by=by)
    assert latest("1") == (
        str(by),
        "In its place: 5 and 46. Merged.",
        [
            ("Superseded on 30 June 2019", "", ""),
            ("Taken off its row", "“Theme 1-1”, Q2 2019/20, alone on its row", ""),
        ],
    )
    reopen_commitment(commitment=number("1"), reason="A slip.", by=by)
    assert latest("1") == (str(by), "A slip.", [("Reopened", "Superseded", "Standing")])
    move_commitment(commitment=number("1"), spot=Spot(return_of(period).pk), reason="Back.", by=by)
    assert latest("1") == (
        str(by),
        "Back.",
        [("Put on a row", "", "“Theme 1-1”, Q2 2019/20, alone on its row")],
    )


def test_change_that_was_refused_leaves_no_trace(period, by):
    before = records.row_counts()
    with pytest.raises(Refused, match="stand already"):
        reword(by, "1", "Promise 1")
    assert records.row_counts() == before


def test_number_of_queries_is_the_same_whatever_happened(period, by):
    def queries(text):
        found = number(text)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            history_of(found)
        return len(captured)

    assert queries("48") == 6
    for turn in range(3):
        reword(by, "1", f"Words {turn}", based_on=f"Words {turn - 1}" if turn else None)
        regroup(by, period, "1", "2")
        regroup(by, period, "1")
        move_commitment(
            commitment=number("1"),
            spot=Spot(return_of(period, ("theme-1-1", "theme-1-2")[turn % 2]).pk),
            reason="Why.",
            by=administrator(),
        )
    assert len(told("1")) == 13
    assert queries("1") == 6


@pytest.mark.django_db(transaction=True)
def test_tables_of_history_are_emptied_with_the_others():
    make_open()
    assert Line.history.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_them_for_the_next_test():
    assert [model.__name__ for model in TRACKED if model.history.exists()] == []
