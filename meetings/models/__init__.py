"""The tables of the clerk's floor: what an office keeps to, meetings, their agendas and papers, and the work programme."""

from meetings.models.agendas import AgendaItem, Entry, Exemption, ItemKind, ItemPart, Paragraph
from meetings.models.meetings import Meeting, Seat
from meetings.models.papers import Document, Risk, WrittenReport
from meetings.models.practice import ExtraDay, Practice
from meetings.models.topics import Topic
from meetings.models.uploads import Upload

__all__ = [
    "AgendaItem",
    "Document",
    "Entry",
    "Exemption",
    "ExtraDay",
    "ItemKind",
    "ItemPart",
    "Meeting",
    "Paragraph",
    "Practice",
    "Risk",
    "Seat",
    "Topic",
    "Upload",
    "WrittenReport",
]
