"""Whether the portal is ready for people: each thing that it stands on is tried, and told by its name in plain words."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jobs.queries import last_heard_of
from jobs.rules import lease
from reports.files import named, store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing; `said` is a sentence for whoever looks after the portal, "well" when there is none to say."""

    name: str
    said: str = "well"

    @property
    def is_well(self) -> bool:
        return self.said == "well"


def findings(*, now: datetime) -> list[Finding]:
    """Each thing with what was found of it. Without a database the rest is not asked that needs one."""
    found = [_tried("database", _database)]
    if found[0].is_well:
        found += [_tried("migrations", _migrations), _tried("worker", partial(_worker, now))]
    return found + [_tried(f"store of {place}", partial(_store, place)) for place in named.places()]


def _tried(name: str, ask: Callable[[], str]) -> Finding:
    """What one thing is found to be. Why it failed stands in the log: a stranger may read the answer."""
    try:
        return Finding(name, ask() or "well")
    except Exception:
        log.exception("The portal is not ready: %s.", name)
        return Finding(name, "cannot be reached or used; the log says why")


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return f"{waiting} are not applied: type manage.py migrate" if waiting else ""


def _worker(now: datetime) -> str:
    heard_at = last_heard_of()
    if heard_at is None:
        return "none was ever heard of: start manage.py work"
    silent = now - heard_at
    return (
        ""
        if silent < max(2 * lease(), timedelta(minutes=2))
        else f"none was heard of since {heard_at:%Y-%m-%d %H:%M} UTC"
    )


def _store(place: str) -> str:
    store.try_writing(place)
    return ""
