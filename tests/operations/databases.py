"""A second database beside the test's own, for processes that the tests start."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests.jobs.processes import database_url


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """The address of a database without a single table."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder}/elsewhere.sqlite3"
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS restored_elsewhere")
        cursor.execute("CREATE DATABASE restored_elsewhere TEMPLATE template0")
    try:
        yield f"{database_url().rpartition('/')[0]}/restored_elsewhere"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP DATABASE restored_elsewhere WITH (FORCE)")
