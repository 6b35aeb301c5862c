"""Lasting public addresses beside those of reports, for whoever lists them: a floor above says its own when its app is ready."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """A path, and when what stands there was last published (None: that is not known)."""

    path: str
    published_at: datetime | None = None


_speakers: list[Callable[[], Iterable[Address]]] = []


def list_too(addresses: Callable[[], Iterable[Address]]) -> None:
    """Have the addresses of another floor listed too; only what is public may be among them."""
    if addresses not in _speakers:
        _speakers.append(addresses)


def others() -> Iterator[Address]:
    """The addresses of other floors."""
    for speaker in _speakers:
        yield from speaker()
