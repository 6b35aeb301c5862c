"""The reconciliation page and the ties in a real browser: by keyboard, at every width, with and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from finance.models import Reason, Tie
from tests import records
from tests.accessibility import px_too_wide
from tests.finance.tables import make_office
from tests.people import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
COLUMNS = ["budget", "forecast", {"key": "variance", "formula": "forecast - budget"}]
ROWS = ["staff", "premises", {"key": "total", "kind": "total", "sums": ["staff", "premises"]}]
CELLS = {"staff": [940, 950, 10], "premises": [210, 195, -15], "total": [1151, 1200, 49]}


@pytest.fixture
def office(db):
    office = make_office(COLUMNS, ROWS, CELLS)
    report = office.statement.report
    records.make_table(office.period, "other", ["budget", "actual"], ["staff", "grants"], {"staff": [940, 1]})
    records.make_tie(report, "one", "revenue/staff/budget", "other/staff/budget")
    records.make_tie(report, "two", "revenue/premises/budget", "other/staff/budget")
    records.make_tie(report, "gone", "revenue/none/budget", "other/staff/budget")
    for key, difference in (("sum:revenue/total/variance", "54"), ("tie:two/premises/budget", "1")):
        Reason.objects.create(report=report, check_key=key, difference=difference, text="As printed.")
    return office


def address(office, live_server, way):
    return f"{live_server.url}/quarters/{office.period.quarter.slug}/finance/{way}"


def opened(page: Page, office, live_server, way) -> Page:
    sign_in(page, office.officer, live_server.url)
    page.goto(address(office, live_server, way))
    return page


def test_pages_hold_up_at_every_width(any_page, office, live_server, axe):
    reason = Reason.objects.first()
    page = opened(any_page, office, live_server, "reconciliation/")
    for details in page.locator("details").all():
        details.evaluate("(one) => { one.open = true; }")
    for way in (
        "",
        f"reconciliation/reasons/{reason.pk}/",
        "ties/",
        "ties/add/",
        "ties/one/change/",
        "ties/one/remove/",
    ):
        if way:
            page.goto(address(office, live_server, way))
        assert axe(page) == [], way
        assert px_too_wide(page) == 0, way


def test_reason_is_given_with_the_keyboard(desk_page, office, live_server):
    page = opened(desk_page, office, live_server, "reconciliation/")
    tick = page.get_by_role("checkbox", name=re.compile("Total, Forecast"))
    tick.focus()
    page.keyboard.press("Space")
    page.get_by_label("Why it may stand").focus()
    page.keyboard.type("As printed in the source.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The reason is recorded.")).to_be_visible()
    assert Reason.objects.heads().get(check_key="sum:revenue/total/forecast").text == "As printed in the source."


def test_refused_reason_leads_to_what_is_missing(desk_page, office, live_server):
    page = opened(desk_page, office, live_server, "reconciliation/")
    page.get_by_label("Why it may stand").fill("As printed.")
    page.get_by_role("button", name="Record the reason").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=re.compile("Tick the checks")).click()
    expect(page.locator("input[type=checkbox]:focus")).to_have_count(1)


def test_page_prints_without_what_is_pressed(desk_page, office, live_server):
    page = opened(desk_page, office, live_server, "reconciliation/")
    page.emulate_media(media="print")
    for hidden in (
        page.locator(".masthead"),
        page.get_by_role("checkbox").first,
        page.get_by_label("Why it may stand"),
    ):
        expect(hidden).to_be_hidden()
    expect(page.get_by_role("heading", name="Reconciliation")).to_be_visible()
    expect(page.get_by_role("link", name="Total, Forecast")).to_be_visible()


def options(page, name):
    return page.locator(f"select[name={name}] option").evaluate_all("(all) => all.map((one) => one.value)")


def test_columns_follow_the_row_that_is_chosen(desk_page, office, live_server):
    page = opened(desk_page, office, live_server, "ties/add/")
    assert "revenue/budget" in options(page, "left_column")
    page.get_by_label("Row").first.select_option("other/grants")
    assert options(page, "left_column") == ["", "other/budget", "other/actual", "other/*"]
    page.get_by_label("Column").first.select_option("other/budget")
    # A column that the other table has too stays chosen.
    page.get_by_label("Row").first.select_option("revenue/staff")
    expect(page.get_by_label("Column").first).to_have_value("revenue/budget")
    page.get_by_label("Row").nth(1).select_option("other/staff")
    page.get_by_label("Column").nth(1).select_option("other/actual")
    page.get_by_label("What it is called").fill("Budget = actual")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("“Budget = actual” is added.")).to_be_visible()
    assert Tie.objects.get(key="budget-actual").right == "other/staff/actual"


def test_tie_is_added_without_a_script(new_context, office, live_server):
    page = new_context(java_script_enabled=False).new_page()
    opened(page, office, live_server, "ties/add/")
    page.get_by_label("What it is called").fill("Budget = actual")
    for number, (row, column) in enumerate((("revenue/staff", "revenue/budget"), ("other/staff", "other/actual"))):
        page.get_by_label("Row").nth(number).select_option(row)
        page.get_by_label("Column").nth(number).select_option(column)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("“Budget = actual” is added.")).to_be_visible()
