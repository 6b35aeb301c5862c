"""An empty portal in a real browser, set up step by step until a commitment is rated; and a plan file on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.roles import Role
from commitments.models import Status
from pillars.models import Plan
from tests.accessibility import px_too_wide
from tests.browsing import arrive
from tests.people import make_person, sign_in
from tests.pillars.test_office import NAMES
from tests.records import SAMPLE
from tests.returns.set_up import FILE, OUTLINE, STEPS

pytestmark = pytest.mark.django_db(transaction=True)
SETTING_UP = "Setting up"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).click()


def test_empty_portal_is_set_up_step_by_step_until_a_commitment_is_rated(desk_page, live_server, axe):
    page, today = desk_page, timezone.localdate()
    sign_in(page, make_person(Role.ADMINISTRATOR), live_server.url)
    page.goto(f"{live_server.url}/quarters/")
    follow(page, "Set up the portal")
    arrive(page, SETTING_UP)
    assert axe(page) == []

    follow(page, "Name the office")
    for name, typed in NAMES.items():
        if name not in ("language", "second_language", "notice", "licence_name", "licence_address"):
            page.locator(f"#id_{name}").fill(typed)
    press(page, "Save")
    follow(page, "Setting up: what is there, and what comes next")
    arrive(page, SETTING_UP)

    follow(page, "Set up the plan")
    arrive(page, "Set up the plan")
    assert axe(page) == []
    page.get_by_label("Title of the plan").fill("Police and Crime Plan")
    page.get_by_label("First day of the plan").fill((today - timedelta(days=400)).isoformat())
    page.get_by_label("Last day of the plan").fill((today + timedelta(days=1000)).isoformat())
    page.locator("#id_outline").fill(f"- Roads\n{OUTLINE}")
    press(page, "See what it makes")
    expect(page.get_by_role("alert")).to_contain_text("line 1: A line with a hyphen is a part of the title above it.")
    page.locator("#id_outline").fill(OUTLINE)
    press(page, "See what it makes")
    arrive(page, "Set up this plan?")
    assert axe(page) == []
    press(page, "Set up this plan")
    arrive(page, SETTING_UP)
    assert Plan.objects.count() == 1

    follow(page, "Invite people")
    follow(page, "Invite somebody")
    page.get_by_label("Name", exact=True).fill("Eve")
    page.get_by_label("E-mail address").fill("eve@westmarsh.example")
    page.get_by_label("Editor:").check()
    page.get_by_label("Approver:").check()
    press(page, "Send the invitation")
    arrive(page, "People")

    page.goto(live_server.url + STEPS)
    follow(page, "Say who edits what")
    for box in page.get_by_label("Eve").all():
        box.check()
    press(page, "Save")
    follow(page, "Setting up: what is there, and what comes next")
    follow(page, "Open the first quarter")
    expect(page.get_by_text("lines to rate")).to_contain_text("4 lines to rate")
    page.locator("form button.button").click()
    follow(page, "Roads")
    page.locator(".entry-line").get_by_label("Green").check()
    expect(page.locator(".entry-line [id$=-state]")).to_contain_text("Saved")
    assert Status.objects.get().rating.word == "Green"

    page.goto(live_server.url + STEPS)
    expect(page.get_by_text("Nothing lacks")).to_be_visible()


def test_plan_file_is_handed_in_on_a_phone(phone_page, live_server, axe):
    page = phone_page
    sign_in(page, make_person(Role.ADMINISTRATOR), live_server.url)
    page.goto(live_server.url + FILE)
    page.get_by_label("A plan file").set_input_files(SAMPLE / "plan.yaml")
    press(page, "See what it makes")
    arrive(page, "Set up this plan?")
    assert (axe(page), px_too_wide(page)) == ([], 0)
    press(page, "Set up this plan")
    arrive(page, SETTING_UP)
    assert (axe(page), px_too_wide(page)) == ([], 0)
    assert Plan.objects.get().commitments.exists()
