"""A portal is backed up, changed, and restored elsewhere and in its own place: counts, hashes and editions are as they were."""

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import Event
from zipfile import ZipFile

import pytest
from django.conf import settings as portal
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from accounts.roles import Role
from frozen import triggers
from meetings.models import Upload
from operations.backups import engines
from operations.backups.manifest import rows
from pillars.models import Office
from reports.archive.rows import lines_of
from reports.archive.tables import tables
from reports.archive.writing import counted
from reports.files import named, store
from tests.operations.databases import empty_database
from tests.people import PASSWORD, make_person
from tests.reports import publishing
from tests.reports.archives import make_odd_records

pytestmark = pytest.mark.django_db(transaction=True)


def held():
    """Every table with the number and SHA-256 of its rows."""
    return {table.label: counted(lines_of(table)) for table in tables()}


def command(name, *arguments, **options):
    said = StringIO()
    call_command(name, *map(str, arguments), stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def store_at(settings, tmp_path):
    """Settings with which the stored files lie in a folder of that name."""

    def use(name):
        backend = portal.STORAGES["editions"]["BACKEND"]
        places = {
            place: {"BACKEND": backend, "OPTIONS": {"location": tmp_path / name / place}} for place in named.places()
        }
        settings.STORAGES = settings.STORAGES | places
        return tmp_path / name

    return use


@pytest.fixture
def backup(store_at, tmp_path):
    """A portal with an edition, its correction, a paper, odd records and somebody with a password; and its backup."""
    store_at("files")
    publishing.corrected(publishing.ready())
    make_odd_records()
    make_person(Role.ADMINISTRATOR, email="administrator@westmarsh.example")
    assert Upload.objects.exists()
    said = command("backup", tmp_path / "made.backup")
    assert "keep it encrypted" in said
    return tmp_path / "made.backup"


def test_what_is_restored_elsewhere_is_what_was_backed_up(backup, tmp_path):
    before = held()
    command("export_archive", tmp_path / "before.zip")
    Office.objects.update(name="Changed since")
    make_person(Role.CLERK)
    with empty_database(tmp_path) as url:
        environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.environment",
            "EDITIONS_DIR": str(tmp_path / "new" / "editions"),
            "PAPERS_DIR": str(tmp_path / "new" / "papers"),
        }

        def elsewhere(*words):
            done = subprocess.run(
                [sys.executable, "-m", "tests.operations.elsewhere", *words],
                cwd=portal.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            return done.stdout

        said = elsewhere(str(backup), str(tmp_path / "after.zip"))
    assert "counted again" in said
    assert "every byte as it was published." in said
    with ZipFile(tmp_path / "before.zip") as one, ZipFile(tmp_path / "after.zip") as other:
        tables_of = [json.loads(archive.read("manifest.json")) for archive in (one, other)]
    assert tables_of[0]["tables"] == tables_of[1]["tables"]
    assert tables_of[0]["files"] == tables_of[1]["files"]
    assert {label: table["rows"] for label, table in tables_of[1]["tables"].items()} == {
        label: count for label, (count, _, _) in before.items()
    }


def test_a_portal_that_holds_something_is_restored_only_when_told_so(backup, client):
    before, counts = held(), rows()
    Office.objects.update(name="Changed since")
    make_person(Role.CLERK, email="newcomer@westmarsh.example")
    with pytest.raises(CommandError, match=r"holds something .* then say --replace"):
        command("restore", backup)
    assert User.objects.filter(email="newcomer@westmarsh.example").exists()
    assert "counted again" in command("restore", backup, replace=True)
    assert (held(), rows()) == (before, counts)
    assert triggers.standing()
    assert command("verify_editions")
    # Attempts that tests before have made from this address are counted in a table that no test empties.
    cache.clear()
    signed_in = client.post("/sign-in/", {"login": "administrator@westmarsh.example", "password": PASSWORD})
    assert signed_in["Location"] == "/start/"
    assert make_person(Role.CLERK).pk, "new rows are numbered after those that were restored"


def test_a_backup_is_of_one_moment_though_people_go_on_working(store_at, tmp_path):
    store_at("files")
    began, is_over = Event(), Event()

    def work():
        try:
            for _ in range(5_000):
                make_person(Role.CLERK, password=None)
                began.set()
                if is_over.is_set():
                    return
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        working = threads.submit(work)
        assert began.wait(60)
        command("backup", tmp_path / "made.backup")
        is_over.set()
        working.result()
    after = User.objects.count()
    # Restoring counts every row again, and is refused where one table is of another moment than its count.
    assert "counted again" in command("restore", tmp_path / "made.backup", replace=True)
    assert 0 < User.objects.count() <= after


def test_files_come_back_alone_and_leave_the_records(backup):
    Office.objects.update(name="Changed since")
    [lost, *_] = sorted(named.digests("editions"))
    store.remove(lost)
    with pytest.raises(CommandError, match=rf"{lost} cannot be read.*back up again"):
        command("backup", backup.with_name("second.backup"))
    assert not backup.with_name("second.backup").exists()
    command("restore", backup, files_only=True)
    assert store.digest_of(store.read(lost)) == lost
    assert set(Office.objects.values_list("name", flat=True)) <= {"Changed since"}
    command("backup", backup.with_name("second.backup"))


def test_only_its_owner_may_read_a_backup(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def altered(backup, change):
    """The same backup after a change to its pieces and its manifest."""
    with ZipFile(backup) as made:
        pieces = {name: made.read(name) for name in made.namelist()}
    manifest = json.loads(pieces.pop("manifest.json"))
    change(pieces, manifest)
    other = backup.with_name("altered.backup")
    with ZipFile(other, "w") as made:
        for name, content in {**pieces, "manifest.json": json.dumps(manifest).encode()}.items():
            made.writestr(name, content)
    return other


def spoil(pieces, manifest):
    pieces[manifest["files"][0]["path"]] = b"something else"


def leave_out(pieces, manifest):
    del pieces[manifest["files"][0]["path"]]


def add(pieces, manifest):
    pieces["files/editions/../../evil"] = b"?"


def move(pieces, manifest):
    manifest["files"][0]["place"] = "default"


def come_from_the_future(pieces, manifest):
    manifest["migrations"]["pillars"].append("9999_future")


def come_from_elsewhere(pieces, manifest):
    manifest["engine"] = {"sqlite": "postgresql", "postgresql": "sqlite"}[manifest["engine"]]


def test_a_backup_that_is_not_whole_or_does_not_fit_is_refused(backup):
    before = rows()
    for change, said in (
        (spoil, "in the backup is damaged"),
        (leave_out, "other files than its manifest lists"),
        (add, "other files than its manifest lists"),
        (move, "a place that this portal does not have"),
        (come_from_the_future, "pillars.9999_future is not known here"),
        (come_from_elsewhere, "Restore it where the database is the same"),
    ):
        with pytest.raises(CommandError, match=said):
            command("restore", altered(backup, change), replace=True)
    assert rows() == before


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_refused(content, tmp_path):
    (tmp_path / "odd.backup").write_bytes(content)
    with pytest.raises(CommandError, match="is no backup of this portal"):
        command("restore", tmp_path / "odd.backup")


def test_a_file_that_is_not_there_is_told_so(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        command("restore", tmp_path / "none")


def test_a_missing_program_is_named_with_what_brings_it(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(engines.Failed, match=r"This machine lacks pg_dump.*postgresql-client"):
        engines._run("pg_dump", [])


def test_a_disk_that_takes_nothing_leaves_no_half_backup(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        command("backup", tmp_path / "no such folder" / "made.backup")
