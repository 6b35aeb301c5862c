"""What every test may use: real browsers at three widths, axe, the HTML validator. Nothing is skipped when it is missing."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, expect

from bin import machine
from tests import accessibility, markup, serving

# A machine that has much to do is slow, and that is no fault of what is tested.
settings.register_profile("without a clock", deadline=None)
settings.load_profile("without a clock")
# Milliseconds that only a real fault waits for.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = {"narrow": (320, 640), "phone": (375, 812), "desk": (1280, 900)}
# Keeps Chromium from calling home, and pages from calling anybody: only this machine has an address.
QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


# What stands on the ground of the house knows no database, and what judges a page only looks at it.
GROUND = tuple(ROOT / "tests" / floor for floor in ("logs", "pdf", "pictures", "spreadsheets"))
LOOKS = {"axe", "html_faults"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--of-the-database",
        action="store_true",
        help="leave out what no other database can change: the ground of the house, and how pages look",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--of-the-database"):
        return
    apart = [item for item in items if is_apart_from_the_database(item)]
    config.hook.pytest_deselected(items=apart)
    left_out = set(apart)
    items[:] = [item for item in items if item not in left_out]


def is_apart_from_the_database(item: pytest.Item) -> bool:
    """Whether a test says the same whichever database holds the records."""
    looks = LOOKS & set(getattr(item, "fixturenames", ()))
    return bool(looks) or any(item.path.is_relative_to(folder) for folder in GROUND)


def pytest_configure(config: pytest.Config) -> None:
    """Stops before the first test when something is missing, with the line that installs it."""
    if hasattr(config, "workerinput"):
        return
    if lacking := machine.missing("test"):
        names = "; ".join(need.name for need in lacking)
        pytest.exit(f"The tests need {names}. Type: {' && '.join(machine.install_advice(lacking))}", returncode=3)
    files = (accessibility.AXE, markup.VALIDATOR, ROOT / "static" / "build" / "styles" / "site.css")
    if absent := [str(path.relative_to(ROOT)) for path in files if not path.exists()]:
        pytest.exit(f"The tests need {', '.join(absent)}. Type: bin/setup test", returncode=3)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium; Playwright's downloads are never needed."""
    no_sandbox = ["--no-sandbox"] if machine.is_root() else []
    return {**browser_type_launch_args, "executable_path": machine.find_chromium(), "args": [*QUIET, *no_sandbox]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A reader in Britain, without animations."""
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London", "reduced_motion": "reduce"}


@pytest.fixture(autouse=True)
def _no_request_outlasts_its_test(request: pytest.FixtureRequest, _live_server_helper: None) -> Iterator[None]:
    """Begun before the pages of a test and ended after them, but while its database still stands."""
    server = request.getfixturevalue("live_server").thread.httpd if "live_server" in request.fixturenames else None
    yield
    if server is not None:
        assert isinstance(server, serving.Server)
        server.finish()


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], request: pytest.FixtureRequest, output_path: str
) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a browser without a memory. What a failed test saw in it last is kept as a picture.

    Playwright's own option makes a picture of every page of every test, and throws away those that are not wanted.
    """
    opened: list[BrowserContext] = []

    def open_context(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield open_context
    if request.node.rep_call.failed if hasattr(request.node, "rep_call") else request.node.rep_setup.failed:
        for number, page in enumerate((page for context in opened for page in context.pages), start=1):
            with suppress(Error):
                page.screenshot(path=Path(output_path) / f"{number}.png")


@pytest.fixture
def console_errors() -> Iterator[list[str]]:
    """What pages logged as errors, of their scripts or of their policy: the test fails when it leaves any here."""
    errors: list[str] = []
    yield errors
    assert not errors, "The browser's console holds errors:\n" + "\n".join(errors)


@pytest.fixture
def page_at(new_context: Callable[..., Any], console_errors: list[str]) -> Callable[[str], Page]:
    """Opens a page at a width of WIDTHS."""

    def note(message: ConsoleMessage) -> None:
        # A page may well answer 404, 409 or 422 itself; a style or script that is missing is a fault.
        is_answer = message.text.startswith("Failed to load resource: the server responded with a status of 4")
        if message.type == "error" and not (is_answer and "/static/" not in message.location["url"]):
            console_errors.append(message.text)

    def open_page(width: str) -> Page:
        page: Page = new_context(viewport=dict(zip(("width", "height"), WIDTHS[width], strict=True))).new_page()
        page.on("pageerror", lambda error: console_errors.append(str(error)))
        page.on("console", note)
        return page

    return open_page


@pytest.fixture
def phone_page(page_at: Callable[[str], Page]) -> Page:
    """A page 375 pixels wide."""
    return page_at("phone")


@pytest.fixture
def desk_page(page_at: Callable[[str], Page]) -> Page:
    """A page 1280 pixels wide."""
    return page_at("desk")


@pytest.fixture(params=WIDTHS)
def any_page(request: pytest.FixtureRequest, page_at: Callable[[str], Page]) -> Page:
    """The same test at 320, 375 and 1280 pixels."""
    return page_at(request.param)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)` gives what axe finds against a page, one line a finding; none is what a test asks for."""
    return accessibility.faults


@pytest.fixture
def html_faults(tmp_path: Path) -> Callable[[str | dict[str, str]], list[str]]:
    """`html_faults(html)` or `html_faults({name: html})` gives what the W3C's validator finds against documents."""
    return lambda documents: markup.faults(documents, tmp_path)


@pytest.fixture(scope="session", autouse=True)
def nobody_left(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Ends what sessions PostgreSQL still holds of the test's database when the run is over, so that it can be taken away.

    Of a process that a test killed the server hears a moment later.
    """
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                others = "datname = current_database() AND pid <> pg_backend_pid()"
                cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608
            connection.close()
