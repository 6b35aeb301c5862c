"""Takes away files that no row names: what a broken-off publication left behind, or a paper that was taken off an agenda."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from reports.files import named, store

# A publication that is under way may have written files that its edition will name: the young are left alone.
YOUNG = timedelta(days=1)


def sweep(*, now: datetime, place: str = store.EDITIONS) -> int:
    """Remove every file of a place that is older than a day and that no row names; gives their number."""
    held, count = set(named.digests(place)), 0
    for name, written_at in store.kept(place=place):
        # At once, before somebody hands in the same file again: that would make it young.
        if name not in held and now - written_at > YOUNG:
            store.remove(name, place=place)
            count += 1
    return count


def remove_unnamed(digests: Iterable[str], *, place: str) -> None:
    """Remove at once what a withdrawn publication had, but for what another one names too."""
    for digest in sorted(set(digests) - set(named.digests(place))):
        store.remove(digest, place=place)
