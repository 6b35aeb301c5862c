"""Whatever anybody sends, the answer is no error of ours: odd values in every address, broken and huge forms, deep JSON."""

import random
from itertools import cycle
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.roles import Role
from tests.people import client_of, make_person
from tests.reports import publishing
from tests.test_access import PUBLIC, addresses

__all__ = ["addresses"]
pytestmark = pytest.mark.django_db
# Each odd in another way: to a database, to a reader of numbers, days or quarters, to a path, or to a page that shows it.
ODD = (
    "0",
    "-1",
    str(2**63),
    str(2**70),
    "9" * 400,
    "2019-20-q9",
    "9999-00-q1",
    "0000-01-q1",
    "0001-01-01",
    "9999-12-31",
    "2019-02-30",
    "x" * 300,
    "..",
    "a\u0000b",
    "\u202e“Ŵ”\U0001f693",
    "<script>",
    "%",
    "'\"",
    "１２",
)
ASKED = ("page", "q", "quarter", "kind", "from", "to", "since", "until", "next", "rating", "pillar", "red", "sort")
FIELDS = ("name", "email", "login", "password", "value", "text", "reason", "q", "kind", "roles", "day", "key", "words")
# What the addresses of a published quarter may name.
PUBLISHED = {
    "quarter": "2019-20-q1",
    "slug": "1",
    "number": "1",
    "path": "index.html",
    "statement": "revenue",
    "ending": "csv",
    "day": "2019-09-24",
}


@pytest.fixture
def everything():
    """Somebody who may do everything; what goes wrong is told by its status."""
    return _quiet(client_of(make_person(*Role)))


@pytest.fixture
def stranger():
    return _quiet(Client())


def _quiet(client):
    client.raise_request_exception = False
    return client


def errors(client, method, address, content=b"", content_type="application/x-www-form-urlencoded", query=""):
    """The request where its answer is an error of ours, else nothing; what streams is read to its end."""
    answer = client.generic(method, address, content, content_type, QUERY_STRING=query)
    if answer.streaming:
        b"".join(answer)
    return [(method, address[:200], answer.status_code)] if answer.status_code >= 500 else []


def broken(known):
    """Each address with each of its parts replaced by an odd value, the next of the list each time."""
    odd = cycle(ODD)
    for address in sorted(known):
        parts = address.split("/")
        for place in range(1, len(parts) - 1):
            yield "/".join([*parts[:place], quote(next(odd), safe=""), *parts[place + 1 :]])


def public_addresses():
    """Every public address, as it would be of a quarter that is published."""
    for name in sorted(PUBLIC):
        space, _, page = name.partition(":")
        prefix, resolver = get_resolver().namespace_dict[space]
        for possibilities, *_ in resolver.reverse_dict.getlist(page):
            for text, names in possibilities:
                yield "/" + prefix + text % {one: PUBLISHED.get(one, "1") for one in names}


def test_odd_values_in_addresses_of_the_office_are_no_error(addresses, everything):
    found = []
    for address in broken(addresses.values()):
        for method in ("GET", "POST"):
            found += errors(everything, method, address)
    assert found == []


def test_odd_values_in_public_addresses_are_no_error(everything, stranger):
    publishing.publish(publishing.ready())
    found = []
    for address in {*public_addresses(), *broken(public_addresses())}:
        for client, method in ((stranger, "GET"), (stranger, "POST"), (everything, "GET")):
            found += errors(client, method, address)
    assert found == []


def test_odd_questions_and_odd_fields_are_no_error(addresses, everything):
    asked = "&".join(f"{name}={quote(value)}" for name, value in zip(ASKED, ODD, strict=False))
    typed = "&".join(f"{name}={quote(value)}" for name, value in zip(FIELDS, reversed(ODD), strict=False)).encode()
    found = []
    for address in sorted({*addresses.values(), *public_addresses(), "/sign-in/", "/password/", "/people/invite/"}):
        found += errors(everything, "GET", address, query=asked)
        found += errors(everything, "POST", address, typed)
    assert found == []


HEADERS = ("Accept", "Accept-Encoding", "Accept-Language", "If-None-Match", "If-Modified-Since", "Range", "Cookie")
FORM, FIELD = "multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="file"'
PART = FIELD + b'; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
END, LINES = b"\r\n--b--\r\n", "application/x-www-form-urlencoded"
BODIES = {
    "no boundary": ("multipart/form-data", b"--b\r\n\r\n"),
    "empty": (FORM, b""),
    "cut off": (FORM, PART + b"%PDF-1.7"),
    "no end of head": (FORM, FIELD),
    "boundary that is none": ("multipart/form-data; boundary=\xe9 ;;", b"--\xe9\r\n\r\n"),
    "long boundary": (f"multipart/form-data; boundary={'b' * 5000}", b"--" + b"b" * 5000),
    "not base64": (FORM, PART.replace(b"Content-Type", b"Content-Transfer-Encoding: base64\r\nX") + b"%%%" + END),
    "name in no encoding": (FORM, PART.replace(b"a.pdf", b"\xff\x00\xfe/../..") + b"x" + END),
    "too many fields": (FORM, (FIELD + b"\r\n\r\nx\r\n") * 13_000 + END),
    "too many files": (FORM, (PART + b"\r\n") * 200 + END),
    "unknown charset": (f"{LINES}; charset=zyzzyva", b"a=%ff%fe&b=%00"),
    "bytes of no text": (LINES, bytes(range(256)) * 40),
    "deep JSON": ("application/json", b"[" * 200_000),
    "deep field": (LINES, b"credential=" + b"[" * 200_000),
    "random": (FORM, random.Random(7).randbytes(50_000)),  # noqa: S311 no secret
}
HUGE = {
    "10 MB": (LINES, b"text=" + b"x" * 10_000_000),
    "10 MB of a file": (FORM, PART + b"x" * 10_000_000 + END),
}


def test_broken_and_huge_forms_are_no_error(addresses, everything, stranger):
    own = [addresses[name] for name in ("meetings:paper_upload", "returns:save", "returns:workbook", "finance:upload")]
    places = [(stranger, "/sign-in/"), (stranger, "/subscribe/"), *((everything, address) for address in own)]
    found = []
    for content_type, body in BODIES.values():
        for client, place in places:
            found += errors(client, "POST", place, body, content_type)
    for content_type, body in HUGE.values():
        for client, place in (places[0], places[2]):
            found += errors(client, "POST", place, body, content_type)
    assert found == []


def test_passkeys_of_nonsense_are_no_error(everything, stranger):
    """The library reads this field as JSON."""
    deep = ("[" * 100_000, '{"id":' * 50_000)
    found = []
    for value in ("", "{", "[]", "{}", "null", "1e999", '{"response": {"clientDataJSON": "!"}}', *deep):
        content = f"credential={quote(value)}&name=x".encode()
        for place in ("/sign-in/passkey/", "/you/again/passkey/", "/you/passkeys/add/"):
            found += errors(everything, "POST", place, content) + errors(stranger, "POST", place, content)
    assert found == []


def test_headers_of_nonsense_are_no_error(stranger):
    publishing.publish(publishing.ready())
    found = []
    for address in ("/", reverse("files:edition", args=["2019-20-q1", 1])):
        for name in HEADERS:
            for value in ("", "x" * 5000, '"', "bytes=9-1,,", "\xff", "sessionid=" + "y" * 500, "W/*", "en;q=9, ;;"):
                answer = stranger.get(address, headers={name: value})
                found += [(address, name, value[:20])] if answer.status_code >= 500 else []
    assert found == []
