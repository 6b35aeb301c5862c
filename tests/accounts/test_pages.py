"""Every page of accounts/ in a real browser at three widths: accessible, valid, narrow enough, and under the strict policy."""

import re

import pytest
from playwright.sync_api import expect

from accounts.invitations import password_path
from accounts.roles import Role
from tests.accessibility import px_too_wide
from tests.browsing import arrive
from tests.people import PASSWORD, client_of, code_of, make_person, sign_in

pytestmark = pytest.mark.django_db

OPEN = ["/sign-in/", "/sign-in/closed/", "/password/", "/password/sent/", "/password/chosen/", "/password/1-bad/"]
OWN = ["/you/", "/you/again/", "/you/password/", "/you/passkeys/", "/sign-out/"]
CONFIRMED = ["/you/passkeys/add/", "/you/app/remove/", "/you/recovery-codes/", "/you/recovery-codes/new/"]
PEOPLE = ["/people/", "/people/invite/", "/people/{}/", "/people/{}/deactivate/"]


def look(page, address, axe):
    page.goto(address)
    faults = axe(page)
    wide = px_too_wide(page)
    inline = page.locator("[style], [onclick], style, script:not([src]):not([type='application/json'])").count()
    return (
        [f"{address}: {fault}" for fault in faults]
        + [f"{address}: {wide} px too wide"] * (wide > 0)
        + [f"{address}: style or script inline"] * inline
    )


def test_open_pages(any_page, live_server, axe):
    person = make_person(Role.EDITOR, password=None)
    faults = []
    for path in [*OPEN, password_path(person)]:
        faults += look(any_page, live_server.url + path, axe)
    assert not faults, "\n".join(faults)


def test_pages_of_people_and_of_oneself(any_page, live_server, axe):
    administrator = make_person(Role.ADMINISTRATOR, Role.APPROVER, name="Administrator-with-a-name-of-no-spaces-at-all")
    invited = make_person(Role.FINANCE_OFFICER, password=None)
    make_person(Role.CLERK, is_active=False)
    sign_in(any_page, administrator, live_server.url)
    faults = []
    for path in [*OWN, *PEOPLE]:
        faults += look(any_page, live_server.url + path.format(invited.pk), axe)
    any_page.goto(f"{live_server.url}/people/invite/")
    any_page.get_by_role("button", name="Send the invitation").click()
    expect(any_page.get_by_role("alert")).to_be_focused()
    faults += axe(any_page)
    assert not faults, "\n".join(faults)


def test_second_step_from_setting_it_up_to_signing_in(any_page, live_server, axe):
    person = make_person(Role.EDITOR)
    sign_in(any_page, person, live_server.url)
    any_page.goto(f"{live_server.url}/you/")
    any_page.get_by_role("link", name="Set up an app").click()
    any_page.get_by_label("Password").fill(PASSWORD)
    any_page.get_by_role("button", name="Confirm").click()
    arrive(any_page, "Set up an authenticator app")
    faults = look(any_page, any_page.url, axe)
    secret = any_page.locator("code.secret").inner_text()
    any_page.get_by_label("The six digits").fill(code_of(secret))
    any_page.get_by_role("button", name="Use this app from now on").click()
    expect(any_page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    for path in CONFIRMED:
        faults += look(any_page, live_server.url + path, axe)
    any_page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    any_page.get_by_label("E-mail address").fill(person.email)
    any_page.get_by_label("Password").fill(PASSWORD)
    any_page.get_by_role("button", name="Sign in", exact=True).click()
    expect(any_page.get_by_role("heading", level=1)).to_have_text("Second step")
    faults += axe(any_page)
    any_page.get_by_label("Code").fill(code_of(secret, 1))
    any_page.get_by_role("button", name="Sign in", exact=True).click()
    expect(any_page.get_by_role("heading", level=1)).not_to_have_text("Second step")
    assert not faults, "\n".join(faults)


def test_everything_works_with_the_keyboard(desk_page, live_server):
    person = make_person(Role.ADMINISTRATOR)
    desk_page.goto(f"{live_server.url}/people/")
    desk_page.get_by_label("E-mail address").focus()
    desk_page.keyboard.type(person.email)
    desk_page.keyboard.press("Tab")
    desk_page.keyboard.press("Tab")
    desk_page.keyboard.type(PASSWORD)
    desk_page.keyboard.press("Enter")
    expect(desk_page.get_by_role("heading", level=1)).to_have_text("People")
    desk_page.keyboard.press("Tab")
    expect(desk_page.get_by_role("link", name="Skip to main content")).to_be_focused()


def test_sign_in_works_without_scripts(new_context, live_server):
    person = make_person(Role.ADMINISTRATOR)
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/people/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People")


def test_every_page_is_valid_html(html_faults):
    administrator = make_person(Role.ADMINISTRATOR)
    invited = make_person(Role.EDITOR, password=None)
    nobody, client = client_of(None), client_of(administrator)
    pages = {path: nobody.get(path).content.decode() for path in OPEN}
    client.get("/you/again/")
    client.post("/you/again/", {"password": PASSWORD})
    pages["/you/app/"] = client.get("/you/app/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', pages["/you/app/"])[1]
    assert client.post("/you/app/", {"code": code_of(secret)}).status_code == 302
    paths = [*OWN, *CONFIRMED, *(path.format(invited.pk) for path in PEOPLE)]
    pages |= {path: client.get(path).content.decode() for path in paths}
    pages["wrong"] = nobody.post("/sign-in/", {"login": "x", "password": "x"}).content.decode()
    pages["refused"] = client.post("/people/invite/", {"email": "x"}).content.decode()
    assert not (faults := html_faults(pages)), "\n".join(faults)
