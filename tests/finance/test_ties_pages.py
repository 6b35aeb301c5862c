"""The pages of the ties: the list with its results, adding, changing and removing one, and those that are suggested."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from finance.models import Tie
from pillars.models import ReturnState
from tests import records
from tests.finance.tables import make_office
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
COLUMNS = ["budget", "forecast", {"key": "variance", "formula": "forecast - budget"}]
ROWS = ["staff", "premises", {"key": "total", "kind": "total", "sums": ["staff", "premises"]}]
CELLS = {"staff": [940, 950, 10], "premises": [210, 195, -15], "total": [1150, 1145, -5]}
SPENDING = {"staff": [940, 951], "total": [1150, -1145]}


@pytest.fixture
def office(db):
    office = make_office(COLUMNS, ROWS, CELLS)
    records.make_table(
        office.period,
        "spending",
        ["budget", "forecast", {"key": "share", "formula": "forecast / budget", "kind": "percentage"}],
        ["staff", {"key": "total", "kind": "subtotal"}],
        {row: [*cells, None] for row, cells in SPENDING.items()},
    )
    return office


@pytest.fixture
def client(office):
    return client_of(office.officer)


@pytest.fixture
def address(office):
    return f"/quarters/{office.period.quarter.slug}/finance/ties/"


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def typed(left="revenue/total/budget", right="spending/total/budget", **fields):
    """What a browser sends for a tie of two cells."""
    sides = {}
    for side, cell in (("left", left), ("right", right)):
        statement, row, column = cell.split("/")
        sides |= {f"{side}_row": f"{statement}/{row}", f"{side}_column": f"{statement}/{column}"}
    return {"label": "One figure", "kind": "equal", **sides, **fields}


def tie(office, left="revenue/total/budget", right="spending/total/budget", **fields):
    return records.make_tie(office.statement.report, fields.pop("key", "one"), left, right, **fields)


# The list


def test_every_tie_stands_in_words_with_what_it_comes_to(client, office, address, html_faults):
    tie(office)
    tie(office, "revenue/staff/*", "spending/staff/*", key="all")
    tie(office, "revenue/total/forecast", "spending/total/forecast", key="turned", is_negated=True)
    tie(office, "revenue/staff/budget", "revenue/total/budget", key="band", low=Decimal(80), high=Decimal("90.5"))
    tie(office, "revenue/*/budget", "revenue/*/forecast", key="last", is_from_last=True)
    tie(office, "revenue/none/budget", "spending/total/budget", key="gone")
    answer = client.get(address)
    told = text_of(answer)
    assert "Revenue: Total, Budget is the same as Spending: Total, Budget Holds 1,150 (£000), as it should be." in told
    assert "Revenue: Staff, each column of amounts is the same as Spending: Staff, each column of amounts" in told
    assert "Fails Staff, Forecast : 950 should be 951 (£000): the difference is (1)." in told
    assert "is, with its sign turned, Spending: Total, Forecast Holds" in told
    assert "Revenue: Staff, Budget is from 80% to 90.50% of Revenue: Total, Budget" in told
    assert "in the last report There is nothing to compare yet. No earlier report is held to compare with." in told
    assert "Revenue: none, Budget" in told
    assert "there is no cell revenue/none/budget any more" in told
    assert html_faults(answer.text) == []


def test_tie_to_the_last_report_says_what_it_compares_with_in_which_year(office, client, address):
    tie(office, "revenue/staff/budget", "revenue/staff/forecast", is_from_last=True)
    report = records.make_finance_report(records.make_period(office.period.plan, "2019-20-q2"))
    records.make_table(report.period, "revenue", COLUMNS, ROWS, CELLS)
    records.make_tie(report, "last", "revenue/staff/budget", "revenue/staff/forecast", is_from_last=True)
    told = text_of(client.get(address.replace("2019-20-q1", "2019-20-q2")))
    assert "is the same as Revenue: Staff, Budget in the last report, of Q1 2019/20" in told
    assert "(in a new year with its Revenue: Staff, Forecast)" in told
    assert "Holds 940" in told


def test_tie_of_tables_without_anything_in_common_says_so(client, office, address):
    records.make_table(office.period, "other", ["actual"], ["grants"], {"grants": [5]})
    tie(office, "revenue/total/*", "other/grants/*")
    assert "It ties nothing: the two tables have no row or column in common." in client.get(address).text


def test_list_takes_the_same_number_of_queries_however_many_ties(client, office, address):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    tie(office)
    one = count()
    for number in range(20):
        tie(office, key=f"tie-{number}")
    assert count() == one


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_staff_read_ties_and_change_none(role, office, address):
    held = tie(office)
    client = client_of(make_person(role))
    page = client.get(address).text
    assert "One" in page
    assert "Add a tie" not in page
    for way in ("add/", f"{held.key}/change/", f"{held.key}/remove/"):
        assert client.get(address + way).status_code == 404
        assert client.post(address + way, typed()).status_code == 404
    assert client.post(address, {"proposal": "x"}).status_code == 404


# Adding


def test_tie_is_added_behind_the_others_under_a_key_of_its_own(client, office, address, html_faults):
    tie(office, "revenue/staff/budget", "spending/staff/budget", key="one-figure")
    page = client.get(f"{address}add/")
    assert '<optgroup label="Spending">' in page.text
    assert '<option value="revenue/total">Total</option>' in page.text
    assert '<option value="spending/*">Each row that both tables have</option>' in page.text
    assert html_faults(page.text) == []
    answer = client.post(f"{address}add/", typed(label="  One   figure "), follow=True)
    assert answer.redirect_chain == [(address, 303)]
    assert "“One figure” is added." in answer.text
    made = Tie.objects.get(key="one-figure-2")
    assert (made.label, made.order, made.left, made.right) == (
        "One figure",
        2,
        "revenue/total/budget",
        "spending/total/budget",
    )
    assert made.history.get().history_user == office.officer


def test_tie_of_every_row_and_column_keeps_its_stars(client, address):
    client.post(f"{address}add/", typed("revenue/*/*", "spending/*/*", is_negated="on", is_from_last="on"))
    made = Tie.objects.get()
    assert (made.left, made.right, made.is_negated, made.is_from_last) == ("revenue/*/*", "spending/*/*", True, True)


def test_band_keeps_its_limits_and_no_sign(client, address):
    client.post(f"{address}add/", typed("revenue/staff/budget", kind="band", low="3", high="5.5", is_negated="on"))
    made = Tie.objects.get()
    assert (made.kind, made.low, made.high, made.is_negated) == ("band", Decimal(3), Decimal("5.50"), False)


def test_limits_of_the_same_figure_are_left_aside(client, address):
    client.post(f"{address}add/", typed(low="3"))
    assert Tie.objects.get().low is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"label": ""}, "This field is required."),
        ({"left_row": ""}, "This field is required."),
        ({"left_row": "revenue/none"}, "Select a valid choice."),
        ({"left_column": "spending/budget"}, "This is a column of “Spending”, and the row stands in “Revenue”."),
        ({"left_row": "revenue/*"}, "Choose “each row” on both sides, or one row on each."),
        ({"right_column": "spending/*"}, "Choose “each column of amounts” on both sides, or one column on each."),
        (typed(right="revenue/total/budget"), "Both sides are the same cell."),
        ({"right_column": "spending/share"}, "One of the two columns holds percentages and the other amounts."),
        ({"right_column": "spending/share", "kind": "band"}, "A share is one amount in per cent of another."),
        ({"kind": "band", "low": "5", "high": "3"}, "The highest share is below the lowest."),
        ({"kind": "band", "low": "3.123"}, "no more than 2 decimal places"),
        ({"kind": "band", "low": "three"}, "Enter a number."),
    ],
)
def test_what_is_no_tie_is_refused_in_a_sentence_and_stays(fields, sentence, client, address):
    answer = client.post(f"{address}add/", typed(label="Kept as typed") | fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert fields.get("label") is not None or "Kept as typed" in answer.text
    assert not Tie.objects.exists()


def test_the_same_tie_is_not_added_twice_in_either_direction(client, office, address):
    tie(office, label="The first")
    answer = client.post(f"{address}add/", typed("spending/total/budget", "revenue/total/budget"))
    assert answer.status_code == 422
    assert "These cells are tied so already, by “The first”." in answer.text


def test_locked_return_takes_no_tie_and_keeps_what_was_typed(client, office, address):
    held = tie(office)
    office.set_state(ReturnState.SUBMITTED)
    answer = client.post(f"{address}add/", typed("revenue/staff/budget", label="Kept as typed"))
    assert answer.status_code == 409
    assert "Kept as typed" in answer.text
    assert client.post(f"{address}{held.key}/change/", typed(label="Otherwise")).status_code == 409
    assert client.post(f"{address}{held.key}/remove/").status_code == 409
    assert Tie.objects.get().label == "One"
    assert "is submitted" in client.get(f"{address}{held.key}/change/").text


# Changing


def seen(page):
    return re.search(r'name="seen" value="([^"]*)"', page.text)[1]


def test_tie_is_changed_under_the_same_key(client, office, address):
    held = tie(office)
    own = f"{address}{held.key}/change/"
    page = client.get(own)
    assert '<option value="revenue/budget" selected>' in page.text
    fields = typed("revenue/staff/budget", "spending/staff/budget", label="Otherwise", seen=seen(page))
    answer = client.post(own, fields, follow=True)
    assert "“Otherwise” is saved." in answer.text
    changed = Tie.objects.get()
    assert (changed.key, changed.label, changed.left) == ("one", "Otherwise", "revenue/staff/budget")
    assert changed.history.first().history_user == office.officer


def test_tie_that_somebody_changed_meanwhile_is_shown_and_can_be_gone_over(client, office, address, html_faults):
    held = tie(office)
    own = f"{address}{held.key}/change/"
    first = seen(client.get(own))
    client.post(own, typed("revenue/staff/budget", "spending/staff/budget", label="Theirs", seen=first))
    answer = client.post(own, typed(label="Mine", seen=first))
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert 'value="Mine"' in answer.text
    assert Tie.objects.get().label == "Theirs"
    assert html_faults(answer.text) == []
    client.post(own, typed(label="Mine", seen=seen(answer)))
    assert Tie.objects.get().label == "Mine"


def test_sending_the_same_twice_is_no_conflict(client, office, address):
    held = tie(office)
    own = f"{address}{held.key}/change/"
    first = seen(client.get(own))
    for _ in range(2):
        assert client.post(own, typed(label="Otherwise", seen=first)).status_code == 303


def test_cell_that_has_gone_stays_chosen_until_another_is(client, office, address):
    held = tie(office, "revenue/none/budget")
    page = client.get(f"{address}{held.key}/change/")
    assert '<option value="revenue/none" selected>none (no longer in the table)</option>' in page.text
    client.post(f"{address}{held.key}/change/", typed(label="Mended", seen=seen(page)))
    assert Tie.objects.get().left == "revenue/total/budget"


def test_tie_is_not_changed_into_another_one(client, office, address):
    tie(office, label="The first")
    held = tie(office, "revenue/staff/budget", key="two")
    own = f"{address}{held.key}/change/"
    answer = client.post(own, typed(seen=seen(client.get(own))))
    assert answer.status_code == 422
    assert "tied so already" in answer.text


# Removing


def test_tie_is_removed_once_somebody_says_yes(client, office, address, html_faults):
    held = tie(office)
    page = client.get(f"{address}{held.key}/remove/")
    assert "Remove this tie?" in page.text
    assert html_faults(page.text) == []
    assert Tie.objects.exists()
    answer = client.post(f"{address}{held.key}/remove/", follow=True)
    assert "“One” is removed." in answer.text
    assert not Tie.objects.exists()
    assert Tie.history.first().history_user == office.officer


def test_tie_of_another_quarter_is_not_found(client, office, address):
    tie(office)
    assert client.get(f"{address}other/change/").status_code == 404
    assert client.get(f"{address}other/remove/").status_code == 404


# Suggestions


@pytest.fixture
def capital(office):
    for key, kind in (("programme", "capital_programme"), ("financing", "capital_financing")):
        rows = [{"key": "line"}, {"key": "all", "kind": "total", "sums": ["line"], "label": f"Total {key}"}]
        records.make_table(office.period, key, ["budget"], rows, {"line": [5]}, kind=kind)


def test_suggested_tie_is_added_at_one_press(client, office, address, capital):
    page = client.get(address)
    assert "Total programme = Total financing" in page.text
    proposal = re.search(r'name="proposal" value="([^"]+)"', page.text)[1]
    answer = client.post(address, {"proposal": proposal}, follow=True)
    assert "“Total programme = Total financing” is added." in answer.text
    assert (Tie.objects.get().left, Tie.objects.get().right) == ("programme/all/*", "financing/all/*")
    assert "What these tables suggest" not in answer.text
    answer = client.post(address, {"proposal": proposal}, follow=True)
    assert "The tables do not suggest this tie any more" in answer.text
    assert Tie.objects.count() == 1


def test_suggestion_is_not_made_to_those_who_read(office, address, capital):
    assert "suggest" not in client_of(make_person(Role.EDITOR)).get(address).text


def test_suggested_band_opens_the_form_with_its_cells(client, office, address):
    office.statement.kind = "revenue"
    office.statement.save()
    office.statement.rows.filter(key="total").update(label="Total Net Revenue Expenditure")
    office.statement.columns.filter(key="budget").update(measure="revised_budget")
    columns = [{"key": "opening", "measure": "opening"}]
    rows = [{"key": "general", "label": "General Fund Balance"}]
    records.make_table(office.period, "reserves", columns, rows, {"general": [40]}, kind="usable_reserves")
    page = client.get(address)
    way = re.search(r'href="([^"]+\?proposal=[^"]+)"', page.text)[1]
    form = client.get(way)
    assert '<option value="reserves/general" selected>' in form.text
    assert '<option value="revenue/total" selected>' in form.text
    assert re.search(r'value="band"[^>]* checked', form.text)


def test_suggestion_in_a_locked_return_is_not_added(client, office, address, capital):
    proposal = re.search(r'name="proposal" value="([^"]+)"', client.get(address).text)[1]
    office.set_state(ReturnState.SUBMITTED)
    answer = client.post(address, {"proposal": proposal}, follow=True)
    assert "nothing on it can change" in answer.text
    assert not Tie.objects.exists()
