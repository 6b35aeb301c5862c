"""Hashes again all that was ever published, and names what is not any more what it was."""

from collections.abc import Iterator

from frozen import triggers
from reports import store
from reports.editions.manifest import digest_of
from reports.models import Edition
from reports.stored import digest_of as digest_of_text


def faults() -> Iterator[tuple[Edition, list[str]]]:
    """Every edition with what is wrong with it: nothing, where every byte is as it was published.

    Reads one edition at a time, and each file of the store once however many editions name it.
    """
    seen: dict[str, str] = {}
    for edition in (
        Edition.objects.select_related("period").order_by("period__year", "period__number", "number").iterator()
    ):
        yield edition, list(_of(edition, seen))


def guard() -> str:
    """What is wrong with the guard in the database; "" where it stands."""
    return (
        ""
        if triggers.standing()
        else "The triggers that keep editions from being changed are not all there: run migrate."
    )


def _of(edition: Edition, seen: dict[str, str]) -> Iterator[str]:
    files = list(edition.files.order_by("path"))
    if digest_of((file.path, file.digest) for file in files) != edition.manifest:
        yield "The list of its files is not the one that was published."
    if edition.withdrawn_at is not None:
        return
    if digest_of_text(edition.document) != edition.digest:
        yield "Its document was changed."
    for file in files:
        for digest in filter(None, (file.digest, file.packed)):
            if digest not in seen:
                seen[digest] = _fault(digest)
            if seen[digest]:
                yield f"{file.path}: {seen[digest]}"


def _fault(digest: str) -> str:
    """What is wrong with a file of the store; "" where it is what its name says."""
    try:
        content = store.read(digest)
    except store.Unreadable as trouble:
        return str(trouble)
    return "" if store.digest_of(content) == digest else "its content was changed."
