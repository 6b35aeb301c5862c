"""The editing page in a real browser: keys, saving by itself, and what becomes of typed text when anything goes wrong."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from accounts.roles import Role
from pillars.models import Return
from tests.accessibility import px_too_wide
from tests.people import make_person, sign_in
from tests.returns.entry import DAY, last_status, make_place, make_reading, status_of, texts_of

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = re.compile(r"Saved \d\d:\d\d")
# Pastes a text of a type where the focus is; gives whether the browser's own pasting is left to happen.
PASTE = """([type, text]) => {
  const data = new DataTransfer();
  data.setData(type, text);
  const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  return document.activeElement.dispatchEvent(paste);
}"""


@pytest.fixture
def page(desk_page: Page, kept, live_server) -> Page:
    sign_in(desk_page, kept.editor, live_server.url)
    desk_page.goto(live_server.url + kept.address)
    return desk_page


def state(page, key):
    return page.locator(f"#{key}-state")


def expect_focus(page, key):
    """Somewhere in a row, or at one field of it."""
    expect(page.locator(f'[id^="{key}"]:focus')).to_have_count(1)


def focus_group(page, key):
    page.locator(f"#{key} fieldset input[type=radio]").first.focus()


# Keys


def test_a_line_takes_two_keys(page, kept):
    focus_group(page, kept.line_key())
    for key in ("=", "Enter", "a", "Enter", "n", "Enter"):
        page.keyboard.press(key)
    for at in range(3):
        expect(state(page, kept.line_key(at))).to_have_text(SAVED)
    assert [status_of(kept, at).rating.code for at in range(3)] == ["G", "A", "N"]
    expect(page.locator("#progress")).to_contain_text("2 of 7 done")


def test_enter_goes_to_the_next_line_and_typing_moves_nothing(page, kept):
    focus_group(page, kept.line_key())
    page.keyboard.press("g")
    expect(state(page, kept.line_key())).to_have_text(SAVED)
    expect_focus(page, kept.line_key())
    page.keyboard.press("Enter")
    expect(page.locator(f"#{kept.line_key(1)}-choice")).to_be_focused()


def test_keys_do_nothing_outside_the_group(page, kept):
    page.locator(f"#{kept.line_key()}-reason").focus()
    page.keyboard.type("a=g")
    expect(page.locator(f"#{kept.line_key()}-reason")).to_have_value("a=g")
    page.locator("h1").click()
    page.keyboard.press("g")
    expect(state(page, kept.line_key())).to_have_text(SAVED)
    assert status_of(kept).rating is None


def test_arrows_keep_their_meaning(page, kept):
    focus_group(page, kept.line_key())
    page.keyboard.press("ArrowRight")
    expect(state(page, kept.line_key())).to_have_text(SAVED)
    assert status_of(kept).rating.code == "A"


def test_the_keys_are_shown_while_the_group_has_the_focus(page, kept):
    key = page.locator(f"#{kept.line_key()} kbd").first
    expect(key).to_be_hidden()
    focus_group(page, kept.line_key())
    expect(key).to_be_visible()


def test_no_change_is_a_button_as_well(page, kept):
    page.locator(f"#{kept.line_key(2)} [data-no-change]").click()
    expect(state(page, kept.line_key(2))).to_have_text(SAVED)
    assert status_of(kept, 2).rating.code == "R"


def test_no_rating_asks_why_before_it_is_saved(page, kept):
    key = kept.line_key()
    page.locator(f"#{key}-choice-none").check(force=True)
    expect(state(page, key)).to_have_text("Choose why")
    page.locator(f"#{key}-why").select_option("not_due")
    expect(state(page, key)).to_have_text(SAVED)
    assert status_of(kept).empty_reason == "not_due"


def test_the_suggestion_is_taken_by_its_button_alone(page, kept):
    focus_group(page, kept.line_key())
    page.keyboard.press("g")
    expect(page.locator("#own-suggested")).to_contain_text("Most of its rows are Green: 1 of 1.")
    expect(page.locator("#own input:checked")).to_have_count(0)
    page.get_by_role("button", name="Take Green").click()
    expect(state(page, "own")).to_have_text(SAVED)
    expect(page.locator("#own-choice-G")).to_be_checked()


# Saving by itself


def test_what_is_typed_is_saved_after_a_pause_and_told(page, kept):
    # What is told before the pause is over may be gone before a test could look: the page writes it down itself.
    state(page, "text-activities").evaluate(
        """(state) => {
          window.tellings = [];
          new MutationObserver(() => window.tellings.push(state.textContent)).observe(state, {childList: true});
        }"""
    )
    page.locator("#text-activities-text").type("One thing.")
    expect(state(page, "text-activities")).to_have_text(SAVED)
    assert page.evaluate("window.tellings[0]") == "Not saved yet"
    expect(page.locator("#told")).to_have_text("Activities and achievements: saved.")
    expect(page.locator("#whole-state")).to_have_text("Everything is saved")
    assert texts_of(kept)["activities"] == "One thing."
    expect(page.locator("#text-activities-text")).to_be_focused()
    page.keyboard.type(" And another.")
    page.locator("h1").click()
    expect(state(page, "text-activities")).to_have_text(SAVED)
    assert texts_of(kept)["activities"] == "One thing. And another."


def test_one_person_who_is_quick_is_never_in_conflict_with_herself(page, kept):
    focus_group(page, kept.line_key())
    for key in "garngarn":
        page.keyboard.press(key)
    expect(state(page, kept.line_key())).to_have_text(SAVED)
    expect(page.locator(".entry-conflict")).to_have_count(0)
    assert status_of(kept).rating.code == "N"


def test_a_fault_is_said_at_its_field_and_goes_with_it(page, kept):
    key = f"{kept.line_key()}-evidence"
    page.locator(f"#{kept.line_key()} summary").click()
    page.locator(f"#{key}").fill("nowhere")
    page.keyboard.press("Tab")
    expect(page.locator(f"#{key}-fault")).to_contain_text("Give the whole address")
    expect(page.locator(f"#{key}")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"#{key}")).to_have_value("nowhere")
    expect(state(page, kept.line_key())).to_have_text("Not saved")
    page.locator(f"#{key}").fill("https://westmarsh.example/")
    page.keyboard.press("Tab")
    expect(state(page, kept.line_key())).to_have_text(SAVED)
    expect(page.locator(f"#{key}-fault")).to_be_hidden()
    expect(page.locator(f"#{key}")).not_to_have_attribute("aria-invalid", "true")


def test_what_is_chosen_before_the_scripts_are_there_is_saved(page, kept):
    late = []
    page.route("**/scripts/entry.js", lambda route: late.append(route))
    page.reload(wait_until="commit")
    page.locator(f"#{kept.line_key()} fieldset input[value]").first.check()
    expect(page.locator("[data-entry]")).not_to_have_class(re.compile("is-scripted"))
    late[0].continue_()
    expect(state(page, kept.line_key())).to_have_text(SAVED)
    assert status_of(kept, 0).rating is not None


def test_a_moved_date_says_so_at_once(page, kept):
    last_status(kept, milestone="Board", milestone_due_on=DAY)
    page.reload()
    page.locator(f"#{kept.line_key()}-milestone_due_on").fill("2020-06-30")
    page.keyboard.press("Tab")
    expect(page.locator(f"#{kept.line_key()}-shown")).to_contain_text("Re-baselined from 31 March 2020")


def test_what_is_missing_leads_to_its_field(page, kept):
    page.get_by_text("7 things still missing").click()
    page.get_by_role("link", name="2: give a rating, or say why there is none.").click()
    expect(page.locator(f"#{kept.line_key(1)}-choice")).to_be_focused()
    page.keyboard.press("g")
    expect(state(page, kept.line_key(1))).to_have_text(SAVED)


def test_a_list_pasted_from_word_becomes_lines_and_links(page, kept):
    word = """<html><head><style>p {color: red}</style></head><body><!--StartFragment-->
    <p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><span
    style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>First
    thing</p><p class=MsoListParagraph><a href="https://westmarsh.example/a_(b)">A <b>paper</b></a> was read</p>
    <ul><li>Third</li><li><p>Fourth <a href="javascript:alert(1)">bad</a></p></li></ul>
    <script>alert(1)</script><!--EndFragment--></body></html>"""
    page.locator("#text-headlines-text").focus()
    assert not page.evaluate(PASTE, ["text/html", word])
    lines = "First thing\n[A paper](https://westmarsh.example/a_%28b%29) was read\nThird\nFourth bad"
    expect(page.locator("#text-headlines-text")).to_have_value(lines)
    expect(state(page, "text-headlines")).to_have_text(SAVED)
    assert texts_of(kept)["headlines"] == lines


def test_plain_text_is_left_to_the_browser(page):
    page.locator("#text-headlines-text").focus()
    assert page.evaluate(PASTE, ["text/plain", "plain"])


# What it withstands


def test_a_server_that_fails_loses_nothing(page, kept, live_server):
    page.clock.install()
    page.reload()
    page.route("**/entries/**", lambda route: route.fulfill(status=500, body="trouble"))
    page.locator("#text-headlines-text").fill("Kept in the page.")
    expect(state(page, "text-headlines")).to_contain_text("Not saved: the portal is in trouble.")
    expect(page.locator("#whole-state")).to_have_text("Not everything is saved")
    page.unroute("**/entries/**")
    # It tries again every ten seconds.
    page.clock.fast_forward(10_000)
    expect(state(page, "text-headlines")).to_have_text(SAVED)
    expect(page.locator("#text-headlines-text")).to_have_value("Kept in the page.")
    assert texts_of(kept)["headlines"] == "Kept in the page."


@pytest.fixture
def console_errors():
    """Here the network is cut on purpose, of which a browser's console tells."""
    return []


def test_a_server_that_dies_after_it_has_saved_is_no_conflict(page, kept):
    dies = [True]

    def answer(route):
        if dies.pop() if dies else False:
            route.fetch()
            return route.abort()
        return route.continue_()

    page.route("**/entries/**", answer)
    focus_group(page, kept.line_key())
    page.keyboard.press("g")
    expect(state(page, kept.line_key())).to_contain_text("the portal cannot be reached")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(state(page, kept.line_key())).to_have_text(SAVED)
    expect(page.locator(".entry-conflict")).to_have_count(0)
    assert status_of(kept).based_on is None


def test_typed_offline_saved_online(page, kept):
    page.context.set_offline(True)
    page.locator("#text-headlines-text").fill("Typed on a train.")
    expect(state(page, "text-headlines")).to_contain_text("What you typed is still here")
    page.context.set_offline(False)
    expect(state(page, "text-headlines")).to_have_text(SAVED)
    assert texts_of(kept)["headlines"] == "Typed on a train."


def test_leaving_warns_only_while_something_is_not_saved(page, kept):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#text-headlines-text").type("Saved.")
    expect(state(page, "text-headlines")).to_have_text(SAVED)
    page.reload()
    assert asked == []
    page.route("**/entries/**", lambda route: route.abort())
    page.locator("#text-headlines-text").type("Not saved.")
    expect(state(page, "text-headlines")).to_contain_text("Not saved:")
    page.reload()
    assert asked == ["beforeunload"]


def test_a_session_that_ended_is_healed_by_signing_in_in_another_tab(page, kept, live_server):
    Session.objects.all().delete()
    page.locator("#text-headlines-text").fill("Typed after lunch.")
    expect(state(page, "text-headlines")).to_contain_text("Not saved: you are signed out.")
    expect(page.locator("#text-headlines-said")).to_contain_text("Sign in in another tab")
    sign_in(page, kept.editor, live_server.url)
    # A sign-in gives a new token with it.
    tab = page.context.new_page()
    page.context.clear_cookies(name="csrftoken")
    tab.goto(live_server.url + kept.address)
    tab.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(state(page, "text-headlines")).to_have_text(SAVED)
    expect(page.locator("#text-headlines-said")).to_be_empty()
    assert texts_of(kept)["headlines"] == "Typed after lunch."


def test_a_return_that_was_submitted_meanwhile_says_so(page, kept):
    Return.objects.filter(pk=kept.held.pk).update(state="submitted")
    page.locator("#text-headlines-text").fill("Too late.")
    expect(page.locator("#text-headlines-said")).to_contain_text("This return is submitted")
    expect(page.locator("#text-headlines-text")).to_have_value("Too late.")
    expect(state(page, "text-headlines")).to_have_text("Not saved")


# Two people on one line


@pytest.fixture
def second(page_at, kept, live_server, page) -> Page:
    person = make_person(Role.EDITOR, name="Robin Ashe")
    kept.held.sub_theme.editors.add(person)
    other = page_at("desk")
    sign_in(other, person, live_server.url)
    other.goto(live_server.url + kept.address)
    page.locator(f"#{kept.line_key()}-reason").fill("Theirs.")
    expect(state(page, kept.line_key())).to_have_text(SAVED)
    other.locator(f"#{kept.line_key()}-reason").fill("Mine.")
    expect(other.locator(".entry-conflict")).to_contain_text("Editor of the first saved another version")
    expect(other.locator(f"#{kept.line_key()}-reason")).to_have_value("Mine.")
    return other


def test_the_second_keeps_hers(second, kept, axe):
    assert axe(second) == []
    second.get_by_role("button", name="Keep mine").click()
    expect(state(second, kept.line_key())).to_have_text(SAVED)
    expect(second.locator(".entry-conflict")).to_have_count(0)
    assert (status_of(kept).reason, status_of(kept).based_on.reason) == ("Mine.", "Theirs.")
    expect_focus(second, kept.line_key())


def test_the_second_takes_theirs(second, kept):
    second.get_by_role("link", name="Take theirs").click()
    expect(second.locator(f"#{kept.line_key()}-reason")).to_have_value("Theirs.")
    expect(second.locator(".entry-conflict")).to_have_count(0)
    expect_focus(second, kept.line_key())
    second.locator(f"#{kept.line_key()}-reason").fill("Theirs, and mine.")
    expect(state(second, kept.line_key())).to_have_text(SAVED)
    assert status_of(kept).reason == "Theirs, and mine."


# Everybody


def test_nothing_stands_against_the_page(any_page, kept, live_server, axe):
    place = make_place(kept)
    make_reading(kept.last, place, "94%", target="95%", comparators=[["Last year", "93%"]])
    sign_in(any_page, kept.editor, live_server.url)
    any_page.goto(live_server.url + kept.address)
    assert axe(any_page) == []
    for summary in any_page.locator(".entry-row summary").all():
        summary.click()
    any_page.locator(f"#{kept.line_key()}-choice-none").check(force=True)
    focus_group(any_page, kept.line_key(1))
    assert axe(any_page) == []
    assert px_too_wide(any_page) == 0


def test_nothing_stands_against_the_page_that_is_only_read(any_page, kept, live_server, axe):
    sign_in(any_page, make_person(Role.APPROVER), live_server.url)
    any_page.goto(live_server.url + kept.address)
    assert axe(any_page) == []


def test_every_target_is_large_enough(phone_page, kept, live_server):
    sign_in(phone_page, kept.editor, live_server.url)
    phone_page.goto(live_server.url + kept.address)
    small = phone_page.evaluate(
        """() => [...document.querySelectorAll("article :is(input, select, textarea, button, summary)")]
          .filter((control) => control.checkVisibility() && control.type !== "hidden")
          .map((control) => [control.id, control.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24).map(([id]) => id)"""
    )
    assert small == []
