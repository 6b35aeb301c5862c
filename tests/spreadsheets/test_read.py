"""Reading files of spreadsheet programs into plain cells; tests/returns/test_workbook_hostile.py holds those that mean harm."""

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart

from spreadsheets.places import letters, number
from spreadsheets.read import LARGEST, Unreadable, read_spreadsheet
from tests.spreadsheets.files import ENDINGS, MAKERS, Share, repacked, saved, xlsx

ROWS = [
    ["Label", "Value"],
    ["Pay", 1234],
    ["Rent", 1.2],
    ["Share", Share(0.0292)],
    ["Day", date(2019, 7, 31)],
    ["", "x"],
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_cells_are_read_with_their_kind(ending):
    read = read_spreadsheet(MAKERS[ending](Revenue=ROWS))
    [sheet] = read["sheets"]
    assert sheet["name"] == "Revenue"
    assert sheet["rows"] == [
        ["Label", "Value"],
        ["Pay", ["number", "1234"]],
        ["Rent", ["number", "1.2"]],
        ["Share", ["percentage", "0.0292"]],
        ["Day", ["day", "2019-07-31"]],
        ["", "x"],
    ]
    assert sheet["percentages"] == ["B4"]
    assert read["others"] == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_only_the_sheets_that_are_named_are_read(ending):
    content = MAKERS[ending](Revenue=ROWS, My_Notes=[["x"]])
    read = read_spreadsheet(content, only=["my  NOTES", "Nothing"])
    assert [sheet["name"] for sheet in read["sheets"]] == ["My Notes"]
    assert read["others"] == ["Revenue"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_sheet_with_too_many_cells_is_passed_over_unless_it_is_named(ending):
    content = MAKERS[ending](Ledger=[[number] for number in range(2_001)], Revenue=ROWS)
    read = read_spreadsheet(content)
    assert [sheet["name"] for sheet in read["sheets"]] == ["Revenue"]
    assert read["others"] == ["Ledger"]
    with pytest.raises(Unreadable, match="Ledger!A2001: There are far more cells than the portal reads"):
        read_spreadsheet(content, only=["Ledger"])


def test_format_of_a_percentage_is_known_by_its_sign_alone():
    book = Workbook()
    formats = ("0%", "0.0%", "#,##0.00%;(#,##0.00%)", "General", '0.0" % of all"', r"0.0\%", "[Red]0.00%")
    for row, each in enumerate(formats, start=1):
        cell = book.active.cell(row, 1)
        cell.value, cell.number_format = 0.5, each
    [sheet] = read_spreadsheet(saved(book))["sheets"]
    assert sheet["percentages"] == ["A1", "A2", "A3", "A7"]


def test_sheet_that_is_a_chart_is_passed_over():
    book = load_workbook(io.BytesIO(xlsx(Revenue=ROWS)))
    book.create_chartsheet("Picture").add_chart(BarChart())
    read = read_spreadsheet(saved(book))
    assert [sheet["name"] for sheet in read["sheets"]] == ["Revenue"]
    assert read["others"] == ["Picture"]


def test_hidden_sheets_are_told():
    book = load_workbook(io.BytesIO(xlsx(Revenue=ROWS, Old=ROWS)))
    book["Old"].sheet_state = "hidden"
    assert [sheet["is_hidden"] for sheet in read_spreadsheet(saved(book))["sheets"]] == [False, True]


def test_file_without_styles_is_read():
    content = repacked(
        xlsx(Revenue=[["x"]]),
        lambda name, held: held.replace(b"/styles.xml", b"/gone.xml") if name.endswith("workbook.xml.rels") else held,
    )
    assert read_spreadsheet(content)["sheets"][0]["rows"] == [["x"]]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"hello", b'null\n["x"]'])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(Unreadable, match="This is not a workbook of the kind"):
        read_spreadsheet(content)


def test_large_file_is_refused_unread():
    with pytest.raises(Unreadable, match="larger than 5 MB"):
        read_spreadsheet(b"0" * (LARGEST + 1))


def test_columns_are_called_as_people_call_them():
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [number(letters(place)) for place in range(800)] == list(range(1, 801))
