"""What happens to an uploaded workbook: it is taken in, read as background work, shown, and applied as background work."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from jobs.actions import ask
from jobs.kinds import JobFailed, Result
from jobs.progress import Progress
from pillars.models import ReportingPeriod
from returns.models import Upload
from returns.workbooks.apply import Moved, apply_upload
from returns.workbooks.read import read_cells
from spreadsheets.plain import plain
from spreadsheets.read import Unreadable

KEPT = timedelta(days=7)


def address_of(upload: Upload) -> str:
    """The page of an upload."""
    return reverse("returns:workbook_upload", args=[upload.period.quarter.slug, upload.pk])


@transaction.atomic
def receive_upload(*, period: ReportingPeriod, name: str, content: bytes, by: User) -> Upload:
    """Take a workbook in and ask for it to be read. It takes the place of one that the same person has not applied."""
    Upload.objects.filter(period=period, uploaded_by=by, applied_at__isnull=True).delete()
    upload = Upload.objects.create(period=period, uploaded_by=by, name=plain(name)[:200], content=content)
    upload.job = ask(
        "read-workbook",
        {"upload": upload.pk},
        title=_("Read the workbook %(name)s") % {"name": name},
        key=f"read-workbook {upload.pk}",
        by=by,
        back=address_of(upload),
    )
    upload.save(update_fields=["job"])
    return upload


@transaction.atomic
def ask_to_apply(*, upload: Upload, taken: Collection[str], seen: str, by: User) -> None:
    """Ask for an uploaded workbook to be applied as it was shown."""
    upload.job = ask(
        "apply-workbook",
        {"upload": upload.pk, "taken": sorted(taken), "seen": seen, "by": by.pk},
        title=_("Apply the workbook %(name)s") % {"name": upload.name},
        key=f"apply-workbook {upload.pk}",
        by=by,
        back=address_of(upload),
    )
    upload.save(update_fields=["job"])


def read_upload(progress: Progress, *, upload: int) -> None:
    """Read an uploaded workbook; afterwards its file is not kept."""
    held = _held(upload)
    progress.tell(0, 2, _("Reading the workbook"))
    cells, refusal = None, ""
    if held.content is not None:
        try:
            cells = read_cells(bytes(held.content))
        except Unreadable as unreadable:
            refusal = str(unreadable)
        progress.tell(1, 2, _("Comparing it with the quarter"))
    with transaction.atomic():
        if held.content is not None:
            held.content, held.cells, held.refusal = None, cells, refusal
            held.save(update_fields=["content", "cells", "refusal"])
        note = refusal or _("The workbook is read.")
        progress.finish(Result(note=note, address=address_of(held), onward=_("See the differences")))


def apply_read_upload(progress: Progress, *, upload: int, taken: list[str], seen: str, by: int) -> None:
    """Apply an uploaded workbook, once: what it writes and the end of the job hold together or not at all."""
    held = _held(upload)
    progress.tell(0, 1, _("Applying the workbook"))
    try:
        with transaction.atomic():
            count = apply_upload(upload=held, taken=taken, seen=seen, by=User.objects.get(pk=by, is_active=True))
            progress.finish(Result(note=_("Applied: %(count)d.") % {"count": count}, address=address_of(held)))
    except Moved as moved:
        progress.finish(Result(note=str(moved), address=address_of(held), details={"is_refused": True}))


def sweep_uploads() -> int:
    """Remove what was uploaded a week ago and never applied; gives the number."""
    old = Upload.objects.filter(applied_at__isnull=True, uploaded_at__lte=timezone.now() - KEPT)
    return old.delete()[0]


def _held(pk: int) -> Upload:
    held = Upload.objects.select_related("period__plan__office", "period__scale").filter(pk=pk).first()
    if held is None:
        raise JobFailed(_("This workbook is no longer kept: another was uploaded in its place."))
    return held
