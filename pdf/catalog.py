"""What a joined document says of itself: its title, language and dates; called by join."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Pdf, String

from pdf.parts import About

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


def describe(whole: Pdf, about: About, *, claims_ua: bool) -> None:
    """Write the title, language, dates and, where it holds, the claim to PDF/UA-1 (ISO 14289-1, 5 and 7.1)."""
    modified = about.modified or about.created
    xmp = _XMP.format(
        title=escape(about.title),
        language=escape(about.language),
        created=about.created.isoformat(timespec="seconds"),
        modified=modified.isoformat(timespec="seconds"),
        producer=escape(about.producer),
        claim="<pdfuaid:part>1</pdfuaid:part>" if claims_ua else "",
    )
    root = whole.Root
    root.Metadata = whole.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    root.Lang = String(about.language)
    root.MarkInfo = Dictionary(Marked=Name.StructTreeRoot in root)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines
    info = whole.docinfo
    info.Title, info.Producer = String(about.title), String(about.producer)
    info.CreationDate, info.ModDate = String(_pdf_date(about.created)), String(_pdf_date(modified))


def _pdf_date(moment: datetime) -> str:
    """ISO 32000-1, 7.9.4, such as `D:20261121140000+00'00'`."""
    zone = moment.strftime("%z")
    return moment.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"
