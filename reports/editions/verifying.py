"""Hashes again all that was ever published, and names what is not any more what it was.

A floor above that publishes too has its own looked at as well, by `look_too` when its app is ready.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from frozen import triggers
from reports.document.stored import digest_of as digest_of_text
from reports.editions.manifest import digest_of
from reports.files import store
from reports.models import Edition


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as its row names it: its path, the digests of its bytes ("" for one that there is not), and where they lie."""

    path: str
    digests: tuple[str, ...]
    place: str = store.EDITIONS


@dataclass(frozen=True, slots=True)
class Publication:
    """Something that was published: its name, its documents with their digests, its files, and the digest of their list."""

    name: str
    is_withdrawn: bool
    documents: tuple[tuple[str, str], ...]
    manifest: str
    files: tuple[Kept, ...]


_looked_at: list[Callable[[], Iterable[Publication]]] = []


def look_too(published: Callable[[], Iterable[Publication]]) -> None:
    """Have what another floor published looked at too."""
    if published not in _looked_at:
        _looked_at.append(published)


def faults() -> Iterator[tuple[Publication, list[str]]]:
    """Everything published with what is wrong with it: nothing, where every byte is as it was.

    Reads one publication at a time, and each file of the store once however many name it.
    """
    seen: dict[tuple[str, str], str] = {}
    for published in (_editions, *_looked_at):
        for one in published():
            yield one, list(_of(one, seen))


def guard() -> str:
    """What is wrong with the guard in the database; "" where it stands."""
    return (
        ""
        if triggers.standing()
        else "The triggers that keep what was published from being changed are not all there: run migrate."
    )


def _editions() -> Iterator[Publication]:
    editions = Edition.objects.select_related("period").order_by("period__year", "period__number", "number")
    for edition in editions.iterator():
        files = (Kept(one.path, (one.digest, one.packed)) for one in edition.files.order_by("path"))
        document = (edition.document, edition.digest)
        yield Publication(str(edition), edition.withdrawn_at is not None, (document,), edition.manifest, tuple(files))


def _of(one: Publication, seen: dict[tuple[str, str], str]) -> Iterator[str]:
    if digest_of((file.path, file.digests[0]) for file in one.files) != one.manifest:
        yield "The list of its files is not the one that was published."
    if one.is_withdrawn:
        return
    if any(digest_of_text(document) != digest for document, digest in one.documents):
        yield "Its document was changed."
    for file in one.files:
        for digest in filter(None, file.digests):
            key = (file.place, digest)
            if key not in seen:
                seen[key] = _fault(digest, file.place)
            if seen[key]:
                yield f"{file.path}: {seen[key]}"


def _fault(digest: str, place: str) -> str:
    """What is wrong with a file of the store; "" where it is what its name says."""
    try:
        content = store.read(digest, place=place)
    except store.Unreadable as trouble:
        return str(trouble)
    return "" if store.digest_of(content) == digest else "its content was changed."
