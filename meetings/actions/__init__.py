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
from meetings.actions.minutes import confirm_minutes, record_attendance, save_minute
from meetings.actions.papers import add_edition, change_report, move_document, remove_document, write_report
from meetings.actions.practice import add_extra_day, change_practice, remove_extra_day
from meetings.actions.questions import (
    answer_question,
    ask_about_figure,
    ask_about_item,
    change_question,
    remove_question,
)
from meetings.actions.recommendations import change_recommendation, recommend, record_response, remove_recommendation
from meetings.actions.topics import add_topic, change_topic, put_on_agenda, remove_topic
from meetings.actions.undertakings import add_action, change_action, close_action, remove_action
from meetings.actions.uploads import add_programme, add_upload

__all__ = [
    "add_action",
    "add_edition",
    "add_extra_day",
    "add_item",
    "add_part",
    "add_programme",
    "add_topic",
    "add_upload",
    "answer_question",
    "ask_about_figure",
    "ask_about_item",
    "change_action",
    "change_item",
    "change_meeting",
    "change_part",
    "change_practice",
    "change_question",
    "change_recommendation",
    "change_report",
    "change_topic",
    "close_action",
    "confirm_minutes",
    "exempt_item",
    "move_document",
    "move_item",
    "move_part",
    "open_item",
    "plan_meeting",
    "put_on_agenda",
    "recommend",
    "record_attendance",
    "record_publication",
    "record_response",
    "remove_action",
    "remove_document",
    "remove_extra_day",
    "remove_item",
    "remove_meeting",
    "remove_part",
    "remove_question",
    "remove_recommendation",
    "remove_topic",
    "save_minute",
    "write_report",
]
