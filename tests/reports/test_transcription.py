"""Every figure, number and wording of the papers stands in its own row of the page and of the PDF.

What the papers say is read from tests/transcription, which was made from the papers and not from the sample's files. A
value that moves to another row, changes or goes missing fails here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from lxml import html

from pdf.inspect import structure
from pillars.quarters import Quarter
from tests.records import transcribed
from tests.sample import QUARTERS, document, pdf, publish_sample

pytestmark = pytest.mark.django_db

Rows = list[list[str]]
MARKS = {"^": "up", "v": "down", "V": "down", "-": "no change"}


@dataclass
class Found:
    """What a rendering of the report shows: the rows of each page's tables and of each statement, as words in cells."""

    indicators: dict[str, Rows] = field(default_factory=dict)
    lines: dict[str, Rows] = field(default_factory=dict)
    statements: dict[str, Rows] = field(default_factory=dict)


def on_pages(quarter: Quarter) -> Found:
    """The report's own pages, one by one."""
    client, found, report = Client(), Found(), document(quarter)
    for _, page in report.pages:
        tree = _tree(client, f"/reports/{quarter.slug}/pages/{page.slug}/")
        found.indicators[page.slug] = _rows(tree, "indicators")
        found.lines[page.slug] = _rows(tree, "lines")
    for sheet in report.finance.pages if report.finance else ():
        tree = _tree(client, f"/reports/{quarter.slug}/finance/{sheet.slug}/")
        for statement, table in zip(sheet.statements, tree.find_class("statement"), strict=True):
            found.statements[statement.key] = _rows_of(table)
    return found


def on_the_whole_page(quarter: Quarter) -> Found:
    """The whole report on one page."""
    tree, found, report = _tree(Client(), f"/reports/{quarter.slug}/whole/"), Found(), document(quarter)
    indicators, lines = iter(tree.find_class("indicators")), iter(tree.find_class("lines"))
    for _, page in report.pages:
        found.indicators[page.slug] = [
            row for part in page.parts if part.indicators for row in _rows_of(next(indicators))
        ]
        found.lines[page.slug] = [row for part in page.parts if part.lines for row in _rows_of(next(lines))]
    statements = iter(tree.find_class("statement"))
    for sheet in report.finance.pages if report.finance else ():
        for statement in sheet.statements:
            found.statements[statement.key] = _rows_of(next(statements))
    return found


def in_the_pdf(quarter: Quarter) -> Found:
    """The PDF's structure tree, which is what a screen reader reads."""
    report, found = document(quarter), Found()
    parts = dict(_tables_of_parts(pdf(quarter)))
    for _, page in report.pages:
        found.indicators[page.slug] = [row for head, rows in parts[page.title] if head == "Indicator" for row in rows]
        found.lines[page.slug] = [row for head, rows in parts[page.title] if head == "Commitment" for row in rows]
    for sheet in report.finance.pages if report.finance else ():
        tables = [rows for head, rows in parts[sheet.title] if head != "Note"]
        for statement, rows in zip(sheet.statements, tables, strict=True):
            found.statements[statement.key] = rows
    return found


def _tree(client: Client, address: str) -> Any:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return html.fromstring(response.content)


def _rows(tree: Any, name: str) -> Rows:
    return [row for table in tree.find_class(name) for row in _rows_of(table)]


def _rows_of(table: Any) -> Rows:
    return [[_cell(cell) for cell in row.xpath("./th | ./td")] for row in table.xpath(".//tbody/tr")]


def _cell(cell: Any) -> str:
    """The words of a cell; its paragraphs stand apart."""
    for paragraph in cell.iter("p"):
        paragraph.tail = f" {paragraph.tail or ''}"
    return _words(cell.text_content())


def _words(text: str) -> str:
    return " ".join(text.split())


def _tables_of_parts(report: bytes) -> Iterator[tuple[str, list[tuple[str, Rows]]]]:
    """Each section of the PDF by its title, with its tables: the first word of the head, and the body's rows."""
    tables: list[tuple[str, Rows]] = []
    is_head = False
    for node in structure(report):
        if node.tag == "Part" and node.title:
            tables = []
            yield node.title, tables
        elif node.tag == "Table":
            tables.append(("", []))
        elif node.tag in ("THead", "TBody", "TFoot"):
            is_head = node.tag == "THead"
        elif is_head and node.tag == "TH" and not tables[-1][0]:
            tables[-1] = (_words(node.text), tables[-1][1])
        elif node.tag == "TR" and not is_head:
            tables[-1][1].append([])
        elif node.tag in ("TH", "TD") and not is_head:
            tables[-1][1][-1].append(_words(node.text))


RENDERINGS = pytest.mark.parametrize(
    "rendering", [on_pages, on_the_whole_page, in_the_pdf], ids=["pages", "whole page", "PDF"]
)
QUARTER = pytest.mark.parametrize("quarter", QUARTERS, ids=str)
Rendering = Callable[[Quarter], Found]


@pytest.fixture(autouse=True)
def sample() -> None:
    publish_sample()


def by_page(rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    pages: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        pages.setdefault(row["page"], []).append(row)
    return pages


@RENDERINGS
@QUARTER
def test_every_indicator_has_its_value_in_its_row(rendering: Rendering, quarter: Quarter) -> None:
    printed = transcribed(f"indicators_{quarter.slug}")
    found = rendering(quarter)
    for page, rows in by_page(printed).items():
        shown = found.indicators[page]
        assert len(shown) == len(rows), page
        for row, (name, value, *rest) in zip(rows, shown, strict=True):
            assert name == row["name"] or name.startswith(f"{row['name']} "), page
            assert value == row["value"], (page, row["name"])
            if row["mark"]:
                assert MARKS[row["mark"]] in " ".join(rest).casefold(), (page, row["name"])
    assert sum(map(len, found.indicators.values())) == len(printed) == {2018: 61, 2019: 59}[quarter.year]


@RENDERINGS
@QUARTER
def test_every_number_stands_on_its_line_with_its_wording(rendering: Rendering, quarter: Quarter) -> None:
    printed = transcribed(f"lines_{quarter.slug}")
    found = rendering(quarter)
    numbers = 0
    for page, rows in by_page(printed).items():
        shown = found.lines[page]
        assert len(shown) == len(rows), page
        for row, (head, this, last, *_) in zip(rows, shown, strict=True):
            true, as_printed = row["numbers_true"].split(" / "), row["numbers_printed"].split(" / ")
            expected = " ".join(
                f"{number}. {_words(wording)}" + (f" printed as {old}" if old != number else "")
                for number, old, wording in zip(true, as_printed, row["wordings"].split(" | "), strict=True)
            )
            assert head == expected, page
            assert this
            assert last, (page, head)
            numbers += len(true)
    assert sum(map(len, found.lines.values())) == len(printed) == {2018: 80, 2019: 79}[quarter.year]
    assert numbers == 87


@RENDERINGS
def test_every_finance_figure_stands_in_its_row_and_column(rendering: Rendering) -> None:
    found = rendering(QUARTERS[1])
    cells = transcribed("finance_2019-20-q1")
    marked = 0
    for cell in cells:
        statement = found.statements[cell["table"].replace("_", "-")]
        [row] = [row for row in statement if row[0].rstrip("*").strip() == cell["row"] and len(row) > 2]
        # Where the printed figure does not add up the computed one stands beside it.
        shown, should_be, _ = row[1 + column_of(cell)].partition(" should be ")
        assert shown == as_written(cell), (cell["table"], cell["row"], cell["column"])
        marked += bool(should_be)
    assert (len(cells), marked) == (176, 7)


def column_of(cell: dict[str, str]) -> int:
    columns = list(dict.fromkeys(c["column"] for c in transcribed("finance_2019-20-q1") if c["table"] == cell["table"]))
    return columns.index(cell["column"])


def as_written(cell: dict[str, str]) -> str:
    if cell["kind"] != "amount":
        return {"dash": "-", "blank": ""}[cell["kind"]]
    amount = int(cell["amount"])
    return f"({-amount:,})" if amount < 0 else f"{amount:,}"


@RENDERINGS
def test_every_finance_row_points_at_its_note(rendering: Rendering) -> None:
    found = rendering(QUARTERS[1])
    for printed in transcribed("finance_rows_2019-20-q1"):
        statement = found.statements[printed["table"].replace("_", "-")]
        row = statement[int(printed["order"]) - 1]
        assert row[0].rstrip("*").strip() == printed["row"]
        assert row[0].endswith("*") == bool(printed["footnote_mark"])
        for expected in (printed["ref"], printed["comment"]):
            assert not expected or row[-1] == expected, printed


@QUARTER
def test_every_headline_stands_as_printed(quarter: Quarter) -> None:
    printed = transcribed(f"headlines_{quarter.slug}")
    client = Client()
    summary = _words(_tree(client, f"/reports/{quarter.slug}/summary/").text_content())
    for row in printed:
        if row["level"] == "pillar":
            assert _words(row["headline"]) in summary
        else:
            page = _tree(client, f"/reports/{quarter.slug}/pages/{row['key']}/")
            shown = [_words(item.text_content()) for item in page.xpath("//ul[contains(@class, 'headlines')]/li")]
            assert shown[int(row["order"]) - 1] == _words(row["headline"])


def test_every_figure_of_the_notes_stands_in_its_note() -> None:
    page = _tree(Client(), f"/reports/{QUARTERS[1].slug}/finance/")
    text = _words(page.text_content())
    for row in transcribed("notes_2019-20-q1"):
        assert row["figure"] in text, row
