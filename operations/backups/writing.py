"""Writes a backup while people go on working: the database first, as of one moment, then the files, which never change."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db import connection

from operations.backups import engines
from operations.backups.manifest import MANIFEST, Engine, Manifest, Piece, rows
from reports.archive.manifest import migrations, software
from reports.archive.snapshot import snapshot
from reports.archive.writing import whole_file
from reports.files import named, store

CHUNK = 1 << 20


class NotWritten(Exception):
    """There is no backup; the message says why."""


def write_backup(target: Path, *, now: datetime) -> Manifest:
    """Write everything to one file, which only its owner may read and which is there when all of it is. Raises NotWritten.

    Whatever stood under the name is replaced only then.
    """
    try:
        with whole_file(target) as file, ZipFile(file, "w") as backup, TemporaryDirectory(dir=target.parent) as folder:
            return _write(backup, Path(folder), now.astimezone(UTC))
    except engines.Failed as error:
        raise NotWritten(str(error)) from error
    except store.Unreadable as error:
        raise NotWritten(
            f"{error} If an edition was withdrawn this very moment, back up again. If not, bring the file back from an older "
            "backup (manage.py restore --files-only) and back up then; manage.py verify_editions names what reports lack."
        ) from error
    except OSError as error:
        raise NotWritten(f"{target} cannot be written: {error.strerror or error}.") from error


def _write(backup: ZipFile, folder: Path, now: datetime) -> Manifest:
    dumped = folder / engines.DUMPS[connection.vendor]
    with snapshot():
        counts = rows()
        wanted = {(place, digest) for place in named.places() for digest in named.digests(place)}
        made = migrations()
        engines.dump(dumped)
    with dumped.open("rb") as content:
        database = _put(backup, dumped.name, iter(lambda: content.read(CHUNK), b""), ZIP_DEFLATED)
    files = [_put_file(backup, place, digest) for place, digest in sorted(wanted)]
    manifest = Manifest(
        written_at=now,
        software=software(),
        engine=cast("Engine", connection.vendor),
        migrations=made,
        rows=counts,
        database=database,
        files=files,
    )
    backup.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _put_file(backup: ZipFile, place: str, digest: str) -> Piece:
    with store.opened(digest, place=place) as file:
        piece = _put(backup, f"files/{place}/{digest[:2]}/{digest}", file.chunks(CHUNK), ZIP_STORED, place)
    if piece.sha256 != digest:
        raise store.Unreadable(f"The file {digest} is damaged: its content is not what its name says.")
    return piece


def _put(backup: ZipFile, path: str, chunks: Iterator[bytes], method: int, place: str = "") -> Piece:
    entry, found, size = ZipInfo(path), sha256(), 0
    entry.compress_type = method
    with backup.open(entry, "w", force_zip64=True) as out:
        for chunk in chunks:
            size += len(chunk)
            found.update(chunk)
            out.write(chunk)
    return Piece(path=path, bytes=size, sha256=found.hexdigest(), place=place)
