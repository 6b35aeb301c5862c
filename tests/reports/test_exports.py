"""Statements as files: the figures are numbers, words are never formulas, and everything said of a table goes with it."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from accounts.roles import Role
from reports.document import Cell, Finding, Note, ReportDocument, Statement
from reports.exports import CONTENT_TYPES, STATEMENTS, export
from reports.exports.as_csv import escaped
from tests.people import client_of, make_person
from tests.records import make_period, make_plan, make_statement
from tests.reports.tables import column, programme, projection, row, sample_report, section, statement
from tests.sample import QUARTERS, document, publish_sample

FORMULAS = (
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    '=HYPERLINK("http://x")',
    "-",
    "- late",
)
NOTES = (Note("Revenue", "R1", "<p>Pay rose.</p>", "Pay rose."), Note("Revenue", "R2", "<p>Unused.</p>", "Unused."))


@pytest.fixture
def report() -> ReportDocument:
    """The sample's report, as if it were published on a day that is known."""
    return sample_report()


@pytest.fixture
def published(db: None) -> ReportDocument:
    """The sample's report as it is published indeed."""
    publish_sample()
    return document(QUARTERS[1])


def revenue() -> Statement:
    """A table with one of everything: a heading, a space, a blank, a dash, 0, decimals, a share, and what fails."""
    columns = [
        column("Budget", as_at=date(2019, 7, 31)),
        column("Forecast", unit="£m", decimals=1, as_at=date(2019, 6, 30)),
        column("Share", kind="percentage", unit="%", decimals=2),
        column("ref", kind="reference", unit=""),
        column("Comment", kind="comment", unit=""),
    ]
    wrong = Cell("amount", "5", 5, computed="0", verdict="error")
    rows = (
        row("Force", kind="heading"),
        row(
            "Pay",
            -15_002,
            money(12),
            share(292),
            Cell("reference", "R1", None),
            "Two posts",
            note="R1",
            footnote_mark="*",
        ),
        row("Rents", 0, "-", None, Cell("reference", "", None), ""),
        row("", kind="spacer"),
        row(
            "Total",
            wrong,
            money(-3),
            share(-1_250),
            Cell("reference", "", None),
            "",
            kind="total",
            sums=("pay", "rents"),
        ),
    )
    finding = Finding("total", "budget", "Total is the sum of Pay and Rents.", "5", "(15,002)", "15,007", "As printed.")
    return replace(
        statement("revenue", columns, *rows, key="revenue", title="Net revenue: expenditure [2019/20]"),
        subtitle="Budget v forecast",
        as_at=date(2019, 7, 31),
        sign_convention="Income is in brackets.",
        footnotes=(("*", "Before tax."),),
        findings=(finding,),
    )


def money(amount: int) -> Cell:
    return row("", amount, decimals=1).cells[0]


def share(amount: int) -> Cell:
    text = f"{abs(amount) / 100:.2f}%"
    return Cell("percentage", f"({text})" if amount < 0 else text, amount)


def holding(source: ReportDocument, *statements: Statement, notes: tuple[Note, ...] = NOTES) -> ReportDocument:
    return replace(source, finance=section(*statements, notes=notes))


def made(source: ReportDocument, table: Statement, ending: str) -> bytes:
    return export(holding(source, table), table.key, ending).content


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


# CSV


def test_csv_begins_with_its_headings_and_keeps_plain_numbers(report):
    content = made(report, revenue(), "csv")
    assert content.startswith("\ufeff".encode())
    assert read_csv(content) == [
        [
            *("Item", "Kind of row", "Budget (£000)", "Forecast (£m, at 30 June 2019)", "Share (%)", "ref", "Comment"),
            *("Note", "Footnote", "What does not add up"),
        ],
        ["Force", "heading", "", "", "", "", "", "", "", ""],
        ["Pay", "line", "-15002", "1.2", "2.92", "R1", "Two posts", "Pay rose.", "Before tax.", ""],
        ["Rents", "line", "0", "-", "", "", "", "", "", ""],
        [
            *("Total", "total", "5", "-0.3", "-12.50", "", "", "", ""),
            "Total is the sum of Pay and Rents: printed 5, expected (15,002), difference 15,007. Reason given: As printed.",
        ],
    ]


def test_headings_of_csv_are_all_different(report):
    columns = [column("Budget"), column("Budget"), replace(column("Note"), unit="", kind="comment"), column("")]
    [headings, _] = read_csv(made(report, statement("free", columns, row("Pay", 1, 2, "", 3)), "csv"))
    assert len(set(headings)) == len(headings)
    assert headings[2:4] == ["Budget (£000)", "Budget (£000) (2)"]


@pytest.mark.parametrize("words", FORMULAS, ids=repr)
def test_words_that_look_like_a_formula_stay_words_in_csv(report, words):
    columns = [replace(column("Comment"), heading=words, kind="comment", unit=""), column("Budget")]
    table = statement("free", columns, row(words, Cell("comment", words, None), -5), row("Pay", "-", "-"))
    [headings, first, second] = read_csv(made(report, table, "csv"))
    for said in (headings[2], first[0], first[2]):
        assert said[0] not in "=+-@\t\r\n＝" or said == "-"
    assert first[3] == "-5", "a number stays a number"
    assert second[2:4] == ["-", "-"]


@given(st.text())
def test_no_escaped_words_begin_a_formula(words):
    found = escaped(words)
    assert not found.startswith(("=", "+", "@", "\t", "\r", "\n"))
    assert not found.startswith("-") or found == "-"


# Workbooks


def test_xlsx_holds_real_numbers_and_no_merged_cells(report):
    book = openpyxl.load_workbook(BytesIO(made(report, revenue(), "xlsx")))
    assert book.sheetnames == ["About", "Net revenue expenditure 2019 20"]
    page = book.worksheets[1]
    assert page.freeze_panes == "B2"
    assert not any(sheet.merged_cells.ranges for sheet in book)
    assert [page.cell(1, place).value for place in (1, 3, 5)] == ["Item", "Budget (£000)", "Share (%)"]
    pay = [(page.cell(3, place).value, page.cell(3, place).number_format) for place in (3, 4, 5)]
    assert pay == [(-15002, "#,##0;(#,##0)"), (1.2, "#,##0.0;(#,##0.0)"), (0.0292, "#,##0.00%;(#,##0.00%)")]
    assert [page.cell(4, place).value for place in (3, 4, 5)] == [0, "-", None]
    assert page.cell(5, 5).value == -0.125
    fills = {cell.fill.fill_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert fills == {None}, "nothing is said by colour"


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_the_cover_says_all_that_goes_with_the_table(report, ending):
    book = CalamineWorkbook.from_filelike(BytesIO(made(report, revenue(), ending)))
    lines = [[str(value) for value in line if value != ""] for line in book.get_sheet_by_index(0).to_python()]
    for expected in (
        ["Net revenue: expenditure [2019/20]"],
        ["Report", report.title],
        ["Quarter", "Q1 2019/20"],
        ["Status", "Published on 2 January 2026"],
        ["Unit", "£000"],
        ["Position at", "31 July 2019"],
        ["Signs", "Income is in brackets."],
        ["Forecast", "£m", "30 June 2019"],
        ["R1", "Pay rose.", "Pay"],
        ["*", "Before tax."],
        ["Total, Budget", "Total is the sum of Pay and Rents.", "5", "(15,002)", "15,007", "As printed."],
    ):
        assert expected in lines
    assert "Unused." not in str(lines), "notes of other tables stay with them"


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_workbook_reads_back_as_it_was_written(report, ending):
    book = CalamineWorkbook.from_filelike(BytesIO(made(report, revenue(), ending)))
    [headings, heading, pay, rents, total] = book.get_sheet_by_index(1).to_python()
    assert headings[:3] == ["Item", "Kind of row", "Budget (£000)"]
    assert heading[0] == "Force"
    assert pay[2:7] == [-15002, 1.2, 0.0292, "R1", "Two posts"]
    assert pay[7:9] == ["Pay rose.", "Before tax."]
    assert rents[2:5] == [0, "-", ""]
    assert total[2:5] == [5, -0.3, -0.125]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_no_word_in_a_workbook_can_be_a_formula(report, ending):
    columns = [replace(column("Comment"), heading=words, kind="comment", unit="") for words in FORMULAS]
    table = statement(
        "free", columns, *[row(words, *[Cell("comment", words, None)] * len(FORMULAS)) for words in FORMULAS]
    )
    table = replace(table, title="=1+1", sign_convention="@x", footnotes=(("=", "+1"),))
    content = made(report, table, ending)
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}
    assert not any("<f>" in part or "<f " in part or "table:formula" in part for part in parts.values())
    written = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(1).to_python()
    assert [line[0] for line in written[1:]] == [words.strip() for words in FORMULAS]


def test_words_of_xlsx_stay_words_when_somebody_edits_them(report):
    table = statement("free", [column("Budget")], row("=1+1", 5), row("_x0041_", 6))
    page = openpyxl.load_workbook(BytesIO(made(report, table, "xlsx"))).worksheets[1]
    assert (page["A2"].data_type, page["A2"].quotePrefix, page["A2"].number_format) == ("s", True, "@")
    assert page["C2"].data_type == "n"
    read = CalamineWorkbook.from_filelike(BytesIO(made(report, table, "xlsx"))).get_sheet_by_index(1).to_python()
    assert read[2][0] == "_x0041_"


def test_ods_shows_negative_figures_in_brackets_and_keeps_headings_in_sight(report):
    with ZipFile(BytesIO(made(report, revenue(), "ods"))) as package:
        assert package.infolist()[0].filename == "mimetype"
        assert package.infolist()[0].compress_type == 0
        content, settings = package.read("content.xml").decode(), package.read("settings.xml").decode()
    assert "<number:text>(</number:text>" in content
    assert 'style:condition="value()&gt;=0"' in content
    assert "number-columns-spanned" not in content
    assert "HorizontalSplitPosition" in settings


@pytest.mark.parametrize("title", ["", "'''", "About", "[]:*?/\\", "x" * 80, "Ynys Môn"])
def test_any_title_gives_a_sheet_a_name(report, title):
    table = replace(revenue(), title=title)
    for ending in ("xlsx", "ods"):
        names = CalamineWorkbook.from_filelike(BytesIO(made(report, table, ending))).sheet_names
        assert len(set(names)) == 2
        assert 0 < len(names[1]) <= 31


def test_what_a_file_cannot_hold_is_left_out(report):
    table = statement("free", [column("Budget")], row("Pay\x00\x0b and more\ud800", 5), title="A\x01 table")
    for ending in ("xlsx", "ods", "csv"):
        assert made(report, table, ending)


# JSON


def test_json_describes_itself(report):
    content = json.loads(made(report, revenue(), "json"))
    assert content["format"] == "pcp-statement/1"
    assert content["report"] == {
        "office": report.words.office,
        "title": report.title,
        "quarter": "2019-20-q1",
        "is_draft": False,
        "published_at": "2026-01-02T03:04:00+00:00",
    }
    assert content["statement"]["unit"] == "£000"
    assert content["statement"]["sign_convention"] == "Income is in brackets."
    assert [each["unit"] for each in content["columns"]] == ["£000", "£m", "%", "", ""]
    assert content["columns"][1]["as_at"] == "2019-06-30"
    assert [each["kind"] for each in content["rows"]] == ["heading", "line", "line", "spacer", "total"]
    cells = [[(cell["kind"], cell["text"], cell["amount"]) for cell in each["cells"]] for each in content["rows"]]
    assert cells[1][:3] == [("amount", "(15,002)", -15002), ("amount", "1.2", 1.2), ("percentage", "2.92%", 2.92)]
    assert cells[2][:3] == [("amount", "0", 0), ("dash", "-", None), ("blank", "", None)]
    total = content["rows"][4]["cells"][0]
    assert (total["should_be"], total["verdict"]) == ("0", "error")
    assert content["notes"] == [{"reference": "R1", "section": "Revenue", "text": "Pay rose."}]
    assert content["footnotes"] == [{"mark": "*", "text": "Before tax."}]
    assert content["findings"][0]["reason"] == "As printed."


# All of them


def large() -> Statement:
    columns = [column(f"Column {place}") for place in range(20)]
    rows = [row(f"Row {number}", *[number * place - 900 for place in range(20)]) for number in range(200)]
    return statement("free", columns, *rows)


@pytest.mark.parametrize("ending", STATEMENTS)
@pytest.mark.parametrize("table", [revenue(), projection(), programme(), large()], ids=lambda table: table.title)
def test_the_same_report_gives_the_same_bytes(report, ending, table):
    first, second = made(report, table, ending), made(report, table, ending)
    assert first == second
    if ending in ("xlsx", "ods"):
        with ZipFile(BytesIO(first)) as package:
            # XlsxWriter gives the parts a moment of its own; that of the report is among their properties.
            moment = (2026, 1, 2, 3, 4, 0) if ending == "ods" else (1980, 1, 1, 0, 0, 0)
            assert {part.date_time for part in package.infolist()} == {moment}


def test_figures_of_thirteen_digits_lose_none(report):
    columns = [column("Budget", unit="£", decimals=2), column("Forecast")]
    table = statement("free", columns, row("Pay", Cell("amount", "", 9_999_999_999_999), 9_999_999_999_999))
    assert read_csv(made(report, table, "csv"))[1][2:4] == ["99999999999.99", "9999999999999"]
    for ending in ("xlsx", "ods"):
        page = CalamineWorkbook.from_filelike(BytesIO(made(report, table, ending))).get_sheet_by_index(1).to_python()
        assert page[1][2:4] == [99_999_999_999.99, 9_999_999_999_999]
    cells = json.loads(made(report, table, "json"), parse_float=Decimal)["rows"][0]["cells"]
    assert [cell["amount"] for cell in cells] == [Decimal("99999999999.99"), 9_999_999_999_999]


def test_a_draft_says_that_it_is_one(report):
    draft = holding(replace(report, published_at=None), revenue())
    file = export(draft, "revenue", "xlsx")
    assert file.name == "draft-2019-20-q1-revenue.xlsx"
    page = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert ["Status", "Draft: not published"] in [line[:2] for line in page]
    assert json.loads(export(draft, "revenue", "json").content)["report"]["is_draft"] is True
    assert draft.quarter.ends_on == date(2019, 6, 30)
    with ZipFile(BytesIO(file.content)) as package:
        assert f"{datetime(2019, 6, 30, tzinfo=UTC):%Y-%m-%dT%H:%M:%SZ}" in package.read("docProps/core.xml").decode()


# Addresses


@pytest.mark.parametrize("ending", STATEMENTS)
def test_every_table_of_a_published_report_has_an_address(published, ending):
    assert published.finance
    for table in published.finance.statements:
        address = f"/reports/2019-20-q1/tables/{table.key}.{ending}"
        answer = Client().get(address, follow=True)
        assert answer.status_code == 200
        assert answer["Content-Type"] == CONTENT_TYPES[ending]
        assert answer["Content-Disposition"] == f'attachment; filename="2019-20-q1-{table.key}.{ending}"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer.content == export(published, table.key, ending).content
        assert Client().head(address, follow=True).status_code == 200
        assert Client().post(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "2019-20-q1/tables/none.csv",
        "2019-20-q1/tables/revenue.exe",
        "2018-19-q2/tables/revenue.csv",
        "none/tables/revenue.csv",
    ],
)
def test_what_is_no_table_is_not_found(published, address):
    assert Client().get(f"/reports/{address}").status_code == 404


@pytest.mark.django_db
def test_a_table_of_a_draft_is_for_staff_alone():
    period = make_period(make_plan())
    make_statement(period)
    address = f"/quarters/{period.quarter.slug}/draft/tables/revenue.csv"
    answer: Any = client_of(make_person(Role.FINANCE_OFFICER)).get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="draft-2019-20-q1-revenue.csv"'
    assert answer["Cache-Control"] == "private, no-store"
    assert read_csv(answer.content)[1][0] == "Staff"
    assert client_of(make_person(Role.CLERK)).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert client_of(make_person(Role.EDITOR)).get(address.replace(".csv", ".exe")).status_code == 404


def test_the_draft_of_a_published_quarter_leads_to_the_published_table(published):
    answer = client_of(make_person(Role.EDITOR)).get("/quarters/2019-20-q1/draft/tables/revenue.csv")
    assert answer.status_code == 302
    assert answer["Location"] == "/reports/2019-20-q1/tables/revenue.csv"
