"""Every write of the clerk's floor: one verb a function, keyword-only, all or nothing."""

from meetings.actions.agendas import (
    add_item,
    add_part,
    change_item,
    change_part,
    move_item,
    move_part,
    remove_item,
    remove_part,
)
from meetings.actions.exemptions import exempt_item, open_item
from meetings.actions.meetings import change_meeting, plan_meeting, record_publication, remove_meeting
from meetings.actions.papers import add_edition, change_report, move_document, remove_document, write_report
from meetings.actions.practice import add_extra_day, change_practice, remove_extra_day
from meetings.actions.topics import add_topic, change_topic, put_on_agenda, remove_topic
from meetings.actions.uploads import add_programme, add_upload

__all__ = [
    "add_edition",
    "add_extra_day",
    "add_item",
    "add_part",
    "add_programme",
    "add_topic",
    "add_upload",
    "change_item",
    "change_meeting",
    "change_part",
    "change_practice",
    "change_report",
    "change_topic",
    "exempt_item",
    "move_document",
    "move_item",
    "move_part",
    "open_item",
    "plan_meeting",
    "put_on_agenda",
    "record_publication",
    "remove_document",
    "remove_extra_day",
    "remove_item",
    "remove_meeting",
    "remove_part",
    "remove_topic",
    "write_report",
]
