"""Pages beside the smallest view with the same middleware, called through the portal's own WSGI door."""

from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import quarters
from bench.calls import SMALLEST, caller, processor_seconds
from bench.measured import Measured
from pillars.models import ReportingPeriod
from reports import kept, queries
from reports.assemble import assemble

PAGES = {
    "sub-theme page": f"/reports/{quarters.SAMPLE.slug}/editions/1/page-vulnerability.html",
    "whole-report page": f"/reports/{quarters.SAMPLE.slug}/editions/1/whole.html",
    "register, nothing kept": "/commitments/",
    "what changed, nothing kept": f"/commitments/changes/{quarters.SAMPLE.slug}/",
}
HELD = (1, 4, 16, 48)


def measure() -> Iterator[Measured]:
    call = caller()
    times: dict[tuple[str, int], float] = {}
    for held in HELD:
        quarters.have(held)
        for name, work in _works(call).items():
            work()
            with CaptureQueriesContext(connection) as captured:
                work()
            yield Measured(f"{name}, {held} quarters held: queries", len(captured))
            times[name, held] = _milliseconds(work)
            yield Measured(f"{name}, {held} quarters held: time", times[name, held], "ms")
    for name in _works(call):
        ratio = times[name, HELD[-1]] / times[name, HELD[0]]
        # What is drawn from all quarters grows with them; nothing else may.
        promised = None if "nothing kept" in name else 1.2
        yield Measured(f"{name}: {HELD[-1]} quarters held beside {HELD[0]}", ratio, "x", at_most=promised)
    yield from _beside_smallest(call)


def _works(call: Callable[[str], bytes]) -> dict[str, Callable[[], object]]:
    """What is measured: pages of an edition as readers get them, pages drawn from all quarters of which nothing is kept, and the
    assembling behind them."""
    period = ReportingPeriod.objects.of(quarters.SAMPLE).select_related("plan__office", "scale").get()

    def afresh(path: str) -> bytes:
        queries.forget()
        kept.forget()
        return call(path)

    works: dict[str, Callable[[], object]] = {
        name: partial(afresh if "nothing kept" in name else call, path) for name, path in PAGES.items()
    }
    works["document assembled from the records"] = lambda: assemble(period)
    return works


def _beside_smallest(call: Callable[[str], bytes]) -> Iterator[Measured]:
    """Turn about, so that a change in the machine's speed falls on both."""
    works: dict[str, Callable[[], object]] = {"smallest view": lambda: call(SMALLEST), **_works(call)}
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(40):
        for name, work in works.items():
            work()  # what came before may have made this process forget
            times[name].append(processor_seconds(work))
    smallest = median(times.pop("smallest view"))
    yield Measured("smallest view with the same middleware: time", smallest * 1000, "ms")
    for name, taken in times.items():
        promised = 40.0 if name == "whole-report page" else None
        yield Measured(f"{name} beside the smallest view", median(taken) / smallest, "x", at_most=promised)


def _milliseconds(work: Callable[[], object], times: int = 25) -> float:
    return median(processor_seconds(work) for _ in range(times)) * 1000
