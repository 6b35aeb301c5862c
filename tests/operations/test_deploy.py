"""The settings of a portal that others can reach: Django's deployment check finds nothing, and secrets have no defaults."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from operations import checks
from tests.reports import publishing

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "HTTPS": "true",
    "DEBUG": "false",
    "SECRET_KEY": secrets.token_urlsafe(48),
    "ALLOWED_HOSTS": "plan.westmarsh.example",
    "PORTAL_URL": "https://plan.westmarsh.example",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.westmarsh.example:587",
    "ALLAUTH_TRUSTED_PROXY_COUNT": "1",
    "MFA_REQUIRED_ROLES": "administrator",
}


def run(*command, **environment):
    """manage.py in a process of its own, in the environment of production."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    told |= PRODUCTION | environment
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )


def test_the_deployment_check_finds_nothing_in_production():
    done = run("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_there_is_no_portal_without_a_secret_key():
    done = run("check", SECRET_KEY="")
    assert done.returncode == 1
    assert "SECRET_KEY" in done.stderr


def test_a_secret_may_come_from_a_file(tmp_path):
    file = tmp_path / "key"
    file.write_text("x" * 20 + secrets.token_urlsafe(40) + "\n")
    done = run("diffsettings", SECRET_KEY="", SECRET_KEY_FILE=str(file))
    assert f"SECRET_KEY = {file.read_text().strip()!r}" in done.stdout


def test_a_secret_file_that_is_not_there_stops_the_portal(tmp_path):
    done = run("check", SECRET_KEY_FILE=str(tmp_path / "none"))
    assert done.returncode == 1
    assert "SECRET_KEY_FILE" in done.stderr


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "the links that open accounts"),
        ({"PORTAL_URL": "http://localhost:8000"}, "links in e-mails"),
        ({"PORTAL_URL": "http://plan.westmarsh.example"}, "links in e-mails"),
        ({"PORTAL_URL": "https://elsewhere.example"}, "links in e-mails"),
        ({}, ""),
    ],
)
def test_letters_that_reach_nobody_are_warned_of(settings, fields, said):
    settings.HTTPS = True
    settings.ALLOWED_HOSTS = ["plan.westmarsh.example"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.PORTAL_URL = "https://plan.westmarsh.example"
    for name, value in fields.items():
        setattr(settings, name, value)
    found = [*checks.letters_go_out(), *checks.letters_lead_to_the_portal()]
    assert [said in warning.msg for warning in found] == ([True] if said else [])


@pytest.mark.parametrize(("roles", "number"), [([], 1), (["editor"], 1), (["clerk", "administrator"], 0)])
def test_administrators_who_need_no_second_step_are_warned_of(settings, roles, number):
    settings.MFA_REQUIRED_ROLES = roles
    assert len(checks.administrators_need_a_second_step()) == number


@pytest.fixture
def in_production(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True


@pytest.mark.django_db
def test_every_answer_says_what_browsers_may_do_with_it(in_production):
    publishing.publish(publishing.ready())
    client = Client()
    for address in ("/", "/sign-in/", "/nowhere/", "/reports/2019-20-q1/editions/1/index.html"):
        answer = client.get(address, secure=True)
        headers = answer.headers
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["X-Frame-Options"] == "DENY", address
        assert headers["Referrer-Policy"] == "same-origin", address
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "camera=()" in headers["Permissions-Policy"], address
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, address
        assert "frame-ancestors 'none'" in policy, address
        assert "unsafe" not in policy, address
        assert "Server" not in headers, address


@pytest.mark.django_db
def test_who_comes_by_http_is_sent_to_https(in_production):
    publishing.publish(publishing.ready())
    for address in ("/", "/sign-in/", "/reports/2019-20-q1/editions/1/index.html"):
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"]) == (301, f"https://testserver{address}")
