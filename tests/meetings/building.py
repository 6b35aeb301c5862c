"""Building a pack in a process that can be killed. Run as a program, this is a worker that does so."""

import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from django.conf import settings

from jobs.kinds import Result, job
from jobs.progress import Progress
from meetings.jobs import build_pack
from meetings.pack.building import STEPS
from tests.jobs.processes import Process, process, say

KIND = "test-build-pack"
POINTS = ("drawing", "joining", "searching", "built")


class Watched:
    """The progress of a job whose process says where it is, and stops there."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    def tell(self, done: int, total: int, words: str = "") -> None:
        self.progress.tell(done, total, words)
        if done and POINTS[done - 1] == os.environ.get("STOP_AT"):
            say(POINTS[done - 1])


@job(KIND)
def build_pack_watched(progress: Progress, **arguments: Any) -> Result:
    """The portal's own work of building a pack, seen step by step."""
    assert len(POINTS) == STEPS
    watched: Any = Watched(progress)
    result = build_pack(watched, **arguments)
    assert result is not None
    if os.environ.get("STOP_AT") == "built":
        say("built")
    return result


def builder(folder: Path, *, stop_at: str) -> AbstractContextManager[Process]:
    """A worker in a process of its own, whose papers and temporary files lie in a folder of the test."""
    program = "import django; django.setup(); from tests.meetings import building; building.work()"
    stores: Any = settings.STORAGES
    place = stores["papers"]["OPTIONS"]["location"]
    return process(["-c", program], folder, STOP_AT=stop_at, STORE_OF_TEST=str(place), PYTHONDONTWRITEBYTECODE="1")


def work() -> None:
    """Do what is due."""
    from django.core.management import call_command

    stores: Any = settings.STORAGES
    stores["papers"]["OPTIONS"]["location"] = os.environ["STORE_OF_TEST"]
    say("ready")
    call_command("work", "--once")
