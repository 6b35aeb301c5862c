"""Every named rule of this floor's tables, broken once: the database itself refuses, and the rule has its sentence."""

from decimal import Decimal

import pytest

from finance.actions import record_figure, record_note_text, record_reason
from finance.models import Column, Figure, Note, NoteText, Reason, Row, Statement, Tie
from finance.queries import book_of
from pillars.versions import StaleVersion
from tests import records

pytestmark = pytest.mark.django_db
TIED = {"left": "revenue/staff/budget", "right": "revenue/total/budget"}


@pytest.fixture
def statement():
    made = records.make_statement(records.make_period(records.make_plan()))
    Figure.objects.create(row=made.rows.get(), column=made.columns.get(), amount=940)
    NoteText.objects.create(note=made.report.notes.get(), text="First")
    records.make_tie(made.report, "opening", **TIED)
    Reason.objects.create(report=made.report, check_key="x", difference="1", text="First")
    return made


def statement_of(s, **fields):
    return Statement(report=s.report, page="X", title="X", **{"key": "x", "order": 2} | fields)


def column_of(s, **fields):
    return Column(statement=s, heading="X", **{"key": "x", "order": 2} | fields)


def row_of(s, **fields):
    return Row(statement=s, **{"key": "x", "order": 2, "label": "X"} | fields)


def figure_of(s, **fields):
    return Figure(row=s.rows.get(), column=s.columns.get(), **fields)


def tie_of(s, **fields):
    return Tie(report=s.report, label="X", **TIED, **{"key": "x", "order": 2} | fields)


FORMULA = "A column by a formula has one, and no other column has."
CONTENT = "A cell holds an amount, a dash or words, and only one of them."
LIMITS = "Only a band has a lowest and a highest share."
# The constraint, a record that breaks it, and the sentence that a form shows (None: Django's own).
RULES = [
    ("statement_key_once_in_a_report", lambda s: statement_of(s, key="revenue"), None),
    ("statement_order_once_in_a_report", lambda s: statement_of(s, order=1), None),
    ("column_key_once_in_a_statement", lambda s: column_of(s, key="budget"), None),
    ("column_order_once_in_a_statement", lambda s: column_of(s, order=1), None),
    ("column_has_a_formula_where_it_is_computed", lambda s: column_of(s, kind="computed"), FORMULA),
    ("column_has_a_formula_where_it_is_computed", lambda s: column_of(s, kind="percentage"), FORMULA),
    ("column_has_a_formula_where_it_is_computed", lambda s: column_of(s, kind="amount", formula="a - b"), FORMULA),
    ("column_has_a_formula_where_it_is_computed", lambda s: column_of(s, kind="comment", formula="a - b"), FORMULA),
    ("note_order_once_in_a_report", lambda s: Note(report=s.report, order=1, section="X"), None),
    ("note_reference_once_in_a_report", lambda s: Note(report=s.report, order=2, section="X", reference="R1"), None),
    ("note_text_first_version_once", lambda s: NoteText(note=s.report.notes.get(), text="Second"), None),
    ("row_key_once_in_a_statement", lambda s: row_of(s, key="staff"), None),
    ("row_order_once_in_a_statement", lambda s: row_of(s, order=1), None),
    (
        "row_has_a_label_unless_it_is_a_space",
        lambda s: row_of(s, label=""),
        "A row has words, unless it is only a space.",
    ),
    ("figure_first_version_once", lambda s: figure_of(s, amount=1), None),
    ("figure_is_an_amount_or_a_dash_or_words", lambda s: figure_of(s, amount=0, is_dash=True), CONTENT),
    ("figure_is_an_amount_or_a_dash_or_words", lambda s: figure_of(s, amount=0, text="X"), CONTENT),
    ("figure_is_an_amount_or_a_dash_or_words", lambda s: figure_of(s, is_dash=True, text="X"), CONTENT),
    ("tie_key_once_in_a_report", lambda s: tie_of(s, key="opening"), None),
    ("tie_order_once_in_a_report", lambda s: tie_of(s, order=1), None),
    ("tie_limits_belong_to_a_band", lambda s: tie_of(s, low=Decimal(3)), LIMITS),
    ("tie_limits_belong_to_a_band", lambda s: tie_of(s, high=Decimal(3)), LIMITS),
    (
        "tie_band_is_not_upside_down",
        lambda s: tie_of(s, kind="band", low=Decimal(5), high=Decimal(3)),
        "The lowest share of a band is not above its highest.",
    ),
    ("reason_first_version_once", lambda s: Reason(report=s.report, check_key="x", difference="2", text="X"), None),
]


@pytest.mark.parametrize(("name", "broken", "sentence"), RULES)
def test_rule_is_kept_by_the_database_and_has_a_sentence(statement, name, broken, sentence):
    record = broken(statement)
    said = records.sentence_of(type(record), name, record)
    assert said == sentence if sentence else said.endswith((".", "exists."))
    with records.refused_by(type(record), name):
        record.save(force_insert=True)


def test_every_rule_of_the_floor_is_tested():
    assert {rule[0] for rule in RULES} == records.constraints_of("finance")


ALLOWED = [
    lambda s: column_of(s, kind="computed", formula="a - b"),
    lambda s: column_of(s, kind="percentage", formula="a / b"),
    lambda s: row_of(s, kind="spacer", label=""),
    lambda s: tie_of(s, kind="band"),
    lambda s: tie_of(s, kind="band", low=Decimal(3)),
    lambda s: tie_of(s, kind="band", high=Decimal(3)),
    lambda s: tie_of(s, kind="band", low=Decimal(3), high=Decimal(3)),
]


@pytest.mark.parametrize("allowed", ALLOWED)
def test_what_no_rule_forbids_is_kept(statement, allowed):
    record = allowed(statement)
    record.validate_constraints()
    record.save(force_insert=True)


@pytest.mark.parametrize("content", [{}, {"amount": 0}, {"is_dash": True}, {"text": "Carried forward"}])
def test_cell_holds_nothing_or_one_thing(statement, content):
    first = Figure.objects.get()
    figure = Figure.objects.create(row=first.row, column=first.column, based_on=first, **content)
    assert figure.is_blank == (content == {})


def test_several_notes_may_have_no_reference(statement):
    for order in (2, 3):
        Note.objects.create(report=statement.report, order=order, section="Overview")
    assert [str(note) for note in statement.report.notes.all()] == ["R1", "Note 2", "Note 3"]


def test_figure_note_and_reason_are_appended_and_a_stale_one_refused(statement):
    cell = {"row": statement.rows.get(), "column": statement.columns.get()}
    first = Figure.objects.get()
    assert record_figure(**cell, amount=940, based_on=first, by=None) == first
    dash = record_figure(**cell, amount=None, is_dash=True, based_on=first, by=None)
    with pytest.raises(StaleVersion):
        record_figure(**cell, amount=0, based_on=first, by=None)
    note = statement.report.notes.get()
    second = record_note_text(note=note, text="Second", based_on=NoteText.objects.get(), by=None)
    given = {"report": statement.report, "check_key": "x", "by": None}
    reason = record_reason(**given, difference="2", text="Second", based_on=Reason.objects.get())
    with pytest.raises(StaleVersion):
        record_reason(**given, difference="3", text="Third", based_on=reason.based_on)
    book = book_of(statement.report.period)
    assert book.table["revenue"].heads == {("staff", "budget"): dash}
    assert book.texts == {note.pk: second}
    assert book.reasons == {"x": reason}


def test_quarter_without_finance_has_no_book():
    assert book_of(records.make_period(records.make_plan())) is None
