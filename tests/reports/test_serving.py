"""Frozen files as a browser, a cache and a stranger ask for them."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.files import store
from reports.models import EditionFile
from tests.people import client_of
from tests.reports import publishing
from tests.reports.publishing import FIRST

pytestmark = pytest.mark.django_db

PAGE = f"{FIRST}summary.html"


@pytest.fixture
def content():
    """The page of the summary as it is kept."""
    publishing.publish(publishing.ready())
    return store.read(EditionFile.objects.get(path="summary.html").digest)


def get(path=PAGE, method="get", **headers):
    return getattr(client_of(None), method)(
        path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def test_file_is_kept_for_ever_and_says_nothing_of_who_asks(content):
    for person in (None, publishing.administrator()):
        response = client_of(person).get(PAGE)
        assert response.content == content
        assert response.headers["Cache-Control"] == "public, max-age=31536000, s-maxage=60, immutable"
        assert response.headers["ETag"] == f'"{EditionFile.objects.get(path="summary.html").digest}"'
        assert response.headers["Vary"] == "Accept-Encoding"
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert not response.cookies
        assert b"csrf" not in content
        assert b"Sign out" not in content


def test_one_query_answers_it(content):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        get()
    assert len(queries) == 1, [query["sql"] for query in queries]


def test_head_answers_as_get_without_the_bytes(content):
    response = get(method="head")
    assert (response.status_code, response.content) == (200, b"")
    assert int(response.headers["Content-Length"]) == len(content)


def test_gzip_is_sent_to_those_who_take_it(content):
    response = get(accept_encoding="br, gzip;q=0.8")
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == content
    assert response.headers["ETag"] != get().headers["ETag"]
    for encodings in ("", "identity", "gzip;q=0", "gzip; q=0.000, br", "br"):
        assert "Content-Encoding" not in get(accept_encoding=encodings).headers


@pytest.mark.parametrize("encodings", [None, "gzip"])
def test_what_is_held_already_is_not_sent_again(content, encodings):
    asked = {"accept_encoding": encodings} if encodings else {}
    etag = get(**asked).headers["ETag"]
    for held in (etag, f'"x", {etag}', "*", f"W/{etag}"):
        response = get(**asked, if_none_match=held)
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == etag
        assert "immutable" in response.headers["Cache-Control"]
    assert get(**asked, if_none_match='"another"').status_code == 200
    assert get(**asked, if_none_match="no etag at all").status_code == 200


RANGES = [
    ("bytes=0-9", 0, 10),
    ("bytes=10-", 10, None),
    ("bytes=-7", -7, None),
    ("bytes=5-999999999", 5, None),
    ("bytes=-999999999", 0, None),
]


@pytest.mark.parametrize(("asked", "start", "end"), RANGES)
def test_part_is_sent_where_one_is_asked_for(content, asked, start, end):
    response = get(range=asked, accept_encoding="gzip")
    assert response.status_code == 206
    assert response.content == content[start:end]
    first = start if start >= 0 else len(content) + start
    assert response.headers["Content-Range"] == f"bytes {first}-{first + len(response.content) - 1}/{len(content)}"
    assert int(response.headers["Content-Length"]) == len(response.content)


@pytest.mark.parametrize(
    "asked",
    ["bytes=", "bytes=-", "bytes=9-1", "bytes=-0", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes=" + "9" * 400],
)
def test_what_is_no_range_is_answered_whole(content, asked):
    response = get(range=asked)
    assert (response.status_code, response.content) == (200, content)


def test_range_beyond_the_end_or_of_another_version(content):
    response = get(range=f"bytes={len(content)}-")
    assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{len(content)}")
    etag = get().headers["ETag"]
    assert get(range="bytes=0-1", if_range=etag).status_code == 206
    assert get(range="bytes=0-1", if_range='"another"').status_code == 200


@pytest.mark.parametrize(
    "accept", ["", "*/*", "application/json", "text/html;q=0", "nonsense", ";;,,/", "é" * 500, "a/b;q=" + "9" * 999]
)
def test_accept_is_no_matter(content, accept):
    assert get(accept=accept).content == content


@pytest.mark.parametrize(
    "path",
    [
        "none.html",
        "../1/summary.html",
        "%2e%2e/summary.html",
        "tables/none.csv",
        "summary.html/",
        "x" * 3000,
        "%00",
        "assets/",
    ],
)
def test_what_is_no_file_is_not_found(content, path):
    assert get(FIRST + path).status_code == 404


@pytest.mark.parametrize("number", [0, 2, 32_768, 2**31, 2**70])
def test_what_is_no_edition_is_not_found(content, number):
    for path in ("", "summary.html", "SHA256SUMS"):
        assert get(f"/reports/2019-20-q1/editions/{number}/{path}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_allowed(content, method):
    assert get(method=method).status_code == 405


def test_a_large_file_is_sent_piece_by_piece(content, monkeypatch):
    monkeypatch.setattr("reports.files.serving.LARGE", 1000)
    monkeypatch.setattr("reports.files.serving.PIECE", 700)
    whole, part, beyond = get(), get(Range="bytes=500-2499"), get(Range=f"bytes={len(content)}-")
    assert whole.streaming
    assert b"".join(whole) == content
    assert (part.status_code, part.headers["Content-Range"]) == (206, f"bytes 500-2499/{len(content)}")
    assert b"".join(part) == content[500:2500]
    assert beyond.status_code == 416
    assert int(get(method="head").headers["Content-Length"]) == len(content)
