"""Who entered what in the finance part, and when."""

import pytest

from accounts.roles import Role
from finance.actions import CellEntry, record_figures, record_note_text
from finance.models import Figure, Note, Reason
from pillars.models import Return, ReturnState
from pillars.versions import Locked, StaleVersion
from tests import records
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def period():
    return records.make_period(records.make_plan())


@pytest.fixture
def held(period):
    columns = ["budget", {"key": "comment", "kind": "comment"}]
    return records.make_table(period, "revenue", columns, ["staff", "premises"])


@pytest.fixture
def officer():
    return make_person(Role.FINANCE_OFFICER, name="Officer of finance")


def enter(held, row, officer, column="budget", **content):
    cell = {"row": held.rows.get(key=row), "column": held.columns.get(key=column)}
    head = Figure.objects.filter(**cell).heads().first()
    return record_figures(report=held.report, entries=[CellEntry(**cell, **content, based_on=head)], by=officer)


def test_history_of_a_table_tells_every_version_the_newest_first(held, officer, html_faults):
    enter(held, "staff", officer, amount=940)
    enter(held, "staff", officer, is_dash=True)
    enter(held, "staff", officer)
    enter(held, "premises", officer, column="comment", text="Rent")
    page = client_of(officer).get(f"/quarters/{held.report.period.quarter.slug}/finance/revenue/history/")
    told = [(one.about, one.before, one.after) for one in page.context["entered"]]
    assert told == [
        ("Premises, Comment", "", "Rent"),
        ("Staff, Budget", "–", ""),
        ("Staff, Budget", "940", "–"),
        ("Staff, Budget", "", "940"),
    ]
    assert {one.who for one in page.context["entered"]} == {"Officer of finance"}
    assert not html_faults(page.text)


def test_history_of_words_tells_notes_and_reasons(held, officer):
    note = Note.objects.create(report=held.report, order=1, section="Revenue", reference="R1")
    first = record_note_text(note=note, text="Pay.", based_on=None, by=officer)
    record_note_text(note=note, text="Pay & rent.", based_on=first, by=officer)
    page = client_of(officer).get(f"/quarters/{held.report.period.quarter.slug}/finance/history/")
    assert [(one.before, one.after) for one in page.context["entered"]] == [("Pay.", "Pay & rent."), ("", "Pay.")]
    assert "Pay &amp; rent." in page.text


def test_history_of_words_calls_notes_and_checks_by_their_names(period, officer):
    held = records.make_table(
        period, "pay", ["budget"], ["staff", {"key": "total", "kind": "total", "sums": ["staff"]}]
    )
    note = Note.objects.create(report=held.report, order=1, section="Overview")
    record_note_text(note=note, text="Pay.", based_on=None, by=officer)
    for key in ("sum:pay/total/budget", "sum:pay/gone/budget"):
        Reason.objects.create(report=held.report, check_key=key, difference="1", text="As printed.")
    enter(held, "staff", officer, amount=940)
    enter(held, "total", officer, amount=945)
    page = client_of(officer).get(f"/quarters/{period.quarter.slug}/finance/history/")
    assert {one.about for one in page.context["entered"]} == {
        "Overview, 1", "Reason for Pay: Total, Budget, the sum of Staff", "Reason for sum:pay/gone/budget"}  # fmt: skip


def test_long_history_is_turned_page_by_page(held, officer, django_assert_max_num_queries):
    for amount in range(101):
        enter(held, "staff", officer, amount=amount)
    client = client_of(officer)
    address = f"/quarters/{held.report.period.quarter.slug}/finance/revenue/history/"
    with django_assert_max_num_queries(9):
        first = client.get(address)
    assert (len(first.context["entered"]), len(client.get(f"{address}?page=2").context["entered"])) == (100, 1)
    assert client.get(f"{address}?page=abc").status_code == 200


def test_cells_are_saved_together_or_not_at_all(held, officer):
    [first] = enter(held, "staff", officer, amount=1)
    [second] = enter(held, "staff", officer, amount=2)
    staff, premises = held.rows.get(key="staff"), held.rows.get(key="premises")
    budget = held.columns.get(key="budget")
    entries = [CellEntry(premises, budget, 5), CellEntry(staff, budget, 3, based_on=first)]
    with pytest.raises(StaleVersion):
        record_figures(report=held.report, entries=entries, by=officer)
    assert list(Figure.objects.heads()) == [second]


def test_what_changes_nothing_is_saved_as_nothing(held, officer):
    [first] = enter(held, "staff", officer, amount=1)
    assert enter(held, "staff", officer, amount=1) == ()
    assert enter(held, "premises", officer) == ()
    assert list(Figure.objects.all()) == [first]


def test_cells_of_a_closed_return_stay_as_they_are(held, officer):
    Return.objects.update(state=ReturnState.SUBMITTED)
    with pytest.raises(Locked):
        enter(held, "staff", officer, amount=1)


def test_any_number_of_cells_is_saved_in_six_queries(held, officer, django_assert_num_queries):
    budget = held.columns.get(key="budget")
    entries = [CellEntry(row, budget, number) for number, row in enumerate(held.rows.all())]
    with django_assert_num_queries(6):
        record_figures(report=held.report, entries=entries, by=officer)
