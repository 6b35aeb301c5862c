"""Which files of the store some row names, place by place: an archive takes them along, and the sweep leaves them alone.

What no row names was left behind by something that broke off. A floor above that keeps files in a place of its own says here
which are named, when its app is ready; files in a place that nobody speaks for are neither archived nor swept.
"""

from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import groupby

from reports.files.store import EDITIONS
from reports.models import EditionFile

Named = Callable[[], Iterable[str]]


def _by_editions() -> Iterator[str]:
    """Those of standing editions. The files of withdrawn ones are gone."""
    named = EditionFile.objects.filter(edition__withdrawn_at=None).order_by()
    packed = named.exclude(packed="").values_list("packed", flat=True)
    yield from named.values_list("digest", flat=True).union(packed).order_by("digest").iterator()


_spoken_for: dict[str, list[Named]] = {EDITIONS: [_by_editions]}


def speak_for(place: str, named: Named) -> None:
    """Let a function say which files of a place are named, beside others that do: it gives the digest of each once, in order."""
    speakers = _spoken_for.setdefault(place, [])
    if named not in speakers:
        speakers.append(named)


def places() -> list[str]:
    """The places of the store that somebody speaks for, in order."""
    return sorted(_spoken_for)


def digests(place: str) -> Iterator[str]:
    """The digest of each file of a place that some row names, once, in order. Raises KeyError where nobody speaks for it."""
    for digest, _same in groupby(merge(*(speaker() for speaker in _spoken_for[place]))):
        yield digest
