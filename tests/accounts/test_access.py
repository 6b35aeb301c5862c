"""Every address of accounts/, asked for by everybody: who is let in, who is sent to sign in, who is told of no such page.

In the table: "in" is 200, "->" and an address a redirect, a number the status of an answer.
"""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse

from accounts import sign_in_urls, urls
from accounts.models import Event, User
from accounts.roles import Role
from frozen import triggers
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db

WHO = ("nobody", "member", "clerk", "finance", "approver", "editor", "administrator")
ROLES = {
    "nobody": None,
    "member": Role.PANEL_MEMBER,
    "clerk": Role.CLERK,
    "finance": Role.FINANCE_OFFICER,
    "approver": Role.APPROVER,
    "editor": Role.EDITOR,
    "administrator": Role.ADMINISTRATOR,
}
SIGN_IN = "-> /sign-in/"
AGAIN = "-> /you/again/"


def everybody_signed_in(answer):
    return [SIGN_IN, *[answer] * 6]


def administrators(answer):
    return [SIGN_IN, *[404] * 5, answer]


def all_alike(answer):
    return [answer] * 7


# Method, name, answers in the order of WHO.
TABLE = [
    ("get", "accounts:start", [SIGN_IN, "-> /", *["-> start"] * 5]),
    ("post", "accounts:start", all_alike(405)),
    ("get", "accounts:you", everybody_signed_in("in")),
    ("post", "accounts:you", all_alike(405)),
    ("get", "accounts:people", administrators("in")),
    ("post", "accounts:people", all_alike(405)),
    ("get", "accounts:invite", administrators("in")),
    ("post", "accounts:invite", administrators(422)),
    ("get", "accounts:person", administrators("in")),
    ("post", "accounts:person", administrators(422)),
    ("delete", "accounts:person", all_alike(405)),
    ("get", "accounts:invite_again", all_alike(405)),
    ("post", "accounts:invite_again", administrators(404)),
    ("get", "accounts:deactivate", administrators("in")),
    ("post", "accounts:deactivate", administrators("-> /people/")),
    ("get", "accounts:reactivate", all_alike(405)),
    ("post", "accounts:reactivate", administrators("-> /people/1/")),
    ("get", "account_login", ["in", *["-> /start/"] * 6]),
    ("post", "account_login", ["in", *["-> /start/"] * 6]),
    ("get", "account_inactive", all_alike("in")),
    ("get", "mfa_authenticate", [SIGN_IN, *["-> /start/"] * 6]),
    ("post", "mfa_authenticate", [SIGN_IN, *["-> /start/"] * 6]),
    ("get", "mfa_login_webauthn", [SIGN_IN, *["-> /start/"] * 6]),
    ("post", "mfa_login_webauthn", [SIGN_IN, *["-> /start/"] * 6]),
    ("get", "openid_connect_login", all_alike(404)),
    ("get", "openid_connect_callback", all_alike(404)),
    ("get", "socialaccount_login_cancelled", all_alike(404)),
    ("get", "socialaccount_login_error", all_alike(404)),
    ("get", "account_logout", [SIGN_IN, *["in"] * 6]),
    ("post", "account_logout", all_alike(SIGN_IN)),
    ("get", "account_signup", all_alike(404)),
    ("post", "account_signup", all_alike(404)),
    ("get", "account_reset_password", all_alike("in")),
    ("post", "account_reset_password", all_alike("in")),
    ("get", "account_reset_password_done", all_alike("in")),
    ("get", "account_reset_password_from_key_done", all_alike("in")),
    ("get", "account_reset_password_from_key", all_alike("in")),
    ("get", "account_reauthenticate", everybody_signed_in("in")),
    ("get", "mfa_reauthenticate", everybody_signed_in(AGAIN)),
    ("get", "mfa_reauthenticate_webauthn", everybody_signed_in(AGAIN)),
    ("get", "account_change_password", everybody_signed_in("in")),
    ("post", "account_change_password", everybody_signed_in("in")),
    ("get", "account_set_password", all_alike(404)),
    ("get", "mfa_index", all_alike("-> /you/")),
    ("get", "mfa_activate_totp", everybody_signed_in(AGAIN)),
    ("post", "mfa_activate_totp", everybody_signed_in(AGAIN)),
    ("get", "mfa_deactivate_totp", everybody_signed_in(404)),
    ("get", "mfa_view_recovery_codes", everybody_signed_in(404)),
    ("get", "mfa_generate_recovery_codes", everybody_signed_in(AGAIN)),
    ("post", "mfa_generate_recovery_codes", everybody_signed_in(AGAIN)),
    ("get", "mfa_download_recovery_codes", everybody_signed_in(404)),
    ("get", "mfa_list_webauthn", everybody_signed_in("in")),
    ("get", "mfa_add_webauthn", everybody_signed_in(AGAIN)),
    ("post", "mfa_add_webauthn", everybody_signed_in(AGAIN)),
    ("get", "mfa_edit_webauthn", everybody_signed_in(AGAIN)),
    ("get", "mfa_remove_webauthn", everybody_signed_in(AGAIN)),
    ("post", "mfa_remove_webauthn", everybody_signed_in(AGAIN)),
    ("get", "socialaccount_connections", all_alike(404)),
]


def path_of(name, person):
    match = {
        "accounts:person": [person.pk],
        "accounts:invite_again": [person.pk],
        "accounts:deactivate": [person.pk],
        "accounts:reactivate": [person.pk],
        "openid_connect_login": ["office"],
        "openid_connect_callback": ["office"],
        "account_reset_password_from_key": ["1", "dif9x8-0000"],
        "mfa_edit_webauthn": [1],
        "mfa_remove_webauthn": [1],
    }
    return reverse(name, args=match.get(name, []))


def answer_of(response):
    if response.status_code == 200:
        return "in"
    if response.status_code == 302:
        return "-> " + re.sub(r"\d+", "1", response["Location"].partition("?")[0])
    return response.status_code


@pytest.mark.parametrize("who", WHO)
def test_every_address_answers_each_role_as_the_table_says(who):
    wrong = []
    for method, name, answers in TABLE:
        wanted = answers[WHO.index(who)]
        # Events name people, and outlast them all; people are never deleted but here.
        triggers.take_down(app="accounts")
        Event.objects.all().delete()
        User.objects.all().delete()
        triggers.put_up(app="accounts")
        asked_about = make_person(Role.EDITOR)
        client = client_of(make_person(ROLES[who]) if ROLES[who] else None)
        got = answer_of(getattr(client, method)(path_of(name, asked_about)))
        if wanted == "-> start":
            wanted = got if got in ("-> /", "-> /quarters/", "-> /meetings/") else "their work, or what everybody reads"
        if got != wanted:
            wrong.append(f"{method} {name}: {got}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def test_the_table_leaves_no_address_out():
    names = {f"accounts:{pattern.name}" for pattern in urls.urlpatterns}
    names |= {pattern.name for pattern in sign_in_urls.urlpatterns}
    assert {name for _, name, _ in TABLE} == names


def test_nothing_else_of_allauth_has_an_address():
    hung = {key for key in get_resolver().reverse_dict if isinstance(key, str)}
    ours = {pattern.name for pattern in sign_in_urls.urlpatterns}
    prefixes = ("account_", "mfa_", "socialaccount_", "openid_connect_")
    assert {name for name in hung if name.startswith(prefixes)} == ours


def test_people_see_nothing_of_a_person_that_is_not_there():
    client = client_of(make_person(Role.ADMINISTRATOR))
    assert client.get("/people/99999/").status_code == 404
    assert client.get(f"/people/{2**70}/").status_code == 404


def test_part_of_a_page_is_told_that_the_session_ended():
    answer = client_of(None).get("/people/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "what you typed is still here" in answer.content.decode()
    assert 'target="_blank"' in answer.content.decode()


def test_pages_for_one_person_are_kept_by_no_shared_cache():
    client = client_of(make_person(Role.ADMINISTRATOR))
    assert "private" in client.get("/people/")["Cache-Control"]
    assert "no-store" in client_of(None).get("/sign-in/")["Cache-Control"]


def test_published_pages_say_nothing_of_who_is_signed_in():
    person = make_person(Role.ADMINISTRATOR)
    nobody, somebody = client_of(None).get("/"), client_of(person).get("/")
    assert nobody.content == somebody.content
    assert "Cookie" not in somebody.get("Vary", "")


def test_every_template_of_allauth_that_is_reached_is_our_own():
    """None of ours extends allauth's, whose pages carry scripts inline and no layout of ours."""
    folders = [Path("templates", name) for name in ("account", "mfa", "socialaccount")]
    pages = [path for folder in folders for path in folder.rglob("*.html")]
    assert pages
    assert [path for path in pages if "allauth/layouts" in path.read_text() or "{% element" in path.read_text()] == []
