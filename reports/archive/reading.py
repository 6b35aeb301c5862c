"""Opens an archive and believes nothing of it: what is not exactly what its manifest lists is refused with a sentence."""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import ValidationError

from reports.archive import manifest as paper
from reports.archive.manifest import Manifest, Piece, TablePiece, totals_of

# How many times larger than the archive its content may be: real ones are about ten times as large.
LARGEST_GROWTH = 100
# What is held in memory at once: a row, the manifest.
LARGEST_PIECE = 256 * 1024 * 1024
CHUNK = 1024 * 1024


class Refused(Exception):
    """An archive that is not restored; the message says why."""


class Archive:
    """An archive all of whose pieces are there, and are what the manifest says."""

    def __init__(self, archive: ZipFile, manifest: Manifest, digest: str) -> None:
        self._archive = archive
        self.manifest = manifest
        self.digest = digest

    def lines(self, path: str) -> Iterator[bytes]:
        """The lines of a table."""
        with self._archive.open(path) as piece:
            while line := piece.readline(LARGEST_PIECE + 1):
                if len(line) > LARGEST_PIECE:
                    raise Refused(f"A row of {path} is larger than the portal reads.")
                yield line

    def copy(self, piece: Piece, target: IO[bytes]) -> None:
        """Write a stored file into another."""
        with self._archive.open(piece.path) as file:
            copyfileobj(file, target, CHUNK)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive and check the whole of it. Raises Refused; so does the block when a piece cannot be read after all."""
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            entries = _entries(archive, path.stat().st_size)
            manifest, digest = _manifest(archive, entries)
            _check(archive, entries, manifest, digest)
            yield Archive(archive, manifest, digest)
    except BadZipFile:
        raise Refused(f"{path.name} is no ZIP file, or a damaged one.") from None
    except (zlib.error, EOFError) as error:
        raise Refused(f"{path.name} is damaged: {error}.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}.") from error


def _entries(archive: ZipFile, size: int) -> dict[str, ZipInfo]:
    """The entries by name, when nothing about them is odd before any is unpacked."""
    entries: dict[str, ZipInfo] = {}
    for entry in archive.infolist():
        if entry.filename in entries:
            raise Refused(f"The archive holds {entry.filename} twice.")
        if entry.flag_bits & 0x1:
            raise Refused(f"{entry.filename} is encrypted, which no archive of a portal is.")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refused(f"{entry.filename} is packed in a way that no archive of a portal uses.")
        entries[entry.filename] = entry
    if sum(entry.file_size for entry in entries.values()) > LARGEST_GROWTH * size:
        raise Refused(
            f"The archive would become more than {LARGEST_GROWTH} times as large, which no archive of a portal does."
        )
    return entries


def _manifest(archive: ZipFile, entries: dict[str, ZipInfo]) -> tuple[Manifest, str]:
    if paper.MANIFEST not in entries:
        raise Refused(f"The file holds no {paper.MANIFEST}: it is no archive of a portal.")
    text = _small(archive, entries[paper.MANIFEST])
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or told.get("format") != paper.FORMAT:
        raise Refused(f"{paper.MANIFEST} does not describe an archive of a portal.")
    version = told.get("format_version")
    if isinstance(version, int) and version > paper.VERSION:
        raise Refused(
            f"The archive has format {version}, which this version of the software does not know: it reads {paper.VERSION}. "
            f"It was written by {told.get('software')!s:.60}: use that or a later version."
        )
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = " › ".join(str(step) for step in first["loc"])
        raise Refused(f"{paper.MANIFEST} is not as it is written: {place}: {first['msg']}.") from None
    return manifest, sha256(text).hexdigest()


def _check(archive: ZipFile, entries: dict[str, ZipInfo], manifest: Manifest, digest: str) -> None:
    """Every piece has its place, size and digest, and there is nothing besides."""
    listed = sorted(piece.path for piece in manifest.pieces())
    places = [
        *paper.PAPERS,
        *(f"tables/{label}.jsonl" for label in manifest.tables),
        *(piece.path for piece in manifest.files if piece.place),
    ]
    if listed != sorted(set(places)):
        raise Refused(f"{paper.MANIFEST} lists files at places that are not theirs.")
    if manifest.totals != totals_of(manifest.tables.values(), manifest.files):
        raise Refused(f"{paper.MANIFEST} tells totals that its pieces do not come to.")
    wanted = {*listed, paper.MANIFEST, paper.SUMS}
    if missing := sorted(wanted - entries.keys()):
        raise Refused(f"The archive lacks {_some(missing)}, which its manifest lists.")
    if unknown := sorted(entries.keys() - wanted):
        raise Refused(f"The archive holds {_some(unknown)}, which its manifest does not list.")
    if _small(archive, entries[paper.SUMS]) != paper.sums(manifest, digest):
        raise Refused(f"{paper.SUMS} does not agree with {paper.MANIFEST}.")
    for piece in manifest.pieces():
        size, lines, found = _measured(archive, piece.path)
        if (size, found) != (piece.bytes, piece.sha256):
            raise Refused(f"{piece.path} is not what was written: its SHA-256 should be {piece.sha256} and is {found}.")
        if isinstance(piece, TablePiece) and lines != piece.rows:
            raise Refused(f"{piece.path} has {lines:,} rows, and should have {piece.rows:,}.")


def _measured(archive: ZipFile, path: str) -> tuple[int, int, str]:
    """Size, ends of lines and SHA-256 of a piece."""
    size, lines, digest = 0, 0, sha256()
    with archive.open(path) as piece:
        while chunk := piece.read(CHUNK):
            size, lines = size + len(chunk), lines + chunk.count(b"\n")
            digest.update(chunk)
    return size, lines, digest.hexdigest()


def _small(archive: ZipFile, entry: ZipInfo) -> bytes:
    if entry.file_size > LARGEST_PIECE:
        raise Refused(f"{entry.filename} is larger than the portal reads.")
    return archive.read(entry)


def _some(names: list[str]) -> str:
    shown = ", ".join(name[:100] for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"
