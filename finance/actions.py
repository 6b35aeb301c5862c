"""Every write to the figures and notes of a statement."""

from accounts.models import User
from finance.models import Column, Figure, Note, NoteText, Row
from pillars.versions import save_version


def record_figure(
    *, row: Row, column: Column, amount: int | None, is_dash: bool = False, based_on: Figure | None, by: User | None
) -> Figure:
    """Put an amount (in the statement's smallest printed unit) or a dash into a cell."""
    version = Figure(row=row, column=column, amount=amount, is_dash=is_dash, recorded_by=by)
    return save_version(version, based_on)


def record_note_text(*, note: Note, text: str, based_on: NoteText | None, by: User | None) -> NoteText:
    """Write the words of a note."""
    return save_version(NoteText(note=note, text=text, recorded_by=by), based_on)
