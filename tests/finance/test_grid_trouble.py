"""The grid while its server fails or cannot be reached: nothing that was typed is lost, and it is sent again."""

import pytest
from playwright.sync_api import Page, expect

from tests.finance.tables import make_office
from tests.finance.test_grid_browser import ALL_SAVED, cell, opened, type_into, whole

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def console_errors():
    """Here requests fail on purpose, of which a browser's console tells."""
    return []


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def page(desk_page: Page, office, live_server) -> Page:
    return opened(desk_page, office, live_server)


def test_server_that_fails_loses_nothing(page, office):
    page.route("**/cells/", lambda route: route.fulfill(status=500, body="trouble"))
    type_into(page, "income/budget", "-99")
    expect(page.locator("#grid-told")).to_contain_text("Not saved: the portal is in trouble.")
    expect(whole(page)).to_have_text("Not everything is saved")
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    page.unroute("**/cells/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(cell(page, "income/budget")).to_have_value("(99)")
    expect(whole(page)).to_have_text(ALL_SAVED)
    assert office.content("income/budget") == -99


def test_typed_offline_is_saved_online(page, office):
    page.context.set_offline(True)
    type_into(page, "income/budget", "-99")
    expect(page.locator("#grid-told")).to_contain_text("What you typed is still here")
    page.context.set_offline(False)
    expect(whole(page)).to_have_text(ALL_SAVED)
    assert office.content("income/budget") == -99


def test_server_that_dies_after_it_has_saved_is_no_conflict(page, office):
    dies = [True]

    def answer(route):
        if dies.pop() if dies else False:
            route.fetch()
            return route.abort()
        return route.continue_()

    page.route("**/cells/", answer)
    type_into(page, "income/budget", "-99")
    expect(page.locator("#grid-told")).to_contain_text("the portal cannot be reached")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(whole(page)).to_have_text(ALL_SAVED)
    assert office.head("income/budget").based_on.based_on is None
