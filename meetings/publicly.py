"""What the public pages and those of members show of published agendas, put together of publications alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from meetings import publications
from meetings.document import AgendaDocument, Pack, Sitting
from meetings.models import Publication


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting in the list of agendas, with its pack and the address of that."""

    meeting: Sitting
    pack: Pack | None
    pack_at: str


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


def list_page(today: date) -> ListPage:
    """Every meeting whose agenda is published. One query, and one for each agenda that this process has not read yet."""
    found = [_listed(one, publications.document_of(one)) for one in publications.current()]
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


def base_of(publication: Publication) -> str:
    """Where the files of a publication lie."""
    return reverse("agendas:published", args=[publication.held_on, publication.number])


def _listed(publication: Publication, document: AgendaDocument) -> Listed:
    pack = _whole(document.packs)
    return Listed(document.meeting, pack, base_of(publication) + pack.name if pack else "")


def _whole(packs: Sequence[Pack]) -> Pack | None:
    return packs[0] if packs else None
