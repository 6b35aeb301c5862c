"""Papers that come as files: handing one in, what was found in it, and the file itself; and the work programme as a paper."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import cast

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import record
from accounts.events import Kind
from accounts.permissions import SignedInRequest, only
from meetings import actions
from meetings.findings import findings_of
from meetings.forms.uploads import UploadForm
from meetings.models import Document
from meetings.naming import saved_as
from meetings.scratch import scratch
from meetings.views.agendas import item_address, up_to
from meetings.views.editing import Done, EditPage, edited, pressed, sent
from meetings.views.found import KEEPERS, OPENED, file_at, item_at
from reports.files import store

logger = logging.getLogger(__name__)
# It is saved and never shown: not as a page, not in a frame, and by no other name than that of a PDF.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "none",
}


@only(*KEEPERS)
@require_http_methods(OPENED)
def upload(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """Hand in a file as a paper of an item; then its page says what was found in it."""
    item, today = item_at(day, pk), timezone.localdate()
    files = request.FILES if request.method == "POST" else None
    form = UploadForm(sent(request), files, parts=list(item.parts.all()))
    lede = _(
        "The portal looks at the file, takes out what acts or tells too much, and says whether everybody can read it."
    )
    page = EditPage(_("Upload a paper"), _("Upload it"), up_to(item), item.meeting.day, lede)

    def act() -> Done:
        given = form.cleaned_data
        with _on_disk(given["file"]) as source:
            made = actions.add_upload(
                item=item,
                source=source,
                name=given["file"].name or "",
                title=given["title"],
                part=form.part_chosen,
                today=today,
                by=request.user,
            )
        return Done(_("“%(title)s” is a paper of this item.") % {"title": made}, _address(day, made))

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_POST
def programme(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """Let the work programme be a paper of an item."""
    item, today = item_at(day, pk), timezone.localdate()

    def act() -> Done:
        actions.add_programme(item=item, title=_("Work programme"), today=today, by=request.user)
        return Done(
            _("The work programme is a paper of this item, as it stands when the pack is built."), item_address(item)
        )

    return pressed(request, item_address(item), act)


@only(*KEEPERS)
@require_safe
def paper(request: SignedInRequest, day: date, item: int, pk: int) -> HttpResponse:
    """What was found in a file that was handed in."""
    document, upload = file_at(day, item, pk)
    context = {"document": document, "upload": upload, "found": findings_of(upload), "area": "meetings"}
    return TemplateResponse(request, "meetings/paper.html", context)


@only(*KEEPERS)
@require_safe
def file(request: SignedInRequest, day: date, item: int, pk: int) -> HttpResponse:
    """The file as it was cleaned, to be saved."""
    document, upload = file_at(day, item, pk)
    try:
        opened = store.opened(upload.digest, place=store.PAPERS)
    except store.Unreadable as trouble:
        logger.error("A paper of the meeting of %s: %s", day, trouble)
        messages.error(
            request,
            _("%(trouble)s The people who look after the portal can put it back from their copy.")
            % {"trouble": trouble},
        )
        return redirect(_address(day, document))
    name = saved_as(upload.name)
    if request.method == "GET":
        record(Kind.PAPER, by=request.user, subject=f"{day.isoformat()}: {document}")
    answer = FileResponse(opened, as_attachment=True, filename=name, content_type="application/pdf", headers=HEADERS)
    # What is sent piece by piece is an answer too, only of another class.
    return cast("HttpResponse", answer)


@contextmanager
def _on_disk(file: UploadedFile) -> Iterator[Path]:
    """Where a file that was received lies; one that is small was held in memory until now."""
    if isinstance(file, TemporaryUploadedFile):
        yield Path(file.temporary_file_path())
        return
    with scratch() as folder:
        beside = folder / "received"
        with beside.open("wb") as written:
            for chunk in file.chunks():
                written.write(chunk)
        yield beside


def _address(day: date, document: Document) -> str:
    return reverse("meetings:paper", args=[day, document.item_id, document.pk])
