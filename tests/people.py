"""People for tests: each call a fresh account, and a browser or client that is signed in to it."""

import hmac
import struct
import time
from base64 import b32decode
from hashlib import sha1
from itertools import count

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from accounts.models import User
from accounts.roles import Role

PASSWORD = "a pass phrase of four words"
_numbers = count(1)


def make_person(*roles: Role, password: str | None = PASSWORD, **fields) -> User:
    """Somebody with these roles, whose address and name say which."""
    number = next(_numbers)
    word = roles[0].value.replace("_", " ") if roles else "person"
    fields.setdefault("email", f"{word.replace(' ', '.')}{number}@westmarsh.example")
    fields.setdefault("name", f"{word.capitalize()} {number}")
    return User.objects.create_user(password=password, **(fields | {f"is_{role}": True for role in roles}))


def client_of(person: User | None) -> Client:
    """A client signed in as this person; None is somebody who is not signed in."""
    client = Client()
    if person:
        client.force_login(person)
    return client


def sign_in(page: Page, person: User, server: str) -> None:
    """Gives a browser the session of this person, without going through the sign-in page."""
    session = client_of(person).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.value, "url": server}])


def code_of(secret: str, steps: int = 0) -> str:
    """The six digits that an authenticator app shows now, or `steps` half minutes later (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(b32decode(secret), counter, sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
