"""What is entered for a quarter: the figures and comments of its cells, the words of its notes, the reasons for its faults."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from finance.models import Column, Figure, FinanceReport, Note, NoteText, Reason, Row
from pillars.models import Return
from pillars.versions import save_version, save_versions


@dataclass(frozen=True, slots=True)
class CellEntry:
    """What a cell is to hold: an amount of its column's last printed digit, a dash, words, or none of them (a blank).

    `based_on` is the figure that was there when the person began, None for a cell that was never filled.
    """

    row: Row
    column: Column
    amount: int | None = None
    is_dash: bool = False
    text: str = ""
    based_on: Figure | None = None


def record_figure(
    *, row: Row, column: Column, amount: int | None, is_dash: bool = False, based_on: Figure | None, by: User | None
) -> Figure | None:
    """Put an amount (in the column's smallest printed unit), a dash or, with neither, a blank into a cell.

    Gives the figure that now stands; None where nothing stood and nothing is given.
    """
    saved = record_figures(
        report=row.statement.report,
        entries=[CellEntry(row, column, amount, is_dash, based_on=based_on)],
        by=by,
    )
    return saved[0] if saved else based_on


def record_figures(*, report: FinanceReport, entries: Sequence[CellEntry], by: User | None) -> tuple[Figure, ...]:
    """Fill cells of one report, all or none; gives the figures that are new. Six queries, however many cells.

    Raises StaleVersion when somebody filled one of them meanwhile, and Locked when the return is closed.
    """
    figures = [
        Figure(
            row=entry.row,
            column=entry.column,
            amount=entry.amount,
            is_dash=entry.is_dash,
            text=entry.text,
            based_on=entry.based_on,
            recorded_by=by,
        )
        for entry in entries
    ]
    return save_versions(
        [figure for figure in figures if figure.based_on is not None or not figure.is_blank], of=return_of(report)
    )


def record_note_text(*, note: Note, text: str, based_on: NoteText | None, by: User | None) -> NoteText:
    """Write the words of a note."""
    return save_version(NoteText(note=note, text=text, recorded_by=by), based_on, of=return_of(note.report))


def record_reason(
    *, report: FinanceReport, check_key: str, difference: str, text: str, based_on: Reason | None, by: User | None
) -> Reason:
    """Say why a check that fails by this difference may stand; an empty text takes the reason back."""
    reason = Reason(report=report, check_key=check_key, difference=difference, text=text, recorded_by=by)
    return save_version(reason, based_on, of=return_of(report))


def return_of(report: FinanceReport) -> QuerySet[Return]:
    """The finance part hangs on the return of the sub-theme in whose pages it stands."""
    return Return.objects.filter(sub_theme=report.sub_theme_id, period=report.period_id)
