"""How a process speaks with its database, and what it answers when it cannot; that it recovers is shown by `make soak`."""

import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from pcp_portal.databases import spoken_to
from tests.jobs.processes import database_url

LIMITS = {"pool": 0, "statement": 60, "lock": 20}
ASKED = """
import django
django.setup()
from django.test import Client
for path in ("/", "/reports/", "/sign-in/", "/reports/2019-20-q1/editions/1/index.html"):
    answer = Client(raise_request_exception=False, SERVER_NAME="localhost").get(path)
    print(path, answer.status_code, answer.headers.get("Retry-After"), "it had saved is saved" in answer.text)
"""


def asked_apart(script, **environment):
    """A script in a process of its own that finds the portal set up like this."""
    environment |= {"DJANGO_SETTINGS_MODULE": "tests.environment", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("url", ["sqlite:////no/such/folder/db.sqlite3", "postgres://portal@127.0.0.1:9/portal"])
def test_portal_without_its_database_says_so_in_a_page(url):
    """Nobody listens at port 9, and there is no such folder: the portal is asked in a process of its own."""
    done = asked_apart(ASKED, DATABASE_URL=url)
    assert [line.split(maxsplit=1)[1] for line in done.stdout.splitlines()] == ["503 30 True"] * 4, done.stderr


def test_sqlite_waits_for_the_one_lock_as_long_as_is_set():
    told = spoken_to({"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}, **LIMITS | {"lock": 7})
    assert told["OPTIONS"]["timeout"] == 7
    assert told["CONN_MAX_AGE"] == 60


def test_server_is_told_the_limits_and_keeps_what_the_address_asks_for():
    server = {"ENGINE": "django.db.backends.postgresql", "NAME": "x", "OPTIONS": {"sslmode": "require"}}
    told = spoken_to(server, **LIMITS)
    assert told["OPTIONS"]["options"] == "-c statement_timeout=60s -c lock_timeout=20s"
    assert told["OPTIONS"]["sslmode"] == "require"
    assert "pool" not in told["OPTIONS"]
    assert (told["CONN_MAX_AGE"], told["CONN_HEALTH_CHECKS"]) == (60, True)


def test_threads_that_share_connections_keep_none_of_their_own():
    told = spoken_to({"ENGINE": "django.db.backends.postgresql", "NAME": "x"}, **LIMITS | {"pool": 4})
    assert (told["OPTIONS"]["pool"]["max_size"], told["CONN_MAX_AGE"]) == (4, 0)


POOLED = """
import django
django.setup()
from threading import Thread
from django.db import connection, connections
from django.test import Client
statuses = []
def read():
    statuses.append(Client(SERVER_NAME="localhost").get("/reports/").status_code)
    connections.close_all()
readers = [Thread(target=read) for _ in range(12)]
for reader in readers: reader.start()
for reader in readers: reader.join()
pool = getattr(connection, "pool", None)
print(sorted(set(statuses)), pool is None or pool.get_stats()["pool_size"] <= 3)
if pool: connection.close_pool()
"""


@pytest.mark.django_db(transaction=True)
def test_more_threads_than_connections_are_all_answered():
    """On SQLite, which has no server, the setting changes nothing, and that is what is shown there."""
    done = asked_apart(POOLED, DATABASE_URL=database_url(), DATABASE_POOL="3")
    assert done.stdout.strip() == "[200] True", done.stderr


@contextmanager
def somebody_reading(table):
    """A transaction of another connection that has looked at a table and has not ended."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        yield
    finally:
        other.rollback()
        other.close()


@pytest.mark.django_db(transaction=True)
def test_migrate_does_not_queue_for_a_table_that_somebody_reads():
    """Where others would queue behind it, on PostgreSQL, it gives up; SQLite's tables are made while nobody works."""
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
        return
    with (
        somebody_reading("readers_subscription"),
        somebody_reading("readers_letter"),
        pytest.raises(CommandError, match=r"in use for longer than 3s.*manage\.py migrate again"),
    ):
        call_command("migrate", "readers", "zero", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        assert cursor.fetchone() == ("20s", "1min")
