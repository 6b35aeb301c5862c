"""The sample agenda, sample/agenda-2019-09-24.yaml, laid out as meetings, an agenda and a work programme by the actions."""

from datetime import date, time
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from meetings import actions
from meetings.forms.papers import title_of
from meetings.models import AgendaItem, Meeting, Topic
from meetings.pack import drawing
from meetings.publishing.actions import publish_agenda
from meetings.queries import practice
from meetings.standing import standing_of
from pillars.models import Plan
from pillars.quarters import Quarter
from reports.models import Edition
from reports.queries import published_reports

# The plan of sample/plan.yaml: beside any other there is no agenda to lay out.
PLAN = "police-and-crime-plan-2017-2021"
DETAILS = ("kind", "label", "session", "venue", "quorum", "is_for_precept")
ENTRY = ("title", "kind", "purpose", "presenter_role", "recommendation", "letter")
TOPIC = ("title", "purpose", "lead_role", "quarter")


@transaction.atomic
def load_sample_agenda(path: Path) -> bool:
    """Lay the sample out beside the sample plan. Where there is any meeting already, or another plan, it stays out."""
    if Meeting.objects.exists() or not Plan.objects.filter(key=PLAN).exists():
        return False
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    actions.change_practice(values={"clear_days": practice().clear_days}, based_on="", by=None)
    first = _plan(data, data["meeting"])
    for given in data["items"]:
        _add_item(first, given)
    for given in data["meetings"]:
        meeting = _plan(data, given)
        for topic in given.get("topics", ()):
            _add_topic(topic, meeting)
    for topic in data["unscheduled"]:
        _add_topic(topic, None)
    return True


def hand_in_stand_ins(path: Path) -> int:
    """Hand in a stand-in of its printed length for each paper of the sample's agenda that is not held; gives their number."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    meeting = Meeting.objects.get(held_on=data["meeting"]["held_on"])
    wanted = {number: given["pages"] for number, given in enumerate(data["items"], start=1) if "pages" in given}
    items = list(meeting.items.filter(number__in=wanted, documents=None).order_by("number"))
    drawn = [drawing.stand_in(item.title, _length(wanted[item.number])) for item in items]
    for item, made in zip(items, drawing.begin(drawn, is_kept=True).all(), strict=True):
        with NamedTemporaryFile(suffix=".pdf") as file:
            Path(file.name).write_bytes(made)
            actions.add_upload(
                item=item,
                source=Path(file.name),
                name=f"{item.title}.pdf",
                title=item.title,
                part=None,
                today=meeting.held_on,
                by=None,
            )
    return len(items)


def publish_sample_agenda(path: Path) -> None:
    """Publish the sample's agenda, as one of the past that was published on the day that the file says."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    meeting = Meeting.objects.get(held_on=data["meeting"]["held_on"])
    actions.record_publication(
        meeting=meeting,
        published_on=data["meeting"]["published_on"],
        urgency="",
        today=timezone.localdate(),
        based_on=standing_of(meeting),
        by=None,
    )
    publish_agenda(meeting=meeting, why="", by=None)


def _length(printed: str) -> int:
    """How many pages a printed range such as 7-20 has."""
    first, last = printed.split("-")
    return int(last) - int(first) + 1


def _plan(data: dict[str, Any], given: dict[str, Any]) -> Meeting:
    values = {
        "held_on": given["held_on"],
        "begins_at": time.fromisoformat(given["begins_at"]) if "begins_at" in given else None,
        **{name: data[name] for name in ("body", "host", "contact_role")},
        **_named(given, DETAILS),
    }
    seats = [(seat["how_many"], seat["role"]) for seat in data["membership"]]
    return actions.plan_meeting(values=values, seats=seats, like=None, by=None)


def _add_item(meeting: Meeting, given: dict[str, Any]) -> None:
    number = meeting.items.count() + 1
    item = actions.add_item(meeting=meeting, values=_entry(given), number=number, by=None)
    for part in given.get("parts", ()):
        actions.add_part(item=item, values=_entry(part), by=None)
    if "written" in given:
        values = {"title": item.title, **given["written"]}
        actions.write_report(item=item, values=values, today=meeting.held_on, by=None)
        actions.add_programme(item=item, title=f"{item.title}: meetings and topics", today=meeting.held_on, by=None)
    elif item.refers_to_quarter:
        _add_edition(item, meeting.held_on)


def _add_edition(item: AgendaItem, today: date) -> None:
    """The report of the quarter, where it is published."""
    quarter = Quarter.from_slug(item.refers_to_quarter)
    for current in published_reports():
        if current.quarter == quarter:
            edition = Edition.objects.select_related("period__plan__office").defer("document").get(pk=current.pk)
            actions.add_edition(item=item, edition=edition, title=title_of(edition), today=today, by=None)


def _add_topic(given: dict[str, Any], meeting: Meeting | None) -> None:
    parent = Topic.objects.get(title=given["parent"]) if "parent" in given else None
    actions.add_topic(values={"meeting": meeting, "parent": parent, **_named(given, TOPIC)}, by=None)


def _entry(given: dict[str, Any]) -> dict[str, Any]:
    about = given.get("refers_to", {})
    refers = {
        "refers_to_meeting_on": about.get("meeting"),
        "refers_to_minute": about.get("minute"),
        "refers_to_body": about.get("body", ""),
        "refers_to_quarter": about.get("quarter", ""),
        "refers_to_plan": about.get("plan", False),
    }
    return {**_named(given, ENTRY), **refers}


def _named(given: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: given[name] for name in names if name in given}
