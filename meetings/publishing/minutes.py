"""Freezes the minutes of a meeting for the public, as page, PDF and data: a draft first, and again once they are confirmed."""

from dataclasses import replace
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from meetings import publications, queries
from meetings.actions.ground import hold
from meetings.document import Course
from meetings.minutes import document_of, minutes_page
from meetings.minutes_document import MinutesDocument
from meetings.models import Meeting, Publication
from meetings.pack import drawing
from meetings.pack.gathering import made_of
from meetings.publishing.rows import Finish, not_kept, write_rows
from meetings.publishing.site import minutes_site
from meetings.rules import Refused
from meetings.scratch import scratch
from meetings.stored import digest_of, to_json
from pdf.join import join_into, page_counts
from pdf.parts import About, Part
from pdf.stamp import Outer
from pillars.models import Office
from reports.editions.drawing import Kept, Tell
from reports.editions.drawing import keep as keep_all
from reports.files import store
from reports.render import typeface

PDF = "minutes.pdf"
STEPS = 2


def minutes_now(meeting: Meeting, now: datetime) -> MinutesDocument:
    """The minutes as they would be published now. Raises Refused where they cannot be.

    An urgent item's minute has to say why it could not wait (Local Government Act 1972, s.100B(4)(b)).
    """
    today = localtime(now).date()
    if meeting.held_on > today:
        raise Refused(_("The meeting is still to come."))
    page = minutes_page(meeting, today, is_public=True)
    if not page.how_many and not any(shown.summary for shown in page.items):
        raise Refused(_("Nothing is minuted yet that the public may read. Take the minutes first."))
    if page.lacking:
        numbers = ", ".join(minute.number for minute in page.lacking)
        said = _("Item %(numbers)s is urgent: minute first why it could not wait, and in whose opinion.")
        raise Refused(said % {"numbers": numbers})
    earlier = publications.of_meeting(meeting)
    number = earlier[0].number + 1 if earlier else 1
    document = document_of(page, queries.seats_of(meeting), Office.objects.first(), number=number, published_on=today)
    if before := publications.minutes_of(meeting):
        last = publications.minutes_document_of(before)
        # How they are numbered, kept and coloured is nothing that they say.
        told = replace(
            document,
            number=last.number,
            published_on=last.published_on,
            schema=last.schema,
            brand=last.brand,
        )
        if told == last:
            raise Refused(_("The minutes are published as they stand: nothing has changed since."))
    return document


def freeze_minutes(meeting: Meeting, *, now: datetime, by: User | None, tell: Tell, finish: Finish) -> Publication:
    """Publish the minutes as they stand. Raises Refused; then nothing is published."""
    document = minutes_now(Meeting.objects.get(pk=meeting.pk), now)
    tell(0, STEPS, _("Drawing the minutes"))
    try:
        with scratch() as folder:
            paper = folder / PDF
            _set(document, paper)
            tell(1, STEPS, _("Keeping the files"))
            own = Kept(PDF, "application/pdf", paper.stat().st_size, store.put_file(paper), "")
        kept = [*keep_all(list(minutes_site(document)), lambda *_: None), own]
    except OSError as trouble:
        raise not_kept(trouble) from trouble
    with transaction.atomic():
        held = hold(meeting)
        if minutes_now(held, now) != document:
            raise Refused(_("The minutes were changed while they were drawn. Publish them again."))
        text = to_json(document)
        publication = Publication(
            meeting=held,
            number=document.number,
            held_on=held.held_on,
            course=Course.MINUTES,
            published_at=now,
            published_by=by,
            document=text,
            digest=digest_of(text),
        )
        write_rows(publication, kept)
        finish(publication)
    return publication


def _set(document: MinutesDocument, target: Path) -> None:
    """The minutes as PDF/UA, with the numbers of their pages."""
    [made] = made_of(drawing.begin([drawing.minutes(document)], is_kept=True))
    [pages] = page_counts([made])
    title = _("Minutes of %(day)s") % {"day": document.meeting.day}
    about = About(
        title=title,
        language=document.language,
        identifier=sha256(made).digest()[:16],
        created=datetime.combine(document.published_on, time(), UTC),
        producer="pcp-portal",
    )
    stamps = [[Outer(_("Page %(page)s") % {"page": page}, page % 2 == 1)] for page in range(1, pages + 1)]
    join_into(target, [Part(made, "minutes", title)], about, stamps=stamps, typeface=typeface())
