"""The files of editions in an archive: each that a standing edition names, once, and byte for byte again when it is restored."""

from zipfile import ZipFile

import pytest
from django.conf import settings as portal

from pillars.models import Plan
from reports.archive.reading import Refused
from reports.archive.restoring import restore_archive
from reports.archive.writing import NotWritten, write_archive
from reports.files import store
from reports.models import Edition, EditionFile
from tests import records
from tests.reports.archives import NOW, altered, undone

pytestmark = pytest.mark.django_db
PAGE, STYLE, PACKED, GONE = b"<p>A page</p>" * 99, bytes(range(256)) * 9, b"\x1f\x8bpacked", b"withdrawn"


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    """Where the files of editions lie; another call moves on to another place."""

    def move(name):
        backend = settings.STORAGES["editions"]["BACKEND"]
        place = {"BACKEND": backend, "OPTIONS": {"location": tmp_path / name}}
        settings.STORAGES = portal.STORAGES | {"editions": place}

    move("files")
    return move


@pytest.fixture
def period():
    return records.make_period(records.make_plan(), is_published=True)


def make_edition(period, number, *files, **fields):
    """An edition with files: triples of path, content and the same packed."""
    common = {"published_at": NOW, "public_from": NOW, "document": "{}", "digest": "d" * 64, "manifest": "m" * 64}
    edition = Edition.objects.create(period=period, number=number, **common | fields)
    for path, content, packed in files:
        EditionFile.objects.create(
            edition=edition,
            path=path,
            content_type="text/html",
            size=len(content),
            digest=store.put(content),
            packed=store.put(packed) if packed else "",
        )
    return edition


def make_editions(period):
    """Two that stand and share a file, and one that was withdrawn, whose own file is gone."""
    make_edition(period, 1, ("index.html", PAGE, PACKED), ("assets/site.css", STYLE, b""))
    make_edition(period, 2, ("index.html", PAGE + b"!", b""), ("assets/site.css", STYLE, b""))
    make_edition(
        period,
        3,
        ("index.html", GONE, b""),
        ("assets/site.css", STYLE, b""),
        document="",
        withdrawn_at=NOW,
        withdrawn_reason="A name.",
    )
    store.remove(store.digest_of(GONE))


def kept():
    return {name for name, _ in store.kept()}


HELD = {store.digest_of(content) for content in (PAGE, PAGE + b"!", STYLE, PACKED)}


def test_files_of_standing_editions_are_in_the_archive_once(period, tmp_path):
    make_editions(period)
    store.put(b"left behind by a broken-off publication")
    manifest, _ = write_archive(tmp_path / "a.zip", now=NOW)
    assert {piece.sha256 for piece in manifest.files} == HELD
    assert manifest.totals.files == 4
    with ZipFile(tmp_path / "a.zip") as archive:
        digest = store.digest_of(STYLE)
        assert archive.read(f"files/{digest[:2]}/{digest}") == STYLE


def test_files_come_back_byte_for_byte(tmp_path, stored):
    with undone():
        make_editions(records.make_period(records.make_plan(), is_published=True))
        write_archive(tmp_path / "a.zip", now=NOW)
    stored("elsewhere")
    restore_archive(tmp_path / "a.zip")
    assert kept() == HELD
    page = EditionFile.objects.get(edition__number=1, path="index.html")
    assert (store.read(page.digest), store.read(page.packed)) == (PAGE, PACKED)


def test_archive_without_a_file_of_an_edition_is_not_written(period, tmp_path):
    make_editions(period)
    write_archive(tmp_path / "a.zip", now=NOW)
    before = (tmp_path / "a.zip").read_bytes()
    store.remove(store.digest_of(STYLE))
    with pytest.raises(NotWritten, match="cannot be read"):
        write_archive(tmp_path / "a.zip", now=NOW)
    assert (tmp_path / "a.zip").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.zip"]


def test_damaged_file_of_an_edition_is_named(period, tmp_path):
    make_editions(period)
    digest = store.digest_of(STYLE)
    (tmp_path / "files" / digest[:2] / digest).write_bytes(b"rust")
    with pytest.raises(NotWritten, match=f"{digest} is damaged"):
        write_archive(tmp_path / "a.zip", now=NOW)
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize("change", ["fewer", "more"])
def test_archive_with_other_files_than_its_editions_name_is_refused_and_leaves_none(tmp_path, stored, change):
    with undone():
        make_editions(records.make_period(records.make_plan(), is_published=True))
        write_archive(tmp_path / "a.zip", now=NOW)
    extra = store.digest_of(b"more")

    def write(held, manifest):
        if change == "fewer":
            held.pop(manifest["files"].pop()["path"])
        else:
            held[f"files/{extra[:2]}/{extra}"] = b"more"
            manifest["files"].append({"path": f"files/{extra[:2]}/{extra}", "sha256": extra, "bytes": 4})

    stored("elsewhere")
    already = store.put(b"here before")
    with pytest.raises(Refused, match="The rows name other files than the archive holds"):
        restore_archive(altered(tmp_path / "a.zip", write))
    assert kept() == {already}
    assert not Plan.objects.exists()
