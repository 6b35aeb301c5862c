"""The list of an edition's files, by which it can be told that none was changed, added or lost."""

from collections.abc import Iterable
from hashlib import sha256


def manifest(files: Iterable[tuple[str, str]]) -> str:
    """The list of (path, digest) as `sha256sum -c` reads it, in the order of the paths."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files))


def digest_of(files: Iterable[tuple[str, str]]) -> str:
    """The SHA-256 of that list, in hexadecimal."""
    return sha256(manifest(files).encode()).hexdigest()
