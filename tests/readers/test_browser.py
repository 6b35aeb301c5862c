"""Every page of the public's floor in a real browser, at three widths; and somebody who asks for reports and leaves again."""

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from jobs.worker import Worker
from readers.actions import save_contact
from readers.models import Barrier, Subscription
from readers.sample import CONTACT
from tests import records
from tests.accessibility import px_too_wide
from tests.people import make_person, sign_in
from tests.readers.writing import make_statement_page, paths_of
from tests.reports.bilingual import make_bilingual

pytestmark = pytest.mark.django_db(transaction=True)
OFFICE = "/plan/public/"


@pytest.fixture(autouse=True)
def pages():
    records.make_plan()
    make_bilingual()
    make_statement_page()
    save_contact(values=CONTACT, based_on="", by=None)


def look(page, address, axe):
    """What axe finds at an address, and whether the page is wider than the screen."""
    page.goto(address)
    wide = px_too_wide(page)
    return axe(page) + [f"{wide} px too wide"] * (wide > 0)


def test_pages_are_accessible_and_valid_at_every_width(live_server, page_at, axe, html_faults):
    public = ["/contact/", "/accessibility/", "/subscribe/", "/subscribe/asked/", "/subscribe/x/"]
    office = [OFFICE, f"{OFFICE}texts/", f"{OFFICE}contact/", f"{OFFICE}accessibility/"]
    office.append(f"{OFFICE}accessibility/{Barrier.objects.all()[0].pk}/")
    administrator, found, documents = make_person(Role.ADMINISTRATOR), {}, {}
    for width in ("narrow", "phone", "desk"):
        page = page_at(width)
        sign_in(page, administrator, live_server.url)
        for address in [*public, *office]:
            found[address, width] = look(page, live_server.url + address, axe)
            if width == "desk":
                documents[address] = page.request.get(live_server.url + address).text()
    assert {place: faults for place, faults in found.items() if faults} == {}
    assert html_faults(documents) == []


def test_somebody_asks_confirms_and_leaves(live_server, phone_page, axe, mailoutbox):
    page = phone_page
    page.goto(f"{live_server.url}/contact/")
    page.get_by_role("contentinfo").get_by_role("link", name="Get reports by e-mail").click()
    expect(page.get_by_label("Leave this empty")).to_be_hidden()
    page.get_by_role("button", name="Send me a link to confirm").click()
    expect(page.get_by_role("alert")).to_contain_text("E-mail address: This field is required.")
    assert axe(page) == []
    page.get_by_label("E-mail address").fill("ann@westmarsh.example")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your e-mail")
    Worker().do_all()
    confirm, _end = paths_of(mailoutbox[0])
    page.goto(live_server.url + confirm)
    assert axe(page) == []
    page.get_by_role("button", name="Yes, send them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You will be told of new reports")
    assert Subscription.objects.standing().count() == 1
    page.get_by_role("link", name="Stop these e-mails").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stop these e-mails?")
    assert axe(page) == []
    page.get_by_role("button", name="Stop them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No more e-mails")
    assert Subscription.objects.standing().count() == 0
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]
