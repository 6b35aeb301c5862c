"""What stands on the page of the notes: each with its form, how it will be read, and what the reader of plain text advises."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from finance.actions.notes import why_kept
from finance.books import Book
from finance.forms.notes import WordsForm
from finance.models import Note, NoteText
from finance.texts.citable import Piece, pieces
from finance.texts.facts import facts_of
from finance.texts.told import Told, told_in
from finance.ties.tied import tied
from finance.views.found import Standing
from finance.words import Advice, Facts


@dataclass(frozen=True, slots=True)
class Texts:
    """The notes of a quarter, by their ids, with the figures that they are held against."""

    book: Book
    facts: Facts
    of_notes: Mapping[int, Told]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A save that somebody else was quicker than: their version, and both texts."""

    pk: int
    who: str
    at: datetime
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a save came to, where it did not succeed: its status, and a sentence or a conflict."""

    status: int
    sentence: str = ""
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class Pointing:
    """A row that points at a note, with the keys and the title of its table."""

    label: str
    key: str
    statement: str
    title: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note on the page. `form` is None where it is only read; `answer` tells why a save was refused."""

    note: Note
    name: str
    version: NoteText | None
    form: WordsForm | None
    pieces: tuple[Piece, ...]
    advice: tuple[Advice, ...]
    pointing: tuple[Pointing, ...]
    quarter: str
    answer: Answer | None = None

    @property
    def key(self) -> str:
        """The id of the note on the page, and the prefix of its fields."""
        return key_of(self.note)

    @property
    def address(self) -> str:
        """Where its words are saved."""
        return reverse("finance:note_words", args=[self.quarter, self.note.pk])

    @property
    def field(self) -> str:
        """The id of the field of its words."""
        return f"{self.key}-text"

    @property
    def figures(self) -> str:
        """Where the figures that it can cite are listed."""
        return reverse("finance:figures", args=[self.quarter]) + f"?note={self.note.pk}"

    @property
    def faults(self) -> list[Piece]:
        """The citations that no figure stands behind."""
        return [piece for piece in self.pieces if piece.fault]

    @property
    def cited(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.is_cited and not piece.fault]

    @property
    def saved(self) -> str:
        """ "Saved 14:32", with the day where that is another one; "" before the first save."""
        if self.version is None:
            return ""
        at = timezone.localtime(self.version.recorded_at)
        when = date_format(at, "H:i") if at.date() == timezone.localdate() else date_format(at, "j F")
        return _("Saved %(when)s") % {"when": when}

    @property
    def why_kept(self) -> str:
        """Why it cannot be taken away; "" where it can. Rows and words of earlier structure are asked for when it is done."""
        return why_kept(has_words=self.version is not None, is_pointed_at=bool(self.pointing))


@dataclass(frozen=True, slots=True)
class NotesPage:
    """The notes in their order, and the sections that they stand in."""

    standing: Standing
    lines: tuple[NoteLine, ...]

    @property
    def sections(self) -> list[str]:
        return list(dict.fromkeys(line.note.section for line in self.lines))

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What a refused save got wrong, for the list above the page: sentences with the ids of their fields."""
        found = []
        for line in self.lines:
            if line.answer and line.form:
                told = [str(error) for error in line.form.errors.get("text", [])]
                told += [line.answer.sentence] if line.answer.sentence else []
                told += [_("Somebody else saved another version.")] if line.answer.conflict else []
                found += [(f"{line.name}: {sentence}", line.field) for sentence in told]
        return found


def texts_of(book: Book) -> Texts:
    """What is written and what it is held against, without a check of the tables. One query."""
    told = {one.note.pk: one for one in told_in(book) if one.note}
    return Texts(book, facts_of(book, tuple(tied(book))), told)


def notes_page(standing: Standing, texts: Texts, instead: NoteLine | None = None) -> NotesPage:
    """The page; `instead` stands in for the line of the same note."""
    lines = tuple(
        instead if instead and instead.note == note else line_of(note, standing, texts) for note in texts.book.notes
    )
    return NotesPage(standing, lines)


def line_of(
    note: Note,
    standing: Standing,
    texts: Texts,
    form: WordsForm | None = None,
    answer: Answer | None = None,
) -> NoteLine:
    """A note as it stands, or with what was typed into its `form` and could not be saved."""
    book, facts = texts.book, texts.facts
    version = book.texts.get(note.pk)
    text = str(form["text"].value() or "") if form else book.text_of(note)
    if form is None and standing.may_change:
        form = WordsForm(prefix=key_of(note), initial=values_of(version))
    told = replace(texts.of_notes[note.pk], text=text)
    return NoteLine(
        note=note,
        name=told.name,
        version=version,
        form=form,
        pieces=pieces(text, facts),
        advice=told.advise(facts),
        pointing=tuple(
            Pointing(book.table[statement].row[row].label, row, statement, book.table[statement].statement.title)
            for statement, row in told.rows
        ),
        quarter=standing.period.quarter.slug,
        answer=answer,
    )


def key_of(note: Note) -> str:
    return f"note-{note.pk}"


def values_of(version: NoteText | None) -> dict[str, object]:
    """A version as the form holds it."""
    return {"based_on": version.pk, "text": version.text} if version else {}


def who(person: User | None) -> str:
    """The author of a version; a file that was loaded from the command line has none."""
    return str(person) if person else _("A file that was loaded")
