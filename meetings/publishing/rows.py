"""The rows of a publication: itself and its files, written in one transaction by whoever freezes it."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from accounts.actions import record
from accounts.events import Kind
from meetings.models import Publication, PublishedFile
from meetings.rules import Refused
from reports.editions.drawing import Kept
from reports.editions.manifest import digest_of

# Called with the publication in the transaction that writes it.
Finish = Callable[[Publication], None]


def write_rows(publication: Publication, public: Sequence[Kept], private: Sequence[Kept] = ()) -> None:
    """Write a publication that is not there yet, with its files, which are kept already."""
    publication.manifest = digest_of((file.path, file.digest) for file in (*public, *private))
    publication.save(force_insert=True)
    PublishedFile.objects.bulk_create(
        PublishedFile(
            publication=publication,
            path=file.path,
            content_type=file.content_type,
            size=file.size,
            digest=file.digest,
            packed=file.packed,
            is_private=is_private,
        )
        for files, is_private in ((public, False), (private, True))
        for file in files
    )
    record(Kind.PUBLISHED, by=publication.published_by, subject=str(publication))


def not_kept(trouble: OSError) -> Refused:
    """What is said where files could not be written."""
    words = _(
        "It could not be kept: %(trouble)s. Nothing was published, and nothing is lost. Make room on the disk, or have the "
        "folder of what is published looked at, and publish it again."
    )
    return Refused(words % {"trouble": trouble.strerror or trouble})
