"""Restores an archive into an empty portal: every row under its own id and every file, or nothing at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.color import no_style
from django.core.serializers.base import DeserializedObject
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import AutoField, Max, Model

from reports.archive import manifest as paper
from reports.archive.manifest import Manifest, Piece
from reports.archive.reading import Archive, Refused, opened
from reports.archive.rows import NotARow, lines_of, row_of
from reports.archive.tables import Table, tables
from reports.archive.writing import counted
from reports.files import named, store


def restore_archive(path: Path) -> tuple[Manifest, str]:
    """Restore all of an archive; gives its manifest and the SHA-256 of that.

    What was restored is read again from the database and compared with the manifest before it counts. Raises Refused: when the
    archive is not whole, comes from other software than this, or the portal is not empty.
    """
    with opened(path) as archive, _files_taken_back():
        try:
            with transaction.atomic():
                _restore(archive)
        except DatabaseError as error:
            raise Refused(f"The database does not take it: {said(error)}.") from error
        return archive.manifest, archive.digest


def _restore(archive: Archive) -> None:
    held = tables()
    _fits(archive.manifest, held)
    _is_empty(held)
    for table in held:
        _load(archive, table)
    # Links are checked at the end of a transaction; here it is known what is being done.
    connection.check_constraints()
    count_on(held)
    for piece in archive.manifest.files:
        _bring_back(archive, piece)
    _compare(archive.manifest, held)


def _bring_back(archive: Archive, piece: Piece) -> None:
    """Keep a stored file where it was kept, without ever holding the whole of it in memory."""
    with NamedTemporaryFile() as beside:
        archive.copy(piece, beside.file)
        beside.flush()
        if store.put_file(Path(beside.name), place=piece.place) != piece.sha256:
            raise Refused(f"{piece.path} is not what its name says.")


def _fits(manifest: Manifest, held: list[Table]) -> None:
    """Raises Refused when the archive was written by software with other tables than this."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("The tables of this portal are not made yet, or not all of them. Type manage.py migrate first.")
    here = paper.migrations()
    for app in sorted({table.model._meta.app_label for table in held}):
        there = manifest.migrations.get(app, [])
        if there != here.get(app, []):
            other = sorted(set(there) ^ set(here.get(app, [])))
            raise Refused(
                f"The archive was written by {manifest.software} with other tables than this portal's: {app} differs by "
                f"{', '.join(other)[:200]}. Restore it with that version of the software, then bring the portal up to date."
            )
    known = {table.label for table in held}
    if lacking := sorted(known - manifest.tables.keys()):
        raise Refused(f"The archive lacks the tables {', '.join(lacking)[:200]}.")
    if unknown := sorted(manifest.tables.keys() - known):
        raise Refused(f"The archive holds the tables {', '.join(unknown)[:200]}, which this portal does not have.")


def _is_empty(held: list[Table]) -> None:
    full = [f"{count:,} in {table.label}" for table in held if (count := table.model._base_manager.count())]
    if full:
        raise Refused(
            f"This portal is not empty: it holds rows ({'; '.join(full[:3])}). An archive is restored into an empty database, "
            "so that nothing is mixed or overwritten."
        )


def _load(archive: Archive, table: Table) -> None:
    path = table.path
    for number, line in enumerate(archive.lines(path), start=1):
        try:
            # As it is written: no history of it is begun, and no time is set anew.
            DeserializedObject(table.model(**row_of(table, line))).save(save_m2m=False, force_insert=True)
        except NotARow as error:
            raise Refused(f"Line {number} of {path} {error}.") from error
        except (DatabaseError, ValueError) as error:
            raise Refused(f"Line {number} of {path} is refused by the database: {said(error)}.") from error


def count_on(held: list[Table]) -> None:
    """Let new rows be numbered after the restored ones, and after those that only a history still knows."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in held]):
            cursor.execute(statement)
    for table in held:
        subject: type[Model] | None = getattr(table.model, "instance_type", None)
        if subject and isinstance(subject._meta.pk, AutoField):
            key = subject._meta.pk
            highest = [
                model._base_manager.aggregate(found=Max(key.attname))["found"] for model in (table.model, subject)
            ]
            if any(highest):
                _count_from(subject._meta.db_table, key.column, max(filter(None, highest)))


def _count_from(name: str, column: str, highest: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, highest])
        else:
            place = connection.ops.quote_name(name)
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [place, column, highest])


def said(error: Exception) -> str:
    """What an error says, in one line, as part of a sentence."""
    return " ".join(str(error).split()).rstrip(".")


def _compare(manifest: Manifest, held: list[Table]) -> None:
    """Raises Refused when what the database and the store hold now differs in anything from the manifest."""
    for table in held:
        piece = manifest.tables[table.label]
        if counted(lines_of(table)) != (piece.rows, piece.bytes, piece.sha256):
            raise Refused(f"{table.label} came out of the database otherwise than the archive has it.")
    wanted = {(place, digest) for place in named.places() for digest in named.digests(place)}
    brought = {(piece.place, piece.sha256) for piece in manifest.files}
    if other := sorted(f"{digest} ({place})" for place, digest in wanted ^ brought):
        raise Refused(f"The rows name other files than the archive holds: {', '.join(other)[:200]}.")


@contextmanager
def _files_taken_back() -> Iterator[None]:
    """Takes files out of the store again that were put there, when the block fails."""
    before = _kept()
    try:
        yield
    except BaseException:
        for place, name in _kept() - before:
            store.remove(name, place=place)
        raise


def _kept() -> set[tuple[str, str]]:
    """Every name in every place of the store."""
    return {(place, name) for place in named.places() for name, _ in store.kept(place=place)}
