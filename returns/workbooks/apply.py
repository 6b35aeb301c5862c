"""Applies a workbook: everything that its differences name in one transaction, by the records' own actions, or nothing."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from pillars.versions import Locked, StaleVersion
from returns.models import Upload
from returns.subjects import subject_of
from returns.workbooks.compare import Compared, compare
from returns.workbooks.differences import Changed
from returns.workbooks.typed import typed


class Moved(Exception):
    """What would be applied is not what the person was shown; the message says so, and the differences are shown again."""

    def __init__(self) -> None:
        super().__init__(
            _("Something changed in the portal meanwhile, so nothing was applied. Here is how it stands now.")
        )


@transaction.atomic
def apply_upload(*, upload: Upload, taken: Collection[str], seen: str, by: User) -> int:
    """Apply an uploaded workbook; gives the number of rows that changed, the same number when it is applied again.

    `taken` names the rows in conflict that are taken from the workbook; the others stay as somebody else left them. `seen`
    is the seal of the differences that the person saw. Each row is saved on the version that it was compared with. Raises
    Moved, and then nothing is applied, when the differences are others now, when any row is at fault, and when somebody saves
    or submits in between.
    """
    held = Upload.objects.select_for_update().select_related(None).get(pk=upload.pk)
    if held.applied is not None:
        return held.applied
    if held.cells is None:
        raise Moved
    compared = compare(held.cells, held.period, by)
    if compared.differences.faults or compared.differences.seal != seen:
        raise Moved
    rows = compared.differences.applied(taken)
    try:
        for row in rows:
            _record(row, compared, by)
    except (StaleVersion, Locked):
        raise Moved from None
    held.applied, held.applied_at, held.cells = len(rows), timezone.now(), None
    held.save(update_fields=["applied", "applied_at", "cells"])
    return len(rows)


def _record(row: Changed, compared: Compared, by: User) -> None:
    entry = compared.entries[row.subject]
    subject = subject_of(entry, compared.sheet)
    form = subject.form(typed(entry, row.outcome))
    if not form.is_valid():
        raise Moved
    subject.record(form, subject.standing, by)
