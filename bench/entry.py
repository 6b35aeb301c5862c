"""Entering a quarter, on SQLite and on PostgreSQL, each in a process of its own: one rating saved, the page of all lines,
and a filled-in workbook applied. `python -m bench.entry` measures on the database that DATABASE_URL names."""

from collections.abc import Iterator
from functools import partial
from statistics import median, quantiles
from urllib.parse import urlencode

from bench.apart import on_both, told
from bench.calls import SMALLEST, caller, seconds
from bench.measured import Measured

TOKEN = "t" * 32
ROUNDS = 200


def measure() -> Iterator[Measured]:
    """The same on both databases; where PostgreSQL's programs are missing, that is said in their place."""
    yield from on_both("bench.entry")


def here() -> Iterator[Measured]:
    """The measurements on this process's database."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from bench import quarters, workbook
    from commitments.models import Line, Status

    workbook_rows = list(workbook.measure())
    line = Line.objects.filter(quarterly_return__period__year=quarters.SAMPLE.next.year).order_by("-pk")[0]
    held = line.quarterly_return
    person = User.objects.get()
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    call = caller(f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}")
    quarter, key = quarters.SAMPLE.next.slug, f"line-{line.pk}"
    save = f"/quarters/{quarter}/returns/{held.sub_theme.key}/entries/{key}/"

    def save_once(number: int) -> None:
        head = Status.objects.filter(line=line).heads().values_list("pk", flat=True).first()
        typed = {f"{key}-choice": "RAG"[number % 3], f"{key}-reason": f"Save {number}.", f"{key}-based_on": head or ""}
        timed.append(seconds(partial(call, save, urlencode({"csrfmiddlewaretoken": TOKEN, **typed}))))

    timed: list[float] = []
    with CaptureQueriesContext(connection) as captured:
        save_once(0)
    yield Measured("one rating saved: queries, the transaction's own among them", len(captured) - 1)
    smallest: list[float] = []
    for number in range(1, ROUNDS + 1):
        smallest.append(seconds(partial(call, SMALLEST)))
        save_once(number)
    saves = timed[1:]
    yield Measured("smallest view with the same middleware: median", median(smallest) * 1000, "ms")
    yield Measured("one rating saved: median", median(saves) * 1000, "ms")
    yield Measured("one rating saved: 95th percentile", quantiles(saves, n=20)[-1] * 1000, "ms")
    yield Measured("one rating saved beside the smallest view", median(saves) / median(smallest), "x")
    for name, path in {
        "the page of all lines": f"/quarters/{quarter}/lines/",
        "the editing page": f"/quarters/{quarter}/returns/{held.sub_theme.key}/",
        "the board": f"/quarters/{quarter}/",
    }.items():
        call(path)
        with CaptureQueriesContext(connection) as captured:
            call(path)
        yield Measured(f"{name}: queries", len(captured))
        taken = median(seconds(partial(call, path)) for _ in range(15))
        yield Measured(f"{name}: median", taken * 1000, "ms")
        yield Measured(f"{name} beside the smallest view", taken / median(smallest), "x")
    yield from workbook_rows


if __name__ == "__main__":
    told(here)
