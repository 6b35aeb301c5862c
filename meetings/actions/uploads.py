"""Papers that come as files, and the work programme as a paper.

A file is looked at, cleaned and kept before anything is written, so that the transaction is short and holds nobody up. What was
kept and then not written is swept.
"""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.ground import unconfirmed_item
from meetings.actions.papers import add_document
from meetings.models import AgendaItem, Document, ItemPart, Upload
from meetings.naming import clean_name, title_from
from meetings.rules import Refused
from meetings.scratch import scratch
from pdf.intake.convert import is_convertible, to_pdf
from pdf.intake.take import Limits, RefusedFile, Taken, take_in
from reports.files import store


def add_upload(
    *, item: AgendaItem, source: Path, name: str, title: str, part: ItemPart | None, today: date, by: User | None
) -> Document:
    """Take a file in as a paper of an item: a PDF, or a document of a word processor where LibreOffice is there to convert it.

    `source` is where the file lies for now, `name` what it was called by whoever made it, `title` what the clerk typed or "".
    Raises Refused: for a file that is not taken in, one that the item has already, a full disk, an item or part that is gone.
    """
    called = clean_name(name) or _("File without a name")
    try:
        with scratch() as folder:
            clean = folder / "clean.pdf"
            taken = _taken_in(source, called, clean)
            digest = store.put_file(clean, place=store.PAPERS)
    except RefusedFile as refused:
        raise Refused(str(refused), "file") from refused
    except OSError as trouble:
        said = _(
            "The portal could not keep the file (%(trouble)s). Nothing was saved. Try it again later, or tell the people who "
            "look after the portal."
        )
        raise Refused(said % {"trouble": trouble.strerror or trouble}, "file") from trouble
    return _write(item, part, title_from(title, taken.title, called), _described(taken, called, digest, by), today, by)


@transaction.atomic
def add_programme(*, item: AgendaItem, title: str, today: date, by: User | None) -> Document:
    """Let the work programme, as it stands when the pack is built, be a paper of an item. Raises Refused where it is already."""
    held = unconfirmed_item(item)
    if held.documents.filter(is_programme=True).exists():
        raise Refused(_("The work programme is a paper of this item already."))
    return add_document(held, None, {"title": title, "is_programme": True}, today, by)


def limits() -> Limits:
    """The most that a paper may have, as the settings say."""
    return Limits(size=settings.PAPER_MAX_MB * 1_000_000, pages=settings.PAPER_MAX_PAGES)


def _taken_in(source: Path, name: str, clean: Path) -> Taken:
    most = limits()
    if is_convertible(name):
        source = to_pdf(source, name, clean.parent, limits=most)
    return take_in(source, clean, limits=most)


def _described(taken: Taken, name: str, digest: str, by: User | None) -> Upload:
    return Upload(
        name=name,
        digest=digest,
        size=taken.size,
        pages=taken.pages,
        language=taken.language[:35],
        is_tagged=taken.is_tagged,
        untagged_pages=list(taken.untagged_pages),
        silent_pages=sorted({*taken.pages_without_text, *taken.unreadable_pages}),
        has_hidden_layers=taken.has_hidden_layers,
        removed=list(taken.removed),
        uploaded_at=timezone.now(),
        uploaded_by=by,
    )


@transaction.atomic
def _write(
    item: AgendaItem, part: ItemPart | None, title: str, upload: Upload, today: date, by: User | None
) -> Document:
    held = unconfirmed_item(item)
    same = held.documents.filter(upload__digest=upload.digest).first()
    if same is not None:
        said = _("This very file is a paper of the item already: “%(title)s”. Remove that one first.")
        raise Refused(said % {"title": same.title}, "file")
    upload.save()
    return add_document(held, part, {"title": title, "upload": upload}, today, by)
