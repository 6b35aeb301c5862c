"""Every write to the finance part of a quarter, one noun a file."""

from .carry import carry_report
from .columns import add_column, bring_back_column, change_column, move_column, retire_column
from .figures import CellEntry, record_figure, record_figures, record_note_text, record_reason
from .notes import add_note, change_note, move_note, remove_note
from .reasons import Failing, record_reasons
from .reports import begin_report, change_report, is_begun, leave_out_report
from .rows import add_rows, bring_back_row, change_row, move_row, retire_row
from .statements import add_statement, change_statement, holds_figures, remove_statement
from .ties import add_tie, change_tie, remove_tie

__all__ = [
    "CellEntry",
    "Failing",
    "add_column",
    "add_note",
    "add_rows",
    "add_statement",
    "add_tie",
    "begin_report",
    "bring_back_column",
    "bring_back_row",
    "carry_report",
    "change_column",
    "change_note",
    "change_report",
    "change_row",
    "change_statement",
    "change_tie",
    "holds_figures",
    "is_begun",
    "leave_out_report",
    "move_column",
    "move_note",
    "move_row",
    "record_figure",
    "record_figures",
    "record_note_text",
    "record_reason",
    "record_reasons",
    "remove_note",
    "remove_statement",
    "remove_tie",
    "retire_column",
    "retire_row",
]
