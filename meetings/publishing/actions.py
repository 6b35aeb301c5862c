"""The verbs of publishing agendas: publish what is new of one, and withdraw what should never have been public."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import record
from accounts.events import Kind
from accounts.models import User
from meetings.document import Course
from meetings.models import Meeting, Publication
from meetings.publishing.freezing import freeze
from meetings.publishing.minutes import freeze_minutes
from meetings.publishing.rows import Finish
from meetings.rules import Refused
from reports.editions.drawing import Tell
from reports.editions.sweeping import remove_unnamed
from reports.files import store


def quietly(done: int, total: int, words: str) -> None:
    """Tells nobody how far the building is."""


def nothing_more(publication: Publication) -> None:
    """Nothing else is stored together with the publication."""


def publish_agenda(
    *,
    meeting: Meeting,
    why: str,
    by: User | None,
    now: datetime | None = None,
    tell: Tell = quietly,
    finish: Finish = nothing_more,
) -> Publication:
    """Publish the agenda of a meeting with its packs, or whatever of it changed since: a supplement or a revision.

    `why` is asked for where it is late (Local Government Act 1972, s.100B(4)(b)) and where an agenda reads otherwise than it was
    published. `finish` is called in the transaction that writes it, so that a job and what it does are stored together.
    Raises Refused with a sentence where it cannot be published; then nothing is.
    """
    return freeze(meeting, why=why, now=now or timezone.now(), by=by, tell=tell, finish=finish)


def publish_minutes(
    *,
    meeting: Meeting,
    by: User | None,
    now: datetime | None = None,
    tell: Tell = quietly,
    finish: Finish = nothing_more,
) -> Publication:
    """Publish the minutes of a meeting as they stand, a draft or confirmed, without what was taken in private.

    They stay open for six years (Local Government Act 1972, s.100C). Raises Refused where they cannot be published.
    """
    return freeze_minutes(meeting, now=now or timezone.now(), by=by, tell=tell, finish=finish)


def withdraw_publication(*, publication: Publication, reason: str, by: User | None) -> list[Publication]:
    """Take an agenda or minutes away from everybody, and those after them, which hold the same; gives all of them.

    Only a court, personal data or a leak justifies it: mistakes are put right by publishing again. Numbers, digests and the
    reason stay, and whoever asks is told so; the content is gone from the database and the store. Raises Refused.
    """
    if not reason.strip():
        raise Refused(_("Say why it is withdrawn: the reason is shown where it stood."), "reason")
    with transaction.atomic():
        after = Publication.objects.standing().filter(meeting=publication.meeting_id, number__gte=publication.number)
        alike = after.of_minutes() if publication.course == Course.MINUTES else after.of_agendas()
        held = list(alike.select_for_update().order_by("number"))
        if not held:
            raise Refused(_("It is withdrawn already."))
        now = timezone.now()
        own: dict[bool, set[str]] = {True: set(), False: set()}
        for one in held:
            one.document = one.for_members = ""
            one.withdrawn_at, one.withdrawn_by, one.withdrawn_reason = now, by, reason.strip()
            one.save(update_fields=["document", "for_members", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
            record(Kind.WITHDRAWN, by=by, subject=str(one))
            for is_private, digest, packed in one.files.values_list("is_private", "digest", "packed"):
                own[is_private] |= {digest, packed} - {""}
        transaction.on_commit(lambda: _remove(own))
    return held


def _remove(own: dict[bool, set[str]]) -> None:
    remove_unnamed(own[False], place=store.EDITIONS)
    remove_unnamed(own[True], place=store.PAPERS)
