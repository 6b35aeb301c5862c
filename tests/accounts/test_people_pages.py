"""Administrators invite people, change them, shut them out and let them in again."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from tests.people import PASSWORD, client_of, make_person

pytestmark = pytest.mark.django_db

NEW = {"email": "New.Clerk@westmarsh.example", "name": "New Clerk", "roles": ["clerk", "panel_member"]}


class BrokenMail(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("closed")


@pytest.fixture
def administrator():
    return make_person(Role.ADMINISTRATOR, name="Sam")


@pytest.fixture
def client(administrator):
    return client_of(administrator)


def test_invited_person_chooses_a_password_and_comes_in(client, mailoutbox):
    answer = client.post("/people/invite/", NEW, follow=True)
    assert "An invitation is on its way to new.clerk@westmarsh.example." in answer.content.decode()
    [mail] = mailoutbox
    assert mail.to == ["new.clerk@westmarsh.example"]
    assert "Sam has invited you" in mail.body
    link = re.search(r"http://testserver(/password/\S+-\S+)", mail.body)[1]
    theirs = Client()
    form = theirs.get(link)["Location"]
    chosen = theirs.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    assert chosen["Location"] == "/password/chosen/"
    signed_in = theirs.post("/sign-in/", {"login": NEW["email"], "password": PASSWORD})
    assert signed_in["Location"] == "/start/"
    assert "Clerk, Panel member" in theirs.get("/you/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"roles": []}, "Choose at least one role"),
        ({"email": "no address"}, "Enter a valid email address"),
        ({"name": ""}, "Name: This field is required"),
        ({"roles": ["emperor"]}, "emperor is not one of the available choices"),
        ({"email": "KNOWN@westmarsh.example"}, "Somebody has this e-mail address already"),
    ],
)
def test_invitation_with_a_mistake_is_shown_again_with_what_was_typed(client, mailoutbox, changes, said):
    make_person(Role.EDITOR, email="known@westmarsh.example")
    answer = client.post("/people/invite/", NEW | changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert mailoutbox == []
    assert User.objects.count() == 2


def test_mail_that_fails_is_said_and_can_be_sent_again(client, settings, mailoutbox):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.BrokenMail"
    answer = client.post("/people/invite/", NEW, follow=True)
    assert "could not be sent" in answer.content.decode()
    person = User.objects.get(email=NEW["email"].lower())
    settings.EMAIL_BACKEND = working
    client.post(f"/people/{person.pk}/invite-again/")
    assert [mail.to for mail in mailoutbox] == [[person.email]]


def test_who_has_come_is_not_invited_again(client, mailoutbox):
    assert client.post(f"/people/{make_person(Role.EDITOR).pk}/invite-again/").status_code == 404
    assert mailoutbox == []


def test_name_and_roles_are_changed(client):
    person = make_person(Role.EDITOR)
    page = client.get(f"/people/{person.pk}/").content.decode()
    assert re.search(r'value="editor"[^>]* checked', page)
    answer = client.post(f"/people/{person.pk}/", {"name": "Another", "roles": ["approver"]}, follow=True)
    assert "What you changed about Another is saved." in answer.content.decode()
    person.refresh_from_db()
    assert person.roles == {Role.APPROVER}


def test_administrator_who_changes_their_own_roles_goes_on(client, administrator):
    fields = {"name": "Sam", "roles": ["administrator", "approver"]}
    assert client.post(f"/people/{administrator.pk}/", fields)["Location"] == "/people/"
    assert client.get("/people/").status_code == 200


def test_last_administrator_is_told_why_they_stay_one(client, administrator):
    answer = client.post(f"/people/{administrator.pk}/", {"name": "Sam", "roles": ["editor"]})
    assert answer.status_code == 422
    assert "This is the last administrator" in answer.content.decode()
    answer = client.post(f"/people/{administrator.pk}/deactivate/")
    assert answer.status_code == 409
    assert "This is the last administrator" in answer.content.decode()


def test_nobody_shuts_themselves_out(client, administrator):
    make_person(Role.ADMINISTRATOR)
    assert "You cannot take the portal away" in client.post(f"/people/{administrator.pk}/deactivate/").content.decode()
    administrator.refresh_from_db()
    assert administrator.is_active


def test_person_is_shut_out_and_let_in_again(client):
    person = make_person(Role.EDITOR)
    theirs = client_of(person)
    assert "Their session ends at once" in client.get(f"/people/{person.pk}/deactivate/").content.decode()
    assert "can no longer sign in" in client.post(f"/people/{person.pk}/deactivate/", follow=True).content.decode()
    assert theirs.get("/you/").status_code == 302
    refused = Client().post("/sign-in/", {"login": person.email, "password": PASSWORD}, follow=True)
    assert "This account is closed" in refused.content.decode()
    assert "can sign in again" in client.post(f"/people/{person.pk}/reactivate/", follow=True).content.decode()
    assert Client().post("/sign-in/", {"login": person.email, "password": PASSWORD})["Location"] == "/start/"


@pytest.mark.parametrize("others", [1, 3])
def test_list_takes_as_many_queries_for_three_people_as_for_one(client, others, django_assert_num_queries):
    for _ in range(others):
        make_person(Role.EDITOR)
    with django_assert_num_queries(4):
        page = client.get("/people/").content.decode()
    assert page.count("<tr>") == others + 2


def test_script_in_a_name_stays_text(client):
    person = make_person(Role.EDITOR, name="<script>alert(1)</script>")
    for address in ("/people/", f"/people/{person.pk}/", f"/people/{person.pk}/deactivate/"):
        assert "<script>alert" not in client.get(address).content.decode()
