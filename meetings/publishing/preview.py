"""What the clerk is shown before an agenda is published: what it will be, what it changes, and what to look at first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.document import Course, Paper
from meetings.models import ItemKind
from meetings.publications import document_of
from meetings.publishing.planning import Plan

TITLES = {
    Course.AGENDA: lambda: _("Publish the agenda"),
    Course.SUPPLEMENT: lambda: _("Publish supplementary papers"),
    Course.REVISION: lambda: _("Publish the revised agenda"),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """`told` says what will be made, `changes` what reads otherwise or came since, and `warned` what the clerk answers for.

    `label` and `help_text` are of the reason that is asked for; "" where none is.
    """

    title: str
    told: str
    changes: tuple[str, ...]
    warned: tuple[str, ...]
    label: str
    help_text: str


def preview_of(plan: Plan, *, published_before: bool) -> Preview:
    """What publishing now would be. `published_before` says whether the clerk has said already on which day the agenda was."""
    label, help_text = _asked(plan, published_before=published_before)
    members = plan.members_changes.told if plan.for_members else ()
    changes = (*plan.changes.told, *(one for one in members if one not in plan.changes.told))
    return Preview(TITLES[plan.course](), _told(plan), changes, tuple(_warned(plan)), label, help_text)


def _told(plan: Plan) -> str:
    if plan.course == Course.SUPPLEMENT:
        return _(
            "The papers below go out as a supplement. Their pages go on behind those that are out: 58a follows 58."
        )
    if plan.course == Course.REVISION:
        return _("A whole new pack is made, and the agenda says what has changed. What was published stays beside it.")
    if plan.for_members:
        return _(
            "Its web page, its papers, the pack for the public and the members’ pack are made now and kept as they are."
        )
    return _("Its web page, its papers and its pack are made now and kept as they are.")


def _warned(plan: Plan) -> Iterator[str]:
    for item in plan.agenda:
        if item.kind == ItemKind.REPORT and not item.documents.all():
            yield _("Item %(item)s has no paper: it can come later, as a supplement.") % {
                "item": f"{item.number}, “{item.title}”"
            }
    for paper in plan.public.papers:
        if not paper.can_be_heard:
            yield _("A screen reader cannot read all of “%(paper)s”. The page says so.") % {"paper": paper.title}
        if paper.has_hidden_layers:
            yield _("“%(paper)s” has hidden layers, which anybody can show. Look at what stands in them.") % {
                "paper": paper.title
            }
    for paper in _private_now(plan):
        yield _(
            "“%(paper)s” is private now, and stands in what was published before. Withdraw that, if it should never have been "
            "public."
        ) % {"paper": paper.title}


def _private_now(plan: Plan) -> Iterator[Paper]:
    """Papers that were public and are not any more."""
    if plan.before is None or plan.for_members is None:
        return
    public = {paper.key for paper in plan.public.papers}
    members = {paper.key for paper in plan.for_members.papers}
    for paper in document_of(plan.before).papers:
        if paper.key in members - public:
            yield paper


def _asked(plan: Plan, *, published_before: bool) -> tuple[str, str]:
    if plan.course == Course.AGENDA:
        if published_before or not plan.is_late:
            return "", ""
        return _("Why it could not wait"), _(
            "The special circumstances, as they stand on the agenda and in the minutes. The person who presides must be of "
            "this opinion (Local Government Act 1972, s.100B(4)(b))."
        )
    if plan.course == Course.REVISION:
        return _("Why the agenda changes"), _(
            "In a sentence or two, for readers. What changed is listed by the portal."
        )
    if plan.is_late:
        return _("Why these papers could not come with the agenda"), _(
            "It stands on their first sheet and on the page."
        )
    return "", ""
