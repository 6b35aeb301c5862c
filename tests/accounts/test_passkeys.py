"""Passkeys in a real browser with an authenticator of its own (Chromium's virtual one): adding, signing in, second step."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from accounts.events import Kind
from accounts.models import Event
from accounts.roles import Role
from tests.browsing import arrive
from tests.people import PASSWORD, make_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(live_server):
    """The server by the name for which browsers allow passkeys without https."""
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def authenticator(desk_page):
    """A device that holds passkeys and finds its owner's finger at once; gives the session that commands it."""
    device = desk_page.context.new_cdp_session(desk_page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.key = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return device


def confirm(page):
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def add_passkey(page, server, *, alone):
    page.goto(f"{server}/you/")
    page.get_by_role("link", name="Add a passkey").click()
    confirm(page)
    arrive(page, "Add a passkey")
    page.get_by_label("A name that you will know it by").fill("Work laptop")
    page.get_by_label("Let it sign me in by itself").set_checked(alone)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")


def sign_out(page):
    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    arrive(page, "Sign in")


def test_passkey_signs_in_by_itself(desk_page, server, authenticator, axe):
    person = make_person(Role.EDITOR)
    sign_in(desk_page, person, server)
    add_passkey(desk_page, server, alone=True)
    assert axe(desk_page) == []
    sign_out(desk_page)
    desk_page.get_by_role("button", name="Sign in with a passkey").click()
    expect(desk_page.get_by_role("button", name="Sign out")).to_be_visible()
    desk_page.goto(f"{server}/you/passkeys/")
    expect(desk_page.get_by_role("row", name="Work laptop")).to_contain_text("Signs you in by itself")
    assert axe(desk_page) == []


def test_passkey_is_the_second_step_after_the_password(desk_page, server, authenticator, axe):
    person = make_person(Role.EDITOR)
    sign_in(desk_page, person, server)
    add_passkey(desk_page, server, alone=False)
    sign_out(desk_page)
    desk_page.get_by_label("E-mail address").fill(person.email)
    desk_page.get_by_label("Password").fill(PASSWORD)
    desk_page.get_by_role("button", name="Sign in", exact=True).click()
    expect(desk_page.get_by_role("heading", level=1)).to_have_text("Second step")
    assert axe(desk_page) == []
    desk_page.get_by_role("button", name="Use a passkey instead").click()
    expect(desk_page.get_by_role("button", name="Sign out")).to_be_visible()


def test_passkey_confirms_who_one_is_and_is_renamed_and_removed(desk_page, server, authenticator, axe):
    person = make_person(Role.EDITOR)
    sign_in(desk_page, person, server)
    add_passkey(desk_page, server, alone=True)
    desk_page.context.clear_cookies()
    sign_in(desk_page, person, server)
    desk_page.goto(f"{server}/you/passkeys/")
    desk_page.get_by_role("link", name="Rename Work laptop").click()
    desk_page.get_by_role("link", name="Use a security key").click()
    expect(desk_page.get_by_role("button", name="Use your passkey")).to_be_visible()
    assert axe(desk_page) == []
    desk_page.get_by_role("button", name="Use your passkey").click()
    desk_page.get_by_label("Name").fill("Home laptop")
    desk_page.get_by_role("button", name="Save").click()
    desk_page.get_by_role("link", name="Remove Home laptop").click()
    arrive(desk_page, "Remove “Home laptop”?")
    assert axe(desk_page) == []
    desk_page.get_by_role("button", name="Remove it").click()
    expect(desk_page.get_by_text("You have none yet.")).to_be_visible()
    assert not Authenticator.objects.filter(user=person).exists()


def test_passkey_that_is_not_there_is_said_in_words(desk_page, server, authenticator):
    authenticator.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator.key, "isUserVerified": False})
    desk_page.goto(f"{server}/sign-in/")
    expect(desk_page.get_by_role("alert")).to_be_hidden()
    desk_page.get_by_role("button", name="Sign in with a passkey").click()
    expect(desk_page.get_by_role("alert")).to_contain_text("The passkey was not used")


def test_passkey_that_was_removed_opens_nothing_and_is_among_the_events(desk_page, server, authenticator):
    sign_in(desk_page, make_person(Role.EDITOR), server)
    add_passkey(desk_page, server, alone=True)
    sign_out(desk_page)
    Authenticator.objects.all().delete()
    desk_page.get_by_role("button", name="Sign in with a passkey").click()
    expect(desk_page.get_by_role("main")).to_contain_text("This passkey opens nothing here")
    event = Event.objects.filter(kind=Kind.SIGN_IN_FAILED).get()
    assert (event.about, event.by, event.subject) == (None, None, "a passkey")


def test_passkey_of_a_closed_account_opens_nothing(desk_page, server, authenticator):
    person = make_person(Role.EDITOR)
    sign_in(desk_page, person, server)
    add_passkey(desk_page, server, alone=True)
    sign_out(desk_page)
    person.is_active = False
    person.save()
    desk_page.get_by_role("button", name="Sign in with a passkey").click()
    expect(desk_page.get_by_role("heading", level=1)).to_have_text("This account is closed")
