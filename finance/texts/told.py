"""The texts of a quarter in which figures are told: the notes to the tables, and headlines and activities that cite a cell."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from finance.books import Book
from finance.models import Note
from finance.words import Advice, Facts, Resolved, advise, resolve
from pillars.models import Narrative

CITES = "{{"


@dataclass(frozen=True, slots=True)
class Told:
    """A text with the rows that it is about, as pairs of statement and row key, and the section of the tables it stands in.

    `is_read` says whether the reader of plain text looks at it: notes, and the headlines of the page of the tables.
    `return_of` is the key of the sub-theme whose return keeps it, "" for a note.
    """

    key: str
    name: str
    text: str
    rows: tuple[tuple[str, str], ...] = ()
    section: str = ""
    is_read: bool = False
    note: Note | None = None
    return_of: str = ""

    @property
    def is_forgotten(self) -> bool:
        """Whether rows point at a note that says nothing."""
        return bool(self.note and self.rows and not self.text.strip())

    def resolved(self, facts: Facts) -> Resolved:
        return resolve(self.text, facts)

    def advise(self, facts: Facts) -> tuple[Advice, ...]:
        return advise(self.text, facts=facts, rows=self.rows, section=self.section)


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
            name=_("Note %(name)s") % {"name": note.reference} if note.reference else f"{note.section}, {note.order}",
            text=book.text_of(note),
            rows=tuple(served.get(note.pk, ())),
            section=note.section,
            is_read=True,
            note=note,
        )
        for note in book.notes
    ]
    return (*notes, *_elsewhere(book))


def _elsewhere(book: Book) -> list[Told]:
    report = book.report
    of_this = Q(quarterly_return__period=report.period_id) | Q(period=report.period_id)
    headlines = Q(quarterly_return__sub_theme=report.sub_theme_id, kind=Narrative.Kind.HEADLINES)
    texts = (
        Narrative.objects.filter(of_this)
        .filter(headlines | Q(text__contains=CITES))
        .heads()
        .select_related("quarterly_return__sub_theme__pillar", "pillar")
        .order_by("pk")
    )
    found = []
    for text in texts:
        place = text.quarterly_return.sub_theme if text.quarterly_return else text.pillar
        found.append(
            Told(
                key=f"{text.kind}-{place.key}",
                name=f"{text.get_kind_display()}: {place}",
                text=text.text,
                is_read=bool(text.quarterly_return and place.pk == report.sub_theme_id and text.kind == "headlines"),
                return_of=text.quarterly_return.sub_theme.key if text.quarterly_return else "",
            )
        )
    return found
