"""The sample's people, and the first administrator of an empty portal, as the command line makes them."""

import re
from io import StringIO

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from accounts.sample import PASSWORD, make_sample_people, sample_sign_ins
from tests.people import make_person

pytestmark = pytest.mark.django_db


def said(*command, **options):
    out = StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


def test_sample_has_somebody_for_each_role_and_two_editors():
    people = make_sample_people()
    assert {role for person in people for role in person.roles} == set(Role)
    assert sum(Role.EDITOR in person.roles for person in people) == 2
    assert all(person.email.endswith("@sample.example") for person in people)


def test_sample_password_opens_each_of_them_and_is_one_that_the_portal_would_take():
    for person in make_sample_people():
        validate_password(PASSWORD, person)
        answer = Client().post("/sign-in/", {"login": person.email, "password": PASSWORD})
        assert answer["Location"] == "/start/"


def test_sample_people_are_made_only_where_nobody_is():
    make_person(Role.ADMINISTRATOR)
    assert make_sample_people() == []
    assert User.objects.count() == 1


def test_sample_sign_ins_are_printed_while_they_hold():
    assert said("sample_sign_ins") == ""
    people = make_sample_people()
    printed = said("sample_sign_ins")
    assert PASSWORD in printed
    assert [person.email for person in people] == re.findall(r"\S+@\S+", printed)
    people[0].set_password("another phrase of words")
    people[0].save()
    people[1].is_active = False
    people[1].save()
    assert sample_sign_ins() == people[2:]


def test_sample_sign_ins_of_a_real_portal_are_not_printed():
    make_person(Role.ADMINISTRATOR, email="administrator@sample.example")
    assert said("sample_sign_ins") == ""


def test_first_administrator_chooses_a_password_by_the_printed_link(settings):
    settings.PORTAL_URL = "https://portal.westmarsh.example"
    printed = said("create_administrator", "First@westmarsh.example", name="First")
    assert "First (first@westmarsh.example) is an administrator." in printed
    path = re.search(r"https://portal\.westmarsh\.example(/password/\S+)", printed)[1]
    client = Client()
    form = client.get(path)["Location"]
    client.post(form, {"password1": "a phrase of four words", "password2": "a phrase of four words"})
    client.post("/sign-in/", {"login": "first@westmarsh.example", "password": "a phrase of four words"})
    assert client.get("/people/").status_code == 200


def test_administrator_needs_an_address():
    with pytest.raises(CommandError, match="no e-mail address"):
        said("create_administrator", "nobody")
