"""Papers for the agendas of tests: tagged stand-ins of a length, and files that are not tagged."""

from functools import cache

from django.utils import timezone

from meetings.models import AgendaItem, Document, Upload
from meetings.pack import drawing
from reports.files import store


@cache
def stand_in(title: str, pages: int) -> bytes:
    """A tagged PDF of so many pages, set as the portal sets its own."""
    [made] = drawing.begin([drawing.stand_in(title, pages)], is_kept=True).all()
    return made


def hand_in(item: AgendaItem, content: bytes, *, title: str, pages: int, is_tagged: bool = True) -> Document:
    """A file as a paper of an item, as it stands after its intake."""
    upload = Upload.objects.create(
        name=f"{title}.pdf",
        digest=store.put(content, place=store.PAPERS),
        size=len(content),
        pages=pages,
        language="en-GB",
        is_tagged=is_tagged,
        uploaded_at=timezone.now(),
    )
    order = item.documents.count() + 1
    return Document.objects.create(item=item, order=order, title=title, upload=upload)
