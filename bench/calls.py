"""Calls through the portal's own WSGI door, and how long they take."""

import gc
import time
from collections.abc import Callable

SMALLEST = "/bench/smallest/"


def caller(cookies: str = "") -> Callable[..., bytes]:
    """A function that asks for a path, or with a body sends a form as htmx does; `cookies` are those of a signed-in person."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    headers = {"host": "localhost"} | ({"cookie": cookies} if cookies else {})
    handler, factory = WSGIHandler(), RequestFactory(headers=headers)

    def call(path: str, body: str | None = None) -> bytes:
        if body is None:
            request = factory.get(path)
        else:
            form = "application/x-www-form-urlencoded"
            request = factory.post(path, body, content_type=form, headers={"HX-Request": "true"})
        response = handler(request.environ, _start)
        content = b"".join(response)
        response.close()
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}")
        return content

    return call


def _start(status: str, headers: list[tuple[str, str]], error: object = None) -> Callable[[bytes], object]:
    return len


def seconds(work: Callable[[], object]) -> float:
    """One call by the clock, in which the database's own process counts."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def processor_seconds(work: Callable[[], object]) -> float:
    """The processor time of one call: what other programs do in between does not count."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start
