"""Filling in a statement from a file: what is found in it, what it would change, and that all of it is saved or none."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from playwright.sync_api import expect

from accounts.roles import Role
from finance.actions import record_figure
from finance.models import Figure
from finance.queries import table_of
from finance.uploads.matching import matches_in
from finance.uploads.preview import preview_of
from reports.assemble import assemble
from reports.exports import export
from spreadsheets.read import read_spreadsheet
from tests.accessibility import px_too_wide
from tests.browsing import arrive
from tests.finance.tables import COLUMNS, ROWS, make_office
from tests.people import client_of, make_person, sign_in
from tests.spreadsheets.files import ENDINGS, MAKERS, Share, saved, xlsx

pytestmark = pytest.mark.django_db
SHEET = [
    ["Revenue budget", None, None, None],
    ["", "Forecast", "BUDGET", "Comment"],
    ["Pay", "(252)", 610, "Two posts"],
    ["income", -90, -110.0, None],
]


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def client(office):
    return client_of(office.officer)


def hand_in(client, office, content, name="table.xlsx"):
    return client.post(f"{office.address}upload/", {"file": SimpleUploadedFile(name, content)})


def found_in(content, office):
    """The sheets that hold the statement."""
    return matches_in(read_spreadsheet(content), table_of(office.statement.report, "revenue"))


def previewed(office, *rows):
    """What a sheet of these rows would change, as pairs of now and then by cell; and everything that is wrong with it."""
    table = table_of(office.statement.report, "revenue")
    [match] = found_in(xlsx(Sheet=rows), office)
    preview = preview_of(table, match.cells, match.places)
    changes = {each.name: (each.now, each.then) for each in preview.differences}
    return changes, {fault.where: fault.words for fault in [*match.faults, *preview.faults]}


def send(client, office, page, **changed):
    """Sends the last form of a page."""
    form = page.text.rpartition("<form")[2].partition("</form>")[0]
    told = [dict(re.findall(r'([\w-]+)="([^"]*)"', each)) for each in re.findall(r"<input ([^>]*)>", form)]
    data = {each["name"]: each["value"] for each in told if "csrf" not in each["name"]} | {"apply": "all"}
    return client.post(f"{office.address}upload/", data | changed)


# The way through


@pytest.mark.parametrize("ending", ENDINGS)
def test_file_is_shown_cell_by_cell_and_saved_at_once(ending, office, client, html_faults):
    page = hand_in(client, office, MAKERS[ending](Old=[["x"]], Revenue=SHEET), f"table.{ending}")
    assert page.status_code == 200
    changes = {each.name: (each.now, each.then, each.where) for each in page.context["page"].preview.differences}
    assert changes == {
        "income/budget": ("(100)", "(110)", "Revenue!C4"),
        "pay/budget": ("500", "610", "Revenue!C3"),
        "pay/forecast": ("-", "(252)", "Revenue!B3"),
        "pay/comment": ("", "Two posts", "Revenue!D3"),
    }
    assert "4 cells change. Nothing is saved yet." in page.text
    assert "1 cell says what stands already." in page.text
    assert "In the table, but not in the file, and left as they are: Variance; Total" in page.text
    assert not html_faults(page.text)
    assert Figure.objects.count() == 5
    answer = send(client, office, page)
    assert (answer.status_code, answer["Location"]) == (303, office.address)
    cells = ("income/budget", "pay/budget", "pay/forecast", "pay/comment", "income/forecast")
    assert [office.content(cell) for cell in cells] == [-110, 610, -252, "Two posts", -90]
    assert "4 cells filled in." in client.get(office.address).text
    assert office.head("pay/budget").recorded_by == office.officer


@pytest.mark.parametrize("ending", ENDINGS)
def test_table_that_was_downloaded_changes_nothing_when_it_is_handed_in(ending):
    columns = [
        "budget",
        {"key": "forecast", "unit": "£m", "decimals": 1, "as_at": date(2019, 7, 31)},
        {"key": "variance", "heading": "Variance (fav)", "formula": "forecast - budget"},
        {"key": "share", "kind": "percentage", "formula": "forecast / budget", "decimals": 2},
        {"key": "comment", "kind": "comment"},
    ]
    rows = [
        "income",
        "pay",
        {"key": "other", "kind": "heading"},
        {"key": "total", "kind": "total", "sums": ["income", "pay"]},
    ]
    cells = {
        "income": [1000, 12, 150, 12000, "-1 of 2"],
        "pay": ["-", 0, None, None, None],
        "total": [1001, None, None, None, None],
    }
    office = make_office(columns, rows, cells)
    content = export(assemble(office.period), "revenue", ending).content
    page = hand_in(client_of(office.officer), office, content, f"table.{ending}")
    preview = page.context["page"].preview
    assert preview.differences == []
    assert preview.faults == ()
    assert "There is nothing to save." in page.text


def test_sheet_is_chosen_where_several_hold_the_table(office, client, html_faults):
    other = [["", "Budget", "Forecast"], ["Pay", 700, None]]
    page = hand_in(client, office, xlsx(First=SHEET, Second=other, Notes=[["x"]]))
    assert page.status_code == 200
    assert "Several sheets of this file hold the table." in page.text
    assert not html_faults(page.text)
    chosen = client.post(f"{office.address}upload/", {"pay/budget": "700"})
    assert [(each.now, each.then) for each in chosen.context["page"].preview.differences] == [("500", "700")]
    assert send(client, office, chosen).status_code == 303
    assert office.content("pay/budget") == 700


def test_sheet_that_names_one_heading_by_chance_is_not_offered(office):
    cover = [["Column", "Unit"], ["Budget", "£000"], ["Reference", "Rows"], ["R1", "Pay"]]
    assert [match.name for match in found_in(xlsx(About=cover, Revenue=SHEET), office)] == ["Revenue"]
    assert [match.name for match in found_in(xlsx(Sheet=[["", "Budget"], ["Pay", 1]]), office)] == ["Sheet"]


def test_hidden_sheet_is_passed_over(office):
    book = load_workbook(io.BytesIO(xlsx(Old=SHEET, Revenue=SHEET)))
    book["Old"].sheet_state = "hidden"
    assert [match.name for match in found_in(saved(book), office)] == ["Revenue"]


# What is found


def test_columns_and_rows_stand_in_any_order_with_others_between(office):
    rows = [
        ["", "Notes", "Forecast", "", "budget"],
        ["2019/20", "", "£000", "", "£000"],
        ["Total", "n", 420, "", 400],
        ["Vacancies", "n", 7, "", ""],
        ["  PAY ", "", 430, "", 500],
        ["The end", "", "", "", ""],
    ]
    [match] = found_in(xlsx(Sheet=rows), office)
    assert match.cells == {
        ("total", "forecast"): "420",
        ("total", "budget"): "400",
        ("pay", "forecast"): "430",
        ("pay", "budget"): "500",
    }
    assert match.others == ["Notes", "2019/20", "Vacancies"]
    assert match.lacking == ["Variance", "Comment", "Income"]


def test_rows_of_one_name_are_taken_in_their_order():
    rows = [
        {"key": "force", "label": "Force", "kind": "heading"},
        {"key": "force-pay", "label": "Pay"},
        {"key": "office", "label": "Office", "kind": "heading"},
        {"key": "office-pay", "label": "Pay"},
    ]
    office = make_office(["budget"], rows, {})
    changes, faults = previewed(office, ["", "Budget"], ["Force", ""], ["Pay", 1], ["Office", ""], ["Pay", 2])
    assert (changes, faults) == ({"force-pay/budget": ("", "1"), "office-pay/budget": ("", "2")}, {})
    changes, faults = previewed(office, ["", "Budget"], ["Force", ""], ["Pay", 1])
    assert changes == {}
    assert faults["Sheet!A3"].startswith("The file and the table do not have these words equally often")


def test_heading_that_is_called_like_a_row_is_not_taken_for_it():
    rows = [{"key": "reserves-head", "label": "Reserves", "kind": "heading"}, {"key": "reserves", "label": "Reserves"}]
    office = make_office(["budget"], rows, {})
    for sheet in ([["Reserves", ""], ["Reserves", 5]], [["Reserves", 5]]):
        assert previewed(office, ["", "Budget"], *sheet) == ({"reserves/budget": ("", "5")}, {})


def test_keys_name_rows_and_columns_too(office):
    rows = [["row", "budget"], ["pay", 1]]
    office.statement.rows.filter(key="pay").update(label="Pay and employment costs")
    assert previewed(office, *rows)[0] == {"pay/budget": ("500", "1")}


def test_blank_cell_of_the_file_leaves_what_stands(office):
    assert previewed(office, ["", "Budget"], ["Pay", None], ["Income", " "]) == ({}, {})


def test_blank_dash_and_nought_are_three_things(office):
    changes, faults = previewed(office, ["", "Budget", "Forecast"], ["Pay", "–", 0], ["Income", 0, "-"])
    assert faults == {}
    assert changes == {
        "income/budget": ("(100)", "0"),
        "income/forecast": ("(90)", "-"),
        "pay/budget": ("500", "-"),
        "pay/forecast": ("-", "0"),
    }


def test_what_the_rules_give_is_left_to_them(office, client):
    sheet = [
        ["", "Budget", "Forecast", "Variance"],
        ["Income", -110, -90, 20],
        ["Pay", 500, 430, -70],
        ["Total", 390, 340, -49],
    ]
    page = hand_in(client, office, xlsx(Sheet=sheet))
    changes = {each.name: each.then for each in page.context["page"].preview.differences}
    # The variance of the total differs from what its figures give, and is entered beside it.
    assert changes == {"income/budget": "(110)", "pay/forecast": "430", "total/variance": "(49)"}
    assert "4 sums and variances are as the rules give them" in page.text
    assert {each.name: each.gives for each in page.context["page"].preview.differences if each.gives} == {
        "total/variance": "(50)"
    }
    assert "the rules give (50)" in page.text


def test_file_to_begin_with_can_be_changed_and_handed_in_without_contradicting_itself(office, client):
    page = client.get(f"{office.address}upload/").text
    address = re.search(r'href="([^"]+\.xlsx\?fill-in)"', page)[1]
    book = load_workbook(io.BytesIO(client.get(address).content))
    sheet = book.worksheets[-1]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert (cells[-100].value, 400 in cells, 10 in cells) == (-100, False, False)
    cells[-100].value = -120
    page = hand_in(client, office, saved(book))
    changes = {each.name: each.then for each in page.context["page"].preview.differences}
    assert changes == {"income/budget": "(120)"}


def test_total_that_differs_is_entered_and_what_stands_on_it_follows(office):
    sheet = [["", "Budget", "Forecast", "Variance"], ["Total", 1065, 400, -665]]
    changes, _ = previewed(office, *sheet)
    assert {name: then for name, (_, then) in changes.items()} == {"total/budget": "1,065", "total/forecast": "400"}


# Exact values


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [
        (1234.0, 0, "1,234"),
        (1.2, 1, "1.2"),
        (0.1 + 0.2, 1, "0.3"),
        (-1.15, 2, "(1.15)"),
        (1e-9, 1, "0.0"),
        (-0.0, 0, "0"),
        (12345678901.25, 2, "12,345,678,901.25"),
        (9999999999999, 0, "9,999,999,999,999"),
        ("(252)", 0, "(252)"),
        (" £1,000 ", 0, "1,000"),
    ],
)
def test_numbers_of_a_file_become_exact(value, decimals, told):
    unit = {0: "£000", 1: "£m", 2: "£"}[decimals]
    office = make_office([{"key": "budget", "unit": unit, "decimals": decimals}], ["pay"], {})
    assert previewed(office, ["", "Budget"], ["Pay", value]) == ({"pay/budget": ("", told)}, {})


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (1234.5, "1234.5 has more decimals than this column keeps, which is in £000. Round it in the file."),
        (0.00001, "0.00001 has more decimals than this column keeps"),
        (1e15, "“1,000,000,000,000,000” is too large"),
        (1e300, "is too large"),
        ("abc", "“abc” is not an amount."),
        ("€5", "“€5” is in another currency."),
        (date(2019, 7, 31), "“2019-07-31” is a date."),
        (Share(0.5), "“0.5” is a percentage, and this column is in £000."),
        (True, "“True” is not an amount."),
        ("=1+1", "The formula in this cell was never computed."),
    ],
)
def test_what_is_no_exact_amount_is_named(office, value, told):
    changes, faults = previewed(office, ["", "Budget"], ["Pay", value])
    assert changes == {}
    assert told in faults["Sheet!B2"]


def test_percentages_are_read_as_they_are_shown():
    columns = ["part", "whole", {"key": "share", "kind": "percentage", "formula": "part / whole", "decimals": 2}]
    office = make_office(columns, ["pay", "rent", "tax"], {})
    sheet = [["", "Share"], ["Pay", Share(0.0292)], ["Rent", "2.92%"], ["Tax", 2.92]]
    changes, faults = previewed(office, *sheet)
    assert faults == {}
    assert {then for _, then in changes.values()} == {"2.92"}


def test_merged_cells_are_named_where_they_matter(office):
    book = load_workbook(io.BytesIO(xlsx(Sheet=SHEET)))
    book["Sheet"].merge_cells("A1:D1")
    assert found_in(saved(book), office)[0].faults == []
    book["Sheet"].merge_cells("B3:B4")
    said = {fault.where: fault.words for fault in found_in(saved(book), office)[0].faults}
    assert set(said) == {"Sheet!B3", "Sheet!B4"}
    assert said["Sheet!B3"].startswith("This cell is merged with others.")


# All or nothing


def test_file_with_a_fault_saves_nothing_and_names_it(office, client, html_faults):
    page = hand_in(client, office, xlsx(Sheet=[["", "Budget"], ["Pay", "abc"], ["Income", -5]]))
    assert page.status_code == 422
    assert "<title>Error:" in page.text
    assert "1 cell of the file cannot be read" in page.text
    assert "<b>Sheet!B2</b> (Pay, Budget): <span" in page.text
    assert 'name="apply"' not in page.text
    assert not html_faults(page.text)


def test_cell_that_somebody_saved_meanwhile_stops_all_of_it(office, client):
    page = hand_in(client, office, xlsx(Revenue=SHEET))
    row, column = office.statement.rows.get(key="pay"), office.statement.columns.get(key="budget")
    record_figure(row=row, column=column, amount=1, based_on=office.head("pay/budget"), by=None)
    again = send(client, office, page)
    assert again.status_code == 409
    assert "Nothing was saved: the table has changed meanwhile." in again.text
    assert office.content("income/budget") == -100
    assert {each.name: each.now for each in again.context["page"].preview.differences}["pay/budget"] == "1"
    assert send(client, office, again).status_code == 303
    assert office.content("pay/budget") == 610


def test_row_that_was_retired_meanwhile_stops_all_of_it(office, client):
    page = hand_in(client, office, xlsx(Revenue=SHEET))
    office.statement.rows.filter(key="income").update(is_retired=True)
    assert send(client, office, page).status_code == 409
    assert office.content("pay/budget") == 500


def test_unreadable_cell_that_is_sent_back_saves_nothing(office, client):
    page = hand_in(client, office, xlsx(Revenue=SHEET))
    assert send(client, office, page, **{"pay/budget": "<script>"}).status_code == 409
    assert office.content("income/budget") == -100


# What is refused


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("table.xlsx", b"", "This file is empty."),
        ("table.csv", b"x", "Choose a workbook that ends in .xlsx or .ods"),
        ("table.xlsx", b"x", "This is not a workbook of the kind .xlsx or .ods."),
        ("table.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "has a password, or is of the old kind .xls"),
        ("table.xlsx", b"0" * 5_000_001, "This file is larger than 5 MB"),
    ],
)
def test_files_that_are_no_workbook_are_refused(office, client, name, content, told):
    page = hand_in(client, office, content, name)
    assert page.status_code == 422
    assert told in page.text


@pytest.mark.parametrize("sheet", [[["x"]], [["Budget"]], [["", "Budget"], ["Something else", 1]], []])
def test_file_without_the_table_says_what_is_looked_for(office, client, sheet):
    page = hand_in(client, office, xlsx(Sheet=sheet))
    assert page.status_code == 422
    assert "No sheet of this file holds this table. It needs a row with headings such as “Budget”" in page.text


def test_no_file_is_asked_for(office, client):
    page = client.post(f"{office.address}upload/")
    assert page.status_code == 422
    assert "Choose the file of your workbook." in page.text


def test_text_of_a_file_does_no_harm(office, client):
    hostile = '<script>alert(1)</script>"'
    page = hand_in(client, office, xlsx(Sheet=[["", "Comment", hostile], ["Pay", hostile, ""]]))
    assert "<script>alert" not in page.text
    assert send(client, office, page, **{"pay/comment": hostile}).status_code == 303
    assert office.content("pay/comment") == hostile


def test_closed_return_takes_no_file(office, client):
    page = hand_in(client, office, xlsx(Revenue=SHEET))
    office.set_state("submitted")
    for answer in (
        client.get(f"{office.address}upload/"),
        send(client, office, page),
        hand_in(client, office, xlsx(Revenue=SHEET)),
    ):
        assert (answer.status_code, answer["Location"]) == (302, office.address)
    assert "so nothing on them can change" in client.get(office.address).text
    assert office.content("pay/budget") == 500


def test_readers_hand_nothing_in(office):
    for role in (Role.EDITOR, Role.APPROVER):
        assert client_of(make_person(role)).get(f"{office.address}upload/").status_code == 404
    assert "upload/" not in client_of(make_person(Role.EDITOR)).get(office.address).text


@pytest.mark.parametrize("count", [2, 40])
def test_queries_do_not_grow_with_the_file(count):
    rows = [f"row-{number}" for number in range(count)]
    office = make_office(COLUMNS, [*rows, ROWS[-1] | {"sums": rows}], {})
    client = client_of(office.officer)
    content = xlsx(Sheet=[["", "Budget"], *([row, 1] for row in rows)])
    with CaptureQueriesContext(connection) as read:
        page = hand_in(client, office, content)
    with CaptureQueriesContext(connection) as saved:
        send(client, office, page)
    assert (len(read), len(saved)) == (16, 22)


# In a browser


@pytest.mark.django_db(transaction=True)
def test_file_is_handed_in_and_saved_in_a_browser(any_page, office, live_server, axe, tmp_path):
    page = any_page
    sign_in(page, office.officer, live_server.url)
    page.goto(live_server.url + office.address)
    page.get_by_role("link", name="Fill in from a spreadsheet").click()
    arrive(page, "Fill in from a spreadsheet")
    assert axe(page) == []
    file = tmp_path / "table.xlsx"
    file.write_bytes(xlsx(Revenue=SHEET))
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="See what it changes").click()
    expect(page.get_by_text("4 cells change. Nothing is saved yet.")).to_be_visible()
    assert axe(page) == []
    assert px_too_wide(page) == 0
    page.get_by_role("button", name="Save all 4 changes").click()
    expect(page.get_by_text("4 cells filled in.")).to_be_visible()
    assert office.content("pay/budget") == 610
