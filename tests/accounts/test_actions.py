"""What administrators do to accounts, and what that does to those who are signed in."""

from threading import Barrier, Thread

import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, connection, transaction

from accounts import actions
from accounts.models import User
from accounts.roles import Role
from accounts.rules import Refused
from tests.people import PASSWORD, client_of, make_person

pytestmark = pytest.mark.django_db


def test_invited_person_has_no_password_and_an_address_in_small_letters():
    person = actions.invite(email="New.Person@Westmarsh.Example", name="New", roles=[Role.EDITOR, Role.CLERK], by=None)
    person.refresh_from_db()
    assert person.email == "new.person@westmarsh.example"
    assert person.roles == {Role.EDITOR, Role.CLERK}
    assert not person.has_usable_password()


def test_nobody_is_invited_twice_however_the_address_is_capitalised():
    make_person(Role.EDITOR, email="editor@westmarsh.example")
    with pytest.raises(Refused, match="this e-mail address already"):
        actions.invite(email="EDITOR@westmarsh.example", name="Again", roles=[Role.CLERK], by=None)


def test_nobody_is_invited_without_a_role():
    with pytest.raises(Refused, match="at least one role"):
        actions.invite(email="a@westmarsh.example", name="A", roles=[], by=None)


def test_database_keeps_addresses_in_small_letters():
    with pytest.raises(IntegrityError, match="user_email_in_small_letters"), transaction.atomic():
        User.objects.create(email="Clerk@westmarsh.example")


def test_session_ends_when_roles_change():
    administrator, person = make_person(Role.ADMINISTRATOR), make_person(Role.EDITOR)
    client = client_of(person)
    assert client.get("/you/").status_code == 200
    changed = actions.change_person(person=person, name=person.name, roles=[Role.APPROVER], by=administrator)
    assert client.get("/you/").status_code == 302
    assert client_of(changed).get("/you/").status_code == 200


def test_session_goes_on_when_only_the_name_changes():
    administrator, person = make_person(Role.ADMINISTRATOR), make_person(Role.EDITOR)
    client = client_of(person)
    actions.change_person(person=person, name="Another", roles=[Role.EDITOR], by=administrator)
    assert b"Another" in client.get("/you/").content


def test_session_ends_when_a_person_is_deactivated_and_does_not_come_back():
    administrator, person = make_person(Role.ADMINISTRATOR), make_person(Role.EDITOR)
    client = client_of(person)
    actions.deactivate(person=person, by=administrator)
    assert client.get("/you/").status_code == 302
    signed = client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    assert signed.status_code != 302 or signed["Location"] == "/sign-in/closed/"
    actions.reactivate(person=person, by=administrator)
    assert client_of(person).get("/you/").status_code == 200


def test_session_ends_when_the_password_changes():
    person = make_person(Role.EDITOR)
    client = client_of(person)
    person.password = make_password("another phrase of words")
    person.save()
    assert client.get("/you/").status_code == 302


def test_last_administrator_stays_one():
    administrator, closed = make_person(Role.ADMINISTRATOR), make_person(Role.ADMINISTRATOR, is_active=False)
    for change in (
        lambda: actions.deactivate(person=administrator, by=closed),
        lambda: actions.change_person(person=administrator, name="A", roles=[Role.EDITOR], by=closed),
    ):
        with pytest.raises(Refused, match="last administrator"):
            change()
    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.is_administrator


def test_command_line_makes_an_administrator_of_somebody_known_and_opens_the_account():
    person = make_person(Role.EDITOR, is_active=False, name="Known")
    made = actions.make_administrator(email=person.email.upper(), name="")
    assert (made.pk, made.name, made.is_active) == (person.pk, "Known", True)
    assert made.roles == {Role.ADMINISTRATOR, Role.EDITOR}


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_demote_each_other_one_is_refused():
    first, second = make_person(Role.ADMINISTRATOR), make_person(Role.ADMINISTRATOR)
    together, refused = Barrier(2), []

    def demote(person, by):
        together.wait()
        try:
            actions.change_person(person=person, name="x", roles=[Role.EDITOR], by=by)
        except Refused as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [Thread(target=demote, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert User.objects.filter(is_administrator=True).count() == 1
