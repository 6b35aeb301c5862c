"""What every page must hold up to in a real browser: axe-core, used through the fixture `axe`, and the width of its window."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """Runs every rule of axe over the page as it stands: a line for each element that breaks one.

    The source is evaluated from outside the page, so a strict content security policy neither stops it nor is loosened.
    """
    page.wait_for_load_state()
    page.evaluate(_source())
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{rule['id']}: {rule['help']}: {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def px_too_wide(page: Page) -> int:
    """How many pixels a page is wider than its window, once it has loaded; 0 is what a test asks for."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
