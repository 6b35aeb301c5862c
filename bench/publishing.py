"""Publishing, and what was published: beside a file of WhiteNoise and of nginx, beside live pages, and under load."""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import StringIO
from pathlib import Path
from statistics import median
from typing import NamedTuple

import psutil
from django.core.management import call_command

from bench import quarters
from bench.calls import SMALLEST, caller, processor_seconds, seconds
from bench.measured import Measured
from bench.serving import free_port, portal, running
from pillars.models import Rating, ReportingPeriod, SubThemeRating
from reports import render
from reports.actions import correct_report
from reports.files import store
from reports.models import EditionFile
from reports.queries import current_editions, file_of
from reports.search import search

EDITION = f"/reports/{quarters.SAMPLE.slug}/editions/1/"
PAGE = f"{EDITION}page-vulnerability.html"
LASTING = f"/reports/{quarters.SAMPLE.slug}/"
WORDS = {"crime": ("crime",), "9(a)": ("9a",), "1,146": ("1146",), "hate crime": ("hate", "crime")}
WRK = shutil.which("wrk")
ROUNDS, LENGTH = 5, "2s"


def measure() -> Iterator[Measured]:
    quarters.have(1)
    yield from _live_beside_smallest()
    yield from _served()
    yield from _published()
    quarters.have(48)
    yield from _held()


def _live_beside_smallest() -> Iterator[Measured]:
    """Pages called through the portal's own door, turn about with the smallest view behind the same middleware."""
    call = caller()
    paths = {
        "published page": PAGE,
        "lasting page of a report": LASTING,
        "home": "/",
        "the same page assembled live": "/bench/assembled/",
        "smallest view": SMALLEST,
    }
    times: dict[str, list[float]] = {name: [] for name in paths}
    for _ in range(30):
        for name, path in paths.items():
            call(path)
            times[name].append(processor_seconds(partial(call, path)))
    smallest = median(times.pop("smallest view"))
    for name, taken in times.items():
        promised = 30.0 if name == "published page" else None
        yield Measured(f"{name} beside the smallest view", median(taken) / smallest, "x", at_most=promised)
    ratio = median(times["the same page assembled live"]) / median(times["published page"])
    yield Measured("assembled live beside published", ratio, "x")


def _served() -> Iterator[Measured]:
    """By a load tool on loopback, turn about: the same bytes from the view, from WhiteNoise, and from nginx where it is there."""
    if not WRK:
        print("  No load tool here (Debian: apt-get install wrk): what it measures is left out.")
        return
    file = file_of(quarters.SAMPLE, 1, "page-vulnerability.html")
    if file is None:
        raise RuntimeError("The sample's report is not published.")
    content, etag = store.read(file.digest), file.digest
    with tempfile.TemporaryDirectory() as folder:
        static = Path(folder) / "static"
        static.mkdir()
        (static / "page.html").write_bytes(content)
        with portal(BENCH_STATIC_ROOT=str(static)) as served, _nginx(static, Path(folder)) as nginx:
            ways = {
                "published page": (f"{served.address}{PAGE}", ""),
                "published page, 304": (f"{served.address}{PAGE}", f'If-None-Match: "{etag}"'),
                "WhiteNoise": (f"{served.address}/static/page.html", ""),
                "smallest view": (f"{served.address}{SMALLEST}", ""),
                "assembled live": (f"{served.address}/bench/assembled/", ""),
            }
            if nginx:
                ways["nginx"] = (f"{nginx}/page.html", "")
            taken: dict[str, list[float]] = {name: [] for name in ways}
            for _ in range(ROUNDS):
                for name, (address, header) in ways.items():
                    taken[name].append(_loaded(address, header, readers=1)["median"])
            for name, times in taken.items():
                yield Measured(f"{name}, one reader at a time: median", median(times), "ms")
            pairs = zip(taken["published page"], taken["WhiteNoise"], strict=True)
            yield Measured("published page beside WhiteNoise", median(a / b for a, b in pairs), "x", at_most=1.5)
            pairs = zip(taken["published page, 304"], taken["published page"], strict=True)
            yield Measured("its 304 beside it", median(a / b for a, b in pairs), "x")
            if nginx:
                pairs = zip(taken["published page"], taken["nginx"], strict=True)
                yield Measured("published page beside nginx", median(a / b for a, b in pairs), "x")
            many = _loaded(f"{served.address}{PAGE}", "", readers=50)
            yield Measured("published page, 50 readers at once: 99th percentile", many["99"], "ms")
            yield Measured("published page, 50 readers at once: answers a second", many["rate"], "/s")


def _published() -> Iterator[Measured]:
    """Publishing: all of it anew, and once more with one sub-theme changed, turn about."""
    period = ReportingPeriod.objects.of(quarters.SAMPLE).get()
    whole, one = [], []
    peak = _Peak()
    for number in range(7):
        _change(period, number)
        render.forget()
        with peak:
            whole.append(_taken(partial(_correct, period)))
        _change(period, number + 10)
        one.append(_taken(partial(_correct, period)))
    yield Measured("a quarter published, nothing kept: wall time", median(took.wall for took in whole), "s")
    yield Measured("its peak memory, with the typesetters", peak.most, "MB")
    yield Measured("one sub-theme changed and published again: wall time", median(took.wall for took in one), "s")
    pairs = list(zip(one, whole, strict=True))
    # By the work that is done: all of it spreads over as many processors as there are, and little of one change can.
    ratio = median(a.processor / b.processor for a, b in pairs)
    yield Measured("one sub-theme changed beside all of it: processor time", ratio, "x", at_most=0.3)
    ratio = median(a.wall / b.wall for a, b in pairs)
    yield Measured("one sub-theme changed beside all of it: wall time", ratio, "x")


class _Took(NamedTuple):
    """Seconds by the clock, and of processor time in this process and the typesetters."""

    wall: float
    processor: float


def _taken(work: Callable[[], object]) -> _Took:
    before = _processor()
    wall = seconds(work)
    return _Took(wall, _processor() - before)


def _processor() -> float:
    here = psutil.Process()
    return sum(sum(process.cpu_times()[:2]) for process in (here, *here.children(recursive=True)))


def _held() -> Iterator[Measured]:
    """48 quarters held: verifying them, and searching them."""
    count = EditionFile.objects.count()
    taken = seconds(lambda: call_command("verify_editions", stdout=StringIO()))
    yield Measured(f"48 quarters ({count} files) verified: wall time", taken, "s")
    editions = current_editions()
    for typed, words in WORDS.items():
        taken = median(seconds(partial(search, words, editions)) for _ in range(7))
        yield Measured(f"search of 48 quarters for “{typed}”", taken * 1000, "ms")


def _change(period: ReportingPeriod, number: int) -> None:
    head = SubThemeRating.objects.heads().filter(quarterly_return__period=period).order_by("quarterly_return_id")[0]
    rating = Rating.objects.filter(scale=period.scale).order_by("pk")[number % 2]
    SubThemeRating.objects.create(
        quarterly_return=head.quarterly_return, rating=rating, reason=f"Measured {number}.", based_on=head
    )


def _correct(period: ReportingPeriod) -> None:
    correct_report(period=period, what="A rating.", why="It is measured.", asked_by="A bench", by=None)


class _Peak:
    """The most memory that this process and its children hold while the block runs, in megabytes."""

    def __init__(self) -> None:
        self.most = 0.0

    def __enter__(self) -> None:
        self._stopped = threading.Event()
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()

    def __exit__(self, *error: object) -> None:
        self._stopped.set()
        self._watcher.join()

    def _watch(self) -> None:
        here = psutil.Process()
        while not self._stopped.wait(0.02):
            held = 0
            for process in (here, *here.children(recursive=True)):
                try:
                    held += process.memory_info().rss
                except psutil.Error:
                    continue
            self.most = max(self.most, held / 1e6)


def _loaded(address: str, header: str, *, readers: int) -> dict[str, float]:
    """What the load tool tells of one run: median and 99th percentile in milliseconds, answers a second."""
    more = ["-H", header] if header else []
    command = [str(WRK), "-t1", f"-c{readers}", f"-d{LENGTH}", "--latency", *more, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said and not header:
        raise RuntimeError(f"{address} did not answer well: {said}")
    units = {"us": 0.001, "ms": 1.0, "s": 1000.0}

    def percentile(name: str) -> float:
        value, unit = re.search(rf"{name}%\s+([\d.]+)(us|ms|s)", said).groups()  # type: ignore[union-attr]
        return float(value) * units[unit]

    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    return {"median": percentile("50"), "99": percentile("99"), "rate": rate}


@contextmanager
def _nginx(root: Path, folder: Path) -> Iterator[str]:
    """nginx with the same file, or "" where it is not installed."""
    program = shutil.which("nginx")
    if not program:
        yield ""
        return
    port = free_port()
    settings = folder / "nginx.conf"
    settings.write_text(
        f"user root; daemon off; pid {folder}/pid; error_log stderr; worker_processes 1; events {{}}\n"
        f"http {{ access_log off; server {{ listen 127.0.0.1:{port}; root {root}; }} }}\n"
    )
    with running([program, "-c", str(settings), "-p", str(folder)], port, dict(os.environ)):
        yield f"http://127.0.0.1:{port}"
