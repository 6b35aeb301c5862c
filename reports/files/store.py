"""The files of editions, each under the SHA-256 of its bytes: one content is kept once, and never written over.

`STORAGES["editions"]` says where: in a folder (`WholeFiles`), or in a bucket where several machines serve (buckets.py). The rows
of an edition say which files are its own; what no row names is swept (named.py). What is kept in another `place` is another
floor's: the papers of meetings, of which some are never given to the public, lie apart.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, storages
from django.utils import timezone
from django.utils.deconstruct import deconstructible

EDITIONS, PAPERS = "editions", "papers"
# Well within the age at which a file that no edition names is swept.
FRESH = timedelta(hours=1)


class Unreadable(Exception):
    """A file that is named and cannot be read; the message says which."""


@deconstructible
class WholeFiles(FileSystemStorage):
    """A folder in which a file stands under its name only when all of it is on the disk: killed meanwhile, there is none."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: it tells the content, so whatever stands there already is the same."""
        return name

    def each(self) -> Iterator[tuple[str, datetime]]:
        """The name of every file with the moment it was written, those among them that a killed process left unfinished."""
        with suppress(FileNotFoundError):
            for folder in self.listdir("")[0]:
                for name in self.listdir(folder)[1]:
                    with suppress(FileNotFoundError):
                        yield name, self.get_modified_time(f"{folder}/{name}")

    def _save(self, name: str, content: File) -> str:
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        # The name of what is not finished is no digest, so that nobody takes it for a file.
        with NamedTemporaryFile(dir=place.parent, prefix="unfinished-", delete=False) as beside:
            try:
                for chunk in content.chunks():
                    beside.write(chunk)
                beside.flush()
                os.fsync(beside.fileno())
                Path(beside.name).replace(place)
            except BaseException:
                with suppress(OSError):
                    Path(beside.name).unlink()
                raise
        return name


def digest_of(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def put(content: bytes, *, place: str = EDITIONS) -> str:
    """Keep some bytes and give their digest. Those that are kept already are left as they are; a damaged file, or one so old
    that it might just be swept, is written again.

    Raises OSError when they cannot be written, such as on a full disk; then nothing new stands under their digest.
    """
    digest, store = digest_of(content), storages[place]
    with suppress(Unreadable, OSError):
        if read(digest, place=place) == content and timezone.now() - store.get_modified_time(_name(digest)) < FRESH:
            return digest
    store.save(_name(digest), ContentFile(content))
    return digest


def put_file(source: Path, *, place: str = EDITIONS) -> str:
    """`put` for a file that may be too large to hold in memory."""
    with source.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
        storages[place].save(_name(digest), File(file))
    return digest


def read(digest: str, *, place: str = EDITIONS) -> bytes:
    """The bytes of this digest, as they are kept: to hash them again is verify_editions' work. Raises Unreadable."""
    try:
        with storages[place].open(_name(digest)) as file:
            return file.read()
    except OSError as trouble:
        raise _unreadable(digest, trouble) from trouble


def opened(digest: str, *, place: str = EDITIONS) -> File:
    """The file of this digest, to be read piece by piece and closed. Raises Unreadable."""
    try:
        return storages[place].open(_name(digest))
    except OSError as trouble:
        raise _unreadable(digest, trouble) from trouble


def copy(digest: str, target: Path, *, place: str = EDITIONS) -> None:
    """Lay the file of this digest beside others, for a program that reads it piece by piece. Raises Unreadable."""
    try:
        with opened(digest, place=place) as file, target.open("wb") as copied:
            for chunk in file.chunks():
                copied.write(chunk)
    except OSError as trouble:
        raise _unreadable(digest, trouble) from trouble


def kept(*, place: str = EDITIONS) -> Iterator[tuple[str, datetime]]:
    """Every name in the store with the moment it was written: digests, and what a killed process left unfinished."""
    yield from storages[place].each()  # type: ignore[attr-defined]  # both ways of keeping files have it


def remove(name: str, *, place: str = EDITIONS) -> None:
    """Take a file away: one that nothing names, or that of a withdrawn edition. One that is gone already is no fault."""
    store = storages[place]
    for folder in [name[:2]] if not name.startswith("unfinished-") else store.listdir("")[0]:
        store.delete(f"{folder}/{name}")


def try_writing(place: str) -> None:
    """Write and take away a file that is none, to see whether files can be kept. Raises OSError, or what the store raises."""
    store, name = storages[place], f"00/unfinished-{uuid4().hex}"
    store.save(name, ContentFile(b"?"))
    store.delete(name)


def _unreadable(digest: str, trouble: OSError) -> Unreadable:
    return Unreadable(f"The file {digest} cannot be read: {trouble.strerror or trouble}.")


def _name(digest: str) -> str:
    return f"{digest[:2]}/{digest}"
