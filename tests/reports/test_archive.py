"""The round trip: a portal is written into an archive and restored elsewhere, on either database, and nothing is different."""

import json
import os
import stat
import subprocess
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.conf import settings as portal
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from accounts.models import User
from accounts.queries import invited_people
from commitments.models import Commitment, Status
from meetings.sample import publish_sample_agenda
from pillars.models import Office, Plan
from reports.archive.restoring import restore_archive
from reports.archive.rows import lines_of
from reports.archive.snapshot import snapshot
from reports.archive.tables import tables
from reports.archive.writing import NotWritten, write_archive
from reports.files import named, store
from tests import records
from tests.reports.archives import NOW, make_odd_records, pieces, shown, undone

# All of them, so that none runs apart from the others and has the sample loaded once more.
pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/",
    "/reports/",
    *(f"/reports/2019-20-q1/{page}" for page in ("", "summary/", "finance/", "key/", "whole/")),
    "/reports/2018-19-q2/whole/",
    "/commitments/",
    "/commitments/changes/2019-20-q1/",
    "/commitments/1/",
    "/agendas/",
    "/agendas/2019-09-24/",
    "/agendas/2019-09-24/1/",
    "/no-such-page/",
]


def stored_in(folder):
    """Settings with which the files of the store lie there."""
    backend = portal.STORAGES["editions"]["BACKEND"]
    places = {name: {"BACKEND": backend, "OPTIONS": {"location": folder / name}} for name in named.places()}
    return override_settings(STORAGES=portal.STORAGES | places)


def kept_there():
    """The digest of every file in the store, whatever its place."""
    return {name for place in named.places() for name, _ in store.kept(place=place)}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """The archive of the sample with its people, its open quarter and odd records besides; and the pages that it showed."""
    folder = tmp_path_factory.mktemp("archive")
    with django_db_blocker.unblock(), stored_in(folder / "files"), undone():
        call_command("load_sample", verbosity=0, stdout=StringIO())
        call_command("load_sample_pages", verbosity=0, stdout=StringIO())
        call_command("load_sample_meetings", "--no-papers", verbosity=0, stdout=StringIO())
        publish_sample_agenda(portal.BASE_DIR / "sample" / "agenda-2019-09-24.yaml")
        make_odd_records()
        manifest, digest = write_archive(folder / "made.zip", now=NOW)
        return folder / "made.zip", manifest, digest, shown(ADDRESSES), kept_there()


@pytest.fixture(scope="module")
def elsewhere(made, tmp_path_factory):
    """The same, restored by another process into an SQLite database of its own and written from there; and its pages."""
    path, *_ = made
    folder = tmp_path_factory.mktemp("elsewhere")
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tests.environment",
        "TMPDIR": str(folder),
    }
    command = [sys.executable, "-m", "tests.reports.archives", str(path), str(folder / "again.zip"), *ADDRESSES]
    done = subprocess.run(command, cwd=portal.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "again.zip", json.loads(done.stdout)


def test_archive_restored_and_written_again_is_the_same(made, elsewhere):
    """On PostgreSQL this is the way to SQLite, and the next test the way back."""
    path, _, _, before, _ = made
    again, after = elsewhere
    assert pieces(again) == pieces(path)
    assert after == before
    assert {address for address, told in before.items() if not told.startswith("200 ")} == {"/no-such-page/"}


def test_archive_comes_back_into_the_portal_that_it_left(made, elsewhere, tmp_path):
    path, manifest, digest, before, kept = made
    with stored_in(tmp_path / "files"):
        assert restore_archive(elsewhere[0]) == (manifest, digest)
        write_archive(tmp_path / "back.zip", now=NOW)
        assert shown(ADDRESSES) == before
        assert kept_there() == kept == {piece.sha256 for piece in manifest.files}
    assert pieces(tmp_path / "back.zip") == pieces(path)


def test_archive_is_whole_and_full(made):
    path, manifest, *_ = made
    held = pieces(path)
    assert manifest.totals.rows == sum(piece.rows for piece in manifest.tables.values()) > 2_500
    # Loaded, these may stay empty; everything else that the portal knows has rows in this archive.
    empty = {label for label, piece in manifest.tables.items() if not piece.rows}
    assert empty <= {
        *("commitments.commitment_superseded_by", "returns.correction", "returns.reminder"),
        *("readers.subscription", "readers.letter"),
    }
    assert [piece.path for piece in manifest.pieces() if len(held[piece.path]) != piece.bytes] == []
    described = {resource["path"]: resource for resource in json.loads(held["datapackage.json"])["resources"]}
    for table in tables():
        fields = [field["name"] for field in described[table.path]["schema"]["fields"]]
        assert all(list(json.loads(line)) == fields for line in held[table.path].splitlines())


def test_no_secret_leaves_the_portal(made):
    path, *_ = made
    held = pieces(path)
    people = [json.loads(line) for line in held["tables/accounts.user.jsonl"].splitlines()]
    assert {person["email"] for person in people} >= {"administrator@sample.example"}
    assert not any("password" in person for person in people)
    assert not any(b"md5$" in content or b"pbkdf2" in content for content in held.values())


def test_readme_of_the_archive_names_every_table(made):
    path, manifest, *_ = made
    text = pieces(path)["README.md"].decode()
    assert [label for label in manifest.tables if f"| `{label}` |" not in text] == []
    assert [label for label in manifest.left_out if f"- `{label}`: " not in text] == []


def test_restored_portal_can_be_worked_in(made, tmp_path):
    path, *_ = made
    with stored_in(tmp_path):
        restore_archive(path)
    assert set(invited_people()) == set(User.objects.all())
    out = StringIO()
    call_command("create_administrator", "administrator@sample.example", stdout=out)
    assert "http://localhost:8000/" in out.getvalue()
    # Number 12 of the odd plan was made and removed: its id is known to the history, and is given to nobody else.
    plan = Plan.objects.get(key="odd")
    gone = Commitment.history.filter(plan=plan, number=12).latest().id
    assert records.make_commitment(plan, "13").pk > gone
    assert records.make_plan("later").pk > plan.pk


def test_commands_say_what_was_done(made, tmp_path):
    path, manifest, digest, *_ = made
    counts = f"{manifest.totals.rows:,} rows of {manifest.totals.tables} tables"
    for command in ("verify_archive", "import_archive"):
        out = StringIO()
        with stored_in(tmp_path / "files"):
            call_command(command, str(path), stdout=out)
        assert counts in out.getvalue()
        assert digest in out.getvalue()
    out = StringIO()
    with stored_in(tmp_path / "files"):
        call_command("export_archive", str(tmp_path / "new.zip"), stdout=out)
    assert counts in out.getvalue()
    assert stat.S_IMODE((tmp_path / "new.zip").stat().st_mode) == 0o600


def test_archive_that_cannot_be_written_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("export_archive", str(tmp_path / "nowhere" / "new.zip"))
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(NotWritten, match="cannot be written"):
        write_archive(target, now=NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_memory_does_not_grow_with_the_rows(tmp_path):
    owner = records.first_return(records.make_period(records.make_plan()))
    size = 200_000
    for number in range(1, 151):
        line = records.make_line(owner.period, str(number), code=None)
        Status.objects.create(line=line, rating=records.rating(owner.period.plan, "G"), reason=f"{number:0{size}}")
    with stored_in(tmp_path / "files"):
        tracemalloc.start()
        try:
            manifest, _ = write_archive(tmp_path / "many.zip", now=NOW)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert manifest.tables["commitments.status"].bytes > 150 * size
    assert peak < 60 * size


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_in_the_archive():
    """Neither does the reader wait for the writer, nor the writer for the reader."""
    table = next(table for table in tables() if table.model is Office)
    names = dict.fromkeys(("name", "short_name", "area", "role", "role_short", "panel", "report_title"), "x")
    Office.objects.create(pk=1, **names)

    def rename():
        try:
            Office.objects.update(name="Another")
        finally:
            connection.close()

    with snapshot():
        before = list(lines_of(table))
        with ThreadPoolExecutor(1) as other:
            other.submit(rename).result(timeout=10)
        assert list(lines_of(table)) == before
    assert list(lines_of(table)) != before
