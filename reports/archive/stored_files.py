"""Which files of the store belong to an archive: those that editions name. Those of withdrawn ones are gone."""

from collections.abc import Iterator

from reports.models import EditionFile


def digests() -> Iterator[str]:
    """The digest of each file, once, in order."""
    named = EditionFile.objects.filter(edition__withdrawn_at=None).order_by()
    packed = named.exclude(packed="").values_list("packed", flat=True)
    yield from named.values_list("digest", flat=True).union(packed).order_by("digest").iterator()
