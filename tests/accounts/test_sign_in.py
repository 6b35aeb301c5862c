"""Signing in by password, choosing a new one, and how often it may be tried."""

import re
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPServerDisconnected

import pytest
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client

from accounts.actions import change_person
from accounts.models import User
from accounts.roles import Role
from tests.people import PASSWORD, client_of, make_person

pytestmark = pytest.mark.django_db


class BrokenMail(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("closed")


def post_sign_in(client, email, password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


@pytest.mark.parametrize("typed", ["clerk@westmarsh.example", "Clerk@Westmarsh.EXAMPLE", "  CLERK@westmarsh.example "])
def test_person_signs_in_however_the_address_is_typed(typed):
    make_person(Role.CLERK, email="Clerk@westmarsh.example")
    answer = post_sign_in(Client(), typed)
    assert (answer.status_code, answer["Location"]) == (302, "/start/")


def test_person_comes_back_to_the_page_they_asked_for():
    person = make_person(Role.ADMINISTRATOR)
    client = Client()
    asked = client.get("/people/?page=2")
    assert asked["Location"] == "/sign-in/?next=/people/%3Fpage%3D2"
    assert 'value="/people/?page=2"' in client.get(asked["Location"]).content.decode()
    assert post_sign_in(client, person.email, next="/people/?page=2")["Location"] == "/people/?page=2"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(address):
    assert post_sign_in(Client(), make_person(Role.CLERK).email, next=address)["Location"] == "/start/"


def test_wrong_password_and_unknown_address_are_answered_alike():
    known = make_person(Role.CLERK).email
    pages = [post_sign_in(Client(), email, "wrong password").content.decode() for email in (known, "x@x.example")]
    assert "do not belong together" in pages[0]
    same = [re.sub(r'(value|csrfmiddlewaretoken)="[^"]*"', "", page) for page in pages]
    assert same[0] == same[1]


def test_invited_person_does_not_get_in_before_choosing_a_password():
    person = make_person(Role.CLERK, password=None)
    for password in ("", "None", person.password):
        assert post_sign_in(Client(), person.email, password).status_code == 200


def test_cookies_are_kept_from_scripts_and_other_sites():
    answer = post_sign_in(Client(), make_person(Role.CLERK).email)
    session = answer.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert session["max-age"] == 12 * 3600


def test_nobody_signs_up(settings):
    assert not settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION
    fields = {"email": "new@westmarsh.example", "password1": PASSWORD, "login": "new@westmarsh.example"}
    for address in ("/sign-up/", "/signup/", "/accounts/signup/", "/account/signup/"):
        assert Client().post(address, fields).status_code == 404
    assert User.objects.count() == 0


# How often


def test_after_five_wrong_passwords_even_the_right_one_waits():
    person = make_person(Role.CLERK)
    for _ in range(5):
        assert "do not belong" in post_sign_in(Client(), person.email, "wrong").content.decode()
    answer = post_sign_in(Client(), person.email.upper())
    assert answer.status_code == 200
    assert "too many attempts" in answer.content.decode()
    cache.clear()
    assert post_sign_in(Client(), person.email).status_code == 302


def test_many_attempts_from_one_place_are_stopped_whatever_the_address():
    answers = [post_sign_in(Client(), f"{number}@x.example", "wrong").content.decode() for number in range(11)]
    assert "too many attempts" not in answers[9]
    assert "too many attempts" in answers[10]


def test_limit_answers_with_a_page_of_ours():
    person = make_person(Role.CLERK)
    codes = []
    for _ in range(31):
        answer = post_sign_in(Client(), person.email)
        codes.append(answer.status_code)
    assert codes == [*[302] * 30, 429]
    assert "Too many attempts" in answer.content.decode()


def test_attempts_are_counted_for_the_address_outside_the_proxy(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(11):
        answer = Client(headers={"X-Forwarded-For": f"6.6.6.6, 10.0.0.{number}"}).post(
            "/sign-in/", {"login": f"{number}@x.example", "password": "wrong"}
        )
    assert "too many attempts" not in answer.content.decode()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for number in range(11):
        answer = Client(headers={"X-Forwarded-For": f"10.0.0.{number}"}).post(
            "/sign-in/", {"login": f"{number}@y.example", "password": "wrong"}
        )
    assert "too many attempts" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_attempts_at_once_are_all_counted():
    person = make_person(Role.CLERK)

    def attempt(number):
        try:
            return post_sign_in(Client(), person.email, "wrong").content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(attempt, range(9)))
    assert sum("do not belong together" in answer for answer in answers) <= 5
    assert "too many attempts" in post_sign_in(Client(), person.email).content.decode()


# A new password


def link_in(mail):
    return re.search(r"https?://[^/\s]+(/password/\S+)", mail.body)[1]


def choose_password(client, link, password):
    page = client.get(link)
    if page.status_code != 302:
        return page
    return client.post(page["Location"], {"password1": password, "password2": password})


def test_forgotten_password_is_chosen_anew_by_a_link_that_works_once(mailoutbox):
    person = make_person(Role.CLERK)
    client = Client()
    assert client.post("/password/", {"email": person.email.upper()})["Location"] == "/password/sent/"
    [mail] = mailoutbox
    assert mail.to == [person.email]
    answer = choose_password(client, link_in(mail), "a new phrase of words")
    assert answer["Location"] == "/password/chosen/"
    assert post_sign_in(Client(), person.email).status_code == 200
    assert post_sign_in(Client(), person.email, "a new phrase of words").status_code == 302
    again = Client().get(link_in(mail))
    assert "no longer works" in again.content.decode()
    assert [len(mailoutbox), mailoutbox[1].to] == [2, [person.email]]


def test_link_works_for_a_limited_time(mailoutbox, settings):
    person = make_person(Role.CLERK)
    Client().post("/password/", {"email": person.email})
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "no longer works" in Client().get(link_in(mailoutbox[0])).content.decode()


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("password1234", "too common"),
        ("elevenlette", "at least 12 characters"),
        ("837465019283", "entirely numeric"),
        ("zyzzyva@westmarsh", "too similar"),
    ],
)
def test_weak_password_is_refused_with_a_sentence(mailoutbox, password, said):
    person = make_person(Role.CLERK, email="zyzzyva@westmarsh.example")
    client = Client()
    client.post("/password/", {"email": person.email})
    page = choose_password(client, link_in(mailoutbox[0]), password).content.decode()
    assert said in page
    assert "There is a problem" in page


def test_other_roles_end_every_session_at_once():
    person = make_person(Role.CLERK)
    here, elsewhere = client_of(person), client_of(person)
    assert here.get("/you/").status_code == 200
    change_person(person=person, name=person.name, roles=[Role.CLERK], by=make_person(Role.ADMINISTRATOR))
    assert here.get("/you/").status_code == 200, "the same roles end nothing"
    change_person(person=person, name=person.name, roles=[Role.EDITOR], by=make_person(Role.ADMINISTRATOR))
    assert [client.get("/you/").status_code for client in (here, elsewhere)] == [302, 302]


def test_unknown_address_is_answered_alike_and_told_by_mail(mailoutbox):
    answers = [
        Client().post("/password/", {"email": email}) for email in (make_person(Role.CLERK).email, "x@x.example")
    ]
    assert {answer["Location"] for answer in answers} == {"/password/sent/"}
    assert mailoutbox[1].to == ["x@x.example"]
    assert "/sign-up/" not in mailoutbox[1].body
    assert "/password/" not in mailoutbox[1].body


def test_closed_account_gets_no_link(mailoutbox):
    Client().post("/password/", {"email": make_person(Role.CLERK, is_active=False).email})
    assert "No account with a password" in mailoutbox[0].body


def test_mail_that_cannot_be_sent_tells_a_stranger_nothing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenMail"
    for email in (make_person(Role.CLERK).email, "x@x.example"):
        assert Client().post("/password/", {"email": email})["Location"] == "/password/sent/"


def test_password_is_changed_by_its_owner_who_stays_signed_in_here_alone(mailoutbox):
    person = make_person(Role.CLERK)
    here, elsewhere = client_of(person), client_of(person)
    fields = {"oldpassword": PASSWORD, "password1": "a new phrase of words", "password2": "a new phrase of words"}
    assert (
        "That is not your present password"
        in here.post("/you/password/", fields | {"oldpassword": "wrong"}).content.decode()
    )
    assert here.post("/you/password/", fields).status_code == 302
    assert here.get("/you/").status_code == 200
    assert elsewhere.get("/you/").status_code == 302
    assert "changed" in mailoutbox[0].body


def test_signing_out_needs_a_press_of_a_button():
    client = client_of(make_person(Role.CLERK))
    client.get("/sign-out/")
    assert client.get("/you/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/you/").status_code == 302
