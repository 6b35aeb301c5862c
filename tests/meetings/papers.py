"""Papers that were handed in as files, for tests: with the file in the store, and without the process that looks at one."""

from django.utils import timezone

from meetings.actions.papers import add_document
from meetings.models import AgendaItem, Document, Upload
from reports import store
from tests.meetings.diary import DAY
from tests.pdf.raw import tagged


def kept(item: AgendaItem, title: str = "Annex", content: bytes | None = None, **found: object) -> Document:
    """A paper of an item, as one that was cleaned is kept; `found` is what was found in it."""
    content = tagged() if content is None else content
    given = {"name": "annex.pdf", "pages": 1, "language": "en-GB", "is_tagged": True, "uploaded_at": timezone.now()}
    upload = Upload.objects.create(
        digest=store.put(content, place=store.PAPERS), size=len(content), **{**given, **found}
    )
    return add_document(item, None, {"title": title, "upload": upload}, DAY, None)
