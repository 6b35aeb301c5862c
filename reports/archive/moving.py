"""Moves a portal from one database into another that is empty: every row of every table as it is, or nothing.

Unlike an archive, which is for others, this takes secrets along: who is signed in stays so. Called by manage.py move_database.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from frozen import triggers
from reports.archive.reading import Refused
from reports.archive.restoring import count_on, said
from reports.archive.rows import AT_A_TIME, lines_of
from reports.archive.tables import LEFT_OUT, MADE_BY_MIGRATE, Table, every_table
from reports.archive.writing import counted

# The name under which the other database is known while it is read.
SOURCE = "moved from"
Tell = Callable[[str, int, str], None]


def move_database(source: dict[str, Any], *, tell: Tell) -> int:
    """Copy every row of `source`, one of Django's DATABASES, into this portal's database; gives the number of rows.

    Both are read again, and count only when each table has as many rows with the same SHA-256 on both sides; `tell` hears of
    each: its name, rows and digest. Nobody should work with the source meanwhile: one moment of it is taken. Raises Refused.
    """
    if source["ENGINE"].endswith("sqlite3") and not Path(source["NAME"]).is_file():
        raise Refused(f"There is no database at {source['NAME']}.")
    with _known(source):
        try:
            with transaction.atomic(using=SOURCE), transaction.atomic():
                return _move(every_table(), tell)
        except DatabaseError as error:
            raise Refused(f"A database does not do it: {said(error)}.") from error
        finally:
            ContentType.objects.clear_cache()


def _move(held: list[Table], tell: Tell) -> int:
    _same_tables()
    made = [table for table in held if LEFT_OUT.get(table.label) == MADE_BY_MIGRATE]
    _is_empty([table for table in held if table not in made])
    # What migrate made here has other ids than there, which rows may name.
    for table in made:
        table.model._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)
    for table in held:
        _copy(table)
    connection.check_constraints()
    count_on(held)
    triggers.put_up()
    return sum(_compared(table, tell) for table in held)


def _same_tables() -> None:
    """Raises Refused when one side has had changes of its tables that the other has not."""
    here, there = (
        {f"{app} {name}" for app, name in MigrationRecorder(connections[using]).applied_migrations()}
        for using in (DEFAULT_DB_ALIAS, SOURCE)
    )
    if other := sorted(here ^ there):
        raise Refused(
            f"The tables of the two databases are not of the same version: they differ by {', '.join(other)[:200]}. "
            "Type manage.py migrate for both, each named in DATABASE_URL in turn."
        )


def _is_empty(held: list[Table]) -> None:
    full = [f"{count:,} in {table.label}" for table in held if (count := table.model._base_manager.count())]
    if full:
        raise Refused(f"The database of this portal is not empty: it holds rows ({'; '.join(full[:3])}).")


def _copy(table: Table) -> None:
    rows = table.model._base_manager.using(SOURCE).order_by("pk").iterator(chunk_size=AT_A_TIME)
    while some := list(islice(rows, AT_A_TIME)):
        try:
            # As it is: no history of it is begun, and no time is set anew, as Django's own loading of rows has it.
            manager: Any = table.model._base_manager
            manager._insert(some, fields=table.fields, using=DEFAULT_DB_ALIAS, raw=True)
        except (DatabaseError, ValueError) as error:
            first, last = some[0].pk, some[-1].pk
            raise Refused(f"A row of {table.label} between {first} and {last} is refused: {said(error)}.") from error


def _compared(table: Table, tell: Tell) -> int:
    """The rows of a table, the same on both sides. Raises Refused."""
    there, here = counted(lines_of(table, SOURCE)), counted(lines_of(table))
    if there != here:
        raise Refused(f"{table.label} came out otherwise than it went in: {there[0]:,} rows there, {here[0]:,} here.")
    rows, _size, digest = here
    tell(table.label, rows, digest)
    return rows


@contextmanager
def _known(source: dict[str, Any]) -> Iterator[None]:
    """Lets the portal read the other database, in transactions that hold up nobody."""
    settings = connections.configure_settings({DEFAULT_DB_ALIAS: source})[DEFAULT_DB_ALIAS]
    if "sqlite3" in settings["ENGINE"]:
        settings["OPTIONS"] = {"transaction_mode": "DEFERRED"}
    else:
        settings["OPTIONS"] = settings["OPTIONS"] | {"options": "-c default_transaction_isolation=repeatable\\ read"}
    connections.settings[SOURCE] = settings
    try:
        yield
    finally:
        connections[SOURCE].close()
        del connections[SOURCE], connections.settings[SOURCE]
