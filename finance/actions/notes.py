"""The notes to the tables: adding one, naming it, moving it and taking it away. Their words are versions (figures.py)."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from finance.actions.figures import record_note_text, return_of
from finance.models import FinanceReport, Note, NoteText, Row
from finance.rules import Refused
from pillars.versions import hold_open


@transaction.atomic
def add_note(*, report: FinanceReport, section: str, reference: str, text: str = "", by: User | None) -> Note:
    """Add a note behind the others of its section, or behind all where the section is new, with its first words.

    Raises Refused when another note has its reference, and Locked when the return is closed.
    """
    hold_open(return_of(report))
    _refuse_taken(report, reference)
    notes = list(report.notes.order_by("order"))
    after = max((at for at, note in enumerate(notes) if note.section == section), default=len(notes) - 1)
    made = Note.objects.create(report=report, order=_free(report), section=section, reference=reference)
    _put_in_order(report, [*notes[: after + 1], made, *notes[after + 1 :]])
    if text:
        record_note_text(note=made, text=text, based_on=None, by=by)
    return made


@transaction.atomic
def change_note(*, note: Note, section: str, reference: str, by: User | None) -> Note:
    """Give a note another section or reference; what points at it stays. Raises Refused or Locked."""
    hold_open(return_of(note.report))
    _refuse_taken(note.report, reference, but=note)
    note.section, note.reference = section, reference
    note.save(update_fields=["section", "reference"])
    return note


@transaction.atomic
def move_note(*, note: Note, is_up: bool, by: User | None) -> bool:
    """Change places with the note before it or behind it; gives whether there was one. Raises Locked."""
    hold_open(return_of(note.report))
    notes = list(note.report.notes.order_by("order"))
    here = notes.index(note)
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(notes):
        return False
    notes[here], notes[there] = notes[there], notes[here]
    _put_in_order(note.report, notes)
    return True


@transaction.atomic
def remove_note(*, note: Note, by: User | None) -> None:
    """Take away a note that never had words and that no row points at. Raises Refused or Locked."""
    hold_open(return_of(note.report))
    has_words, rows = NoteText.objects.filter(note=note).exists(), Row.objects.filter(note=note)
    if sentence := why_kept(has_words=has_words, is_pointed_at=rows.exists()):
        raise Refused(sentence)
    note.delete()


def why_kept(*, has_words: bool, is_pointed_at: bool) -> str:
    """Why a note cannot be taken away, as a sentence; "" where it can. Its words are part of the quarter's record."""
    if is_pointed_at:
        return _("Rows point at this note. Point them at another one first.")
    if has_words:
        return _("This note has had words, and those are kept. Empty it instead.")
    return ""


def _refuse_taken(report: FinanceReport, reference: str, but: Note | None = None) -> None:
    others = report.notes.exclude(pk=but.pk) if but else report.notes.all()
    if reference and others.filter(reference=reference).exists():
        raise Refused(
            _("Another note is called %(reference)s. Choose another reference.") % {"reference": reference}, "reference"
        )


def _free(report: FinanceReport) -> int:
    """An order that no note of the report has."""
    return (report.notes.aggregate(last=Max("order"))["last"] or 0) + 1


def _put_in_order(report: FinanceReport, notes: list[Note]) -> None:
    """Number the notes anew, each into a place that is free at the time: no two may have one place, not even in between."""
    moved = [(place, note) for place, note in enumerate(notes, start=1) if note.order != place]
    beyond = max(_free(report), len(notes) + 1)
    for at, (_place, note) in enumerate(moved):
        note.order = beyond + at
        note.save(update_fields=["order"])
    for place, note in moved:
        note.order = place
        note.save(update_fields=["order"])
