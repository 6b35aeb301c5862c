"""The data files of a whole report: what there is, that it is the same each time, and that nothing is lost or betrayed in it."""

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from reports.document import Licence, ReportDocument
from reports.document.stored import from_json, to_json
from reports.exports import export, report_files
from tests.records import PUBLISHED_AT
from tests.reports.awkward import SECRET, SECRET_BESIDE, awkward_report
from tests.reports.tables import sample_report

GOLDEN = Path(__file__).with_name("golden")
EARLIER = replace(from_json((GOLDEN / "2018-19-q2.json").read_text()), published_at=PUBLISHED_AT)
REPORTS = {"sample": sample_report(), "earlier": EARLIER, "awkward": awkward_report()}
ALL = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
BOOKS = pytest.mark.parametrize("name", ["report.xlsx", "report.ods"])
RECORDS = ("pillars", "ratings", "commitments", "indicators", "comparisons", "texts", "account", "scale")


@cache
def files(report: ReportDocument) -> dict[str, bytes]:
    return {file.name: file.content for file in report_files(report)}


def rows_of(report: ReportDocument, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files(report)[f"data/{table}.csv"].decode(), newline="")))


def sheet(content: bytes, place: int) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(place).to_python()


# What there is


@ALL
def test_every_table_of_a_report_is_a_file_and_every_file_has_a_path_of_its_own(report):
    statements = [statement.key for statement in report.finance.statements] if report.finance else []
    tables = [*RECORDS, *(f"finance-{key}" for key in statements), *(("notes", "findings") if statements else ())]
    expected = [
        *("report.json", "report.xlsx", "report.ods", "data-package.zip", "data/datapackage.json"),
        *(f"data/{name}.csv" for name in tables),
        *(f"tables/{key}.{ending}" for key in statements for ending in ("csv", "xlsx", "ods", "json")),
    ]
    assert [file.name for file in report_files(report)] == expected


@ALL
def test_the_same_report_gives_the_same_bytes(report):
    again = from_json(to_json(report))
    assert {file.name: file.content for file in report_files(again)} == files(report)


def test_the_json_is_what_is_stored():
    for report in REPORTS.values():
        assert files(report)["report.json"].decode() == to_json(report)


@ALL
def test_the_package_holds_the_same_files_once_more(report):
    with ZipFile(BytesIO(files(report)["data-package.zip"])) as package:
        assert package.namelist()[0] == "datapackage.json"
        held = {f"data/{part.filename}": package.read(part) for part in package.infolist()}
        assert {part.date_time for part in package.infolist()} == {(2026, 1, 2, 3, 4, 0)}
    assert held == {name: content for name, content in files(report).items() if name.startswith("data/")}


def test_statements_are_the_files_that_a_reader_takes_away():
    report = REPORTS["sample"]
    assert report.finance
    for statement in report.finance.statements:
        for ending in ("csv", "xlsx", "ods", "json"):
            assert files(report)[f"tables/{statement.key}.{ending}"] == export(report, statement.key, ending).content


# Workbooks


@BOOKS
@ALL
def test_a_workbook_has_a_cover_notes_and_then_one_table_a_sheet(report, name):
    book = CalamineWorkbook.from_filelike(BytesIO(files(report)[name]))
    statements = report.finance.statements if report.finance else ()
    assert book.sheet_names[:2] == ["About", "Notes"]
    assert len({sheet.casefold() for sheet in book.sheet_names}) == 2 + len(RECORDS) + len(statements)
    cover = [[value for value in line if value != ""] for line in book.get_sheet_by_index(0).to_python()]
    assert ["Quarter", report.quarter.label] in cover
    assert ["Licence", report.licence.name] in cover
    assert ["Words of the licence", report.licence.address] in cover
    assert ["Notice", report.notice] in cover
    listed = [line[0] for line in cover[cover.index(["Sheets"]) + 2 :]]
    assert listed == ["Notes", *(name.rpartition(" (")[0] or name for name in book.sheet_names[2:])]


@BOOKS
def test_each_sheet_is_the_table_of_the_package(name):
    report = REPORTS["awkward"]
    for place, table in enumerate(RECORDS, start=2):
        rows = sheet(files(report)[name], place)[1:]
        assert len(rows) == len(rows_of(report, table))
    indicators = sheet(files(report)[name], 2 + RECORDS.index("indicators"))
    by_key = {line[2]: line for line in indicators[1:]}
    assert by_key["calls"][4:7] == [232_000, "", "232K +"]
    assert by_key["spend"][4:7] == [2_080_000, "£", "£2.08M"]
    assert by_key["late"][4:8] == ["", "", "", "Not due"]
    assert by_key["grade"][4:7] == ["", "", "=GOOD"]


def test_a_day_is_a_day_in_xlsx_and_a_number_is_a_number():
    page = openpyxl.load_workbook(BytesIO(files(REPORTS["awkward"])["report.xlsx"]))["Commitments"]
    headings = [cell.value for cell in page[1]]
    due = page.cell(2, headings.index("Milestone due on") + 1)
    assert (due.is_date, due.value.date().isoformat(), due.number_format) == (True, "2020-03-31", "yyyy-mm-dd")
    assert page.cell(2, 1).value == 1
    assert page.freeze_panes == "B2"


# What is missing


def test_what_is_missing_says_why_and_is_never_0():
    rows = {row["indicator"]: row for row in rows_of(REPORTS["awkward"], "indicators")}
    told = {key: (row["number"], row["printed"], row["why_empty"]) for key, row in rows.items()}
    assert told == {
        "calls": ("232000", "232K +", ""),
        "staff": ("19.9", "19.9", ""),
        "spend": ("2080000", "£2.08M", ""),
        "change": ("-23.4", "'-23.4%", ""),
        "grade": ("", "'=GOOD", ""),
        "none": ("0", "0", ""),
        "late": ("", "", "Not due"),
        "detained": ("", "", "Withheld"),
    }
    assert [rows[key]["unit"] for key in ("calls", "staff", "spend", "change")] == ["", "FTE", "£", "%"]
    [streets, roads] = rows_of(REPORTS["awkward"], "ratings")
    assert (streets["rating_code"], streets["rating_why_empty"]) == (REPORTS["awkward"].scale[0].code, "")
    assert (streets["last_code"], streets["last_why_empty"]) == ("", "1: Red; 2: Green")
    assert (roads["rating"], roads["rating_why_empty"], roads["movement"]) == ("", "Not due", "")


def test_a_dash_a_blank_and_0_are_three_things():
    rows = {(row["row"], row["column"]): row for row in rows_of(REPORTS["awkward"], "finance-notes")}
    told = {key: (row["amount"], row["printed"], row["kind"]) for key, row in rows.items()}
    assert told["pay", "budget"] == ("-15002", "(15,002)", "amount")
    assert told["pay", "share"] == ("2.92", "2.92%", "percentage")
    assert told["rents", "budget"] == ("", "-", "dash")
    assert told["rents", "share"] == ("", "", "blank")
    assert told["total", "budget"] == ("0", "0", "amount")
    assert told["nothing", "budget"] == ("", "", "blank")
    assert (rows["pay", "row"]["printed"], rows["pay", "row"]["footnote"]) == ("'=1+1", "Before tax.")
    assert not [key for key in rows if key[0] == ""], "a space is no row"


def test_every_number_stands_with_the_line_that_carries_it():
    rows = rows_of(REPORTS["awkward"], "commitments")
    assert [(row["line"], row["number"], row["shares_with"]) for row in rows] == [
        ("1", "1", "9(a)"),
        ("1", "9(a)", "1"),
        ("2", "2", ""),
    ]
    assert (rows[0]["printed_number"], rows[0]["milestone_due_on"]) == ("7", "2020-03-31")
    account = {
        row["number"]: (row["outcome"], row["recorded"], row["reason"])
        for row in rows_of(REPORTS["awkward"], "account")
    }
    assert account["3"] == ("withdrawn", "Withdrawn on 1 June 2019", "'-5 posts")
    assert account["1"] == ("new", "", "")


@ALL
def test_no_row_of_the_report_is_lost(report):
    parts = [part for _, page in report.pages for part in page.parts]
    counts = {name: len(rows_of(report, name)) for name in ("ratings", "commitments", "indicators", "account")}
    assert counts == {
        "ratings": len(parts),
        "commitments": sum(len(line.commitments) for part in parts for line in part.lines),
        "indicators": sum(len(part.indicators) for part in parts),
        "account": sum(len(group.numbers) for group in report.account.groups) if report.account else 0,
    }


# What may not be


def unpacked(content: bytes) -> bytes:
    """A file's content; of a package, all that is packed in it."""
    if not content.startswith(b"PK"):
        return content
    with ZipFile(BytesIO(content)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def test_a_withheld_figure_is_in_no_table_whatever_came_with_its_row():
    made = {name: unpacked(content) for name, content in files(REPORTS["awkward"]).items() if name != "report.json"}
    assert b"Fewer than 5 people." in made["data/indicators.csv"]
    for secret in (SECRET, SECRET_BESIDE):
        assert [name for name, content in made.items() if secret.encode() in content] == []


def test_no_words_begin_a_formula_in_any_csv():
    for name, content in files(REPORTS["awkward"]).items():
        if name.endswith(".csv"):
            cells = [cell for line in csv.reader(StringIO(content.decode("utf-8-sig"), newline="")) for cell in line]
            found = [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "\n"))]
            assert found == [], name
            assert [cell for cell in cells if cell.startswith("-") and cell != "-" and not number(cell)] == [], name


def number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdigit()


@BOOKS
def test_no_cell_of_a_workbook_is_a_formula(name):
    with ZipFile(BytesIO(files(REPORTS["awkward"])[name])) as package:
        parts = [package.read(part).decode() for part in package.namelist() if part.endswith(".xml")]
    assert not any("<f>" in part or "<f " in part or "table:formula" in part for part in parts)


def test_another_licence_is_said_in_every_kind_of_file():
    report = replace(REPORTS["awkward"], licence=Licence("Another licence", "https://example.org/terms"))
    for file in report_files(report):
        if not file.name.endswith(".csv"):
            content = unpacked(file.content)
            assert b"Another licence" in content, file.name
            assert b"https://example.org/terms" in content, file.name
    assert json.loads(files(REPORTS["sample"])["report.json"])["licence"]["name"] == "Open Government Licence v3.0"
