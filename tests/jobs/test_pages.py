"""The page of a job in a real browser, while a worker in the same process does it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from jobs.models import Job
from tests.accessibility import px_too_wide
from tests.jobs import works
from tests.jobs.asking import ask, at_work, wait_for

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = ("narrow", "phone", "desk")


@pytest.fixture
def asker() -> User:
    return User.objects.create_user("editor@example.org", name="Ada Editor", is_editor=True)


def sign_in(context: BrowserContext, address: str, person: User) -> None:
    """Give a browser the session of somebody who has signed in."""
    client = Client()
    client.force_login(person)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def test_the_page_follows_the_work_by_itself_and_survives_a_reload(
    live_server: Any, desk_page: Page, asker: User
) -> None:
    sign_in(desk_page.context, live_server.url, asker)
    job = ask("steps", asker, back="/reports/", total=3)
    desk_page.goto(live_server.url + job.get_absolute_url())
    expect(desk_page.get_by_text("Waiting for its turn.")).to_be_visible()
    desk_page.evaluate("window.isTheSamePage = true")
    with at_work():
        expect(desk_page.get_by_text("1 of 3")).to_be_visible()
        expect(desk_page.get_by_role("progressbar", name="Setting section 1")).to_have_attribute("value", "1")
        works.let_go.put(None)
        expect(desk_page.get_by_text("2 of 3")).to_be_visible()
        assert desk_page.evaluate("window.isTheSamePage")
        desk_page.reload()
        expect(desk_page.get_by_text("2 of 3")).to_be_visible()
        desk_page.evaluate("window.isTheSamePage = true")
        works.let_go.put(None)
        works.let_go.put(None)
        expect(desk_page.get_by_role("link", name="Download Draft")).to_be_visible()
    assert desk_page.evaluate("window.isTheSamePage")
    expect(desk_page.get_by_role("status").last).to_have_text("The draft has 16 pages.")
    expect(desk_page.get_by_role("link", name="To the reports")).to_have_attribute("href", "/reports/")
    expect(desk_page.get_by_role("link", name="Back to where it was asked for")).to_be_visible()
    with desk_page.expect_download() as download:
        desk_page.get_by_role("link", name="Download Draft").click()
    assert download.value.path().read_bytes() == works.PDF.content
    desk_page.reload()
    expect(desk_page.get_by_role("link", name="Download Draft")).to_be_visible()


def test_the_page_works_without_javascript(live_server: Any, new_context: Callable[..., Any], asker: User) -> None:
    context = new_context(java_script_enabled=False)
    sign_in(context, live_server.url, asker)
    page = context.new_page()
    job = ask("note", asker, number=1)
    page.goto(live_server.url + job.get_absolute_url())
    expect(page.get_by_text("Waiting for its turn.")).to_be_visible()
    with at_work():
        wait_for(job)
    page.get_by_role("link", name="See how far it is now").click()
    expect(page.get_by_text("This is number 1.")).to_be_visible()
    expect(page.get_by_role("link", name="See how far it is now")).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_any_state(
    live_server: Any,
    page_at: Callable[[str], Page],
    axe: Callable[[Page], list[str]],
    asker: User,
    width: str,
) -> None:
    page = page_at(width)
    sign_in(page.context, live_server.url, asker)
    found = {}

    def look(state: str, job: Job, words: str) -> None:
        page.goto(live_server.url + job.get_absolute_url())
        expect(page.get_by_text(words).first).to_be_visible()
        # While axe looks, the page is not drawn anew, as an unfinished job's is each second.
        page.evaluate(
            """() => {
              window.keep = (event) => event.preventDefault();
              document.addEventListener("htmx:beforeRequest", window.keep);
            }"""
        )
        expect(page.locator(".htmx-request")).to_have_count(0)
        found[state] = axe(page)
        assert px_too_wide(page) == 0, state
        page.evaluate("document.removeEventListener('htmx:beforeRequest', window.keep)")

    job = ask("steps", asker, back="/reports/", total=1)
    look("waiting", job, "Waiting for its turn.")
    with at_work():
        expect(page.get_by_text("1 of 1")).to_be_visible()
        look("running", job, "1 of 1")
        works.let_go.put(None)
        wait_for(job)
        failed = wait_for(ask("refused", asker, back="/reports/"))
    look("done", job, "The draft has 16 pages.")
    look("failed", failed, "there is no rating")
    assert {state: faults for state, faults in found.items() if faults} == {}
