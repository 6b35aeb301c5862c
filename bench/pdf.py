"""The PDF beside plain WeasyPrint on the same HTML and CSS: each in a process of its own, turn about, warm."""

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from statistics import median

import psutil

from bench import quarters
from bench.measured import Measured
from bench.renderers import serve
from reports.document.stored import to_json
from reports.queries import published_report

ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Cost:
    """What one rendering took: seconds by the clock, seconds of all processors, and megabytes at the peak."""

    wall: float
    cpu: float
    peak: float


def measure() -> Iterator[Measured]:
    stored = to_json(published_report(quarters.SAMPLE).document)
    ours, plain = _Renderer("ours", stored), _Renderer("plain", stored)
    first = {"first PDF, workers not started: time": ours.once(), "plain, first: time": plain.once()}
    for name, cost in first.items():
        yield Measured(name, cost.wall, "s")
    costs: dict[str, list[Cost]] = {"ours": [], "plain": []}
    for _ in range(ROUNDS):
        costs["ours"].append(ours.once())
        costs["plain"].append(plain.once())
    ours.close()
    plain.close()
    for name, label in (("ours", "PDF"), ("plain", "plain WeasyPrint")):
        yield Measured(f"{label}: wall time", median(cost.wall for cost in costs[name]), "s")
        yield Measured(f"{label}: processor time", median(cost.cpu for cost in costs[name]), "s")
        yield Measured(f"{label}: peak memory of its processes", max(cost.peak for cost in costs[name]), "MB")
    pairs = list(zip(costs["ours"], costs["plain"], strict=True))
    wall = median(one.wall / other.wall for one, other in pairs)
    cpu = median(one.cpu / other.cpu for one, other in pairs)
    yield Measured("PDF beside plain WeasyPrint: processor time", cpu, "x", at_most=0.8)
    yield Measured(
        "PDF beside plain WeasyPrint: wall time", wall, "x", at_most=0.5 if (os.cpu_count() or 1) > 1 else None
    )


class _Renderer:
    """A process that renders when it is asked to, watched with its children while it does."""

    def __init__(self, name: str, stored: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, other = context.Pipe()
        self.process = context.Process(target=serve, args=(other, name, stored))
        self.process.start()
        other.close()
        self.line.recv()

    def once(self) -> Cost:
        with Watch(psutil.Process(self.process.pid)) as watch:
            self.line.send("render")
            self.line.recv()
        return watch.cost()

    def close(self) -> None:
        self.line.send("stop")
        self.process.join()


class Watch:
    """Adds up the processor time of a process and its children, and samples their memory fifty times a second."""

    def __init__(self, process: psutil.Process) -> None:
        self.process = process
        self.peak = 0.0
        self._ends = threading.Event()
        self._sampler = threading.Thread(target=self._sample)

    def __enter__(self) -> "Watch":
        self.cpu, self.wall = self._cpu(), time.perf_counter()
        self._sampler.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.wall = time.perf_counter() - self.wall
        self.cpu = self._cpu() - self.cpu
        self._ends.set()
        self._sampler.join()

    def cost(self) -> Cost:
        return Cost(self.wall, self.cpu, self.peak / 1_000_000)

    def _family(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def _cpu(self) -> float:
        return sum(process.cpu_times().user + process.cpu_times().system for process in self._family())

    def _sample(self) -> None:
        while not self._ends.wait(0.02):
            with suppress(psutil.NoSuchProcess):
                self.peak = max(self.peak, sum(process.memory_info().rss for process in self._family()))
