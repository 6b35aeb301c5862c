"""What the public pages and those of members show of published agendas, put together of publications alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from meetings import publications
from meetings.document import AgendaDocument, Pack, Sitting
from meetings.minutes_document import MinutesDocument
from meetings.models import Publication
from reports.lasting import Address


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting in the list of agendas, with its pack and the address of that, and that of its minutes or ""."""

    meeting: Sitting
    pack: Pack | None
    pack_at: str
    minutes_at: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """Meetings from today on, the next first, and those that are over, the latest first."""

    ahead: tuple[Listed, ...]
    past: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class MembersPack:
    """A pack with exempt papers, and its address."""

    meeting: Sitting
    pack: Pack
    address: str


@dataclass(frozen=True, slots=True)
class Since:
    """What has come since an agenda was published: the minutes of its meeting, and where they lie."""

    minutes_at: str
    minutes: MinutesDocument | None


def list_page(today: date) -> ListPage:
    """Every meeting whose agenda is published. Two queries, and one for each agenda that this process has not read yet."""
    minutes = publications.current_minutes()
    found = [_listed(one, publications.document_of(one), minutes.get(one.meeting_id)) for one in publications.current()]
    ahead = [one for one in found if one.meeting.held_on >= today]
    return ListPage(tuple(reversed(ahead)), tuple(one for one in found if one.meeting.held_on < today))


def members_packs() -> list[MembersPack]:
    """The packs for members of every meeting that has private items, the latest meeting first."""
    found = []
    for one in publications.current():
        if document := publications.for_members_of(one):
            for pack in document.packs:
                address = reverse("members:pack", args=[one.held_on, one.number, pack.name])
                found.append(MembersPack(document.meeting, pack, address))
    return found


def since(publication: Publication) -> Since:
    """What has come since an agenda was published. One query, and another once for its minutes."""
    minutes = publications.minutes_of(publication.meeting_id)
    if minutes is None:
        return Since("", None)
    return Since(base_of(minutes), publications.minutes_document_of(minutes))


def lasting_addresses() -> Iterator[Address]:
    """The lasting addresses of published agendas, for the sitemap. One query."""
    yield Address(reverse("agendas:list"))
    yield Address(reverse("agendas:answers"))
    for one in publications.current():
        yield Address(reverse("agendas:agenda", args=[one.held_on]), one.published_at)


def base_of(publication: Publication) -> str:
    """Where the files of a publication lie."""
    return reverse("agendas:published", args=[publication.held_on, publication.number])


def _listed(publication: Publication, document: AgendaDocument, minutes: Publication | None) -> Listed:
    pack = document.packs[0] if document.packs else None
    pack_at = base_of(publication) + pack.name if pack else ""
    return Listed(document.meeting, pack, pack_at, base_of(minutes) if minutes else "")
