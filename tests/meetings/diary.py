"""Meetings for tests: each call a fresh record, made by the actions that the clerk's pages call."""

from datetime import date, time, timedelta
from typing import Any

from meetings import actions
from meetings.models import (
    Action,
    AgendaItem,
    Exemption,
    ItemPart,
    Meeting,
    Minute,
    Minutes,
    Question,
    Recommendation,
    Topic,
    WrittenReport,
)
from meetings.standing import standing_of

DAY = date(2019, 9, 24)
STANDING = (("Apologies", "procedural"), ("Minutes", "minutes"), ("Urgent items", "procedural"))
REPORT = {"title": "Complaints", "author_role": "Service Manager", "purpose": "What became of complaints."}


def plan(day: date = DAY, *, like: Meeting | None = None, seats: Any = ((12, "Members"),), **fields: Any) -> Meeting:
    """A formal meeting with an empty agenda."""
    given = {"held_on": day, "body": "Westmarsh Police and Crime Panel", "begins_at": time(10), "quorum": 3}
    return actions.plan_meeting(values=given | fields, seats=seats, like=like, by=None)


def item(meeting: Meeting, title: str, number: int | None = None, **fields: Any) -> AgendaItem:
    return actions.add_item(meeting=meeting, values={"title": title} | fields, number=number, by=None)


def part(of: AgendaItem, letter: str, purpose: str = "What it is about.", **fields: Any) -> ItemPart:
    return actions.add_part(item=of, values={"letter": letter, "purpose": purpose} | fields, by=None)


def report(of: AgendaItem, **fields: Any) -> WrittenReport:
    return actions.write_report(item=of, values=REPORT | fields, today=DAY, by=None)


def exempt(of: AgendaItem, **fields: Any) -> Exemption:
    why = {
        "paragraph": 3,
        "public_interest": "Telling it now would spoil the purchase.",
        "decided_by_role": "Monitoring Officer",
    }
    given = why | {"decided_on": DAY - timedelta(days=23), "review_on": DAY + timedelta(days=365)} | fields
    return actions.exempt_item(item=of, values=given, based_on="", by=None)


def topic(title: str, **fields: Any) -> Topic:
    return actions.add_topic(values={"title": title} | fields, by=None)


def minute(of: AgendaItem, part: ItemPart | None = None, **fields: Any) -> Minute:
    given = {"text": "It was discussed."} | fields
    made = actions.save_minute(item=of, part=part, values=given, based_on="", by=None)
    assert made is not None
    return made


def confirm(meeting: Meeting, at: Meeting | None, today: date = date(2020, 1, 1)) -> None:
    """Say at which meeting the minutes were confirmed, or (None) that they were not."""
    seen = standing_of(Minutes.objects.filter(meeting=meeting).first())
    actions.confirm_minutes(meeting=meeting, confirmed_at=at, today=today, based_on=seen, by=None)


def action(of: AgendaItem, what: str = "Report on CCTV.", **fields: Any) -> Action:
    given = {"what": what, "owner_role": "Service Manager"} | fields
    return actions.add_action(item=of, values=given, by=None)


def question(of: AgendaItem, words: str = "How many?", **fields: Any) -> Question:
    given = {"asked_by_role": "Member", "asked_on": DAY, "words": words, "due_on": DAY + timedelta(days=14)} | fields
    return actions.ask_about_item(item=of, values=given, by=None)


def recommendation(of: Minute, words: str = "Employ more.", **fields: Any) -> Recommendation:
    given = {"words": words, "made_on": DAY, "due_on": DAY + timedelta(days=28)} | fields
    return actions.recommend(minute=of, values=given, by=None)


def standing(meeting: Meeting) -> Meeting:
    """The same meeting with the standing items on its agenda."""
    for number, (title, kind) in enumerate(STANDING, start=1):
        item(meeting, title, number, kind=kind)
    return meeting


def titles(meeting: Meeting) -> list[str]:
    """The agenda as it stands, number and title."""
    return [str(one) for one in meeting.items.order_by("number")]
