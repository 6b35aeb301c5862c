"""Every named rule of this floor's tables, broken once: the database itself refuses, and the rule has its sentence."""

import pytest

from finance.actions import record_figure, record_note_text
from finance.models import Column, Figure, Note, NoteText, Row, Statement
from finance.queries import figures_of, note_texts, report_of
from pillars.versions import StaleVersion
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    made = records.make_statement(records.make_period(records.make_plan()))
    Figure.objects.create(row=made.rows.get(), column=made.columns.get(), amount=940)
    NoteText.objects.create(note=made.report.notes.get(), text="First")
    return made


# The constraint, a record that breaks it, and the sentence that a form shows (None: Django's own).
RULES = [
    (
        "statement_key_once_in_a_report",
        lambda s: Statement(report=s.report, key="revenue", order=2, page="X", title="X"),
        None,
    ),
    (
        "statement_order_once_in_a_report",
        lambda s: Statement(report=s.report, key="x", order=1, page="X", title="X"),
        None,
    ),
    ("column_key_once_in_a_statement", lambda s: Column(statement=s, key="budget", order=2, heading="X"), None),
    ("column_order_once_in_a_statement", lambda s: Column(statement=s, key="x", order=1, heading="X"), None),
    ("note_order_once_in_a_report", lambda s: Note(report=s.report, order=1, section="X"), None),
    ("note_reference_once_in_a_report", lambda s: Note(report=s.report, order=2, section="X", reference="R1"), None),
    ("note_text_first_version_once", lambda s: NoteText(note=s.report.notes.get(), text="Second"), None),
    ("row_key_once_in_a_statement", lambda s: Row(statement=s, key="staff", order=2, label="X"), None),
    ("row_order_once_in_a_statement", lambda s: Row(statement=s, key="x", order=1, label="X"), None),
    ("figure_first_version_once", lambda s: Figure(row=s.rows.get(), column=s.columns.get(), amount=1), None),
    (
        "figure_is_an_amount_or_a_dash",
        lambda s: Figure(row=s.rows.get(), column=s.columns.get(), amount=0, is_dash=True),
        "A figure is an amount or a dash.",
    ),
]


@pytest.mark.parametrize(("name", "broken", "sentence"), RULES, ids=[rule[0] for rule in RULES])
def test_rule_is_kept_by_the_database_and_has_a_sentence(statement, name, broken, sentence):
    record = broken(statement)
    said = records.sentence_of(type(record), name, record)
    assert said == sentence if sentence else said.endswith((".", "exists."))
    with records.refused_by(type(record), name):
        record.save(force_insert=True)


def test_every_rule_of_the_floor_is_tested():
    assert {rule[0] for rule in RULES} == records.constraints_of("finance")


def test_several_notes_may_have_no_reference(statement):
    for order in (2, 3):
        Note.objects.create(report=statement.report, order=order, section="Overview")
    assert [str(note) for note in statement.report.notes.all()] == ["R1", "Note 2", "Note 3"]


def test_figure_and_note_are_appended_and_a_stale_one_refused(statement):
    cell = {"row": statement.rows.get(), "column": statement.columns.get()}
    first = Figure.objects.get()
    assert record_figure(**cell, amount=940, based_on=first, by=None) == first
    dash = record_figure(**cell, amount=None, is_dash=True, based_on=first, by=None)
    with pytest.raises(StaleVersion):
        record_figure(**cell, amount=0, based_on=first, by=None)
    note = statement.report.notes.get()
    second = record_note_text(note=note, text="Second", based_on=NoteText.objects.get(), by=None)
    report = report_of(statement.report.period_id)
    assert figures_of(report) == {(cell["row"].pk, cell["column"].pk): dash}
    assert note_texts(report) == {note.pk: second.text}


def test_quarter_without_finance_has_no_report(db):
    assert report_of(0) is None
