"""The clerk's pages in a real browser: each is accessible and valid at every width, and a clerk's walk from plan to agenda."""

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from meetings.models import Meeting
from tests import records
from tests.accessibility import px_too_wide
from tests.browsing import arrive
from tests.meetings import addresses, diary
from tests.pdf import hostile
from tests.people import make_person, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def look(page, address, axe):
    """What axe finds at an address, and whether the page is wider than the screen."""
    page.goto(address)
    wide = px_too_wide(page)
    return axe(page) + [f"{wide} px too wide"] * (wide > 0)


@pytest.fixture
def clerk():
    records.make_plan()
    return make_person(Role.CLERK)


def test_pages_are_accessible_and_valid_at_every_width(live_server, page_at, axe, html_faults, clerk):
    wanted = addresses.arguments()
    pages = [name for name in addresses.SHOWN if not name.endswith("deadlines")]
    paths = {name: addresses.path_of(name, wanted) for name in pages}
    found, documents = {}, {}
    for width in ("narrow", "desk"):
        page = page_at(width)
        sign_in(page, clerk, live_server.url)
        for name, path in paths.items():
            found[name, width] = look(page, live_server.url + path, axe)
            if width == "desk":
                documents[name] = page.request.get(live_server.url + path).text()
    assert {place: faults for place, faults in found.items() if faults} == {}
    assert html_faults(documents) == []


def test_clerk_hands_in_a_paper(live_server, phone_page, axe, clerk):
    diary.item(diary.plan(), "Complaints", kind="report")
    page = phone_page
    sign_in(page, clerk, live_server.url)
    page.goto(f"{live_server.url}/meetings/2019-09-24/")
    page.get_by_role("link", name="Complaints").click()
    arrive(page, "Complaints")
    page.get_by_role("link", name="Upload a paper").click()
    arrive(page, "Upload a paper")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "Annex.pdf", "mimeType": "application/pdf", "buffer": b"<!doctype html>"}
    )
    page.get_by_label("Title").fill("Annex A")
    page.get_by_role("button", name="Upload it").click()
    expect(page.get_by_role("alert")).to_contain_text("File: This is not a PDF.")
    expect(page.get_by_label("Title")).to_have_value("Annex A")
    assert axe(page) == []
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "Annex.pdf", "mimeType": "application/pdf", "buffer": hostile.scan()}
    )
    page.get_by_role("button", name="Upload it").click()
    arrive(page, "Annex A")
    expect(page.get_by_role("region", name="Who can read it")).to_contain_text("Page 1 has no text")
    assert axe(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Look at the file").click()
    assert download.value.suggested_filename == "Annex.pdf"
    page.get_by_role("link", name="Back to the item").click()
    arrive(page, "Complaints")
    page.get_by_role("button", name="Add the work programme as a paper").click()
    expect(page.get_by_role("status")).to_contain_text("The work programme is a paper of this item")
    expect(page.get_by_role("region", name="Papers").get_by_role("listitem")).to_have_count(2)
    assert axe(page) == []


def test_clerk_plans_a_meeting_and_fills_its_agenda(live_server, phone_page, axe, clerk):
    diary.standing(diary.plan())
    page = phone_page
    sign_in(page, clerk, live_server.url)
    page.goto(f"{live_server.url}/start/")
    page.get_by_role("link", name="Meetings").click()
    page.get_by_role("link", name="Plan a meeting").click()
    arrive(page, "Plan a meeting")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("alert")).to_contain_text("Date: This field is required.")
    assert axe(page) == []
    page.get_by_label("Date", exact=True).fill("2089-11-15")
    page.get_by_role("button", name="Plan it").click()
    arrive(page, "Tuesday 15 November 2089, 10:00")
    expect(page.get_by_role("status")).to_contain_text("is planned")
    expect(page.get_by_role("region", name="What is next")).to_contain_text(
        "Only standing items are on its agenda yet."
    )

    page.get_by_role("region", name="What is next").get_by_role("link", name="Add an item").click()
    arrive(page, "Add an item")
    page.get_by_label("Title").fill("Complaints update")
    page.get_by_label("Presented by").fill("Service Manager")
    page.get_by_role("button", name="Add it").click()
    arrive(page, "Complaints update")
    page.get_by_role("link", name="Write a report").click()
    arrive(page, "Write a report")
    expect(page.get_by_label("Report of")).to_have_value("Service Manager")
    page.get_by_label("Purpose of the report").fill("To tell the Panel.")
    page.get_by_label("Sections").fill("# Background\n\nFirst.\n\nSecond.")
    page.get_by_label("Current risk").select_option("Low")
    page.get_by_role("button", name="Save the report").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the current and the residual risk")
    expect(page.get_by_label("Sections")).to_have_value("# Background\n\nFirst.\n\nSecond.")
    page.get_by_label("Residual risk").select_option("Low")
    page.get_by_role("button", name="Save the report").click()
    arrive(page, "Complaints update")
    expect(page.get_by_role("article")).to_contain_text("1.2")

    page.get_by_role("link", name="Tuesday 15 November 2089").click()
    arrive(page, "Tuesday 15 November 2089, 10:00")
    expect(page.get_by_role("region", name="What is next")).to_contain_text("Everything on the agenda has its paper.")
    assert axe(page) == []
    assert diary.titles(Meeting.objects.get(held_on="2089-11-15")) == [
        "1. Apologies",
        "2. Minutes",
        "3. Complaints update",
        "4. Urgent items",
    ]
