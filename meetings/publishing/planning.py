"""What publishing an agenda now would be: the agenda, papers that came after it, or a revision; and why it cannot be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from meetings import publications, queries
from meetings.assemble import assembled, exempted
from meetings.deadlines import Timing, timing
from meetings.document import AgendaDocument, Audience, Course
from meetings.models import AgendaItem, Meeting, Publication
from meetings.publishing.changes import Changes, changes_between
from meetings.rules import Refused, publishing_refusal
from reports.rules import may_read_early


@dataclass(frozen=True, slots=True)
class Plan:
    """A publication before it is made. `public` and `for_members` are the agenda as it stands (None: nothing of it is private);
    `before` is what was published last, and `changes` what has changed since, for whoever may know it.

    `number` is its own; `is_late` says whether the clear days before the meeting are not left any more, and `needs_why` whether a
    reason is asked for.
    """

    course: Course
    number: int
    agenda: Sequence[AgendaItem]
    public: AgendaDocument
    for_members: AgendaDocument | None
    before: Publication | None
    changes: Changes
    members_changes: Changes
    timing: Timing
    is_late: bool

    @property
    def needs_why(self) -> bool:
        return self.is_late or self.course == Course.REVISION

    @property
    def told(self) -> tuple[str, ...]:
        """What the public is told of the changes."""
        return self.changes.told or ((_("Papers came to a private item."),) if self.members_changes else ())


def plan_of(meeting: Meeting, now: datetime) -> Plan:
    """What publishing a meeting's agenda at a moment would be. A fixed number of queries. Raises Refused where it cannot be."""
    agenda, today = queries.agenda_of(meeting), localtime(now).date()
    if meeting.kind == Meeting.Kind.INFORMAL:
        raise Refused(_("An informal session has no agenda that is published."))
    if not agenda:
        raise Refused(_("Nothing is on the agenda yet. Add an item first."))
    _refuse_papers(agenda, now)
    public = assembled(meeting, agenda, Audience.PUBLIC)
    private = assembled(meeting, agenda, Audience.MEMBERS) if any(map(exempted, agenda)) else None
    all_of_it = publications.of_meeting(meeting)
    agendas = [one for one in all_of_it if one.course != Course.MINUTES]
    before = next((one for one in agendas if one.withdrawn_at is None), None)
    changes, members_changes = _changes(before, public, private)
    if before and not changes and not members_changes:
        raise Refused(_("It is published as it stands: nothing has changed since."))
    course = _course(bool(agendas), before, changes, members_changes)
    if course == Course.AGENDA and meeting.published_on is None and today > meeting.held_on:
        raise Refused(_("The meeting is over. Say first on which day its agenda was published."))
    _refuse_taken(meeting)
    judged = timing(meeting.held_on, meeting.published_on or today, meeting.clear_days, queries.working_days(), today)
    first_is_late = judged.is_late and meeting.published_on is None
    is_late = first_is_late if course == Course.AGENDA else today > judged.issue_by
    number = all_of_it[0].number + 1 if all_of_it else 1
    return Plan(course, number, agenda, public, private, before, changes, members_changes, judged, is_late)


def refuse_without_reason(plan: Plan, meeting: Meeting, why: str, today: date) -> None:
    """Refuse a publication that wants a reason and has none. Raises Refused.

    A late agenda wants the special circumstances for which its items could not wait (Local Government Act 1972, s.100B(4)(b)).
    """
    if plan.course == Course.AGENDA and meeting.published_on is None:
        if refusal := publishing_refusal(plan.timing, today, today, why):
            raise Refused(str(refusal), "why")
    elif plan.course == Course.AGENDA and why.strip():
        raise Refused(_("When it was published, and why it could not wait, is said already. Leave this empty."), "why")
    elif plan.needs_why and not why.strip():
        words = (
            _("Say why the agenda changes: it stands on the agenda.")
            if plan.course == Course.REVISION
            else _("Say why these papers could not be published with the agenda: it stands on their first sheet.")
        )
        raise Refused(words, "why")


def with_reason(document: AgendaDocument, plan: Plan, why: str) -> AgendaDocument:
    """The agenda as it would be published for the first time, late or not: its urgency stands on it."""
    if plan.course == Course.AGENDA and why.strip():
        return replace(document, meeting=replace(document.meeting, urgency=why.strip()))
    return document


def _changes(
    before: Publication | None, public: AgendaDocument, private: AgendaDocument | None
) -> tuple[Changes, Changes]:
    if before is None:
        return Changes(), Changes()
    changes = changes_between(publications.document_of(before), public)
    members_before = publications.for_members_of(before) or publications.document_of(before)
    members_now = private or public
    return changes, changes_between(members_before, members_now)


def _course(is_known: bool, before: Publication | None, changes: Changes, members_changes: Changes) -> Course:
    if before is None:
        return Course.REVISION if is_known else Course.AGENDA
    is_revision = changes.is_revision or members_changes.is_revision
    return Course.REVISION if is_revision else Course.SUPPLEMENT


def _refuse_papers(agenda: Sequence[AgendaItem], now: datetime) -> None:
    """Refuse what its readers may not have yet, or not any more: the public, or the members of a private item. Raises Refused."""
    for item in agenda:
        for document in item.documents.all():
            edition = document.edition
            if edition and edition.withdrawn_at:
                words = _("“%(paper)s” was withdrawn. Take it from the agenda, or put the current edition there.")
                raise Refused(words % {"paper": document.title})
            if (
                edition
                and edition.public_from > now
                and not (exempted(item) and may_read_early(edition, now, is_staff=False))
            ):
                moment = date_format(localtime(edition.public_from), "j F Y, H:i")
                words = _("“%(paper)s” is public from %(moment)s. Publish the agenda then, or take it off until then.")
                raise Refused(words % {"paper": document.title, "moment": moment})


def _refuse_taken(meeting: Meeting) -> None:
    """Refuse a day at which the papers of another meeting lie. Raises Refused."""
    if Publication.objects.filter(held_on=meeting.held_on).exclude(meeting=meeting).exists():
        words = _("The papers of another meeting, which was moved, lie at %(day)s. Choose another day for this one.")
        raise Refused(words % {"day": meeting.day})
