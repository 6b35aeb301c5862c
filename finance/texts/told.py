"""The texts of a quarter in which figures are told: the notes to the tables, and headlines and activities that cite a cell."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from finance.books import Book
from finance.models import Note
from finance.words import Advice, Facts, Resolved, advise, resolve
from pillars.models import Narrative, Return

CITES = "{{"


@dataclass(frozen=True, slots=True)
class Told:
    """A text with the rows that it is about, as pairs of statement and row key, and the section of the tables it stands in.

    `is_read` says whether the reader of plain text looks at it: notes, and the headlines of the page of the tables.
    `return_of` is the key of the sub-theme whose return keeps it, "" for a note; `anchor` is its place on the page of that.
    """

    key: str
    name: str
    text: str
    rows: tuple[tuple[str, str], ...] = ()
    section: str = ""
    is_read: bool = False
    note: Note | None = None
    return_of: str = ""
    anchor: str = ""

    @property
    def is_forgotten(self) -> bool:
        """Whether rows point at a note that says nothing."""
        return bool(self.note and self.rows and not self.text.strip())

    def resolved(self, facts: Facts) -> Resolved:
        return resolve(self.text, facts)

    def advise(self, facts: Facts) -> tuple[Advice, ...]:
        return advise(self.text, facts=facts, rows=self.rows, section=self.section)


def name_of(note: Note) -> str:
    """What a note is called: “Note R1” or, without a reference, by its section and place."""
    return _("Note %(name)s") % {"name": note.reference} if note.reference else f"{note.section}, {note.order}"


def told_in(book: Book) -> tuple[Told, ...]:
    """The notes in their order, then every other text that cites a figure or that the reader looks at. One query."""
    served: dict[int, list[tuple[str, str]]] = {}
    for table in book.tables:
        for row in table.rows:
            if row.note_id:
                served.setdefault(row.note_id, []).append((table.statement.key, row.key))
    notes = [
        Told(
            key=f"note-{note.order}",
            name=name_of(note),
            text=book.text_of(note),
            rows=tuple(served.get(note.pk, ())),
            section=note.section,
            is_read=True,
            note=note,
        )
        for note in book.notes
    ]
    return (*notes, *told_elsewhere(book.report.period_id, book.report.sub_theme_id))


def told_elsewhere(period: int, page: int | None = None) -> tuple[Told, ...]:
    """The headlines and activities of a quarter that cite a figure, and the headlines of the sub-theme on whose page the tables
    stand (`page`; None without a finance part). One query."""
    of_this = Q(quarterly_return__period=period) | Q(period=period)
    wanted = Q(text__contains=CITES)
    if page is not None:
        wanted |= Q(quarterly_return__sub_theme=page, kind=Narrative.Kind.HEADLINES)
    # The headlines of a pillar are kept by its first sub-theme.
    first = Return.objects.filter(period=period, sub_theme__pillar=OuterRef("pillar")).order_by("sub_theme__order")
    texts = (
        Narrative.objects.filter(of_this)
        .filter(wanted)
        .heads()
        .select_related("quarterly_return__sub_theme__pillar", "pillar")
        .annotate(kept_by=Subquery(first.values("sub_theme__key")[:1]))
        .order_by("pk")
    )
    found = []
    for text in texts:
        own = text.quarterly_return.sub_theme if text.quarterly_return else None
        place = own or text.pillar
        found.append(
            Told(
                key=f"{text.kind}-{place.key}",
                name=f"{text.get_kind_display()}: {place}",
                text=text.text,
                is_read=bool(own and own.pk == page and text.kind == "headlines"),
                return_of=own.key if own else text.kept_by or "",
                anchor=f"text-{text.kind if own else 'summary'}",
            )
        )
    return tuple(found)
