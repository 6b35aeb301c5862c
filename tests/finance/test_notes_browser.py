"""The notes in a real browser: saving by itself, inserting a figure at the cursor, and what becomes of typed text."""

import re
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from finance.actions import record_note_text
from finance.models import Note, NoteText
from tests.accessibility import px_too_wide
from tests.finance.tables import CELLS, COLUMNS, ROWS, make_office
from tests.people import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = re.compile(r"Saved \d\d:\d\d")
JUDGED = [COLUMNS[0], COLUMNS[1], {**COLUMNS[2], "measure": "variance", "sense": "adverse"}, *COLUMNS[3:]]


@pytest.fixture
def office(db):
    return make_office(JUDGED, ROWS, CELLS)


@pytest.fixture
def note(office):
    made = Note.objects.create(report=office.statement.report, order=1, section="Revenue", reference="R1")
    record_note_text(note=made, text="Pay is , as planned.", based_on=None, by=office.officer)
    return made


def opened(page: Page, office, live_server):
    sign_in(page, office.officer, live_server.url)
    page.goto(f"{live_server.url}/quarters/{office.period.quarter.slug}/finance/notes/")
    return page


@pytest.fixture
def page(desk_page: Page, office, note, live_server) -> Page:
    return opened(desk_page, office, live_server)


def head(note):
    return NoteText.objects.filter(note=note).heads().get()


def state(page, note):
    return page.locator(f"#note-{note.pk}-state")


def field(page, note):
    return page.locator(f"#note-{note.pk}-text")


def put_cursor(page, note, at):
    field(page, note).press("Control+Home")
    for _ in range(at):
        page.keyboard.press("ArrowRight")


def open_list(page):
    page.get_by_text("Insert a figure").first.click()
    expect(page.locator(".figures button[data-token]").first).to_be_visible()
    expect(page.locator("#figures-words")).to_be_focused()


@contextmanager
def searching(page, words):
    """Until the list has been answered for these words, which it asks for once somebody has stopped typing."""
    with page.expect_response(lambda answer: f"words={quote(words)}&" in answer.url) as found:
        yield
    found.value.finished()
    expect(page.locator(".htmx-request")).to_have_count(0)


def test_words_save_by_themselves_and_show_how_they_are_read(page, note):
    field(page, note).fill("Pay is {{revenue/pay/budget}}.")
    expect(page.locator(f"#note-{note.pk}-read")).to_contain_text("Pay is £500,000.")
    expect(state(page, note)).to_have_text(SAVED)
    assert head(note).text == "Pay is {{revenue/pay/budget}}."


def test_figure_goes_in_where_the_cursor_stood(page, note):
    put_cursor(page, note, len("Pay is "))
    open_list(page)
    with searching(page, "pay variance"):
        page.keyboard.type("pay variance")
    expect(page.locator(".figures dt")).to_have_text(["Pay"])
    page.get_by_role("button", name="£500,000 favourable").click()
    expect(field(page, note)).to_have_value("Pay is {{revenue/pay/variance judged}}, as planned.")
    expect(field(page, note)).to_be_focused()
    expect(page.locator(".figures")).to_have_count(0)
    expect(page.locator(f"#note-{note.pk}-read mark")).to_have_text("£500,000 favourable")
    expect(state(page, note)).to_have_text(SAVED)
    # What is typed next goes on behind it.
    page.keyboard.type("!")
    expect(field(page, note)).to_have_value("Pay is {{revenue/pay/variance judged}}!, as planned.")


def test_figure_is_chosen_with_the_keyboard_alone(page, note):
    field(page, note).focus()
    page.keyboard.press("Control+End")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-cites')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#figures-words")).to_be_focused()
    with searching(page, "pay budget"):
        page.keyboard.type("pay budget")
    expect(page.locator(".figures dt")).to_have_text(["Pay"])
    page.keyboard.press("Tab")
    expect(page.locator("#figures-unit")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(field(page, note)).to_have_value("Pay is , as planned. {{revenue/pay/budget}}")


def test_escape_leaves_everything_as_it_was(page, note):
    put_cursor(page, note, 3)
    open_list(page)
    page.keyboard.press("Escape")
    expect(page.locator(".figures")).to_have_count(0)
    expect(page.get_by_text("Insert a figure").first).to_be_focused()
    expect(field(page, note)).to_have_value("Pay is , as planned.")


def test_figure_is_never_put_into_another_one(page, note):
    field(page, note).fill("Pay is {{revenue/pay/budget}}.")
    put_cursor(page, note, len("Pay is {{reve"))
    open_list(page)
    with searching(page, "income budget"):
        page.locator("#figures-words").fill("income budget")
    expect(page.locator(".figures dt")).to_have_text(["Income"])
    page.locator(".figures button[data-token]").first.click()
    expect(field(page, note)).to_have_value("Pay is {{revenue/pay/budget}} {{revenue/income/budget}}.")


def test_another_unit_is_kept_while_somebody_searches(page, note):
    open_list(page)
    with searching(page, "pay budget"):
        page.locator("#figures-unit").select_option("£m1")
        page.locator("#figures-words").fill("pay budget")
    expect(page.locator(".figures dt")).to_have_text(["Pay"])
    expect(page.locator(".figures button[data-token]")).to_have_text([re.compile("£0.5m")])


def test_enter_in_the_search_sends_no_form_away(page, note):
    open_list(page)
    with searching(page, "pay budget"):
        page.locator("#figures-words").fill("pay budget")
        page.keyboard.press("Enter")
    expect(page.locator(".figures dt")).to_have_text(["Pay"])
    assert "figures" not in page.url


def test_of_two_who_write_at_once_the_second_chooses(page, office, note):
    record_note_text(note=note, text="Theirs.", based_on=head(note), by=office.officer)
    field(page, note).fill("Mine.")
    expect(page.locator(".entry-conflict")).to_contain_text("Theirs.")
    expect(field(page, note)).to_have_value("Mine.")
    page.get_by_role("button", name="Keep mine").click()
    expect(state(page, note)).to_have_text(SAVED)
    expect(page.locator(".entry-conflict")).to_have_count(0)
    assert head(note).text == "Mine."


def test_their_version_is_taken(page, office, note):
    record_note_text(note=note, text="Theirs.", based_on=head(note), by=office.officer)
    field(page, note).fill("Mine.")
    page.get_by_text("Take theirs").click()
    expect(field(page, note)).to_have_value("Theirs.")
    expect(page.locator(".entry-conflict")).to_have_count(0)
    # A figure can be inserted into the note that was drawn anew.
    open_list(page)
    page.keyboard.press("Escape")
    assert head(note).text == "Theirs."


def test_pages_of_the_notes_hold_up_at_every_width(any_page, office, note, live_server, axe):
    record_note_text(
        note=note,
        text="Pay is {{revenue/pay/variance judged}} and {{revenue/none/budget}}, and not £77.7m.",
        based_on=head(note),
        by=office.officer,
    )
    page = opened(any_page, office, live_server)
    open_list(page)
    assert axe(page) == []
    assert px_too_wide(page) == 0
    for way in (f"{note.pk}/", "add/", "figures/"):
        page.goto(f"{live_server.url}/quarters/{office.period.quarter.slug}/finance/notes/{way}")
        assert axe(page) == []
        assert px_too_wide(page) == 0


def test_notes_are_kept_without_a_script(new_context, office, note, live_server):
    page = new_context(java_script_enabled=False).new_page()
    opened(page, office, live_server)
    field(page, note).fill("Without a script.")
    page.get_by_role("button", name="Save Note R1").click()
    expect(page).to_have_url(re.compile(f"#note-{note.pk}$"))
    assert head(note).text == "Without a script."
    page.get_by_text("Insert a figure").click()
    expect(page.locator("code").first).to_have_text("{{revenue/income/budget}}")


# Without a network


@pytest.fixture
def unwatched(new_context, office, note, live_server) -> Page:
    """A page of a browser whose console is not watched: it tells of a network that is cut on purpose."""
    return opened(new_context().new_page(), office, live_server)


def test_typed_words_outlast_a_portal_that_cannot_be_reached(unwatched, note):
    unwatched.context.set_offline(True)
    field(unwatched, note).fill("Written in a tunnel.")
    expect(state(unwatched, note)).to_contain_text("the portal cannot be reached")
    unwatched.context.set_offline(False)
    unwatched.evaluate("window.dispatchEvent(new Event('online'))")
    expect(state(unwatched, note)).to_have_text(SAVED)
    assert head(note).text == "Written in a tunnel."


def test_list_that_cannot_be_loaded_says_so(unwatched, note):
    unwatched.context.set_offline(True)
    unwatched.get_by_text("Insert a figure").first.click()
    expect(unwatched.locator(".figures")).to_have_text(
        "The list of figures cannot be loaded now. Try again in a moment."
    )
    unwatched.context.set_offline(False)
