"""Publishing that is killed anywhere, or meets a full disk: the edition is there whole or not at all.

`make soak` does the same two hundred times (KILLS=200).
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from frozen import triggers
from pillars.models import ReportingPeriod
from reports.editions.sweeping import YOUNG, sweep
from reports.files import store
from reports.models import Edition, EditionFile, SearchLine
from tests.jobs.processes import database_url
from tests.people import client_of
from tests.reports import publishing
from tests.reports.publishing import FIRST, REPORT

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = int(os.environ.get("KILLS", "12"))
STEPS = ("ready", "step 0", "step 1", "step 2", "step 3", "written")
# Seconds after a step within which it is killed: the longest step takes about so long.
LONGEST = 0.25


@pytest.fixture
def folder(settings, tmp_path):
    """A store of this test and its processes alone."""
    backend = settings.STORAGES["editions"]["BACKEND"]
    place = tmp_path / "editions"
    settings.STORAGES = settings.STORAGES | {"editions": {"BACKEND": backend, "OPTIONS": {"location": place}}}
    return place


@contextmanager
def publisher(folder, **environment):
    """A process that publishes the quarter; it and all that it started are gone afterwards."""
    told = {
        # Killed, or without room, Python would leave halves of its own files behind.
        "PYTHONDONTWRITEBYTECODE": "1",
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "tests.environment",
        "TMPDIR": str(folder.parent),
        "STORE_OF_TEST": str(folder),
        "SECTIONS_OF_TEST": str(folder.parent / "sections"),
    }
    # Not as a module: what typesets in processes of its own would begin with importing it again.
    program = "import django; django.setup(); from tests.reports import publishing; publishing.publish_in_a_process()"
    command = [sys.executable, "-c", program]
    process = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | told | environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        # The typesetters too: one that outlived it would hold its output open, and this would wait for its end.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def killed_after(folder, step, seconds):
    with publisher(folder) as process:
        assert any(line.strip() == step for line in process.stdout), f"It ended without coming to “{step}”."
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()


def is_whole_or_absent():
    """Whether the edition is there; fails when it is neither whole nor absent."""
    for name, _written_at in store.kept():
        assert name.startswith("unfinished-") or store.digest_of(store.read(name)) == name
    out = StringIO()
    call_command("verify_editions", stdout=out)
    is_there = Edition.objects.exists()
    assert (ReportingPeriod.objects.get().published_at is not None) == is_there == EditionFile.objects.exists()
    status = 200 if is_there else 404
    for address in (REPORT, FIRST, f"{FIRST}report.pdf", f"{FIRST}SHA256SUMS"):
        assert client_of(None).get(address).status_code == status, address
    assert (b"Q1 2019/20" in client_of(None).get("/reports/").content) == is_there
    return is_there


def unpublish():
    """Back to the quarter that is ready, so that the next process has something to publish."""
    triggers.take_down()
    for model in (SearchLine, EditionFile, Edition):
        model.objects.all().delete()
    ReportingPeriod.objects.update(published_at=None)
    triggers.put_up()


def test_publishing_that_is_killed_leaves_the_edition_whole_or_absent(folder):
    publishing.ready()
    chance = random.Random(2019)  # noqa: S311 no secret hangs on it
    ends = []
    for number in range(KILLS):
        killed_after(folder, STEPS[number % len(STEPS)], chance.uniform(0, LONGEST))
        ends.append(is_whole_or_absent())
        if ends[-1]:
            unpublish()
    assert not all(ends), "it was never killed in time"
    publishing.publish(ReportingPeriod.objects.get())
    assert is_whole_or_absent()
    sweep(now=timezone.now() + 2 * YOUNG)
    assert is_whole_or_absent()
    named = {digest for pair in EditionFile.objects.values_list("digest", "packed") for digest in pair if digest}
    assert {name for name, _written_at in store.kept()} == named


def test_full_disk_is_told_in_a_sentence_and_leaves_everything_as_it_was(folder):
    publishing.ready()
    with publisher(folder, LARGEST_FILE="60000") as process:
        said = process.stdout.read()
    assert "refused: The report could not be kept:" in said
    assert "Nothing was published, and nothing is lost." in said
    assert not is_whole_or_absent()
    publishing.publish(ReportingPeriod.objects.get())
    assert is_whole_or_absent()
