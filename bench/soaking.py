"""The two parts of a soak; bench/soak.py, which calls them, has made Django ready."""

import asyncio
import os
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

from bench import desks
from bench.crowd import Desk, Heard, gather
from bench.serving import Served, portal, wait_until
from commitments.models import Status
from jobs.actions import ask
from jobs.models import Job, JobState

ROOT = Path(__file__).resolve().parent.parent
# How long the server is away.
AWAY = 5.0


def soak(asked: Namespace) -> list[str]:
    """Both parts; gives what was not as it was promised, a sentence each."""
    call_command("migrate", verbosity=0)
    held = desks.made(asked.editors)
    with portal(asked.processes, DATABASE_POOL="6") as served, _worker():
        faults = _together(served, held, asked)
        if server := os.environ.get("POSTGRES_SERVER"):
            faults += _killed(served, held, asked, server)
        else:
            print("\nNo server to kill: bin/with-postgres brings one.")
    return faults


def _together(served: Served, held: list[Desk], asked: Namespace) -> list[str]:
    print(f"\n{asked.readers} readers and {len(held)} editors for {asked.seconds:g} s, {asked.processes} processes")
    gather(served.address, readers=min(asked.readers, 10), desks=held[:2], seconds=min(asked.seconds, 4))
    before = served.megabytes()
    heard = gather(served.address, readers=asked.readers, desks=held, seconds=asked.seconds)
    _tell(heard)
    print(f"  memory: {before:.0f} MB at the start, {served.megabytes():.0f} MB at the end")
    return [*(f"{count} answers {said}" for said, count in heard.faults().items()), *_lost(heard)]


def _killed(served: Served, held: list[Desk], asked: Namespace, server: str) -> list[str]:
    seconds = max(20.0, min(60.0, asked.seconds))
    print(f"\nThe same for {seconds:g} s, in which PostgreSQL is killed and is away for {AWAY:g} s")
    _durable()
    back: list[float] = []

    async def kill() -> None:
        await asyncio.sleep(seconds / 4)
        await _told(server, "stop", "--mode=immediate")
        await asyncio.sleep(AWAY)
        await _told(server, "start")
        back.append(time.monotonic())

    before = _ask_for_work("before")
    heard = gather(served.address, readers=asked.readers, desks=held, seconds=seconds, besides=kill())
    after = _ask_for_work("after")
    _tell(heard)
    late = max(0.0, heard.last_fault - back[0])
    print(f"  the last answer that was none came {late:.1f} s after the server was back")
    faults = [f"{count} answers {said}" for said, count in heard.faults("503").items()] + _lost(heard)
    if not heard.statuses["503"]:
        faults.append("nobody noticed that the server was away")
    if late > seconds / 4:
        faults.append(f"the portal needed {late:.1f} s to recover")
    faults += [
        f"the work asked for {name} the server went away was not done"
        for name, job in (("before", before), ("after", after))
        if not _is_done(job)
    ]
    return faults


def _tell(heard: Heard) -> None:
    faults = heard.faults()
    print(
        f"  requests: {heard.requests:,}, errors: {sum(faults.values()):,}, answers: {dict(sorted(heard.statuses.items()))}"
    )
    for kind, times in heard.times.items():
        median, most, nearly_all = heard.milliseconds(kind)
        print(f"  {kind}: {len(times):,}, p50 {median:.0f} ms, p95 {most:.0f} ms, p99 {nearly_all:.0f} ms")


def _lost(heard: Heard) -> list[str]:
    """Saves that were accepted and are not there."""
    there = set(Status.objects.filter(reason__startswith="Editor ").values_list("line_id", "reason"))
    accepted = {(int(key.removeprefix("line-")), words) for key, words in heard.accepted}
    print(f"  saves accepted: {len(accepted):,}, of them in the database: {len(accepted & there):,}")
    return [f"{len(accepted - there)} accepted saves are lost"] if accepted - there else []


def _durable() -> None:
    """The server is set to be quick for tests; one that may be killed must have written what it has promised."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER SYSTEM SET synchronous_commit = on")
        cursor.execute("SELECT pg_reload_conf()")
    connections.close_all()


async def _told(server: str, *words: str) -> None:
    process = await asyncio.create_subprocess_exec(server, *words)
    if await process.wait():
        raise RuntimeError(f"{server} {words[0]} did not do it.")


def _ask_for_work(name: str) -> Job:
    job = ask("sweep-editions", {}, title="Work for a soak", key=f"soak {name}", by=None)
    connections.close_all()
    return job


def _is_done(job: Job) -> bool:
    try:
        wait_until(lambda: Job.objects.get(pk=job.pk).state == JobState.DONE, "The worker was not done")
    except RuntimeError:
        return False
    return True


@contextmanager
def _worker() -> Iterator[None]:
    """A worker in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)
