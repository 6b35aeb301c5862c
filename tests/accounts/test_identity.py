"""Coming in through the office's identity provider: who may, and who may not. The provider is tests/accounts/provider.py."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.checks import run_checks
from django.test import Client
from playwright.sync_api import expect

from accounts import actions
from accounts.models import User
from accounts.roles import Role
from tests.accounts.provider import CLIENT, SECRET, provider_running
from tests.browsing import arrive
from tests.people import PASSWORD, client_of, make_person

pytestmark = pytest.mark.django_db

CLAIMS = {"sub": "changes-by-client", "oid": "0001", "name": "New Clerk", "email": "New.Clerk@westmarsh.example"}


@pytest.fixture
def provider(settings):
    with provider_running() as running:
        running.claims = CLAIMS
        settings.OIDC_CLIENT_ID = CLIENT
        settings.OIDC_TRUSTS_EMAIL = True
        app = settings.OIDC_APP
        settings.OIDC_APP = app | {
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": app["settings"] | {"server_url": running.address, "uid_field": "oid"},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [settings.OIDC_APP]}}
        yield running


def come_in(client, **query):
    """To the provider and back with a browser's redirects: the portal's last answer."""
    there = client.get("/sign-in/with/office/", query)
    away = urlsplit(there["Location"])
    connection = HTTPConnection(away.netloc, timeout=120)
    connection.request("GET", f"{away.path}?{away.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    assert back.path == "/sign-in/with/office/done/"
    return client.get(f"{back.path}?{back.query}")


def is_in(client):
    return client.get("/you/").status_code == 200


def invited(**fields):
    return actions.invite(
        **{"email": "new.clerk@westmarsh.example", "name": "New Clerk", "roles": [Role.CLERK], "by": None} | fields
    )


def test_invited_person_comes_in_and_is_known_by_the_lasting_key_from_then_on(provider):
    person = invited()
    first = Client()
    assert come_in(first)["Location"] == "/start/"
    assert "New Clerk" in first.get("/you/").content.decode()
    assert SocialAccount.objects.get().uid == "0001"
    provider.claims = CLAIMS | {"email": "married@westmarsh.example", "sub": "another"}
    later = Client()
    assert come_in(later)["Location"] == "/start/"
    assert is_in(later)
    assert User.objects.get() == person


def test_person_comes_back_to_the_page_they_asked_for(provider):
    invited(roles=[Role.ADMINISTRATOR])
    page = Client().get("/sign-in/?next=/people/").content.decode()
    assert "/sign-in/with/office/?process=login&amp;next=%2Fpeople%2F" in page
    assert come_in(Client(), process="login", next="/people/")["Location"] == "/people/"


@pytest.mark.parametrize(
    ("case", "claims", "trusts"),
    [
        ("nobody is invited", {}, True),
        ("another address", {"email": "other@westmarsh.example"}, True),
        ("no address", {"email": ""}, True),
        ("the provider calls the address unverified", {"email_verified": False}, True),
        ("the settings do not trust the provider", {}, False),
        ("the account has a password", {}, True),
        ("the account is closed", {}, True),
        ("somebody came in with that account already", {}, True),
    ],
)
def test_nobody_else_comes_in(provider, settings, case, claims, trusts):
    provider.claims = CLAIMS | claims
    settings.OIDC_TRUSTS_EMAIL = trusts
    if case != "nobody is invited":
        person = invited()
        if case == "the account has a password":
            person.set_password(PASSWORD)
        if case == "the account is closed":
            person.is_active = False
        if case == "somebody came in with that account already":
            SocialAccount.objects.create(user=person, provider="office", uid="0002")
        person.save()
    client = Client()
    answer = come_in(client)
    assert answer.status_code == 403, case
    assert "Ask the administrator" in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.filter(uid="0001").exists()


def test_no_account_is_made_for_a_stranger(provider):
    come_in(Client())
    assert User.objects.count() == 0


def test_person_with_a_password_connects_by_hand(provider):
    person = make_person(Role.CLERK)
    client = client_of(person)
    assert "Not connected." in client.get("/you/").content.decode()
    client.get("/you/again/")
    client.post("/you/again/", {"password": PASSWORD})
    assert come_in(client, process="connect")["Location"] == "/you/connections/"
    assert "Connected." in client.get("/you/").content.decode()
    other = Client()
    assert come_in(other)["Location"] == "/start/"
    assert other.get("/you/").context["user"] == person
    account = SocialAccount.objects.get()
    assert client.post("/you/connections/", {"account": account.pk}).status_code == 302
    assert come_in(Client()).status_code == 403


def test_identity_of_one_person_is_not_connected_to_another(provider):
    invited()
    come_in(Client())
    thief = client_of(make_person(Role.CLERK))
    thief.get("/you/again/")
    thief.post("/you/again/", {"password": PASSWORD})
    answer = come_in(thief, process="connect")
    assert "another account" in thief.get(answer["Location"]).content.decode() or answer.status_code == 302
    assert SocialAccount.objects.get().user.name == "New Clerk"


def test_closed_account_stays_closed_to_its_identity(provider):
    person = invited()
    come_in(Client())
    make_person(Role.ADMINISTRATOR)
    actions.deactivate(person=person, by=User.objects.get(is_administrator=True))
    client = Client()
    assert come_in(client)["Location"] == "/sign-in/closed/"
    assert not is_in(client)


def test_person_without_a_password_gets_none_by_mail(provider, mailoutbox):
    person = invited()
    come_in(Client())
    Client().post("/password/", {"email": person.email})
    assert "No account with a password" in mailoutbox[-1].body
    assert all("/password/" not in mail.body for mail in mailoutbox)


def test_second_step_is_the_providers_affair(provider, settings):
    settings.MFA_REQUIRED_ROLES = ["administrator"]
    invited(roles=[Role.ADMINISTRATOR])
    client = Client()
    come_in(client)
    assert client.get("/people/").status_code == 200


def test_person_who_stops_at_the_provider_is_told_so(provider):
    provider.refuses = True
    client = Client()
    answer = come_in(client)
    assert answer["Location"] == "/sign-in/cancelled/"
    assert "You stopped signing in" in client.get("/sign-in/cancelled/").content.decode()


def test_answer_that_nobody_asked_for_is_refused(provider):
    invited()
    client = Client()
    answer = client.get("/sign-in/with/office/done/?code=a+code&state=made-up")
    assert answer.status_code == 401
    assert "That sign-in did not work" in answer.content.decode()
    assert not is_in(client)


def test_token_for_another_client_is_refused(provider):
    invited()
    provider.claims = CLAIMS | {"aud": "another portal"}
    client = Client()
    assert come_in(client).status_code == 401
    assert not is_in(client)


def test_provider_that_is_not_there_is_said_in_words(provider, settings):
    settings.OIDC_APP["settings"]["server_url"] = "http://127.0.0.1:1"
    answer = Client().get("/sign-in/with/office/")
    assert answer.status_code == 503
    assert "That sign-in did not work" in answer.content.decode()


def test_half_a_provider_in_the_settings_is_told(settings):
    settings.OIDC_CLIENT_ID = CLIENT
    assert [error.id for error in run_checks()] == ["accounts.E002"]


def test_browser_goes_there_and_back_under_the_strict_policy(desk_page, live_server, provider, axe):
    invited()
    desk_page.goto(f"{live_server.url}/you/")
    assert axe(desk_page) == []
    desk_page.get_by_role("link", name="Sign in with the office account").click()
    expect(desk_page.get_by_role("heading", level=1)).to_have_text("New Clerk")
    desk_page.get_by_role("link", name="See the connection").click()
    arrive(desk_page, "Connected accounts")
    assert axe(desk_page) == []
