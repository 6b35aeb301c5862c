"""The files of papers beside their rows: an archive takes each along and brings it back, and what no row names is swept."""

from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.conf import settings as portal
from django.utils import timezone

from meetings.models import Upload
from meetings.publications import papers_named
from reports.archive.reading import Refused
from reports.archive.restoring import restore_archive
from reports.archive.writing import NotWritten, write_archive
from reports.editions.sweeping import sweep
from reports.files import store
from reports.jobs import sweep_editions
from tests.meetings import diary, papers
from tests.pdf.raw import paper, tagged
from tests.reports.archives import NOW, altered, undone

pytestmark = pytest.mark.django_db
LATER = timedelta(days=2)


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    """Where the files of both places lie; another call moves on to another folder."""

    def move(name):
        backend = settings.STORAGES["papers"]["BACKEND"]
        settings.STORAGES = portal.STORAGES | {
            place: {"BACKEND": backend, "OPTIONS": {"location": tmp_path / name / place}}
            for place in ("editions", "papers")
        }

    move("files")
    return move


def make_papers():
    """Two files on three items."""
    meeting = diary.plan()
    for title, content in (("One", tagged()), ("Two", paper()), ("Three", tagged())):
        papers.kept(diary.item(meeting, title), content=content)


def kept():
    return sorted(name for name, _ in store.kept(place=store.PAPERS))


def test_each_file_that_a_row_names_is_named_once(django_assert_num_queries):
    make_papers()
    with django_assert_num_queries(1):
        assert list(papers_named()) == kept()


def test_sweep_leaves_papers_and_takes_what_is_old_and_belongs_to_nothing():
    make_papers()
    loose = store.put(b"handed in, and the item was gone", place=store.PAPERS)
    other = store.put(b"in another place")
    assert sweep(now=timezone.now(), place=store.PAPERS) == 0
    assert sweep(now=timezone.now() + LATER, place=store.PAPERS) == 1
    assert loose not in kept()
    assert kept() == list(papers_named())
    assert store.read(other)


def test_duty_sweeps_every_place():
    make_papers()
    assert sweep_editions(None).note == "0 files were taken away."


def test_papers_come_back_from_an_archive_byte_for_byte(tmp_path, stored):
    with undone():
        make_papers()
        before = kept()
        manifest, _ = write_archive(tmp_path / "a.zip", now=NOW)
    assert [piece.path for piece in manifest.files] == [f"papers/{digest[:2]}/{digest}" for digest in before]
    with ZipFile(tmp_path / "a.zip") as archive:
        assert {archive.read(piece.path) for piece in manifest.files} == {
            store.read(digest, place=store.PAPERS) for digest in before
        }
    stored("elsewhere")
    restore_archive(tmp_path / "a.zip")
    assert kept() == before == list(papers_named())
    assert list(store.kept()) == []
    assert Upload.objects.count() == 3


def test_archive_without_a_paper_is_not_written(tmp_path):
    make_papers()
    digest = kept()[0]
    (tmp_path / "files" / "papers" / digest[:2] / digest).write_bytes(b"rust")
    with pytest.raises(NotWritten, match=f"{digest} is damaged"):
        write_archive(tmp_path / "a.zip", now=NOW)
    store.remove(digest, place=store.PAPERS)
    with pytest.raises(NotWritten, match="cannot be read"):
        write_archive(tmp_path / "a.zip", now=NOW)
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize("place", ["files", "elsewhere", "../papers"])
def test_archive_with_a_paper_in_another_place_is_refused_and_leaves_none(tmp_path, stored, place):
    with undone():
        make_papers()
        write_archive(tmp_path / "a.zip", now=NOW)

    def change(held, manifest):
        piece = manifest["files"][0]
        content = held.pop(piece["path"])
        piece["path"] = piece["path"].replace("papers", place)
        held[piece["path"]] = content

    stored("elsewhere")
    with pytest.raises(Refused):
        restore_archive(altered(tmp_path / "a.zip", change))
    assert kept() == []
    assert list(store.kept()) == []
    assert not Upload.objects.exists()
