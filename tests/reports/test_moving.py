"""A portal in SQLite is moved into the database that this run has, PostgreSQL or SQLite: nothing is different there."""

import os
import shutil
import sqlite3
import subprocess
import sys
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as portal
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client

from accounts.models import User
from commitments.models import Commitment
from frozen import triggers
from pillars.models import Narrative
from reports.archive.moving import SOURCE
from reports.archive.tables import every_table
from reports.models import Edition
from tests import records
from tests.reports.archives import undone
from tests.reports.moved import PASSWORD
from tests.reports.publishing import FIRST


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a portal that was made by another process: portal.sqlite3 and its files."""
    folder = tmp_path_factory.mktemp("moved")
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tests.environment",
        "TMPDIR": str(folder),
    }
    command = [sys.executable, "-m", "tests.reports.moved", str(folder / "editions")]
    subprocess.run(command, cwd=portal.BASE_DIR, env=environment, check=True)
    return folder


@pytest.fixture(autouse=True)
def emptied(django_db_setup, django_db_blocker):
    """What happens to the database is undone. No test of Django's kind: that would forbid the second connection."""
    with django_db_blocker.unblock(), undone():
        yield


@pytest.fixture
def folder(made, tmp_path, settings):
    """A copy of that portal, with its files where this portal looks for them."""
    shutil.copy(made / "portal.sqlite3", tmp_path / "portal.sqlite3")
    there = {"BACKEND": "reports.files.store.WholeFiles", "OPTIONS": {"location": made / "editions"}}
    settings.STORAGES = settings.STORAGES | {"editions": there}
    return tmp_path


def move(folder):
    said = StringIO()
    call_command("move_database", f"sqlite:///{folder}/portal.sqlite3", stdout=said)
    return said.getvalue()


def changed(folder, *statements):
    with sqlite3.connect(folder / "portal.sqlite3") as database:
        for statement in statements:
            database.execute(statement)
    database.close()


def test_every_row_is_moved_and_told_with_its_digest(folder):
    said = move(folder)
    lines = said.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == [table.label for table in every_table()]
    with sqlite3.connect(folder / "portal.sqlite3") as database:
        for table in every_table():
            count = database.execute(f"SELECT count(*) FROM {table.model._meta.db_table}").fetchone()[0]  # noqa: S608
            assert table.model._base_manager.count() == count, table.label
    database.close()
    total = sum(table.model._base_manager.count() for table in every_table())
    assert lines[-1].startswith(f"{total:,} rows are moved")


def test_moved_portal_answers_signs_in_and_goes_on(folder):
    move(folder)
    client = Client(SERVER_NAME="localhost")
    assert client.get(FIRST).status_code == 200
    person = User.objects.get(name="The one who moves")
    assert person.check_password(PASSWORD)
    assert Authenticator.objects.get(user=person).data == {"secret": "x", "b": 1, "a": [None, True]}
    client.cookies[portal.SESSION_COOKIE_NAME] = Session.objects.get().session_key
    assert client.get("/quarters/").status_code == 200, "who was signed in still is"
    highest = max(Narrative.objects.values_list("pk", flat=True))
    made = records.make_plan("another", sub_themes=1)
    period = records.make_period(made, "2030-31-q1")
    assert (
        Narrative.objects.create(kind="activities", quarterly_return=records.first_return(period), text="x").pk
        > highest
    )
    gone = Commitment.history.filter(history_type="-").get()
    assert records.make_commitment(made, "99").pk > gone.id, "a number is never given twice"
    assert set(ContentType.objects.values_list("app_label", "model")) >= {("accounts", "user")}


def test_what_was_published_is_guarded_again(folder):
    move(folder)
    assert triggers.standing()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.update(number=9)


def test_full_database_is_left_alone(folder):
    records.make_plan("here", sub_themes=1)
    with pytest.raises(CommandError, match=r"is not empty: it holds rows \(1 in .*Nothing was moved"):
        move(folder)
    assert not User.objects.exists()


def test_other_version_of_the_tables_is_refused(folder):
    changed(folder, "DELETE FROM django_migrations WHERE app = 'jobs'")
    with pytest.raises(CommandError, match=r"they differ by jobs 0001_initial.*manage\.py migrate for both"):
        move(folder)


def test_row_that_names_none_stops_everything(folder):
    changed(
        folder, "PRAGMA foreign_keys = OFF", "UPDATE commitments_line SET quarterly_return_id = 987654 WHERE id = 1"
    )
    with pytest.raises(CommandError, match=r"987654.*Nothing was moved"), transaction.atomic():
        move(folder)
    assert not User.objects.exists()
    assert connection.is_usable()


def test_text_that_a_server_cannot_hold_is_refused_or_moved_as_it_is(folder):
    """PostgreSQL holds no NUL; SQLite does, and there nothing is wrong with it."""
    changed(folder, "UPDATE pillars_narrative SET text = 'a' || char(0) || 'b'")
    if connection.vendor == "sqlite":
        move(folder)
        assert set(Narrative.objects.values_list("text", flat=True)) == {"a\0b"}
        return
    with pytest.raises(CommandError, match=r"A row of pillars\.narrative between \d+ and \d+ is refused.*NUL"):
        move(folder)


# One test of Django's kind, so that there is a database for all of them.
@pytest.mark.django_db
@pytest.mark.parametrize(("source", "said"), [("sqlite:///nowhere.sqlite3", "no database at"), ("what://x", "what")])
def test_source_that_is_none_is_told(source, said):
    with pytest.raises(CommandError, match=said):
        call_command("move_database", source)
    assert not (portal.BASE_DIR / "nowhere.sqlite3").exists()


def test_nothing_is_left_of_the_other_connection(folder):
    move(folder)
    assert SOURCE not in connections.settings
