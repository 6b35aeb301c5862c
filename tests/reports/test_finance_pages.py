"""The finance pages as a reader meets them: tables that scroll with their headings, what does not add up, charts, files."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import page as page_validation
import pytest
from django.template.loader import render_to_string
from django.test import Client
from lxml import html
from playwright.sync_api import Page, expect

from pdf.inspect import inspect, structure
from reports import render
from reports.document import Cell, FinancePage, Finding, ReportDocument, Statement
from tests.accessibility import px_too_wide
from tests.pdf import verapdf
from tests.reports.tables import column, programme, projection, row, sample_report, statement, told
from tests.sample import QUARTERS, document, publish_pages, publish_sample

ADDRESS = "/reports/2019-20-q1/finance"


def large() -> Statement:
    """Forty rows by twenty columns."""
    columns = [column(f"Column {place} with words") for place in range(20)]
    rows = [row(f"Row {number} of many", *[number * place - 900 for place in range(20)]) for number in range(40)]
    return statement("free", columns, *rows, key="large", title="A large table")


def shares() -> Statement:
    """Columns of other units and days than the table's, a space, and a finding that is of no one cell."""
    columns = [
        column("Budget", as_at=date(2019, 6, 30)),
        column("Forecast at 31/7/19", unit="£m", decimals=1, as_at=date(2019, 7, 31)),
        column("Share", kind="percentage", unit="%", decimals=2, as_at=date(2019, 6, 30)),
    ]
    million, share = row("", -12, decimals=1).cells[0], Cell("percentage", "2.92%", 292)
    rows = (row("Pay", 100, million, share), row("", kind="spacer"), row("Total", 100, "-", None, kind="total"))
    finding = Finding("", "", "The general balance stands within 3% to 5%.", "2.92%", "", "", "")
    made = statement("free", columns, *rows, key="shares", title="Shares")
    return replace(made, as_at=date(2019, 6, 30), findings=(finding,))


def bent(source: ReportDocument) -> ReportDocument:
    """The sample's report with a further page of tables that it does not hold."""
    report = told(source)
    assert report.finance
    more = FinancePage("other-tables", "Other tables", (projection(), programme(), large(), shares()))
    return replace(report, finance=replace(report.finance, pages=(*report.finance.pages, more)))


def publish_bent() -> None:
    publish_sample()
    publish_pages(bent(document(QUARTERS[1])), number=2)


@pytest.fixture
def bent_sample(db: None) -> None:
    publish_bent()


@pytest.fixture
def bent_live(live_server: Any) -> str:
    publish_bent()
    return str(live_server.url)


def get(page: str) -> html.HtmlElement:
    answer = Client().get(f"{ADDRESS}/{page}/", follow=True)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# What stands there


@pytest.mark.usefixtures("bent_sample")
def test_a_figure_that_should_be_another_says_so_in_words():
    table = get("usable-reserves").find_class("statement")[0]
    [line] = [line for line in table.iter("tr") if words(line).startswith("Capital Financing Reserve")]
    wrong = line.find_class("is-wrong")
    assert [words(cell) for cell in wrong] == ["665 should be 0"]
    assert line.find_class("should")


@pytest.mark.usefixtures("bent_sample")
def test_what_does_not_add_up_stands_below_its_table_with_the_reason():
    findings = get("usable-reserves").find_class("findings")[0]
    assert words(findings.find("h2")) == "What does not add up"
    first, second = findings.iter("li")
    assert [words(part) for part in first.iter("p")] == [
        "Capital Financing Reserve, Forecast balance at 31/3/20",
        "Forecast balance = Opening Balance + Forecast Transfer",
        "Printed 665, expected 0, difference 665",
        "No reason is given.",
    ]
    assert words(list(second.iter("p"))[-1]).startswith("Reason given: The variance column of the source")
    [bare] = get("other-tables").find_class("findings")
    assert words(bare.find("h2")) == "What does not add up: Shares"
    assert [words(part) for part in bare.iter("p")] == [
        "The general balance stands within 3% to 5%.",
        "Printed 2.92%",
        "No reason is given.",
    ]


@pytest.mark.usefixtures("bent_sample")
def test_rounding_is_one_quiet_sentence_and_no_mark():
    page = get("net-revenue-expenditure")
    assert [words(note) for note in page.find_class("footnote")] == [
        "Figures may differ by 1 in the last digit because of rounding."
    ]
    assert not page.find_class("should")
    assert not get("usable-reserves").xpath("//p[contains(., 'because of rounding')]")


@pytest.mark.usefixtures("bent_sample")
def test_headings_say_their_unit_and_their_day_where_it_is_another():
    table = get("other-tables").xpath("//table[caption[@id='statement-shares']]")[0]
    assert [words(head) for head in table.xpath("./thead//th")] == [
        "Item",
        "Budget £000",
        "Forecast at 31/7/19 £m",
        "Share %",
    ]
    assert [len(group.findall("tr")) for group in table.findall("tbody")] == [1, 1], "a space parts rows into groups"
    moved = replace(shares(), as_at=None)
    context = {"statement": moved, "finance_page": None, "level": 1, "notes_at": ""}
    drawn = render_to_string("reports/_statement.html", context)
    heads = html.fromstring(f"<div>{drawn}</div>").xpath("//thead//th")
    assert words(heads[1]) == "Budget £000 at 30 June 2019"
    assert words(heads[2]) == "Forecast at 31/7/19 £m", "the heading says its day itself"


@pytest.mark.usefixtures("bent_sample")
def test_each_table_leads_to_its_files():
    page = get("capital-expenditure-and-capital-financing")
    links = page.xpath("//p[@class='downloads']//a")
    assert len(links) == 12
    assert words(links[0]) == "CSV: Capital expenditure"
    assert links[1].get("href") == "tables/capital-investment.xlsx"
    edition = "/reports/2019-20-q1/editions/2/"
    assert all(Client().get(edition + link.get("href")).status_code == 200 for link in links)


@pytest.mark.usefixtures("bent_sample")
def test_charts_stand_below_their_tables_with_a_text_alternative():
    for page, said in {
        "net-revenue-expenditure": "Net Budget is forecast at 135,144, which is 476 above the budget of 134,668.",
        "capital-expenditure-and-capital-financing": "The largest is ICT, 317 adverse.",
        "usable-reserves": "The total falls from 9,137 (Opening Balance at 1/4/19) to 6,868",
    }.items():
        [chart] = get(page).find_class("chart")
        titles = chart.xpath(".//svg/title")
        assert len(titles) == 2, "one for desks and one for phones"
        assert all(said in words(title) for title in titles)
        assert chart.xpath("preceding::table")
    assert "some do not add up" in words(get("usable-reserves").find_class("chart")[0].find("figcaption"))


@pytest.mark.usefixtures("bent_sample")
def test_finance_pages_are_valid_html(html_faults):
    pages = ("net-revenue-expenditure", "usable-reserves", "other-tables")
    found = {page: Client().get(f"{ADDRESS}/{page}/", follow=True).content.decode() for page in pages}
    found["whole"] = Client().get("/reports/2019-20-q1/whole/", follow=True).content.decode()
    assert html_faults(found) == []
    assert "tables/" not in found["whole"]


# In a browser


@pytest.mark.parametrize("width", ["narrow", "phone", "desk"])
def test_axe_finds_nothing_on_pages_with_charts(
    bent_live: str, page_at: Callable[[str], Page], axe: Callable[[Page], list[str]], width: str
):
    page = page_at(width)
    for name in ("usable-reserves", "other-tables"):
        page.goto(f"{bent_live}{ADDRESS}/{name}/")
        assert axe(page) == []
        assert px_too_wide(page) == 0


def test_headings_and_row_names_stay_in_sight_while_a_table_scrolls(bent_live: str, any_page: Page):
    any_page.goto(f"{bent_live}{ADDRESS}/other-tables/")
    region = any_page.get_by_role("region", name="A large table")
    region.scroll_into_view_if_needed()
    region.evaluate("region => { region.scrollTop = 400; region.scrollLeft = 700 }")
    box = region.bounding_box()
    head = region.get_by_role("columnheader", name="Item").bounding_box()
    assert box
    assert head
    assert abs(head["y"] - box["y"]) < 2
    assert abs(head["x"] - box["x"]) < 2
    assert head["width"] < box["width"] * 0.55, "figures have room beside the names of their rows"
    name = region.get_by_role("rowheader", name="Row 12 of many").bounding_box()
    assert name
    assert abs(name["x"] - box["x"]) < 2
    other = region.get_by_role("columnheader", name="Column 10").bounding_box()
    assert other
    assert abs(other["y"] - box["y"]) < 2


def test_a_table_can_be_scrolled_with_the_keyboard(bent_live: str, phone_page: Page):
    phone_page.goto(f"{bent_live}{ADDRESS}/other-tables/")
    region = phone_page.get_by_role("region", name="A large table")
    region.focus()
    table = region.element_handle()
    for key, moved in (("ArrowRight", "scrollLeft"), ("ArrowDown", "scrollTop")):
        phone_page.keyboard.press(key)
        phone_page.wait_for_function(f"table => table.{moved} > 0", arg=table)


def test_a_chart_is_drawn_once_and_all_of_it_can_be_seen(bent_live: str, any_page: Page):
    for name in ("usable-reserves", "other-tables", "net-revenue-expenditure"):
        any_page.goto(f"{bent_live}{ADDRESS}/{name}/")
        for chart in any_page.locator("figure.chart").all():
            shown = chart.get_by_role("img")
            expect(shown).to_have_count(1)
            outside = shown.evaluate(
                """picture => [...picture.querySelectorAll('text')].filter(words => {
                    const box = words.getBBox(), whole = picture.viewBox.baseVal;
                    return box.x < -2 || box.x + box.width > whole.width + 0.5
                        || box.y < -2 || box.y + box.height > whole.height + 4;
                }).map(words => words.textContent)"""
            )
            assert outside == []


# On paper


def test_charts_and_findings_stand_in_the_pdf_and_both_validators_find_nothing(tmp_path: Path):
    made = render.pdf(bent(sample_report()))
    nodes = structure(made)
    figures = [node.alt for node in nodes if node.tag == "Figure" and node.alt]
    assert len(figures) == 5
    assert any("which is 476 above the budget" in alt for alt in figures)
    said = [node.text for node in nodes if node.tag in ("P", "TD", "LBody")]
    assert any("should be 0" in text for text in said)
    assert any("No reason is given." in text for text in said)
    path = tmp_path / "report.pdf"
    path.write_bytes(made)
    assert verapdf.failures([path]) == {path: []}
    assert [failure.message for failure in page_validation.validate_pdf(path, profile="ua1").failures] == []
    assert inspect(made).claims_ua
