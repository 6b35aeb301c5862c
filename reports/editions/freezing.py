"""Freezes a report: draws it, keeps its files, makes sure that no record has moved meanwhile, and writes the edition.

Called by the verbs of reports/actions.py alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actions import record
from accounts.events import Kind
from accounts.models import User
from pillars.models import ReportingPeriod
from pillars.quarters import Quarter
from pillars.tongues import Tongue
from reports import search
from reports.assemble import Assembly
from reports.differences import differences
from reports.document import Changed, EditionHead, ReportDocument
from reports.document.stored import digest_of, from_json, to_json
from reports.editions import drawing, manifest
from reports.editions.drawing import Kept, Tell
from reports.languages import in_second
from reports.models import Edition, EditionFile, SearchLine
from reports.readiness import missing, too_early, unsaid
from reports.workers import TypesettingFailed

# How often a report is drawn anew because its records moved meanwhile, before the person who publishes is told.
DRAWINGS = 3
# Called with the edition in the transaction that writes it.
Finish = Callable[[Edition], None]


class NotReady(Exception):
    """A report that cannot be published as it stands; the message says what is missing or what is wrong."""


class NotKept(Exception):
    """A report that could not be drawn or kept: nothing is published. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Release:
    """When an edition is given to readers: to anybody from one moment on (None: at once), to the Panel's members earlier."""

    public_from: datetime | None = None
    panel_from: datetime | None = None


AT_ONCE = Release()


def freeze(
    period: ReportingPeriod,
    head: EditionHead,
    *,
    by: User | None,
    release: Release,
    in_one_language: bool,
    tell: Tell,
    finish: Finish,
) -> Edition:
    """The edition of this number, drawn anew where the records move meanwhile; an office of two languages may have it
    `in_one_language`. Raises NotReady or NotKept."""
    now = timezone.now()
    public_from = max(release.public_from or now, now)
    panel_from = release.panel_from if release.panel_from and release.panel_from < public_from else None
    for _attempt in range(DRAWINGS):
        drawn_of = _document(period.pk, head, public_from, in_one_language)
        document = _with_changes(drawn_of)
        edition = Edition(
            period_id=period.pk,
            number=head.number,
            published_at=now,
            published_by=by,
            public_from=public_from,
            panel_from=panel_from,
            what=head.what,
            why=head.why,
            asked_by=head.asked_by,
        )
        try:
            kept = drawing.keep(drawing.files_of(document, tell), tell)
            if _write(edition, drawn_of, document, kept, search.lines_of(document), finish):
                return edition
        except TypesettingFailed as failure:
            raise NotKept(str(failure)) from failure
        except OSError as trouble:
            raise NotKept(_not_kept(trouble.strerror or str(trouble))) from trouble
        except DatabaseError as trouble:
            # Both databases say so in these words, and neither has a class of its own for it.
            if "is full" in str(trouble) or "No space left" in str(trouble):
                raise NotKept(_not_kept(str(trouble))) from trouble
            raise
    raise NotReady(
        _("The records were changed again and again while the report was drawn. Publish it when nobody changes them.")
    )


@transaction.atomic
def _write(
    edition: Edition,
    drawn_of: ReportDocument,
    document: ReportDocument,
    kept: Sequence[Kept],
    lines: Sequence[SearchLine],
    finish: Finish,
) -> bool:
    """The short transaction. False, and nothing is written, where the records are not any more what the edition is drawn of."""
    head = drawn_of.edition or EditionHead(edition.number)
    period = ReportingPeriod.objects.select_for_update().get(pk=edition.period_id)
    if Edition.objects.filter(period=period, number=head.number).exists():
        raise NotReady(_("Somebody else has just published edition %(number)d.") % {"number": head.number})
    if _document(period.pk, head, edition.public_from, drawn_of.second is None) != drawn_of:
        return False
    edition.document = to_json(document)
    edition.digest = digest_of(edition.document)
    edition.manifest = manifest.digest_of((file.path, file.digest) for file in kept)
    if head.corrects:
        edition.corrects = Edition.objects.get(period=period, number=head.corrects)
    edition.save(force_insert=True)
    EditionFile.objects.bulk_create(
        EditionFile(
            edition=edition,
            path=file.path,
            content_type=file.content_type,
            size=file.size,
            digest=file.digest,
            packed=file.packed,
        )
        for file in kept
    )
    for line in lines:
        line.edition = edition
    SearchLine.objects.bulk_create(lines)
    if period.published_at is None:
        period.published_at = edition.published_at
        period.save(update_fields=["published_at"])
    record(Kind.PUBLISHED, by=edition.published_by, subject=str(edition))
    finish(edition)
    return True


def _document(period_id: int, head: EditionHead, public_from: datetime, in_one_language: bool) -> ReportDocument:
    """The document that would be published now. Raises NotReady when something is missing."""
    period = ReportingPeriod.objects.select_related("plan__office", "scale").get(pk=period_id)
    read = Assembly(period)
    lacking = missing(read)
    if lacking:
        words = _("%(quarter)s cannot be published yet. Missing: %(missing)s.")
        raise NotReady(words % {"quarter": period, "missing": "; ".join(lacking)})
    if refusal := too_early(period, public_from):
        raise NotReady(refusal)
    document, unwritten = read.spoken(head)
    if in_one_language:
        document = replace(document, second=None)
    elif refusal := unsaid(unwritten):
        raise NotReady(refusal)
    return replace(document, published_at=public_from)


def _with_changes(document: ReportDocument) -> ReportDocument:
    """The document with all that it changes in the edition that it corrects. Raises NotReady when that is nothing."""
    head, quarter = document.edition, Quarter.from_slug(document.quarter.slug)
    if head is None or not head.corrects:
        return document
    editions = Edition.objects.filter(period__year=quarter.year, period__number=quarter.number, number=head.corrects)
    corrected = editions.values_list("document", flat=True).get()
    # Of one that was withdrawn nothing is told any more.
    if not corrected:
        return document
    before = from_json(corrected)
    changes = (*_languages(before, document, document.language), *_changes(before, document))
    second = document.second
    if second:
        # Against an edition in one language, with the words that there are today for what it says.
        other = in_second(before if before.second else replace(before, second=second))
        found = (*_languages(before, document, second.language), *_changes(other, in_second(document)))
        second = replace(second, changes=found)
    if not (changes or (second and second.changes)):
        raise NotReady(_("Nothing in the records differs from edition %(number)d.") % {"number": head.corrects})
    return replace(document, edition=replace(head, changes=changes), second=second)


def _languages(before: ReportDocument, after: ReportDocument, language: str) -> tuple[Changed, ...]:
    """That the report stands in a second language now, or does no longer, as it is said in this one."""
    if (before.second and before.second.language) == (after.second and after.second.language):
        return ()
    names = [Tongue(each.second.language).name if each.second else "" for each in (before, after)]
    change = "changed" if all(names) else "added" if names[1] else "removed"
    with override(language):
        return (Changed(change, (_("The report"), _("Second language")), *names),)


def _changes(before: ReportDocument, after: ReportDocument) -> tuple[Changed, ...]:
    return tuple(Changed(one.change, one.where, one.before, one.after) for one in differences(before, after))


def _not_kept(trouble: str) -> str:
    return _(
        "The report could not be kept: %(trouble)s. Nothing was published, and nothing is lost. Make room on the disk, or"
        " have the folder of the editions looked at, and publish it again."
    ) % {"trouble": trouble}
