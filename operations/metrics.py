"""What is measured for Prometheus: requests and how long they took in this process, jobs and editions in the database.

Several web processes behind one address tell of all of them together where PROMETHEUS_MULTIPROC_DIR names a folder that is
empty at the start; that is the library's own variable, which it reads itself.
"""

import logging
import os
from collections.abc import Iterator

from django.db import Error
from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from jobs.queries import counted_by_state
from operations.queries import counted_editions

log = logging.getLogger(__name__)
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

_requests = Counter("portal_requests", "Requests that were answered.", ["method", "page", "status"])
_seconds = Histogram(
    "portal_request_seconds",
    "How long answers took.",
    ["page"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


def count(method: str, page: str, status: int, seconds: float) -> None:
    """Count an answer."""
    _requests.labels(method, page, str(status)).inc()
    _seconds.labels(page).observe(seconds)


def written() -> tuple[bytes, str]:
    """All measurements in Prometheus's text format, and its content type."""
    held = CollectorRegistry()
    held.register(Records())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        processes = CollectorRegistry()
        MultiProcessCollector(processes)
    else:
        processes = REGISTRY
    return generate_latest(processes) + generate_latest(held), CONTENT_TYPE_PLAIN_0_0_4


class Records(Collector):
    """What the database holds, counted when it is asked for; where it cannot be asked, that is all there is to tell."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        jobs = GaugeMetricFamily("portal_jobs", "Jobs of the last 60 days by state.", labels=["state"])
        editions = GaugeMetricFamily("portal_editions", "Editions of reports by state.", labels=["state"])
        reached = GaugeMetricFamily("portal_database_up", "Whether the database could be asked.")
        try:
            for family, counts in ((jobs, counted_by_state()), (editions, counted_editions(now=timezone.now()))):
                for state, number in counts.items():
                    family.add_metric([state], number)
        except Error:
            log.exception("The database could not be asked for its measurements.")
            reached.add_metric([], 0)
        else:
            reached.add_metric([], 1)
            yield from (jobs, editions)
        yield reached
