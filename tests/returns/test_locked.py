"""A return that was handed in is closed to every record that hangs on it, and to no other return."""

import pytest

from commitments.actions import record_status
from commitments.models import Status
from finance.actions import CellEntry, record_figure, record_figures, record_note_text, record_reason
from finance.models import Column, Figure, NoteText, Reason
from indicators.actions import Given, record_reading
from indicators.models import Reading
from pillars.actions import record_narrative, record_sub_theme_rating
from pillars.models import Narrative, Return, ReturnState, SubThemeRating
from pillars.versions import Locked
from tests import records

pytestmark = pytest.mark.django_db
CLOSED = ["submitted", "approved"]


class Held:
    """A quarter of two returns with something of every kind on the first, and one save of each kind, by name."""

    def __init__(self):
        plan = records.make_plan(sub_themes=2)
        self.period = records.make_period(plan)
        self.owner, self.other = Return.objects.order_by("sub_theme__order")
        green = records.rating(plan, "G")
        line = records.make_line(self.period, "1", code=None)
        shared = records.make_indicator(plan, "shared")
        each = records.make_indicator(plan, "each", is_per_place=True)
        statement = records.make_statement(self.period)
        comments = Column.objects.create(statement=statement, key="x", order=2, heading="X", kind="comment")
        summary = (self.owner.sub_theme.pillar, self.period)
        none = {"based_on": None, "by": None}
        reading = {"period": self.period, "given": Given(printed="4"), **none}
        cell = {"row": statement.rows.get(), "column": statement.columns.get(key="budget")}
        self.saves = {
            "own rating": lambda: record_sub_theme_rating(quarterly_return=self.owner, rating=green, **none),
            "headlines": lambda: record_narrative(kind="headlines", subject=self.owner, text="x", **none),
            "activities": lambda: record_narrative(kind="activities", subject=self.owner, text="x", **none),
            "summary headlines": lambda: record_narrative(kind="headlines", subject=summary, text="x", **none),
            "status": lambda: record_status(line=line, rating=green, **none),
            "shared reading": lambda: record_reading(indicator=shared, place=None, **reading),
            "reading of a place": lambda: record_reading(indicator=each, place=each.places.get(), **reading),
            "figure": lambda: record_figure(**cell, amount=940, **none),
            "comment": lambda: record_figures(
                report=statement.report, entries=[CellEntry(statement.rows.get(), comments, text="x")], by=None
            ),
            "note": lambda: record_note_text(note=statement.report.notes.get(), text="x", **none),
            "reason": lambda: record_reason(
                report=statement.report, check_key="sum:x/y/z", difference="1", text="x", **none
            ),
        }


KINDS = [
    *("own rating", "headlines", "activities", "summary headlines", "status"),
    *("shared reading", "reading of a place", "figure", "comment", "note", "reason"),
]


def versions():
    kept = (SubThemeRating, Narrative, Status, Reading, Figure, NoteText, Reason)
    return sum(model.objects.count() for model in kept)


@pytest.mark.parametrize("state", CLOSED)
@pytest.mark.parametrize("kind", KINDS)
def test_return_that_was_handed_in_takes_nothing(kind, state):
    held = Held()
    Return.objects.filter(pk=held.owner.pk).update(state=state)
    with pytest.raises(Locked) as refused:
        held.saves[kind]()
    assert str(refused.value) == (
        f"This return is {ReturnState(state).label.lower()}, so nothing on it can change. "
        "Ask an approver to send it back."
    )
    assert versions() == 0


@pytest.mark.parametrize("state", ["open", "sent_back"])
@pytest.mark.parametrize("kind", KINDS)
def test_return_that_is_open_or_was_sent_back_takes_everything(kind, state):
    held = Held()
    Return.objects.filter(pk=held.owner.pk).update(state=state)
    Return.objects.filter(pk=held.other.pk).update(state="approved")
    held.saves[kind]()
    assert versions() == 1


def test_every_kind_of_record_is_tried():
    assert list(Held().saves) == KINDS


def test_unchanged_answer_on_a_closed_return_is_saved_as_nothing():
    held = Held()
    first = held.saves["own rating"]()
    Return.objects.update(state="submitted")
    again = record_sub_theme_rating(quarterly_return=held.owner, rating=first.rating, based_on=first, by=None)
    assert (again, versions()) == (first, 1)


def test_answer_that_hangs_on_no_return_of_the_quarter_is_refused():
    held = Held()
    indicator = records.make_indicator(held.period.plan, "elsewhere")
    indicator.places.all().delete()
    with pytest.raises(ValueError, match="hangs on no return"):
        record_reading(
            indicator=indicator, place=None, period=held.period, given=Given(printed="4"), based_on=None, by=None
        )
    assert versions() == 0
