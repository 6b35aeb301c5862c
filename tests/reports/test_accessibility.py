"""Every kind of page in a real browser: axe finds nothing on a phone or a desk, and nothing scrolls sideways at 320 pixels."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility import px_too_wide
from tests.reports.test_pages import KINDS
from tests.sample import publish_sample

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def sample(live_server: Any) -> None:
    publish_sample()


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_axe_finds_nothing(
    live_server: Any, page_at: Callable[[str], Page], axe: Callable[[Page], list[str]], width: str
) -> None:
    page = page_at(width)
    found = {}
    for address in (*KINDS, "/nothing/"):
        page.goto(live_server.url + address)
        found[address] = axe(page)
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_nothing_scrolls_sideways_but_finance_tables(live_server: Any, page_at: Callable[[str], Page]) -> None:
    page = page_at("narrow")
    for address in KINDS:
        page.goto(live_server.url + address)
        assert px_too_wide(page) == 0, address
    page.goto(f"{live_server.url}/reports/2019-20-q1/finance/usable-reserves/")
    region = page.get_by_role("region", name="Usable reserves")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("region => region.scrollLeft > 0", arg=region.element_handle())


def test_cards_on_a_phone_are_still_a_table_to_a_screen_reader(live_server: Any, phone_page: Page) -> None:
    phone_page.goto(f"{live_server.url}/reports/2019-20-q1/pages/vulnerability/")
    table = phone_page.get_by_role("table", name="Rating of each row, this period and last.")
    expect(table.get_by_role("row")).to_have_count(7)
    expect(table.get_by_role("rowheader").first).to_have_text(re.compile(r"^16\."), use_inner_text=True)
    snapshot = table.aria_snapshot()
    assert "row" in snapshot
    for label in ("This period", "Last period", "Movement"):
        assert label in snapshot, "each cell says what it is, in words that are read out"


def test_the_skip_link_comes_first_and_leads_to_the_content(live_server: Any, desk_page: Page) -> None:
    desk_page.goto(live_server.url)
    desk_page.keyboard.press("Tab")
    expect(desk_page.get_by_role("link", name="Skip to main content", exact=True)).to_be_focused()
    desk_page.keyboard.press("Enter")
    expect(desk_page.locator("#main")).to_be_focused()
