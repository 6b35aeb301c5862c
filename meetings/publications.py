"""Every read of what was published of meetings: readers see this, and nothing of the records behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.urls import reverse

from meetings.document import AgendaDocument
from meetings.minutes_document import MinutesDocument
from meetings.models import Meeting, Publication, PublishedFile, Upload
from meetings.models.publications import PublicationQuerySet
from meetings.stored import agenda_from, minutes_from
from reports.editions import verifying
from reports.files.store import EDITIONS, PAPERS
from reports.holding import Holder
from reports.models import Edition

# The last number that a publication can have.
LARGEST = 32_767


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file of a publication as it is asked for; `publication` is the key of that."""

    held_on: date
    number: int
    path: str
    content_type: str
    size: int
    digest: str
    packed: str
    publication: int
    withdrawn_at: datetime | None

    @property
    def saved_as(self) -> str:
        """The name under which a reader saves it: with its meeting's day, and its publication if not the first."""
        number = f"-{self.number}" if self.number > 1 else ""
        return f"{self.held_on.isoformat()}{number}-{self.path.rpartition('/')[2]}"


def file_of(day: date, number: int, path: str, *, is_private: bool) -> ServedFile | None:
    """A file of a publication that lies at a day, withdrawn or not; None where there is none. One query."""
    # No name holds a NUL, and a database refuses to look one up, or a number beyond its column.
    if number > LARGEST or "\0" in path:
        return None
    found = PublishedFile.objects.select_related("publication").filter(
        publication__held_on=day, publication__number=number, path=path, is_private=is_private
    )
    for file in found.defer("publication__document", "publication__for_members"):
        return ServedFile(
            held_on=day,
            number=number,
            path=path,
            content_type=file.content_type,
            size=file.size,
            digest=file.digest,
            packed=file.packed,
            publication=file.publication_id,
            withdrawn_at=file.publication.withdrawn_at,
        )
    return None


def lean() -> PublicationQuerySet:
    """Publications without their documents, which are long."""
    return Publication.objects.defer("document", "for_members")


def of_meeting(meeting: Meeting) -> list[Publication]:
    """Every publication of a meeting, withdrawn ones too, the newest first, without their documents. One query."""
    found = lean().filter(meeting=meeting).select_related("published_by", "withdrawn_by")
    return list(found.order_by("-number"))


def current_of(meeting: Meeting) -> Publication | None:
    """The newest publication of a meeting's agenda that stands. One query."""
    return lean().standing().of_agendas().filter(meeting=meeting).order_by("-number").first()


def minutes_of(meeting: Meeting | int) -> Publication | None:
    """The newest publication of a meeting's minutes that stands. One query."""
    return lean().standing().of_minutes().filter(meeting=meeting).order_by("-number").first()


def current_on(day: date) -> Publication | None:
    """The newest agenda of the meeting whose papers lie at a day, or lay there before it was moved. Two queries.

    None where nothing lies there or all of it was withdrawn. It lies at another day where the meeting was moved.
    """
    meeting = lean().filter(held_on=day).order_by("-pk").values_list("meeting_id", flat=True).first()
    if meeting is None:
        return None
    return lean().standing().of_agendas().filter(meeting_id=meeting).order_by("-number").first()


def holding(edition: Edition) -> list[Holder]:
    """The publications that stand and have an edition of a report among their papers. One query."""
    named = Q(document__contains=edition.digest) | Q(for_members__contains=edition.digest)
    found = lean().standing().of_agendas().filter(named).select_related("meeting").order_by("held_on", "number")
    return [Holder(str(one), reverse("meetings:publications", args=[one.meeting.held_on])) for one in found]


def withdrawn_on(day: date) -> Publication | None:
    """The newest agenda that lay at a day and was withdrawn; None where none was. One query."""
    return lean().of_agendas().filter(held_on=day).exclude(withdrawn_at=None).order_by("-number").first()


def current() -> list[Publication]:
    """The newest agenda that stands of every meeting, the latest meeting first, without their documents. One query."""
    return _newest(lean().standing().of_agendas())


def current_minutes() -> dict[int, Publication]:
    """The newest minutes that stand of every meeting, by the key of that, without their documents. One query."""
    return {one.meeting_id: one for one in _newest(lean().standing().of_minutes())}


def _newest(publications: PublicationQuerySet) -> list[Publication]:
    found: dict[int, Publication] = {}
    for one in publications.order_by("-held_on", "-number"):
        kept = found.get(one.meeting_id)
        if kept is None or kept.number < one.number:
            found[one.meeting_id] = one
    return sorted(found.values(), key=lambda one: one.held_on, reverse=True)


def document_of(publication: Publication) -> AgendaDocument:
    """The agenda of a publication for the public. Read once by this process, since it never changes."""
    return _document(publication.pk, publication.digest)


def minutes_document_of(publication: Publication) -> MinutesDocument:
    """The minutes of a publication. Read once by this process, since they never change."""
    return _minutes_document(publication.pk, publication.digest)


def for_members_of(publication: Publication) -> AgendaDocument | None:
    """The agenda of a publication for the members; None where nothing of it is private. One query, kept nowhere."""
    text = Publication.objects.values_list("for_members", flat=True).get(pk=publication.pk)
    return agenda_from(text) if text else None


def to_verify() -> Iterator[verifying.Publication]:
    """Every publication with the files that it has, for `verify_editions`; one after another."""
    for one in Publication.objects.select_related("meeting").order_by("held_on", "number").iterator():
        files = tuple(
            verifying.Kept(file.path, (file.digest, file.packed), PAPERS if file.is_private else EDITIONS)
            for file in one.files.order_by("path")
        )
        document = (one.document, one.digest)
        yield verifying.Publication(str(one), one.withdrawn_at is not None, (document,), one.manifest, files)


def public_files_named() -> Iterator[str]:
    """The digest of each public file of standing publications, once, in order. One query."""
    yield from _named(is_private=False)


def papers_named() -> Iterator[str]:
    """The digest of each file of the place "papers" that some row names, once, in order: what was handed in, and what is for
    members alone. One query."""
    handed_in = Upload.objects.order_by().values_list("digest", flat=True)
    private = _digests(Q(is_private=True)).order_by().values_list("digest", flat=True)
    yield from handed_in.union(private).order_by("digest").iterator()


def _named(*, is_private: bool) -> Iterator[str]:
    found = _digests(Q(is_private=is_private)).order_by()
    packed = found.exclude(packed="").values_list("packed", flat=True)
    yield from found.values_list("digest", flat=True).union(packed).order_by("digest").iterator()


def _digests(wanted: Q) -> QuerySet[PublishedFile]:
    return PublishedFile.objects.filter(wanted, publication__withdrawn_at=None)


@lru_cache(maxsize=64)
def _minutes_document(pk: int, digest: str) -> MinutesDocument:
    return minutes_from(Publication.objects.values_list("document", flat=True).get(pk=pk, digest=digest))


@lru_cache(maxsize=64)
def _document(pk: int, digest: str) -> AgendaDocument:
    return agenda_from(Publication.objects.values_list("document", flat=True).get(pk=pk, digest=digest))
