"""Where the pages of an edition stand besides its own addresses, as in the pack of an agenda, so that whoever withdraws it is
told where readers still find them: a floor above says so when its app is ready."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.models import Edition


@dataclass(frozen=True, slots=True)
class Holder:
    """What holds an edition, in words, and the page on which staff withdraw that."""

    title: str
    address: str


_speakers: list[Callable[[Edition], Iterable[Holder]]] = []


def hold_too(holders: Callable[[Edition], Iterable[Holder]]) -> None:
    """Have what another floor has published of an edition told; what is withdrawn already is not among it."""
    if holders not in _speakers:
        _speakers.append(holders)


def holders_of(edition: Edition) -> list[Holder]:
    """Everything that holds an edition now."""
    return [holder for speaker in _speakers for holder in speaker(edition)]
