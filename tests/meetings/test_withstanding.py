"""What packs and papers must withstand: clerks at once, a worker killed while it builds, many papers, long and large ones."""

import io
import os
import random
import signal
import tempfile
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pikepdf
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from jobs import actions as jobs
from jobs.models import Job, JobFile, JobState
from jobs.worker import Worker
from meetings import actions
from meetings.document import Audience
from meetings.jobs import PACK
from meetings.models import AgendaItem, Meeting
from meetings.pack.building import build
from pdf.inspect import inspect, page_texts
from reports.files import store
from tests.jobs.asking import do_all, fresh, later
from tests.meetings import building, diary, papers
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db(transaction=True)
# Papers of two megabytes on one item; `make soak` hands in all the sixty that an item must take.
LARGE = int(os.environ.get("LARGE_PAPERS", "20"))
# The pages of the meeting's public pack: cover, information and agenda, each with its blank back, and a paper of three.
PAGES = 9
# What is no part of the work: typefaces of what typesets, and the settings' own folder of a process that runs a test.
OTHERS = ("weasyprint-", "pymp-", "portal-tests-")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    """A place for temporary files, whose path is short, since sockets stand in it too; the papers lie elsewhere."""
    backend = settings.STORAGES["papers"]["BACKEND"]
    place = tmp_path / "papers"
    settings.STORAGES = settings.STORAGES | {"papers": {"BACKEND": backend, "OPTIONS": {"location": place}}}
    with tempfile.TemporaryDirectory(prefix="t-") as passing:
        monkeypatch.setattr(tempfile, "tempdir", passing)
        yield Path(passing)


@pytest.fixture
def meeting() -> Meeting:
    """Standing items, a paper of three pages, and an exempt one, so that a pack for the public is searched."""
    held = diary.standing(diary.plan())
    papers.kept(diary.item(held, "Complaints", 3), "Complaints", papers.of_pages(3), pages=3)
    item = diary.item(held, "Vehicles", 4)
    diary.report(item, title="Vehicles", body="The bidder has asked for four million pounds for its vehicles.")
    diary.exempt(item)
    return held


def hand_in(item: AgendaItem, folder: Path, name: str, content: bytes) -> None:
    """Through the portal's own intake, from where a browser's file would lie."""
    source = folder / name
    source.write_bytes(content)
    actions.add_upload(item=item, source=source, name=name, title="", part=None, today=diary.DAY, by=None)
    source.unlink()


def left_in(folder: Path) -> list[str]:
    """What the work left in the place for temporary files."""
    return [one.name for one in folder.iterdir() if not one.name.startswith(OTHERS)]


def test_two_clerks_build_the_same_pack_at_once_and_both_have_it_whole(meeting, folder):
    for person in ("Ann", "Ben"):
        client = client_of(make_person(Role.CLERK, name=person))
        client.post(reverse("meetings:pack_build", args=[diary.DAY]), {"audience": "public"})
    start = Barrier(2)

    def work() -> bool:
        start.wait()
        try:
            return Worker(timezone.now).do_next()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        assert [one.result() for one in [workers.submit(work) for _ in range(2)]] == [True, True]
    done = Job.objects.filter(kind=PACK, state=JobState.DONE)
    first, second = (bytes(JobFile.objects.get(job=one).content) for one in done)
    assert first == second
    assert inspect(first).page_count == PAGES
    assert left_in(folder) == []


@pytest.mark.parametrize("point", building.POINTS)
def test_a_pack_whose_worker_is_killed_is_built_by_another_and_leaves_nothing(meeting, folder, point):
    given = {"day": diary.DAY.isoformat(), "audience": "public"}
    job = jobs.ask(building.KIND, given, title="Agenda pack", key="pack", by=None)
    with building.builder(folder, stop_at=point) as worker:
        worker.wait_for("ready")
        worker.let_go()
        worker.wait_for(point)
        worker.signal(signal.SIGKILL)
        assert worker.end() == -signal.SIGKILL
    assert fresh(job).state == JobState.RUNNING
    assert (left_in(folder) == []) == (point == "built")
    assert not JobFile.objects.exists()
    now = later(timezone.now(), minutes=2)
    assert jobs.reap(now=now) == 1
    assert do_all(later(now, minutes=1)) == 1
    done = fresh(job)
    assert (done.state, done.attempts) == (JobState.DONE, 2)
    assert inspect(bytes(JobFile.objects.get().content)).page_count == PAGES
    assert left_in(folder) == []


def test_a_pack_of_six_hundred_pages_is_built_of_what_was_handed_in(meeting, folder, tmp_path):
    item = meeting.items.get(number=3)
    for number in range(12):
        hand_in(item, tmp_path, f"Paper {number}.pdf", papers.of_pages(50, f"Paper {number}"))
    built = build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")
    assert built.layout.total == 3 + 1 + 3 + 12 * 50 + 3
    assert (built.claims_ua, built.pages_of(3)) == (True, "7 - 610")
    with pikepdf.open(tmp_path / "pack.pdf") as pack:
        assert len(pack.pages) == built.layout.total
        places = {str(name): goal for name, goal in pikepdf.NameTree(pack.Root.Names.Dests).items()}
        for number in range(12):
            first = pack.pages.index(pikepdf.Page(places[f"item-3-{number + 2}"][0])) + 1
            assert first == built.layout.documents[f"item-3-{number + 2}"].first
        one = pikepdf.new()
        one.pages.append(pack.pages[609])
        kept = io.BytesIO()
        one.save(kept)
    [last] = page_texts(kept.getvalue())
    assert "Paper 11, page 50" in last
    assert "Page 610" in last


def test_large_papers_of_one_item_are_handed_in_and_built(meeting, folder, tmp_path):
    item, chance = meeting.items.get(number=3), random.Random(2019)  # noqa: S311 no secret hangs on it
    for number in range(LARGE):
        hand_in(item, tmp_path, f"Scan {number}.pdf", papers.of_pages(1, f"Scan {number}", chance.randbytes(2_000_000)))
    tracemalloc.start()
    built = build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000, "papers are not held in memory to be joined or named"
    assert (tmp_path / "pack.pdf").stat().st_size > LARGE * 2_000_000
    assert built.layout.documents[f"item-3-{LARGE + 1}"].last == built.layout.total
    assert left_in(folder) == []
    assert len(list(store.kept(place=store.PAPERS))) == LARGE + 1
