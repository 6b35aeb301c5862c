"""The tables of this floor, one noun a file."""

from .checks import Reason, Tie
from .notes import Note, NoteText
from .statements import Column, Figure, FinanceReport, Row, Statement

__all__ = ["Column", "Figure", "FinanceReport", "Note", "NoteText", "Reason", "Row", "Statement", "Tie"]
