"""The second step by an app or a recovery code, and the roles that must have one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.checks import run_checks
from django.test import Client

from accounts.roles import Role
from tests.people import PASSWORD, client_of, code_of, make_person

pytestmark = pytest.mark.django_db


def sign_in_by_password(person):
    client = Client()
    answer = client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    return client, answer


def confirm(client, then):
    """Answers the question whether it is you, and gives the page that was asked for."""
    assert client.get(then)["Location"].startswith("/you/again/")
    answer = client.post(f"/you/again/?next={then}", {"password": PASSWORD, "next": then})
    assert answer["Location"] == then
    return client.get(then).content.decode()


def set_up_app(person):
    """Signs in, sets up an app, and gives its secret and the recovery codes that were shown."""
    client, _ = sign_in_by_password(person)
    secret = re.search(r'class="secret">([A-Z2-7]+)<', confirm(client, "/you/app/"))[1]
    assert client.post("/you/app/", {"code": code_of(secret)})["Location"] == "/you/recovery-codes/"
    codes = re.findall(r"<li><code>(\d+)</code>", client.get("/you/recovery-codes/").content.decode())
    return secret, codes


@pytest.mark.django_db(transaction=True)
def test_code_of_the_app_is_asked_for_after_the_password(mailoutbox):
    person = make_person(Role.EDITOR)
    secret, codes = set_up_app(person)
    assert len(codes) == 10
    assert "app" in mailoutbox[0].body.lower()
    client, answer = sign_in_by_password(person)
    assert answer["Location"] == "/sign-in/code/"
    assert client.get("/you/").status_code == 302
    wrong = client.post("/sign-in/code/", {"code": "000000"})
    assert "That code is not right" in wrong.content.decode()
    # The app's present code was used to set it up, and each works once.
    assert client.post("/sign-in/code/", {"code": code_of(secret, 1)})["Location"] == "/start/"
    assert client.get("/you/").status_code == 200


def test_recovery_code_opens_the_account_once():
    person = make_person(Role.EDITOR)
    _, codes = set_up_app(person)
    client, _ = sign_in_by_password(person)
    assert client.post("/sign-in/code/", {"code": codes[0]})["Location"] == "/start/"
    again, _ = sign_in_by_password(person)
    assert "not right" in again.post("/sign-in/code/", {"code": codes[0]}).content.decode()
    assert "9 left" in client.get("/you/").content.decode()


def test_recovery_codes_are_saved_as_a_file_and_made_anew():
    person = make_person(Role.EDITOR)
    secret, codes = set_up_app(person)
    client, _ = sign_in_by_password(person)
    client.post("/sign-in/code/", {"code": code_of(secret, 1)})
    assert client.get("/you/recovery-codes/file/")["Location"].startswith("/you/again/")
    confirm(client, "/you/recovery-codes/new/")
    file = client.get("/you/recovery-codes/file/")
    assert "attachment" in file["Content-Disposition"]
    assert all(code in file.content.decode() for code in codes)
    assert client.post("/you/recovery-codes/new/")["Location"] == "/you/recovery-codes/"
    assert codes[0] not in client.get("/you/recovery-codes/file/").content.decode()


def test_codes_cannot_be_guessed_at_will():
    person = make_person(Role.EDITOR)
    secret, _ = set_up_app(person)
    client, _ = sign_in_by_password(person)
    answers = [client.post("/sign-in/code/", {"code": "000000"}).content.decode() for _ in range(6)]
    assert "too many attempts" in answers[-1].lower()
    assert "not right" not in client.post("/sign-in/code/", {"code": code_of(secret, 1)}).content.decode()
    assert client.get("/you/").status_code == 302


def test_app_is_removed_after_confirming():
    person = make_person(Role.EDITOR)
    secret, _ = set_up_app(person)
    client, _ = sign_in_by_password(person)
    client.post("/sign-in/code/", {"code": code_of(secret, 1)})
    confirm(client, "/you/app/remove/")
    assert client.post("/you/app/remove/").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()


def test_role_that_needs_a_second_step_is_sent_to_set_one_up(settings):
    settings.MFA_REQUIRED_ROLES = ["administrator"]
    person = make_person(Role.ADMINISTRATOR)
    client, _ = sign_in_by_password(person)
    assert client.get("/people/")["Location"] == "/you/"
    assert "Your role needs a second step" in client.get("/you/").content.decode()
    part = client.get("/people/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == "/you/"
    assert client_of(make_person(Role.EDITOR)).get("/you/").status_code == 200
    secret = re.search(r'class="secret">([A-Z2-7]+)<', confirm(client, "/you/app/"))[1]
    client.post("/you/app/", {"code": code_of(secret)})
    assert client.get("/people/").status_code == 200
    cache.clear()
    later, _ = sign_in_by_password(person)
    later.post("/sign-in/code/", {"code": code_of(secret, 1)})
    assert later.get("/people/").status_code == 200


def test_no_role_needs_a_second_step_on_a_desk(settings, django_assert_num_queries):
    assert settings.MFA_REQUIRED_ROLES == []
    client = client_of(make_person(Role.ADMINISTRATOR))
    # The session, the person, the list, and the office whose name stands above.
    with django_assert_num_queries(4):
        client.get("/people/")


def test_mistyped_role_in_the_settings_is_told(settings):
    settings.MFA_REQUIRED_ROLES = ["administrator", "admin"]
    assert [error.id for error in run_checks()] == ["accounts.E001"]
