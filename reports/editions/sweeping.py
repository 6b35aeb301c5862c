"""Takes away files that no edition names: what a broken-off publication left behind, which nobody could ever see."""

from datetime import datetime, timedelta

from reports import store
from reports.models import EditionFile

# A publication that is under way may have written files that its edition will name: the young are left alone.
YOUNG = timedelta(days=1)


def sweep(*, now: datetime) -> int:
    """Remove every file of the store that is older than a day and that no standing edition names; gives their number."""
    rows = EditionFile.objects.filter(edition__withdrawn_at=None).values_list("digest", "packed")
    named = {digest for pair in rows.iterator() for digest in pair}
    loose = [name for name, written_at in store.kept() if name not in named and now - written_at > YOUNG]
    for name in loose:
        store.remove(name)
    return len(loose)
