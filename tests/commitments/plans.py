"""A plan between two quarters: what the tests of its changes begin with."""

from datetime import date

from accounts.roles import Role
from commitments.models import Commitment, Line
from commitments.references import Reference
from commitments.structure import row_with, rows_of
from pillars.models import Return
from pillars.quarters import Quarter
from returns.actions import open_quarter
from tests import records
from tests.people import make_person

Q1, Q2, Q3 = Quarter(2019, 1), Quarter(2019, 2), Quarter(2019, 3)


def make_published(sub_themes=2):
    """A plan whose Q1 2019/20 is published. Theme 1-1 has rows 1, 2/3, and 46 with 47 and 48 under it; theme 1-2 has 5."""
    plan = records.make_plan(sub_themes=sub_themes)
    period = records.make_period(plan, Q1.slug, is_published=True)
    records.make_line(period, "1")
    records.make_line(period, "2", "3")
    parent = records.make_line(period, "46")
    records.make_line(period, "47", parent=parent)
    records.make_line(period, "48", parent=parent)
    second = Return.objects.get(period=period, sub_theme__key="theme-1-2")
    records.make_line(period, "5", in_return=second)
    return plan


def make_open(**shape):
    """The same with Q2 2019/20 open, nothing in it rated."""
    return open_next(make_published(**shape))


def open_next(plan):
    """Opens the quarter after the last one that is held."""
    last = plan.periods.order_by("-year", "-number")[0]
    due = date(2020, 1, 31)
    return open_quarter(plan=plan, quarter=last.quarter.next, submissions_due_on=due, approvals_due_on=due, by=None)


def administrator():
    return make_person(Role.ADMINISTRATOR)


def number(text):
    reference = Reference.read(text)
    return Commitment.objects.get(number=reference.number, suffix=reference.suffix)


def line_of(period, text):
    """The row of a quarter that carries a number."""
    return Line.objects.get(places__period=period, places__commitment=number(text))


def return_of(period, key="theme-1-1"):
    return Return.objects.get(period=period, sub_theme__key=key)


def laid_out(period):
    """The rows of a quarter as a person reads them: by sub-theme, rows that stand under another behind an arrow."""
    rows = rows_of(period)
    found = {}
    for row in rows.values():
        name = f"{rows[row.parent].name} > {row.name}" if row.parent else row.name
        found.setdefault(row.sub_theme, []).append(name)
    return found


def row_of(period, text):
    return row_with(rows_of(period), Reference.read(text))
