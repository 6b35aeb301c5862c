"""Freezes a publication: builds its packs, draws its pages, keeps all of it, makes sure that no record has moved, and writes it.

Called by meetings/publishing/actions.py alone.
"""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.ground import hold
from meetings.document import Course, Published
from meetings.models import Meeting, Publication
from meetings.publishing.drafting import STEPS, Draft, Made
from meetings.publishing.planning import Plan, plan_of, refuse_without_reason
from meetings.publishing.rows import Finish, not_kept, write_rows
from meetings.publishing.site import site
from meetings.rules import Refused
from meetings.scratch import scratch
from meetings.standing import write
from meetings.stored import digest_of, to_json
from reports.editions.drawing import Tell
from reports.editions.drawing import keep as keep_all

# How often an agenda is built anew because its records moved meanwhile, before the person who publishes is told.
BUILDINGS = 3


def freeze(meeting: Meeting, *, why: str, now: datetime, by: User | None, tell: Tell, finish: Finish) -> Publication:
    """Publish a meeting's agenda, or what has changed since. Raises Refused; then nothing is published.

    Everything is built first, without holding anything; one short transaction makes sure that no record has moved since.
    """
    today = localtime(now).date()
    for _attempt in range(BUILDINGS):
        meeting = Meeting.objects.get(pk=meeting.pk)
        plan = plan_of(meeting, now)
        refuse_without_reason(plan, meeting, why, today)
        try:
            with scratch() as folder:
                draft = Draft(plan, why.strip(), _head(plan, meeting, why, today), folder)
                public, members = draft.made(tell)
            tell(STEPS - 1, STEPS, _("Keeping the files"))
            pages = keep_all(list(site(public.document)), lambda *_: None)
        except OSError as trouble:
            raise not_kept(trouble) from trouble
        made = _write(draft, meeting, now, replace(public, files=(*pages, *public.files)), members, by, finish)
        if made:
            return made
    raise Refused(_("The agenda was changed again and again while it was built. Publish it when nobody changes it."))


@transaction.atomic
def _write(
    draft: Draft,
    meeting: Meeting,
    now: datetime,
    public: Made,
    members: Made | None,
    by: User | None,
    finish: Finish,
) -> Publication | None:
    """The short transaction. None, and nothing is written, where the records are not any more what was built of them."""
    held, plan = hold(meeting), draft.plan
    fresh = plan_of(held, now)
    if (fresh.number, fresh.course, fresh.public, fresh.for_members) != (
        plan.number,
        plan.course,
        plan.public,
        plan.for_members,
    ):
        return None
    if plan.course == Course.AGENDA and held.published_on is None:
        write(held, {"published_on": draft.head.on, "urgency": draft.why}, by)
    text, private = to_json(public.document), members.files if members else ()
    publication = Publication(
        meeting=held,
        number=plan.number,
        held_on=held.held_on,
        course=plan.course,
        published_at=now,
        published_by=by,
        document=text,
        digest=digest_of(text),
        for_members=to_json(members.document) if members else "",
    )
    write_rows(publication, public.files, private)
    finish(publication)
    return publication


def _head(plan: Plan, meeting: Meeting, why: str, today: date) -> Published:
    first_on = meeting.published_on if plan.course == Course.AGENDA else None
    return Published(
        number=plan.number,
        course=plan.course,
        on=first_on or today,
        here_on=today,
        is_late=plan.is_late,
        why=why.strip() if plan.course != Course.AGENDA else "",
        changes=plan.told,
    )
