"""What an opened quarter takes over of the last one's finance part."""

from datetime import date

import pytest

from finance.actions import carry_report
from finance.models import Figure, FinanceReport, Note, NoteText, Row, Statement
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return records.make_plan()


@pytest.fixture
def last(plan):
    """A quarter with a statement: a row with a note and a figure, and a total that sums it."""
    made = records.make_period(plan, is_published=True)
    statement = records.make_statement(made)
    statement.as_at = date(2019, 6, 30)
    statement.sign_convention = "Brackets are overspends."
    statement.save()
    note, staff = Note.objects.get(), Row.objects.get()
    Row.objects.filter(pk=staff.pk).update(
        note=note, comment="Two posts are vacant.", footnote_mark="*", footnote="Net."
    )
    Row.objects.create(statement=statement, key="total", order=2, label="Total", kind="total").sums.add(staff)
    Figure.objects.create(row=staff, column=statement.columns.get(), amount=940)
    NoteText.objects.create(note=note, text="Pay.")
    return made


def test_statements_are_carried_without_what_belongs_to_the_quarter(plan, last):
    period = records.make_period(plan, "2019-20-q2")
    carry_report(last=last, period=period)
    report = FinanceReport.objects.get(period=period)
    assert (report.title, report.sub_theme) == ("Finance", FinanceReport.objects.get(period=last).sub_theme)
    statement = report.statements.get()
    assert (statement.key, statement.as_at, statement.sign_convention) == ("revenue", None, "Brackets are overspends.")
    assert [column.heading for column in statement.columns.all()] == ["Budget"]
    staff, total = statement.rows.all()
    assert (staff.label, staff.comment, staff.footnote, staff.note) == ("Staff", "", "Net.", report.notes.get())
    assert list(total.sums.all()) == [staff]
    assert not Figure.objects.filter(row__statement=statement).exists()
    assert not NoteText.objects.filter(note__report=report).exists()


def test_last_quarter_keeps_what_it_holds(plan, last):
    carry_report(last=last, period=records.make_period(plan, "2019-20-q2"))
    statement = Statement.objects.get(report__period=last)
    staff, total = statement.rows.all()
    assert (statement.as_at, staff.comment, list(total.sums.all())) == (
        date(2019, 6, 30),
        "Two posts are vacant.",
        [staff],
    )
    assert Figure.objects.get().row == staff


def test_quarter_without_a_finance_part_hands_on_none(plan):
    last, period = records.make_period(plan), records.make_period(plan, "2019-20-q2")
    carry_report(last=last, period=period)
    assert not FinanceReport.objects.exists()
