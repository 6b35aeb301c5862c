"""How each database is written into a file and read back whole, by its own tools; called by writing and restoring."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

# The name of the dump in a backup says by which tool it is read.
DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class Failed(Exception):
    """The database could not be written or read; the message says why and what to do."""


def dump(target: Path) -> None:
    """Write the whole database into a file, as of the snapshot that the caller holds. Nobody is held up. Raises Failed."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(target)) as copy:
            _own().backup(copy)
            # One file, without a log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
    told = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
    _run("pg_dump", told, on_database=True)


def load(source: Path) -> None:
    """Read the whole database from such a file, all or nothing; whatever it held before is gone then. Raises Failed."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise Failed("The database in the backup is damaged.")
            try:
                copy.backup(_own())
            except sqlite3.Error as error:
                raise Failed(
                    f"The database cannot be written: {error}. Stop the portal and its workers first."
                ) from error
        return
    script = source.with_suffix(".sql")
    _run("pg_restore", ["--no-owner", "--no-privileges", f"--file={script}", str(source)])
    _run(
        "psql",
        ["--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *_emptied(source), f"--file={script}"],
        on_database=True,
    )
    connection.close()


def _emptied(source: Path) -> list[str]:
    """What takes away every table that is there, first in the transaction that makes those of the backup."""
    names = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    dropped = [f"DROP TABLE {', '.join(names)} CASCADE;"] if names else []
    script = source.with_name("emptied.sql")
    script.write_text("\n".join([*dropped, "DROP FUNCTION IF EXISTS refuse_what_is_frozen() CASCADE;", ""]))
    return [f"--file={script}"]


def _run(program: str, options: Sequence[str], *, on_database: bool = False) -> None:
    found = shutil.which(program)
    if not found:
        raise Failed(
            f"This machine lacks {program}. Install PostgreSQL's client programs of the server's version "
            "(Debian: apt-get install postgresql-client), or run this where they are."
        )
    command, more = [found, *options], None
    if on_database:
        told, more = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, options)
        command = [found, *told[1:]]
    done = subprocess.run(command, env={**os.environ, **(more or {})}, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Failed(f"{program} did not succeed: {' '.join(done.stderr.split())[:500]}")


def _own() -> sqlite3.Connection:
    """The open connection to the portal's own SQLite database."""
    connection.ensure_connection()
    own: sqlite3.Connection = connection.connection
    return own
