"""Which files of the store belong to an archive: those that editions name. Those of withdrawn ones are gone."""

from collections.abc import Iterator

from django.apps import apps


def digests() -> Iterator[str]:
    """The digest of each file, once, in order."""
    if "editionfile" not in apps.get_app_config("reports").models:
        return
    named = apps.get_model("reports", "EditionFile").objects.filter(edition__withdrawn_at=None).order_by()
    as_they_are = named.values_list("digest", flat=True)
    yield from (
        as_they_are.union(named.exclude(packed="").values_list("packed", flat=True)).order_by("digest").iterator()
    )
