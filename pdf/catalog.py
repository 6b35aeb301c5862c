"""What a joined document says of itself: its outline, page labels, title, language and dates; called by join."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby, pairwise
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


def graft_outlines(whole: Pdf, parts: Sequence[tuple[str, str, Page, Object | None]]) -> None:
    """One bookmark a part, named by its title: the one its own outline begins with, or one that holds all of them.

    `parts` gives of each its title, the heading that it stands under ("" for none), its first page and its own outline.
    Parts that follow each other under one heading share a bookmark of that name. Ways down are closed, so that the
    outline opens as a list of the whole.
    """
    root = whole.make_indirect(Dictionary(Type=Name.Outlines))
    items: list[Object] = []
    for heading, group in groupby(parts, key=lambda part: part[1]):
        members = list(group)
        bookmarks = [_own_bookmark(whole, title, page, own) for title, _, page, own in members]
        if heading:
            holder = _bookmark(whole, heading, members[0][2])
            _chain(holder, bookmarks)
            holder.Count = -len(bookmarks)
            bookmarks = [holder]
        items += bookmarks
    _chain(root, items)
    root.Count = len(items)
    whole.Root.Outlines = root


def _own_bookmark(whole: Pdf, title: str, page: Page, own: Object | None) -> Object:
    first = own.get("/First") if own is not None else None
    if first is not None and "/Next" not in first:
        item = first
        item.Title = String(title)
    else:
        item = _bookmark(whole, title, page)
        if first is not None:
            _chain(item, _siblings(first))
            item.Count = len(_siblings(first))
    if "/Count" in item:
        item.Count = -abs(int(item.Count))
    return item


def _bookmark(whole: Pdf, title: str, page: Page) -> Object:
    top = Array([page.obj, Name.XYZ, None, page.mediabox[3], None])
    return whole.make_indirect(Dictionary(Title=String(title), Dest=top))


def _chain(holder: Object, items: list[Object]) -> None:
    for item in items:
        item.Parent = holder
    for before, after in pairwise(items):
        before.Next, after.Prev = after, before
    holder.First, holder.Last = items[0], items[-1]


def _siblings(first: Object) -> list[Object]:
    found = [first]
    while "/Next" in found[-1]:
        found.append(found[-1].Next)
    return found


def _pdf_date(moment: datetime) -> str:
    """ISO 32000-1, 7.9.4, such as `D:20261121140000+00'00'`."""
    zone = moment.strftime("%z")
    return moment.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"
