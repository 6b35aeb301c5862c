"""Figures in the texts of a return, in a real browser: inserted where the cursor stood, saved, and read in the draft."""

import re

import pytest
from playwright.sync_api import Page, expect

from pillars.models import Narrative
from tests import records
from tests.accessibility import px_too_wide
from tests.finance.tables import CELLS, COLUMNS, ROWS
from tests.people import sign_in
from tests.returns.entry import texts_of

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = re.compile(r"Saved \d\d:\d\d")
JUDGED = [COLUMNS[0], COLUMNS[1], {**COLUMNS[2], "measure": "variance", "sense": "adverse"}, *COLUMNS[3:]]


@pytest.fixture
def cited(kept):
    """A quarter with a table on it, of which the texts are still to be written."""
    records.make_table(kept.period, "revenue", JUDGED, ROWS, CELLS, sign_convention="Expenditure is positive.")
    return kept


def opened(page: Page, kept, live_server):
    sign_in(page, kept.editor, live_server.url)
    page.goto(live_server.url + kept.address)
    return page


@pytest.fixture
def page(desk_page: Page, cited, live_server) -> Page:
    return opened(desk_page, cited, live_server)


def field(page, key="text-headlines"):
    return page.locator(f"#{key}-text")


def choose(page, words, offer):
    """In the list, which has the focus: looks for these words, and presses the button that offers this."""
    expect(page.locator("#figures-words")).to_be_focused()
    page.keyboard.type(words)
    button = page.get_by_role("button", name=offer)
    expect(page.locator(".figures dd")).to_have_count(1)
    button.focus()
    page.keyboard.press("Enter")


def test_figure_is_inserted_with_the_keyboard_saved_and_read_in_the_draft(page, cited, live_server):
    field(page).fill("Pay is , as planned.")
    for _ in range(len(", as planned.")):
        page.keyboard.press("ArrowLeft")
    way = page.locator("#text-headlines [data-cites]")
    for _ in range(5):
        page.keyboard.press("Tab")
        if way.evaluate("(way) => way === document.activeElement"):
            break
    expect(way).to_have_accessible_name(re.compile(r"Insert a figure\s*: Headlines"))
    expect(way).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Insert a figure: Headlines")).to_be_visible()
    expect(way).to_have_attribute("aria-expanded", "true")
    choose(page, "pay variance", "£500,000 favourable")
    expect(field(page)).to_have_value("Pay is {{revenue/pay/variance judged}}, as planned.")
    expect(field(page)).to_be_focused()
    expect(page.locator(".figures")).to_have_count(0)
    expect(page.locator("#text-headlines-state")).to_have_text(SAVED)
    assert texts_of(cited)["headlines"] == "Pay is {{revenue/pay/variance judged}}, as planned."
    page.get_by_role("link", name="See this page of the report as a draft").click()
    expect(page.get_by_text("Pay is £500,000 favourable, as planned.")).to_be_visible()


def test_each_text_takes_figures_and_none_this_quarter_is_taken_back(page, cited):
    for key in ("text-summary", "text-activities"):
        page.locator(f"#{key}-none").check()
        expect(page.locator(f"#{key}-state")).to_have_text(SAVED)
        page.locator(f"#{key} [data-cites]").click()
        choose(page, "pay budget", "£500,000")
        expect(field(page, key)).to_have_value("{{revenue/pay/budget}}")
        expect(page.locator(f"#{key}-none")).not_to_be_checked()
    expect(page.locator("#whole-state")).to_have_text("Everything is saved")
    expect(page.locator(".entry-fault:visible")).to_have_count(0)
    assert texts_of(cited) == {"summary": "{{revenue/pay/budget}}", "activities": "{{revenue/pay/budget}}"}


def test_text_that_somebody_else_saved_takes_figures_too(page, cited):
    Narrative.objects.create(kind="headlines", quarterly_return=cited.held, text="Theirs.")
    field(page).fill("Mine.")
    page.get_by_role("link", name="Take theirs").click()
    expect(field(page)).to_have_value("Theirs.")
    page.locator("#text-headlines [data-cites]").click()
    choose(page, "pay budget", "£500,000")
    expect(field(page)).to_have_value("Theirs. {{revenue/pay/budget}}")


def test_list_holds_up_at_every_width(any_page, cited, live_server, axe):
    page = opened(any_page, cited, live_server)
    page.locator("#text-headlines [data-cites]").click()
    expect(page.locator("#figures-words")).to_be_focused()
    assert axe(page) == []
    assert px_too_wide(page) == 0


def test_without_a_script_the_figures_are_a_page_that_leads_back(new_context, cited, live_server):
    page = new_context(java_script_enabled=False).new_page()
    opened(page, cited, live_server)
    page.locator("#text-activities [data-cites]").click()
    page.get_by_label("Row or column").fill("pay budget")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("code")).to_have_text("{{revenue/pay/budget}}")
    page.get_by_role("link", name=f"Back to {cited.held.sub_theme}").click()
    expect(page).to_have_url(f"{live_server.url}{cited.address}#text-activities")
