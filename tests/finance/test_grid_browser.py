"""The grid in a real browser: keys, pasting, totals that are live, two people at one table, and what withstands trouble."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from accounts.roles import Role
from finance.models import Figure
from pillars.models import ReturnState
from tests.accessibility import px_too_wide
from tests.browsing import Held
from tests.finance.tables import make_office
from tests.people import make_person, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
ALL_SAVED = "Everything is saved"
# Pastes a text where the focus is; gives whether the browser's own pasting is left to happen.
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  return document.activeElement.dispatchEvent(paste);
}"""


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def page(desk_page: Page, office, live_server) -> Page:
    return opened(desk_page, office, live_server)


def opened(page, office, live_server):
    sign_in(page, office.officer, live_server.url)
    page.goto(live_server.url + office.address)
    return page


def cell(page, name):
    return page.locator(f'[id="cell-{name}"]')


def said(page, name):
    return page.locator(f'[id="said-{name}"]')


def expect_focus(page, name):
    expect(cell(page, name)).to_be_focused()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def type_into(page, name, text):
    cell(page, name).fill(text)
    cell(page, name).press("Enter")


def whole(page):
    return page.locator("#whole-state")


def test_on_paper_no_row_is_cut_off(desk_page, live_server, db):
    office = make_office(rows=[f"row-{number}" for number in range(60)], cells={})
    page = opened(desk_page, office, live_server)
    cut = "document.querySelector('.grid-scroll').scrollHeight > document.querySelector('.grid-scroll').clientHeight"
    assert page.evaluate(cut)
    page.emulate_media(media="print")
    assert not page.evaluate(cut)


# Keys


def test_arrows_and_enter_move_over_headings_and_stop_at_the_edge(page):
    cell(page, "income/budget").focus()
    press(page, "ArrowDown")
    expect_focus(page, "pay/budget")
    press(page, "Enter")
    expect_focus(page, "total/budget")
    press(page, "Enter", "ArrowDown")
    expect_focus(page, "total/budget")
    press(page, "ArrowUp", "Shift+Enter", "ArrowUp")
    expect_focus(page, "income/budget")
    press(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    expect_focus(page, "income/comment")
    press(page, "Tab")
    expect_focus(page, "pay/budget")
    press(page, "Shift+Tab")
    expect_focus(page, "income/comment")


def test_arrows_to_the_sides_move_only_at_the_ends_of_the_text(page):
    cell(page, "income/comment").focus()
    press(page, "End", "ArrowLeft")
    expect_focus(page, "income/comment")
    press(page, "Home", "ArrowLeft")
    expect_focus(page, "income/variance")
    cell(page, "income/budget").focus()
    press(page, "F2", "ArrowLeft")
    expect_focus(page, "income/budget")
    press(page, "End", "ArrowRight")
    expect_focus(page, "income/forecast")


def test_cell_that_is_arrived_at_is_typed_over_and_escape_puts_it_back(page, office):
    cell(page, "income/budget").focus()
    press(page, "ArrowDown")
    page.keyboard.type("77")
    expect(cell(page, "pay/budget")).to_have_value("77")
    expect(whole(page)).to_have_text("Not saved yet")
    press(page, "Escape")
    expect(cell(page, "pay/budget")).to_have_value("500")
    expect(whole(page)).to_have_text(ALL_SAVED)
    assert office.content("pay/budget") == 500


# Saving by itself


def test_totals_follow_what_is_typed_and_only_they_are_sent(page, office):
    sent, brought = [], []
    page.on("request", lambda request: sent.append(request.post_data) if "/cells/" in request.url else None)
    page.on("response", lambda answer: brought.append(answer) if "/cells/" in answer.url else None)
    seen = office.seen
    type_into(page, "income/budget", "-120")
    expect(cell(page, "income/budget")).to_have_value("(120)")
    expect(cell(page, "total/budget")).to_have_attribute("placeholder", "380")
    expect(cell(page, "income/variance")).to_have_attribute("placeholder", "30")
    expect(page.locator("#grid-told")).to_have_text("Income, Budget: saved.")
    expect(whole(page)).to_have_text(ALL_SAVED)
    assert sent == [f"seen={seen}&income%2Fbudget=-120"]
    assert brought[0].text().count("<td") == 4
    expect_focus(page, "pay/budget")
    assert office.content("income/budget") == -120


def test_total_that_is_typed_is_held_against_its_rows(page, office, axe):
    type_into(page, "total/budget", "1065")
    expect(said(page, "total/budget")).to_have_text("sum gives 400, differs by 665")
    expect(page.locator("#grid-checks")).to_have_text("1 check fails")
    assert axe(page) == []
    type_into(page, "pay/budget", "1165")
    expect(said(page, "total/budget")).to_have_count(0)
    expect(page.locator("#grid-checks")).to_have_text("No check fails")


def test_what_is_typed_is_never_swapped_and_saves_go_one_after_the_other(page, office):
    held = Held(page, "**/cells/")
    type_into(page, "income/budget", "-120")
    page.keyboard.type("61")
    expect(whole(page)).to_have_text("Saving…")
    cell(page, "income/forecast").fill("9")
    cell(page, "income/forecast").blur()
    held.wait()
    page.wait_for_timeout(200)
    assert len(held.routes) == 1
    cell(page, "total/budget").focus()
    page.keyboard.type("4")
    held.let_go()
    expect(cell(page, "total/forecast")).to_have_attribute("placeholder", "9")
    expect(cell(page, "total/budget")).to_have_value("4")
    expect_focus(page, "total/budget")
    page.keyboard.type("1")
    press(page, "Enter")
    expect(said(page, "total/budget")).to_have_text("sum gives (59), differs by 100")
    assert [office.content(f"{row}/budget") for row in ("income", "pay", "total")] == [-120, 61, 41]


def test_blank_dash_and_nought_stay_three_things(page, office):
    for text, content in (("-", "-"), ("0", 0), ("", None)):
        type_into(page, "income/budget", text)
        expect(page.locator("#grid-told")).to_have_text("Income, Budget: saved.")
        expect(whole(page)).to_have_text(ALL_SAVED)
        assert office.content("income/budget") == content


def test_what_cannot_be_read_is_marked_at_its_cell_and_can_be_put_back(page, office, axe):
    type_into(page, "income/budget", "€5")
    expect(said(page, "income/budget")).to_have_text("“€5” is in another currency. Statements are kept in pounds.")
    expect(cell(page, "income/budget")).to_have_value("€5")
    expect(cell(page, "income/budget")).to_have_attribute("aria-invalid", "true")
    expect(whole(page)).to_have_text("Not everything is saved")
    assert axe(page) == []
    type_into(page, "pay/budget", "7")
    expect(cell(page, "total/budget")).to_have_attribute("placeholder", "(93)")
    expect(cell(page, "income/budget")).to_have_value("€5")
    cell(page, "income/budget").press("Escape")
    expect(said(page, "income/budget")).to_have_count(0)
    expect(cell(page, "income/budget")).to_have_value("(100)")
    expect(whole(page)).to_have_text(ALL_SAVED)


def test_mended_cell_is_saved(page, office):
    type_into(page, "income/budget", "1.5")
    expect(said(page, "income/budget")).to_contain_text("more decimals")
    type_into(page, "income/budget", "2")
    expect(whole(page)).to_have_text(ALL_SAVED)
    assert cell(page, "income/budget").get_attribute("aria-invalid") is None
    assert office.content("income/budget") == 2


# Pasting


def test_block_from_a_spreadsheet_fills_the_table_and_is_counted(page, office):
    cell(page, "income/budget").focus()
    assert not page.evaluate(PASTE, "£1,000\t–\r\n−30\t(200)\r\n")
    expect(page.locator("#grid-told")).to_have_text("Pasted into 4 cells. 4 cells saved.")
    expect(cell(page, "income/budget")).to_have_value("1,000")
    expect(cell(page, "pay/forecast")).to_have_value("(200)")
    assert [office.content(name) for name in ("income/forecast", "pay/budget")] == ["-", -30]
    expect(cell(page, "total/budget")).to_have_attribute("placeholder", "970")


def test_cells_of_a_block_that_cannot_be_read_keep_their_text_and_are_named(page, office):
    cell(page, "income/budget").focus()
    page.evaluate(PASTE, "1\tn/a\n€2\t4")
    expect(page.locator("#grid-told")).to_have_text(
        "Pasted into 4 cells. 2 cells saved. Not saved: Income, Forecast; Pay, Budget."
    )
    expect(cell(page, "income/forecast")).to_have_value("n/a")
    expect(said(page, "pay/budget")).to_contain_text("another currency")
    assert [office.content(name) for name in ("income/budget", "pay/forecast")] == [1, 4]


def test_block_that_is_larger_than_the_table_says_so(page, office):
    cell(page, "total/forecast").focus()
    page.evaluate(PASTE, "1\t2\n3\t4\n5\t6")
    expect(page.locator("#grid-told")).to_contain_text("4 figures fell outside the table.")
    assert office.content("total/variance") == 2


def test_lines_and_columns_without_figures_fall_where_the_table_has_none(desk_page, live_server):
    columns = ["budget", {"key": "ref", "kind": "reference"}, "forecast", {"key": "comment", "kind": "comment"}]
    rows = ["pay", {"key": "other", "kind": "heading"}, "rent", {"key": "gap", "kind": "spacer", "label": ""}, "tax"]
    office = make_office(columns, rows, {})
    page = opened(desk_page, office, live_server)
    cell(page, "pay/budget").focus()
    # As it was copied with headings and references, and then without either.
    page.evaluate(PASTE, '1\tR1\t2\t"A ""long""\ncomment"\nOther\t\t\n3\tR2\t4\tx\n\t\t\n5\t\t6\t')
    expect(whole(page)).to_have_text(ALL_SAVED)
    expected = {"pay": [1, 2, 'A "long" comment'], "rent": [3, 4, "x"], "tax": [5, 6, None]}
    found = {
        row: [office.content(f"{row}/{column}") for column in ("budget", "forecast", "comment")] for row in expected
    }
    assert found == expected
    cell(page, "pay/budget").focus()
    page.evaluate(PASTE, "7\t8\n9\t10\n11\t12")
    expect(cell(page, "tax/forecast")).to_have_value("12")
    expect(whole(page)).to_have_text(ALL_SAVED)
    assert [office.content(f"{row}/forecast") for row in expected] == [8, 10, 12]


def test_one_figure_is_left_to_the_browser(page):
    cell(page, "income/budget").focus()
    assert page.evaluate(PASTE, "1,234\n")


# Two people at one table


@pytest.fixture
def second(page_at, office, live_server, page) -> Page:
    """A second person, who has saved another figure into income/budget since the page of the first was drawn."""
    person = make_person(Role.FINANCE_OFFICER, name="Robin Ashe")
    other = page_at("desk")
    sign_in(other, person, live_server.url)
    other.goto(live_server.url + office.address)
    type_into(other, "income/budget", "-111")
    expect(whole(other)).to_have_text(ALL_SAVED)
    return other


def test_other_cells_save_without_trouble_and_bring_what_the_other_saved(page, second, office):
    type_into(page, "pay/budget", "600")
    expect(cell(page, "income/budget")).to_have_value("(111)")
    expect(cell(page, "total/budget")).to_have_attribute("placeholder", "489")
    assert office.content("pay/budget") == 600


def test_the_first_keeps_hers(page, second, office, axe):
    type_into(page, "income/budget", "-99")
    expect(said(page, "income/budget")).to_contain_text(re.compile(r"Robin Ashe saved \(111\) on .* Yours is -99\."))
    expect(cell(page, "income/budget")).to_have_value("-99")
    assert axe(page) == []
    page.get_by_role("button", name="Keep mine").click()
    expect(cell(page, "income/budget")).to_have_value("(99)")
    expect(whole(page)).to_have_text(ALL_SAVED)
    expect_focus(page, "income/budget")
    assert office.content("income/budget") == -99


def test_the_first_takes_theirs(page, second, office):
    type_into(page, "income/budget", "-99")
    page.get_by_role("button", name="Take theirs").click()
    expect(cell(page, "income/budget")).to_have_value("(111)")
    expect(said(page, "income/budget")).to_have_count(0)
    expect(whole(page)).to_have_text(ALL_SAVED)
    assert office.content("income/budget") == -111


def test_cell_that_is_being_typed_in_goes_on_from_what_was_seen(page, second, office):
    # The answer to another save tells of the second person's figure while the first is typing in the same cell.
    held = Held(page, "**/cells/")
    type_into(page, "pay/budget", "600")
    cell(page, "income/budget").select_text()
    page.keyboard.type("-9")
    held.let_go()
    expect(page.locator("#grid-told")).to_have_text("Pay, Budget: saved.")
    expect(cell(page, "income/budget")).to_have_value("-9")
    page.keyboard.type("9")
    press(page, "Enter")
    expect(said(page, "income/budget")).to_contain_text("Robin Ashe saved (111)")
    assert office.content("income/budget") == -111


# Trouble


def test_return_that_was_submitted_meanwhile_says_so(page, office):
    office.set_state(ReturnState.SUBMITTED)
    type_into(page, "income/budget", "-99")
    expect(said(page, "income/budget")).to_contain_text("This return is submitted")
    expect(cell(page, "income/budget")).to_have_value("-99")


def test_row_that_was_retired_meanwhile_says_so(page, office):
    office.statement.rows.filter(key="pay").update(is_retired=True)
    type_into(page, "pay/budget", "5")
    expect(page.get_by_text("This cell is not in the table any more.")).to_be_visible()
    expect(cell(page, "pay/budget")).to_have_value("5")


def test_session_that_ended_is_healed_by_signing_in_in_another_tab(page, office, live_server):
    Session.objects.all().delete()
    type_into(page, "income/budget", "-99")
    expect(page.locator("#grid-told")).to_contain_text("Not saved: you are signed out.")
    sign_in(page, office.officer, live_server.url)
    page.context.clear_cookies(name="csrftoken")
    tab = page.context.new_page()
    tab.goto(live_server.url + office.address)
    tab.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(whole(page)).to_have_text(ALL_SAVED)
    assert office.content("income/budget") == -99


def test_leaving_warns_only_while_something_is_not_saved(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    type_into(page, "income/budget", "-99")
    expect(whole(page)).to_have_text(ALL_SAVED)
    page.reload()
    assert asked == []
    cell(page, "income/budget").press_sequentially("1")
    page.reload()
    assert asked == ["beforeunload"]


# Its look


def test_page_is_accessible_at_every_width(any_page, office, live_server, axe):
    page = opened(any_page, office, live_server)
    type_into(page, "total/budget", "1065")
    expect(said(page, "total/budget")).to_be_visible()
    assert axe(page) == []
    assert px_too_wide(page) == 0


def test_heads_and_first_column_stay_in_sight(phone_page, live_server):
    rows = [f"row-{number}" for number in range(60)]
    office = make_office([f"column-{number}" for number in range(8)], rows, {})
    page = opened(phone_page, office, live_server)
    far = cell(page, "row-50/column-6")
    far.focus()
    box = page.locator(".grid-scroll").bounding_box()
    head, label, field = (
        page.locator(f'[id="{each}"]').locator("xpath=ancestor-or-self::th").bounding_box()
        for each in ("column-column-6", "row-row-50", "row-row-50")
    )
    field = far.bounding_box()
    assert head["y"] == pytest.approx(box["y"], abs=2)
    assert label["x"] == pytest.approx(box["x"], abs=2)
    # What has the focus lies under neither.
    assert field["y"] >= head["y"] + head["height"] - 1
    assert field["x"] >= label["x"] + label["width"] - 1


def test_page_without_a_script_saves_as_a_form(new_context, office, live_server):
    page = new_context(java_script_enabled=False).new_page()
    opened(page, office, live_server)
    cell(page, "income/budget").fill("abc")
    cell(page, "pay/budget").fill("600")
    cell(page, "pay/budget").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("1 cell is not saved")
    expect(cell(page, "income/budget")).to_have_value("abc")
    assert office.content("pay/budget") == 600
    cell(page, "income/budget").fill("-99")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Income, Budget: saved.").or_(page.get_by_text("1 cell saved."))).to_be_visible()
    assert office.content("income/budget") == -99
    assert Figure.objects.count() == 5 + 2
