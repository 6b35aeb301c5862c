"""What tests do with a page of a real browser besides Playwright's own: nothing here takes what is not there yet for what is."""

import re

from playwright.sync_api import Locator, Page, Route, expect


def arrive(page: Page, heading: str | re.Pattern[str]) -> None:
    """Waits for the page with this heading and its scripts. A click gives back before what it leads to has come."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.wait_for_load_state()


def choose_by_letters(page: Page, select: Locator, words: str) -> None:
    """Chooses from a list that has the focus by typing, as lists let everybody.

    A list forgets letters that came a second ago, which on a busy machine may be the last one: then they are typed again.
    """
    for _ in range(10):
        page.keyboard.type(words)
        if select.evaluate("select => select.selectedOptions[0].text").startswith(words):
            return
        page.wait_for_timeout(1500)
    raise AssertionError(f"“{words}” cannot be chosen by its letters")


class Held:
    """Requests to an address that are kept waiting until they are let go."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.routes: list[Route] = []
        self.is_open = False
        page.route(address, self._take)

    def _take(self, route: Route) -> None:
        self.routes.append(route)
        if self.is_open:
            route.continue_()

    def wait(self) -> None:
        """Until there is one."""
        for _ in range(3000):
            if self.routes:
                return
            self.page.wait_for_timeout(20)
        raise AssertionError("Nothing was sent.")

    def let_go(self) -> None:
        """This one, and whatever comes after it."""
        self.wait()
        self.is_open = True
        for route in self.routes.copy():
            route.continue_()
