"""Answers with the bytes of a frozen file: strong ETags, 304, HEAD, ranges and gzip, and nothing of who asks."""

import re
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from reports import store
from reports.queries import ServedFile

# A browser keeps what it has been given; what stands between asks again after a minute, since an edition can be withdrawn.
FOR_EVER = "public, max-age=31536000, s-maxage=60, immutable"
# What a browser shows as a part of pages, and what it shows by itself under a name to save it by; all else it saves.
SHOWN, PAPER = ("text/html", "text/css", "image/", "font/"), "application/pdf"
# Kept in this process's memory up to this size: the pages and styles that everybody asks for. They never change.
SMALL = 256 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
NO_GZIP = re.compile(r"gzip\s*;\s*q\s*=\s*0(\.0*)?\s*(,|$)")


def frozen(request: HttpRequest, file: ServedFile) -> HttpResponse:
    """The file as it was published, to be kept for ever by whoever fetched it. Raises reports.store.Unreadable."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "").lower()
    wants_packed = bool(file.packed) and "HTTP_RANGE" not in request.META and _takes_gzip(accepted)
    digest = file.packed if wants_packed else file.digest
    headers = {"Cache-Control": FOR_EVER, "ETag": f'"{digest}"', "X-Content-Type-Options": "nosniff"}
    if not file.content_type.startswith(SHOWN):
        headers["Content-Disposition"] = (
            content_disposition_header(not file.content_type.startswith(PAPER), _name(file)) or ""
        )
    if file.packed:
        headers["Vary"] = "Accept-Encoding"
    if wants_packed:
        headers["Content-Encoding"] = "gzip"
    else:
        headers["Accept-Ranges"] = "bytes"
    answer = HttpResponse(content_type=file.content_type, headers=headers)
    # Whoever has these bytes already is told so before they are read (RFC 9110, 13.2.2: that comes before ranges).
    told = get_conditional_response(request, etag=headers["ETag"], response=answer) or answer
    if told is answer:
        answer.content = _small(digest) if file.size <= SMALL else store.read(digest)
        if request.META.get("HTTP_RANGE") and not wants_packed:
            told = _ranged(request, answer, headers["ETag"])
        told.headers["Content-Length"] = str(len(told.content))
    if not file.content_type.startswith((*SHOWN, PAPER)):
        # Open data: pages of every site may read it.
        told.headers["Access-Control-Allow-Origin"] = "*"
    return told


def _name(file: ServedFile) -> str:
    """The name under which a reader saves a file: with its quarter, and its edition where that is not the first."""
    edition = f"-edition-{file.number}" if file.number > 1 else ""
    return f"{file.quarter.slug}{edition}-{file.path.rpartition('/')[2]}"


def _takes_gzip(accepted: str) -> bool:
    """Whether the encodings that a browser takes have gzip among them; what is not well formed asks for nothing."""
    return "gzip" in accepted and not NO_GZIP.search(accepted)


@lru_cache(maxsize=512)
def _small(digest: str) -> bytes:
    return store.read(digest)


def _ranged(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    """One range of bytes where one is asked for (RFC 9110, 14.2); all of them for what is none, or of another version."""
    asked = ONE_RANGE.fullmatch(request.META["HTTP_RANGE"].strip())
    if request.method != "GET" or asked is None or request.META.get("HTTP_IF_RANGE", etag) != etag:
        return response
    first, last, size = asked[1], asked[2], len(response.content)
    if not first and not last:
        return response
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if (first and last and int(last) < start) or (not first and not int(last)):
        return response
    if start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = HttpResponse(response.content[start : end + 1], status=206, headers=dict(response.items()))
    part["Content-Range"] = f"bytes {start}-{end}/{size}"
    return part
