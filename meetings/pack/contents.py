"""What a pack holds for whom, put together of an agenda: pure. What is exempt is left out of the public's, never masked in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import AgendaItem, Document, Exemption, ItemKind, Meeting, Paragraph, Seat
from meetings.paragraphs import Section, sections_of


class Audience(StrEnum):
    """For whom a pack is: anybody, or the members of the Panel and the officers who serve it."""

    PUBLIC = "public"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the pack: `name` is its name there, `way` the item that its bookmark stands under."""

    name: str
    title: str
    way: str
    document: Document
    is_open: bool

    @property
    def language(self) -> str | None:
        """What it is written in, where its file says so."""
        return (self.document.upload.language or None) if self.document.upload else None


@dataclass(frozen=True, slots=True)
class EntryPart:
    """A lettered part of an item, as the agenda prints it."""

    letter: str
    words: str
    presenter: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the agenda prints it, with the names of its papers. Of one that is `withheld` only its title is told."""

    number: int
    title: str
    purpose: str = ""
    recommendation: str = ""
    presenter: str = ""
    kind: str = ""
    parts: tuple[EntryPart, ...] = ()
    papers: tuple[str, ...] = ()
    paragraph: Paragraph | None = None
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """A pack before it is drawn. `private_items` (Part 2) are taken after the public was asked to leave."""

    meeting: Meeting
    seats: tuple[Seat, ...]
    audience: Audience
    open_items: tuple[Entry, ...]
    private_items: tuple[Entry, ...]
    papers: tuple[Paper, ...]
    information: tuple[Section, ...]

    @property
    def title(self) -> str:
        """What the PDF is called."""
        words = _("Agenda pack with exempt papers") if self.is_for_members else _("Agenda pack")
        return f"{self.meeting.body}, {self.meeting.day}: {words}"

    @property
    def is_for_members(self) -> bool:
        return self.audience == Audience.MEMBERS

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of Schedule 12A by which items are private, each once."""
        return tuple(sorted({one.paragraph for one in self.private_items if one.paragraph}))

    @property
    def schedule_parts(self) -> str:
        """The Part of the Schedule that these are of, as the resolution names it; both, if an office changed over."""
        parts = sorted({one.part for one in self.paragraphs})
        return get_text_list([_("Part %(part)d") % {"part": part} for part in parts], _("and"))

    @property
    def is_weighed(self) -> bool:
        """Whether the resolution has to weigh the public interest."""
        return any(one.is_weighed for one in self.paragraphs)


def contents_of(
    meeting: Meeting, seats: Iterable[Seat], agenda: Sequence[AgendaItem], audience: Audience, information: str
) -> Contents:
    """A meeting's pack; `agenda` is as `queries.agenda_of` gives it. Papers stand in the order of items, private ones last.

    `information` is what the office tells the public in every pack (meetings.models.Practice).
    """
    entries = [(item, _entry(item, audience)) for item in agenda]
    open_items = [(item, entry) for item, entry in entries if not exempted(item)]
    private_items = [(item, entry) for item, entry in entries if exempted(item)]
    papers = [paper for item, entry in (*open_items, *private_items) if entry.papers for paper in papers_of(item)]
    return Contents(
        meeting=meeting,
        seats=tuple(seats),
        audience=audience,
        open_items=tuple(entry for _, entry in open_items),
        private_items=tuple(entry for _, entry in private_items),
        papers=tuple(papers),
        information=sections_of(_filled(information, meeting)),
    )


def exempted(item: AgendaItem) -> Exemption | None:
    """Why an item is taken in private, or None."""
    return getattr(item, "exemption", None)


def papers_of(item: AgendaItem) -> list[Paper]:
    """The papers of an item in order, whoever may read them."""
    way = f"{item.number}. {item.title}"
    return [
        Paper(f"item-{item.number}-{place}", document.title, way, document, exempted(item) is None)
        for place, document in enumerate(item.documents.all(), start=1)
    ]


def _entry(item: AgendaItem, audience: Audience) -> Entry:
    exemption = exempted(item)
    paragraph = exemption.of if exemption else None
    if exemption and audience == Audience.PUBLIC:
        return Entry(item.number, item.title, paragraph=paragraph, is_withheld=True)
    return Entry(
        number=item.number,
        title=item.title,
        purpose=item.purpose,
        recommendation=item.recommendation,
        presenter=item.presenter_role,
        # A report is known by its pages.
        kind=item.kind_word if item.kind in (ItemKind.ORAL, ItemKind.URGENT) else "",
        parts=tuple(EntryPart(part.letter, part.purpose, part.presenter_role) for part in item.parts.all()),
        papers=tuple(paper.name for paper in papers_of(item)),
        paragraph=paragraph,
    )


def _filled(information: str, meeting: Meeting) -> str:
    """The office's words with what this meeting has to say in them."""
    days = ngettext("%(days)s clear day", "%(days)s clear days", meeting.clear_days) % {"days": meeting.clear_days}
    contact = meeting.contact_role or _("office that hosts it")
    return information.replace("[clear days]", days).replace("[contact]", contact)
