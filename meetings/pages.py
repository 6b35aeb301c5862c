"""What the pages of the clerk show, put together of the records: the list, a meeting, an item, a report."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from meetings import minuted, publications, queries
from meetings.assemble import written_of
from meetings.deadlines import Calendar, Deadline, Timing, next_of
from meetings.document import Written
from meetings.following import Line
from meetings.followups import carried_lines
from meetings.models import (
    AgendaItem,
    Document,
    ItemKind,
    ItemPart,
    Meeting,
    Practice,
    Publication,
    Seat,
    Topic,
    WrittenReport,
)
from meetings.referring import Reference, references_of
from meetings.steps import Counts, NextStep, deadlines_of, next_step, said_of, timing_of
from pillars.quarters import Quarter


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting in the list: how it stands, its next deadline and the step that comes next."""

    meeting: Meeting
    timing: Timing | None
    next_deadline: Deadline | None
    step: NextStep
    on_agenda: int


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A deadline in the list of a meeting."""

    deadline: Deadline
    is_over: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class ShownPart:
    part: ItemPart
    references: list[Reference]


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper and its page; `newer` is the number of a later edition of the same report that is current, or None."""

    document: Document
    address: str
    newer: int | None
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item of the agenda with all that hangs on it."""

    item: AgendaItem
    references: list[Reference]
    parts: list[ShownPart]
    papers: list[ShownPaper]

    @property
    def lacks_paper(self) -> bool:
        return self.item.kind == ItemKind.REPORT and not self.papers

    @property
    def is_exempt(self) -> bool:
        return hasattr(self.item, "exemption")

    @property
    def has_programme(self) -> bool:
        return any(paper.document.is_programme for paper in self.papers)


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """`said` is how the agenda stands with the law, as a sentence; `waiting` are topics that can go onto the agenda.

    `carried` is what earlier meetings left to it. `minuted` is how many of its items have a minute, and `is_confirmed` whether a
    later meeting confirmed these. `published` is its newest publication that stands.
    """

    meeting: Meeting
    seats: list[Seat]
    timing: Timing | None
    said: str
    days: list[ShownDay]
    items: list[ShownItem]
    waiting: list[Topic]
    carried: list[Line]
    minuted: int
    is_confirmed: bool
    step: NextStep
    practice: Practice
    published: Publication | None

    @property
    def has_exempt(self) -> bool:
        """Whether the members have papers that the public has not."""
        return any(shown.is_exempt for shown in self.items)


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item with those beside it; `last` is the number of the last item of its agenda."""

    shown: ShownItem
    last: int

    @property
    def item(self) -> AgendaItem:
        return self.shown.item


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A written report as it reads, with its record and the paper that it is."""

    report: WrittenReport
    document: Document
    written: Written


def row_of(meeting: Meeting, practice: Practice, calendar: Calendar, today: date) -> Row:
    """A meeting as `queries.meetings` counts it, in the list."""
    judged = timing_of(meeting, calendar, today)
    coming = next_of(deadlines_of(meeting, practice, calendar), today)
    counted: Any = meeting
    page = reverse("meetings:meeting", args=[meeting.held_on])
    agenda = Counts(
        items=counted.on_agenda,
        own=counted.of_its_own,
        lack_paper=counted.lacks_paper,
        first=page,
        minuted=counted.minuted,
        confirmed_on=counted.confirmed_on,
    )
    return Row(meeting, judged, coming, next_step(meeting, agenda, judged, today), agenda.items)


def meeting_page(meeting: Meeting, today: date) -> MeetingPage:
    """Everything about one meeting. Fifteen queries, however long its agenda."""
    practice, calendar = queries.practice(), queries.working_days()
    held, published = queries.days_held(), queries.current_numbers()
    items = [_shown(item, held, published) for item in queries.agenda_of(meeting)]
    judged = timing_of(meeting, calendar, today)
    due = deadlines_of(meeting, practice, calendar)
    coming = next_of(due, today)
    lacking = [shown.item for shown in items if shown.lacks_paper]
    minutes = minuted.minutes_of(meeting)
    how_many = minuted.how_many_minuted(meeting)
    agenda = Counts(
        items=len(items),
        own=sum(not shown.item.is_standing for shown in items),
        lack_paper=len(lacking),
        first=reverse("meetings:item", args=[meeting.held_on, lacking[0].pk]) if lacking else "",
        minuted=how_many,
        confirmed_on=minutes.confirmed_at.held_on if minutes and minutes.confirmed_at else None,
    )
    return MeetingPage(
        meeting=meeting,
        seats=list(meeting.seats.order_by("order")),
        timing=judged,
        said=said_of(judged, meeting.held_on, today) if judged else "",
        days=[ShownDay(one, one.is_over(today), one == coming) for one in due],
        items=items,
        waiting=queries.topics_for(meeting),
        carried=carried_lines(minuted.carried_to(meeting), today),
        minuted=how_many,
        is_confirmed=bool(minutes and minutes.confirmed_at_id),
        step=next_step(meeting, agenda, judged, today),
        practice=practice,
        published=publications.current_of(meeting),
    )


def item_page(item: AgendaItem) -> ItemPage:
    """Everything about one item as `queries.item_of` gives it. Three queries."""
    shown = _shown(item, queries.days_held(), queries.current_numbers())
    return ItemPage(shown, item.meeting.items.count())


def report_page(report: WrittenReport) -> ReportPage:
    """A report as it reads. No query, once its paper is read."""
    return ReportPage(report, report.document, written_of(report))


def _shown(item: AgendaItem, held: set[date], published: dict[Quarter, int]) -> ShownItem:
    parts = [ShownPart(part, references_of(part, held, published)) for part in item.parts.all()]
    papers = [_shown_paper(paper, item.meeting, published) for paper in item.documents.all()]
    return ShownItem(item, references_of(item, held, published), parts, papers)


def _shown_paper(paper: Document, meeting: Meeting, published: dict[Quarter, int]) -> ShownPaper:
    edition = paper.edition
    if edition is None:
        return ShownPaper(paper, _page_of(paper, meeting), None, False)
    quarter = edition.period.quarter
    current = published.get(quarter, 0)
    # What is under embargo has an address of its own.
    site = "panel" if edition.public_from > timezone.now() else "files"
    address = reverse(f"{site}:edition", args=[quarter.slug, edition.number])
    newer = current if current > edition.number else None
    return ShownPaper(paper, address, newer, edition.withdrawn_at is not None)


def _page_of(paper: Document, meeting: Meeting) -> str:
    """The page of a paper that is no edition."""
    if paper.is_programme:
        return reverse("meetings:programme")
    if paper.upload_id:
        return reverse("meetings:paper", args=[meeting.held_on, paper.item_id, paper.pk])
    return reverse("meetings:report", args=[meeting.held_on, paper.report_id])
