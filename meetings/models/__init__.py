"""The tables of the clerk's floor: what an office keeps to, meetings, their agendas and papers, the work programme, minutes, and
what follows from them."""

from meetings.models.agendas import AgendaItem, Entry, Exemption, ItemKind, ItemPart
from meetings.models.meetings import Meeting, Seat
from meetings.models.minutes import Decision, Minute, Minutes
from meetings.models.papers import Document, Risk, WrittenReport
from meetings.models.practice import ExtraDay, Practice
from meetings.models.publications import Publication, PublishedFile
from meetings.models.questions import Question
from meetings.models.recommendations import Recommendation
from meetings.models.topics import Topic
from meetings.models.undertakings import Action
from meetings.models.uploads import Upload
from meetings.schedule import Paragraph, SchedulePart

__all__ = [
    "Action",
    "AgendaItem",
    "Decision",
    "Document",
    "Entry",
    "Exemption",
    "ExtraDay",
    "ItemKind",
    "ItemPart",
    "Meeting",
    "Minute",
    "Minutes",
    "Paragraph",
    "Practice",
    "Publication",
    "PublishedFile",
    "Question",
    "Recommendation",
    "Risk",
    "SchedulePart",
    "Seat",
    "Topic",
    "Upload",
    "WrittenReport",
]
