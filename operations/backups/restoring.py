"""Checks a backup in whole, and restores it: the files first, which replace nothing, then the database, all or nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import BadZipFile, ZipFile

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pydantic import ValidationError

from operations.backups import engines
from operations.backups.manifest import MANIFEST, Manifest, Piece, rows
from reports.files import named, store

CHUNK = 1 << 20
# Rows that a portal has in which nobody has done anything yet: migrate makes them.
MADE_BY_MIGRATE = {"auth_permission", "django_content_type"}
LARGEST_MANIFEST = 500_000_000


class Refused(Exception):
    """Nothing was restored; the message says why."""


def restore_backup(path: Path, *, replace: bool = False, files_only: bool = False) -> Manifest:
    """Restore a backup, after all of it was checked against its manifest. Raises Refused.

    A portal that holds something is refused unless `replace` says that its records may go. With `files_only` the database stays
    as it is: stored files that are missing come back. Files that are there stay, since a name tells the content.
    """
    with _opened(path) as (backup, manifest), TemporaryDirectory() as folder:
        _check(backup, manifest)
        if not files_only:
            _fits(manifest, replace=replace)
        try:
            for piece in manifest.files:
                _bring_back(backup, piece, Path(folder))
            if not files_only:
                _load(backup, manifest, Path(folder))
        except (engines.Failed, OSError) as error:
            raise Refused(f"{error} The database is as it was.") from error
        return manifest


@contextmanager
def _opened(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    try:
        with ZipFile(path) as backup:
            if backup.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
                raise Refused("Its manifest is too large to be one.")
            yield backup, Manifest.model_validate_json(backup.read(MANIFEST))
    except (BadZipFile, KeyError, ValidationError, json.JSONDecodeError) as error:
        raise Refused(f"{path} is no backup of this portal, or not all of one.") from error
    except FileNotFoundError as error:
        raise Refused(f"There is no file {path}.") from error


def _check(backup: ZipFile, manifest: Manifest) -> None:
    """Raises Refused unless the backup holds all that its manifest lists, unaltered, and nothing else."""
    pieces = [manifest.database, *manifest.files]
    if sorted(backup.namelist()) != sorted([MANIFEST, *(piece.path for piece in pieces)]):
        raise Refused("The backup holds other files than its manifest lists.")
    for piece in pieces:
        with backup.open(piece.path) as content:
            size, digest = _copied(content)
        if (size, digest) != (piece.bytes, piece.sha256):
            raise Refused(f"{piece.path} in the backup is damaged.")
    if strange := sorted({piece.place for piece in manifest.files} - set(named.places())):
        raise Refused(f"The backup holds files of {', '.join(strange)}, a place that this portal does not have.")


def _fits(manifest: Manifest, *, replace: bool) -> None:
    if manifest.engine != connection.vendor:
        raise Refused(
            f"The backup is of {manifest.engine}, this portal's database is {connection.vendor}. "
            "Restore it where the database is the same; an archive moves records from one to the other."
        )
    known = set(MigrationLoader(None).disk_migrations or {})
    newer = [
        f"{app}.{name}" for app, names in manifest.migrations.items() for name in names if (app, name) not in known
    ]
    if newer:
        raise Refused(
            f"The backup was written by newer software ({manifest.software}): {', '.join(newer)[:200]} is not known here. "
            "Bring the software up to date first."
        )
    held = [f"{count:,} rows in {table}" for table, count in rows().items() if count and table not in MADE_BY_MIGRATE]
    if held and not replace:
        raise Refused(
            f"This portal holds something ({'; '.join(held[:3])}). Restoring would take it away: back it up, "
            "then say --replace."
        )


def _bring_back(backup: ZipFile, piece: Piece, folder: Path) -> None:
    beside = folder / "file"
    with backup.open(piece.path) as content, beside.open("wb") as target:
        _copied(content, target)
    if store.put_file(beside, place=piece.place) != piece.sha256:
        raise Refused(f"{piece.path} could not be kept as it is.")


def _load(backup: ZipFile, manifest: Manifest, folder: Path) -> None:
    source = folder / engines.DUMPS[manifest.engine]
    with backup.open(manifest.database.path) as content, source.open("wb") as target:
        _copied(content, target)
    engines.load(source)
    if (found := rows()) != manifest.rows:
        other = sorted(table for table in found.keys() | manifest.rows if found.get(table) != manifest.rows.get(table))
        raise Refused(f"Read again, these tables differ from the backup: {', '.join(other)[:300]}.")


def _copied(source: IO[bytes], target: IO[bytes] | None = None) -> tuple[int, str]:
    """The size and SHA-256 of what is read, written to `target` on the way."""
    found, size = sha256(), 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        found.update(chunk)
        if target:
            target.write(chunk)
    return size, found.hexdigest()
