"""What a joined document says of itself: its outline, page labels, title, language and dates; called by join."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{modified}</xmp:ModifyDate><xmp:MetadataDate>{modified}</xmp:MetadataDate>
<pdf:Producer>{producer}</pdf:Producer>{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def describe(
    whole: Pdf, title: str, language: str, created: datetime, modified: datetime, producer: str, *, claims_ua: bool
) -> None:
    """Write the title, language, dates, page labels and, where it holds, the claim to PDF/UA-1 (ISO 14289-1, 5 and 7.1)."""
    xmp = _XMP.format(
        title=escape(title),
        language=escape(language),
        created=created.isoformat(timespec="seconds"),
        modified=modified.isoformat(timespec="seconds"),
        producer=escape(producer),
        claim="<pdfuaid:part>1</pdfuaid:part>" if claims_ua else "",
    )
    root = whole.Root
    root.Metadata = whole.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    root.Lang = String(language)
    root.MarkInfo = Dictionary(Marked=Name.StructTreeRoot in root)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    info = whole.docinfo
    info.Title, info.Producer = String(title), String(producer)
    info.CreationDate, info.ModDate = String(_pdf_date(created)), String(_pdf_date(modified))


def graft_outlines(whole: Pdf, parts: Sequence[tuple[str, Page, Object | None]]) -> None:
    """One bookmark a part: the one its own outline begins with, or, where that has none or several, one that holds them.

    `parts` gives of each its title, first page and own outline.
    """
    root = whole.make_indirect(Dictionary(Type=Name.Outlines))
    items = []
    for title, page, own in parts:
        first = own.get("/First") if own is not None else None
        if own is not None and first is not None and "/Next" not in first:
            item = first
        else:
            item = whole.make_indirect(
                Dictionary(Title=String(title), Dest=Array([page.obj, Name.XYZ, None, page.mediabox[3], None]))
            )
            if own is not None and first is not None:
                item.First, item.Last, item.Count = first, own.Last, int(own.get("/Count", 0))
                for bookmark in _siblings(first):
                    bookmark.Parent = item
        item.Parent = root
        item.Count = -abs(int(item.get("/Count", 0)))  # closed, so that the outline opens as the list of parts
        if item.Count == 0:
            del item.Count
        items.append(item)
    for before, after in pairwise(items):
        before.Next, after.Prev = after, before
    root.First, root.Last, root.Count = items[0], items[-1], len(items)
    whole.Root.Outlines = root


def _siblings(first: Object) -> list[Object]:
    found = [first]
    while "/Next" in found[-1]:
        found.append(found[-1].Next)
    return found


def _pdf_date(moment: datetime) -> str:
    """ISO 32000-1, 7.9.4, such as `D:20261121140000+00'00'`."""
    zone = moment.strftime("%z")
    return moment.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"
