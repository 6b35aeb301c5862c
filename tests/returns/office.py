"""A quarter that an office works on: builders for the tests of returns."""

from datetime import date

from accounts.roles import Role
from pillars.models import Narrative, Return, ReturnState, SubThemeRating
from tests import records
from tests.people import make_person

SUBMISSIONS, APPROVALS = date(2019, 10, 11), date(2019, 10, 18)


def make_open_quarter(plan=None, slug="2019-20-q2", **plan_shape):
    """A quarter with due dates, of a plan of this shape, nothing in it answered."""
    period = records.make_period(plan or records.make_plan(**plan_shape), slug)
    period.submissions_due_on, period.approvals_due_on = SUBMISSIONS, APPROVALS
    period.save()
    return period


def returns_of(period):
    """The returns of a quarter in the order of the plan."""
    return list(Return.objects.filter(period=period).order_by("sub_theme__pillar__order", "sub_theme__order"))


def answer(held):
    """Gives a return everything that it wants: its rating, its texts, and where it is the first of a pillar its summary."""
    SubThemeRating.objects.create(quarterly_return=held, rating=records.rating(held.period.plan, "G"))
    for kind in Narrative.Kind.values:
        Narrative.objects.create(kind=kind, quarterly_return=held, text="Done.")
    pillar = held.sub_theme.pillar
    if held.sub_theme_id == pillar.sub_themes.order_by("order")[0].pk:
        Narrative.objects.create(kind="headlines", pillar=pillar, period=held.period, text="Done.")


def make_answered(state=ReturnState.OPEN, **plan_shape):
    """The first return of an open quarter, complete, in this state."""
    held = returns_of(make_open_quarter(**plan_shape))[0]
    answer(held)
    Return.objects.filter(pk=held.pk).update(state=state)
    held.refresh_from_db()
    return held


def make_editor(*sub_themes, **fields):
    """An editor who keeps these sub-themes."""
    person = make_person(Role.EDITOR, **fields)
    for sub_theme in sub_themes:
        sub_theme.editors.add(person)
    return person
