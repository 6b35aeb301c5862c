"""Papers that were handed in as files, for tests: with the file in the store, and without the process that looks at one."""

from django.utils import timezone

from meetings.actions.papers import add_document
from meetings.models import AgendaItem, Document, Upload
from reports.files import store
from tests.meetings.diary import DAY
from tests.pdf.raw import FONT, stream, tagged, written


def kept(item: AgendaItem, title: str = "Annex", content: bytes | None = None, **found: object) -> Document:
    """A paper of an item, as one that was cleaned is kept; `found` is what was found in it."""
    content = tagged() if content is None else content
    given = {"name": "annex.pdf", "pages": 1, "language": "en-GB", "is_tagged": True, "uploaded_at": timezone.now()}
    upload = Upload.objects.create(
        digest=store.put(content, place=store.PAPERS), size=len(content), **{**given, **found}
    )
    return add_document(item, None, {"title": title, "upload": upload}, DAY, None)


def of_pages(count: int, title: str = "Paper", picture: bytes = b"") -> bytes:
    """A tagged PDF of so many pages, each saying which it is; the bytes of a picture, if any, hang on the first."""
    drawn = b"/Type/XObject/Subtype/Image/Width 1000/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 10 0 R/MarkInfo<</Marked true>>/Lang(en-GB)>>",
        2: b"<</Type/Pages/Kids[%b]/Count %d>>"
        % (b" ".join(b"%d 0 R" % (20 + 3 * page) for page in range(count)), count),
        5: FONT,
        6: stream(picture or bytes(1000), drawn % (len(picture) // 1000 or 1)),
        10: b"<</Type/StructTreeRoot/K 11 0 R/ParentTree 15 0 R>>",
        11: b"<</S/Document/P 10 0 R/K[%b]>>" % b" ".join(b"%d 0 R" % (22 + 3 * page) for page in range(count)),
        15: b"<</Nums[%b]>>" % b" ".join(b"%d[%d 0 R]" % (page, 22 + 3 * page) for page in range(count)),
    }
    for page in range(count):
        words = f"{title}, page {page + 1}".encode()
        show = b"q 100 0 0 100 20 20 cm /Picture Do Q " if picture and not page else b""
        objects |= {
            20 + 3 * page: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/StructParents %d"
            b"/Resources<</Font<</F 5 0 R>>/XObject<</Picture 6 0 R>>>>>>" % (21 + 3 * page, page),
            21 + 3 * page: stream(b"/P <</MCID 0>> BDC BT /F 12 Tf 20 700 Td (%b) Tj ET %b EMC" % (words, show)),
            22 + 3 * page: b"<</S/P/P 11 0 R/Pg %d 0 R/K 0>>" % (20 + 3 * page),
        }
    return written(objects)
