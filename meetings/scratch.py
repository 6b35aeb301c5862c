"""Folders for copies of papers that only pass through, some of them exempt; used where packs are built and files are taken in.

A folder goes when its work is over. A process that is killed cannot see to that, so whoever begins next takes away what it left.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp

PREFIX = "portal-papers-"


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of this piece of work alone, held by a lock that the system lets go of when the process ends in any way."""
    _sweep()
    folder, lock = _begun()
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)
        os.close(lock)


def _begun() -> tuple[Path, int]:
    """A new folder and its lock. Somebody may sweep it between the two: then another is made."""
    while True:
        folder = Path(mkdtemp(prefix=PREFIX))
        with suppress(FileNotFoundError):
            lock = os.open(folder, os.O_RDONLY)
            flock(lock, LOCK_EX)
            if folder.exists():
                return folder, lock
            os.close(lock)


def _sweep() -> None:
    """Take away the folders that nobody holds any more; those of somebody else are left alone."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            lock = os.open(folder, os.O_RDONLY)
            try:
                flock(lock, LOCK_EX | LOCK_NB)
                rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)
