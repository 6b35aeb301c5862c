"""An agenda with its papers as a tree of frozen values: the pack, the web page and the data file are all drawn from it.

meetings/assemble.py puts it together of the records, for the public or for the members; a publication keeps it as JSON. What is
exempt is not in the public's at all.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.paragraphs import Section
from meetings.schedule import Cited
from pillars.brand import HOUSE, Brand

# Each schema only adds to the one before it, with a default.
SCHEMA = 2


class Audience(StrEnum):
    """For whom a pack is: anybody, or the members of the Panel and the officers who serve it."""

    PUBLIC = "public"
    MEMBERS = "members"


class PaperKind(StrEnum):
    """What a paper is: an edition of a quarter's report, a report that was written here, a file, or the work programme."""

    EDITION = "edition"
    WRITTEN = "written"
    FILE = "file"
    PROGRAMME = "programme"


class Course(StrEnum):
    """What a publication is: the agenda, papers that came after it, an agenda that reads otherwise than before, or minutes."""

    AGENDA = "agenda"
    SUPPLEMENT = "supplement"
    REVISION = "revision"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Head:
    """A head of a report, with its paragraphs or its list."""

    title: str
    paragraphs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A written report as it reads: what comes first, its numbered sections, and the heads behind them."""

    title: str
    author: str
    before: tuple[Head, ...]
    sections: tuple[Section, ...]
    after: tuple[Head, ...]
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the work programme; `under` is the one that it belongs to."""

    title: str
    under: str
    purpose: str
    lead: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """A later meeting in the work programme, with its topics."""

    held_on: date
    kind: str
    label: str
    topics: tuple[Topic, ...]

    @property
    def day(self) -> str:
        return date_format(self.held_on, "l j F Y")


@dataclass(frozen=True, slots=True)
class Programme:
    """The work programme: meetings ahead, and topics that wait for a meeting."""

    ahead: tuple[Ahead, ...]
    unscheduled: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of an item. `key` is that of its record, `name` its name in the pack and among the published files, `way` the item
    that its bookmark stands under.

    `source` is the SHA-256 of the file or of the edition's document, `late_on` the day of a paper that came after the agenda.
    `can_be_heard` says whether a screen reader finds words in order on each page. The last ones are known once the pack is
    built: the pages that it has there ("21 - 36", or "58a - 58c" in a supplement), how many, how large its own PDF is, and with
    which publication, and when, it came out.
    """

    key: int
    name: str
    title: str
    kind: PaperKind
    way: str
    is_open: bool
    source: str = ""
    language: str = ""
    can_be_heard: bool = True
    has_hidden_layers: bool = False
    background: tuple[str, ...] = ()
    written: Written | None = None
    programme: Programme | None = None
    edition_at: str = ""
    late_on: date | None = None
    part: str = ""
    pages: str = ""
    count: int = 0
    size: int = 0
    publication: int = 0
    published_on: date | None = None

    @property
    def has_page(self) -> bool:
        """Whether it can be read as a page as well as a PDF."""
        return self.kind != PaperKind.FILE


@dataclass(frozen=True, slots=True)
class ItemPart:
    """A lettered part of an item, as the agenda prints it."""

    letter: str
    words: str
    presenter: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item as the agenda prints it, with its papers. Of one that is withheld only its title is told, and why.

    `last_page` is the last page that the agenda pack has for it or for what stands before it: later papers go on behind that.
    """

    key: int
    number: int
    title: str
    purpose: str = ""
    recommendation: str = ""
    presenter: str = ""
    kind: str = ""
    parts: tuple[ItemPart, ...] = ()
    papers: tuple[Paper, ...] = ()
    paragraph: int | None = None
    paragraph_words: str = ""
    is_withheld: bool = False
    pages: str = ""
    last_page: int = 0

    @property
    def cited(self) -> Cited:
        """Its paragraph of Schedule 12A, which tells the Part by itself."""
        return Cited.of([self.paragraph] if self.paragraph else [])

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its papers."""
        return tuple(paper.name for paper in self.papers)


@dataclass(frozen=True, slots=True)
class Sitting:
    """The meeting: when, where, who meets by role, and how its agenda stands with the law."""

    held_on: date
    begins_at: time | None
    body: str
    kind: str
    label: str
    session: str
    host: str
    venue: str
    quorum: int | None
    contact_role: str
    clear_days: int
    urgency: str
    seats: tuple[str, ...]

    @property
    def day(self) -> str:
        """The day in words: Tuesday 24 September 2019."""
        return date_format(self.held_on, "l j F Y")

    @property
    def slug(self) -> str:
        return self.held_on.isoformat()


@dataclass(frozen=True, slots=True)
class Published:
    """One publication of an agenda: its number, what it is, when, why it was late or had to be, and what it changed.

    `here_on` is when it was put here, which for a meeting of the past is later than the day on which its agenda was published.
    """

    number: int
    course: Course
    on: date
    here_on: date
    is_late: bool = False
    why: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as a file: `name` is its name among the published files, `unheard` the papers in it that no screen reader reads."""

    name: str
    title: str
    publication: int
    published_on: date
    pages: int
    size: int
    unheard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaDocument:
    """An agenda for an audience, with the name of the office and its notice, which stand on every page, and its colours.

    `private_items` (Part 2) are taken after the public was asked to leave. `course` are its publications up to this one, the
    first first, and `packs` their files; both are empty before there is any. `letters` says of each page behind which a
    supplement went on how many lettered pages it has, `information` what the office tells the public.
    """

    audience: Audience
    language: str
    office: str
    notice: str
    meeting: Sitting
    open_items: tuple[Item, ...]
    private_items: tuple[Item, ...]
    course: tuple[Published, ...] = ()
    packs: tuple[Pack, ...] = ()
    letters: tuple[tuple[int, int], ...] = ()
    information: tuple[Section, ...] = ()
    brand: Brand = HOUSE
    schema: int = SCHEMA

    @property
    def title(self) -> str:
        """What the pack is called."""
        words = _("Agenda pack with exempt papers") if self.is_for_members else _("Agenda pack")
        return f"{self.meeting.body}, {self.meeting.day}: {words}"

    @property
    def is_for_members(self) -> bool:
        return self.audience == Audience.MEMBERS

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.open_items, *self.private_items)

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers in the order of the pack: those of private items last."""
        return tuple(paper for item in self.items for paper in item.papers)

    @property
    def paragraphs(self) -> tuple[tuple[int, str], ...]:
        """The paragraphs of Schedule 12A by which items are private, each once."""
        return tuple(sorted({(one.paragraph, one.paragraph_words) for one in self.private_items if one.paragraph}))

    @property
    def cited(self) -> Cited:
        """The paragraphs by which items are private."""
        return Cited.of(number for number, _words in self.paragraphs)

    @property
    def latest(self) -> Published:
        """The publication that it is of. Raises IndexError before there is one."""
        return self.course[-1]
