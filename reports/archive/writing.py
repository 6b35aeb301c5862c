"""Writes an archive: one ZIP of all tables and stored files, from one moment of the database, at the cost of one row's memory."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.archive import manifest as paper
from reports.archive.description import description
from reports.archive.manifest import Manifest, Piece, TablePiece, file_path, totals_of
from reports.archive.readme import readme
from reports.archive.rows import lines_of
from reports.archive.snapshot import snapshot
from reports.archive.tables import Table, left_out, tables
from reports.files import named, store


class NotWritten(Exception):
    """There is no archive; the message says why."""


def write_archive(target: Path, *, now: datetime) -> tuple[Manifest, str]:
    """Write everything to a file, which is there when all of it is; gives the manifest and its SHA-256.

    The same state gives the same bytes, but for the moment `now`. Whatever stood under the name is replaced. Raises NotWritten
    when a stored file is missing or damaged, or the disk takes no more.
    """
    try:
        with whole_file(target) as file, ZipFile(file, "w", ZIP_DEFLATED) as archive, snapshot():
            return _write(archive, now.astimezone(UTC))
    except store.Unreadable as error:
        raise NotWritten(
            f"{error} An archive without it would not be whole: bring it back from a backup first. "
            "manage.py verify_editions names every such file."
        ) from error
    except OSError as error:
        raise NotWritten(f"{target} cannot be written: {error.strerror or error}.") from error


def counted(lines: Iterable[bytes], out: IO[bytes] | None = None) -> tuple[int, int, str]:
    """The number of lines, of bytes, and the SHA-256 of it all, written to `out` on the way."""
    rows = size = 0
    digest = sha256()
    for line in lines:
        rows, size = rows + 1, size + len(line)
        digest.update(line)
        if out:
            out.write(line)
    return rows, size, digest.hexdigest()


def _write(archive: ZipFile, now: datetime) -> tuple[Manifest, str]:
    held = tables()
    pieces = {table.label: _write_table(archive, table) for table in held}
    files = [_write_file(archive, digest, place) for place in named.places() for digest in named.digests(place)]
    software = paper.software()
    described = json.dumps(description(held, pieces), ensure_ascii=False, indent=1)
    told = readme(held, pieces, software=software, written_at=now)
    papers = [_put(archive, paper.DESCRIPTION, described.encode()), _put(archive, paper.README, told.encode())]
    written = Manifest(
        format=paper.FORMAT,
        format_version=paper.VERSION,
        written_at=now,
        software=software,
        migrations=paper.migrations(),
        tables=pieces,
        files=files,
        papers=papers,
        left_out=left_out(),
        totals=totals_of(pieces.values(), files),
    )
    digest = _put(archive, paper.MANIFEST, written.model_dump_json(indent=1).encode()).sha256
    _put(archive, paper.SUMS, paper.sums(written, digest))
    return written, digest


def _write_table(archive: ZipFile, table: Table) -> TablePiece:
    with archive.open(_entry(table.path), "w", force_zip64=True) as out:
        rows, size, digest = counted(lines_of(table), out)
    return TablePiece(path=table.path, rows=rows, bytes=size, sha256=digest)


def _write_file(archive: ZipFile, digest: str, place: str) -> Piece:
    path, found, size = file_path(digest, place), sha256(), 0
    with store.opened(digest, place=place) as file, archive.open(_entry(path), "w", force_zip64=True) as out:
        for chunk in file.chunks():
            size += len(chunk)
            found.update(chunk)
            out.write(chunk)
    if found.hexdigest() != digest:
        raise store.Unreadable(f"The file {digest} is damaged: its content is not what its name says.")
    return Piece(path=path, bytes=size, sha256=digest)


def _put(archive: ZipFile, path: str, content: bytes) -> Piece:
    archive.writestr(_entry(path), content)
    return Piece(path=path, bytes=len(content), sha256=store.digest_of(content))


def _entry(path: str) -> ZipInfo:
    """An entry without a time or an owner of its own, so that the same content gives the same bytes."""
    entry = ZipInfo(path)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


@contextmanager
def whole_file(target: Path) -> Iterator[IO[bytes]]:
    """A file beside the target that takes its name when the block has ended well. Only its owner may read it."""
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(file.name).unlink()
            raise
