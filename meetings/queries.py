"""Every shared read of the clerk's floor; each takes a fixed number of queries, whatever the length of an agenda."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Prefetch, Q, QuerySet

from meetings.deadlines import Calendar
from meetings.models import AgendaItem, Document, ExtraDay, ItemKind, ItemPart, Meeting, Practice, Seat, Topic
from meetings.models.agendas import STANDING
from meetings.models.practice import calendar_of
from pillars.models import Office, ReportingPeriod
from pillars.quarters import Quarter
from reports.models import Edition
from reports.queries import published_reports
from reports.rules import may_read_early


def practice() -> Practice:
    """What the office keeps to; where nobody has written it yet, what the law says (not saved). One query."""
    return Practice.objects.first() or Practice(pk=1)


def extra_days() -> list[ExtraDay]:
    """Days that do not count although they are no bank holidays, the earliest first. One query."""
    return list(ExtraDay.objects.order_by("day"))


def working_days() -> Calendar:
    """Which days are working days here. One query."""
    return calendar_of(extra_days())


def panel_name() -> str:
    """The body that meets, by the words of the office; "" before there is one. One query."""
    return Office.objects.values_list("panel", flat=True).first() or ""


def meetings() -> list[Meeting]:
    """Every meeting, the earliest first; `on_agenda` is the number of its items, `of_its_own` of those that are no standing
    items, `lacks_paper` of reports that have no paper yet, and `minuted` of items with a minute; `confirmed_on` is the day on
    which the minutes were confirmed, or None. One query."""
    reports = Q(items__kind=ItemKind.REPORT)
    return list(
        Meeting.objects.annotate(
            on_agenda=Count("items", distinct=True),
            of_its_own=Count("items", filter=~Q(items__kind__in=STANDING), distinct=True),
            lacks_paper=Count("items", filter=reports & Q(items__documents__isnull=True), distinct=True),
            minuted=Count("items", filter=Q(items__minuted__isnull=False), distinct=True),
            confirmed_on=F("minutes__confirmed_at__held_on"),
        ).order_by("held_on")
    )


def earlier_meetings(day: date | None) -> list[Meeting]:
    """Meetings with an agenda before a day (None: all of them), the latest first: what a new one can begin like. One query."""
    found = Meeting.objects.filter(items__isnull=False).distinct().order_by("-held_on")
    return list(found.filter(held_on__lt=day) if day else found)


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The items of a meeting in order, each with its exemption, its parts and its papers. Three queries."""
    return list(_with_all(AgendaItem.objects.filter(meeting=meeting)).order_by("number"))


def seats_of(meeting: Meeting) -> list[Seat]:
    """Who sits on the Panel, by role. One query."""
    return list(meeting.seats.order_by("order"))


def item_of(meeting: Meeting, pk: int) -> AgendaItem | None:
    """One of them. Three queries."""
    return _with_all(AgendaItem.objects.filter(meeting=meeting, pk=pk)).first()


def _with_all(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    # The document of an edition is long, and nobody reads it here.
    papers = Document.objects.select_related("report", "edition__period", "upload", "part").defer("edition__document")
    return items.select_related("exemption", "meeting").prefetch_related(
        Prefetch("parts", ItemPart.objects.order_by("order")), Prefetch("documents", papers.order_by("order"))
    )


def topics_for(meeting: Meeting) -> list[Topic]:
    """Topics of the work programme that wait for this meeting and are not on its agenda. One query."""
    return list(Topic.objects.filter(meeting=meeting, item=None).order_by("order", "pk"))


@dataclass(frozen=True, slots=True)
class Programme:
    """The work programme: meetings with their topics, the earliest first, and topics that are not scheduled."""

    meetings: tuple[tuple[Meeting, tuple[Topic, ...]], ...]
    unscheduled: tuple[Topic, ...]


def programme(today: date) -> Programme:
    """The programme from today on, and whatever topics earlier meetings left. Unscheduled topics stand under those that they
    belong to. Two queries."""
    topics = list(Topic.objects.select_related("item", "parent").order_by("order", "pk"))
    held: dict[int, list[Topic]] = {}
    for topic in topics:
        if topic.meeting_id:
            held.setdefault(topic.meeting_id, []).append(topic)
    shown = Meeting.objects.filter(Q(held_on__gte=today) | Q(pk__in=held)).order_by("held_on")
    loose = [topic for topic in topics if topic.meeting_id is None]
    keys = {topic.pk for topic in loose}
    tops = [topic for topic in loose if topic.parent_id not in keys]
    ordered = [one for top in tops for one in (top, *(child for child in loose if child.parent_id == top.pk))]
    return Programme(tuple((meeting, tuple(held.get(meeting.pk, ()))) for meeting in shown), tuple(ordered))


def days_held() -> set[date]:
    """The days of all meetings that have a page here. One query."""
    return set(Meeting.objects.values_list("held_on", flat=True))


def quarters_held() -> list[Quarter]:
    """Every quarter that is held, and the four after the last of them, the latest first. One query."""
    found = [
        Quarter(year, number)
        for year, number in ReportingPeriod.objects.order_by("-year", "-number").values_list("year", "number")
    ]
    for _count in range(4 if found else 0):
        found.insert(0, found[0].next)
    return found


def current_numbers() -> dict[Quarter, int]:
    """The quarters of which a report is public, with the number of the edition that is current. One query."""
    return {current.quarter: current.number for current in published_reports()}


def editions_for_papers(now: datetime) -> list[Edition]:
    """The editions that an item can be: the current one of each quarter, and those given to the Panel before they are public.

    The latest quarter first. Two queries.
    """
    current = [one.pk for one in published_reports()]
    found = Edition.objects.filter(Q(pk__in=current) | Q(public_from__gt=now), withdrawn_at=None).defer("document")
    rows = found.select_related("period__plan__office").order_by("-period__year", "-period__number", "-number")
    return [one for one in rows if one.public_from <= now or may_read_early(one, now, is_staff=False)]


def meetings_ahead(today: date, besides: Meeting | None = None) -> list[Meeting]:
    """Meetings from today on, the next first, and another one besides. One query."""
    wanted = Q(held_on__gte=today) | Q(pk=besides.pk) if besides else Q(held_on__gte=today)
    return list(Meeting.objects.filter(wanted).order_by("held_on"))
