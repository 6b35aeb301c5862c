"""Answers with the bytes of a frozen file: strong ETags, 304, HEAD, ranges and gzip, and nothing of who asks."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol, cast

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from reports.files import store

# A browser keeps what it has been given; what stands between asks again after a minute, since an edition can be withdrawn.
FOR_EVER = "public, max-age=31536000, s-maxage=60, immutable"
# What a browser shows as a part of pages, and what it shows by itself under a name to save it by; all else it saves.
SHOWN, PAPER = ("text/html", "text/css", "image/", "font/"), "application/pdf"
# Kept in this process's memory up to this size: the pages and styles that everybody asks for. They never change.
SMALL = 256 * 1024
# Sent piece by piece from this size on: an agenda pack may have hundreds of megabytes.
LARGE, PIECE = 8 * 1024 * 1024, 256 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
NO_GZIP = re.compile(r"gzip\s*;\s*q\s*=\s*0(\.0*)?\s*(,|$)")


class Servable(Protocol):
    """A frozen file: what it is, the digests of its bytes and of them packed (""), and the name under which a reader saves it."""

    @property
    def content_type(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def digest(self) -> str: ...
    @property
    def packed(self) -> str: ...
    @property
    def saved_as(self) -> str: ...


def frozen(request: HttpRequest, file: Servable) -> HttpResponse:
    """The file as it was published, to be kept for ever by whoever fetched it. Raises reports.files.store.Unreadable."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "").lower()
    wants_packed = bool(file.packed) and "HTTP_RANGE" not in request.META and _takes_gzip(accepted)
    digest = file.packed if wants_packed else file.digest
    headers = {"Cache-Control": FOR_EVER, "ETag": f'"{digest}"', "X-Content-Type-Options": "nosniff"}
    if not file.content_type.startswith(SHOWN):
        headers["Content-Disposition"] = (
            content_disposition_header(not file.content_type.startswith(PAPER), file.saved_as) or ""
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
        told = _packed(answer, digest) if wants_packed else _filled(request, answer, file)
    if not file.content_type.startswith((*SHOWN, PAPER)):
        # Open data: pages of every site may read it.
        told.headers["Access-Control-Allow-Origin"] = "*"
    return told


def _takes_gzip(accepted: str) -> bool:
    """Whether the encodings that a browser takes have gzip among them; what is not well formed asks for nothing."""
    return "gzip" in accepted and not NO_GZIP.search(accepted)


@lru_cache(maxsize=512)
def _small(digest: str) -> bytes:
    return store.read(digest)


def _packed(answer: HttpResponse, digest: str) -> HttpResponse:
    answer.content = _small(digest)
    answer.headers["Content-Length"] = str(len(answer.content))
    return answer


def _filled(request: HttpRequest, answer: HttpResponse, file: Servable) -> HttpResponse:
    """The answer with the bytes that are asked for: all of them, or one range."""
    span = _range(request, file.size, answer.headers["ETag"])
    if span is not None and not span:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    part = span or range(file.size)
    if file.size <= LARGE:
        content = _small(file.digest) if file.size <= SMALL else store.read(file.digest)
        answer.content = content[part.start : part.stop]
    else:
        pieces = () if request.method == "HEAD" else _pieces(store.opened(file.digest), part)
        # What is sent piece by piece is an answer too, only of another class.
        answer = cast("HttpResponse", StreamingHttpResponse(pieces, headers=dict(answer.items())))
    if span:
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{file.size}"
    answer.headers["Content-Length"] = str(len(part))
    return answer


def _pieces(file: File, part: range) -> Iterator[bytes]:
    with file:
        file.seek(part.start)
        left = len(part)
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _range(request: HttpRequest, size: int, etag: str) -> range | None:
    """The one range of bytes that is asked for (RFC 9110, 14.2), empty where the file ends before it; None for what is no such
    range, or is of another version: then all of them are sent."""
    asked = ONE_RANGE.fullmatch(request.META.get("HTTP_RANGE", "").strip())
    if request.method != "GET" or asked is None or request.META.get("HTTP_IF_RANGE", etag) != etag:
        return None
    first, last = asked[1], asked[2]
    if first and last and int(last) < int(first):
        return None
    if first:
        return range(int(first), min(int(last), size - 1) + 1 if last else size)
    return range(max(0, size - int(last)), size) if last and int(last) else None
