"""What an opened quarter takes over of the last one's finance part."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.roles import Role
from finance.actions import carry_report
from finance.models import Column, Figure, FinanceReport, Note, NoteText, Reason, Row, Statement, Tie
from tests import records
from tests.people import make_person

pytestmark = pytest.mark.django_db
COLUMNS = [
    "budget",
    {"key": "forecast", "as_at": date(2020, 3, 31), "unit": "£m", "decimals": 1, "measure": "forecast"},
    {"key": "variance", "formula": "forecast - budget", "sense": "adverse", "measure": "variance"},
    {"key": "share", "kind": "percentage", "formula": "forecast / budget", "has_totals": False},
    {"key": "old", "is_retired": True},
    {"key": "comment", "kind": "comment"},
]
ROWS = [
    {"key": "staff", "footnote_mark": "*", "footnote": "Net."},
    {"key": "premises", "is_retired": True},
    {"key": "old-total", "kind": "subtotal", "sums": ["premises"], "is_retired": True},
    {"key": "space", "kind": "spacer", "label": ""},
    {"key": "total", "kind": "total", "sums": ["staff", "premises"]},
]
CELLS = {
    "staff": [940, 9, 5, None, 1, "Two posts are vacant."],
    "premises": [1, 2, 3, None, "-", None],
}


@pytest.fixture
def plan():
    return records.make_plan()


@pytest.fixture
def last(plan):
    """A quarter with a table of every kind of column and row, some retired, a note, ties and a reason."""
    made = records.make_period(plan, is_published=True)
    convention = "Brackets are overspends."
    statement = records.make_table(
        made,
        "revenue",
        COLUMNS,
        ROWS,
        CELLS,
        kind="revenue",
        unit="£m",
        decimals=1,
        as_at=date(2019, 6, 30),
        sign_convention=convention,
    )
    report = statement.report
    note = Note.objects.create(report=report, order=1, section="Revenue", reference="R1")
    NoteText.objects.create(note=note, text="Pay.")
    Row.objects.filter(key="staff").update(note=note)
    records.make_tie(report, "opening", "revenue/*/budget", "revenue/*/forecast", is_from_last=True, is_negated=True)
    records.make_tie(
        report, "share", "revenue/staff/budget", "revenue/total/budget", low=Decimal(3), high=Decimal("4.5")
    )
    Reason.objects.create(report=report, check_key="sum:revenue/total/budget", difference="1", text="As printed.")
    return made


@pytest.fixture
def opener():
    return make_person(Role.ADMINISTRATOR)


@pytest.fixture
def carried(plan, last, opener):
    period = records.make_period(plan, "2019-20-q2")
    carry_report(last=last, period=period, by=opener)
    return FinanceReport.objects.get(period=period)


def fields_of(record, *left_out):
    """Everything that a record says, but whose it is."""
    own = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    return {name: value for name, value in own.items() if name not in ("id", *left_out)}


def test_statement_is_carried_without_its_cut_off_date(last, carried):
    before, after = Statement.objects.get(report__period=last), carried.statements.get()
    assert (carried.title, carried.sub_theme_id) == (before.report.title, before.report.sub_theme_id)
    assert before.as_at is not None
    assert after.as_at is None
    assert fields_of(after, "report_id", "as_at") == fields_of(before, "report_id", "as_at")


def test_columns_are_carried_without_dates_and_those_retired_stay_behind(last, carried):
    left_out = ("statement_id", "as_at")
    before = Column.objects.filter(statement__report__period=last, is_retired=False)
    after = carried.statements.get().columns.all()
    assert [column.key for column in after] == ["budget", "forecast", "variance", "share", "comment"]
    assert [fields_of(column, *left_out) for column in after] == [fields_of(column, *left_out) for column in before]
    assert before.get(key="forecast").as_at is not None
    assert {column.as_at for column in after} == {None}


def test_rows_are_carried_with_their_notes_and_sums_and_those_retired_stay_behind(last, carried):
    staff, space, total = carried.statements.get().rows.all()
    assert (staff.key, space.kind, total.kind) == ("staff", "spacer", "total")
    assert (staff.footnote_mark, staff.footnote, staff.note) == ("*", "Net.", carried.notes.get())
    assert list(total.sums.all()) == [staff]
    assert total.history.latest().sums.count() == 1


def test_ties_are_carried(last, carried):
    before, after = Tie.objects.filter(report__period=last), carried.ties.all()
    assert [fields_of(tie, "report_id") for tie in after] == [fields_of(tie, "report_id") for tie in before]
    assert [(tie.key, tie.is_from_last, tie.high) for tie in after] == [
        ("opening", True, None),
        ("share", False, Decimal("4.50")),
    ]


def test_what_was_entered_for_the_quarter_is_not_carried(carried):
    assert not Figure.objects.filter(row__statement__report=carried).exists()
    assert not NoteText.objects.filter(note__report=carried).exists()
    assert not carried.reasons.exists()
    note = carried.notes.get()
    assert (note.section, note.reference, note.order) == ("Revenue", "R1", 1)


def test_history_names_who_opened_the_quarter(carried, opener):
    statement = carried.statements.get()
    made = [statement, *statement.columns.all(), *statement.rows.all(), *carried.ties.all()]
    assert {record.history.earliest().history_user for record in made} == {opener}


def test_last_quarter_keeps_what_it_holds(plan, last):
    before = records.row_counts()
    carry_report(last=last, period=records.make_period(plan, "2019-20-q2"))
    statement = Statement.objects.get(report__period=last)
    total = statement.rows.get(key="total")
    assert statement.as_at == date(2019, 6, 30)
    assert {part.key for part in total.sums.all()} == {"staff", "premises"}
    assert {model: count for model, count in records.row_counts().items() if count < before[model]} == {}
    assert Figure.objects.filter(row__statement=statement).count() == Figure.objects.count()


def test_quarter_without_a_finance_part_hands_on_none(plan):
    last, period = records.make_period(plan), records.make_period(plan, "2019-20-q2")
    carry_report(last=last, period=period)
    assert not FinanceReport.objects.exists()
