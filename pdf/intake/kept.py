"""What each dictionary of an upload keeps, and what of it goes; read by the other rooms of the intake."""


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


CATALOG = _set("/Type /Pages /Names /Dests /Outlines /StructTreeRoot /MarkInfo /Lang /OCProperties /Extensions")
PAGE = _set("/Type /Parent /Resources /MediaBox /CropBox /Contents /Rotate /Group /Annots /StructParents /UserUnit")
RESOURCES = _set("/Font /XObject /ExtGState /ColorSpace /Pattern /Shading /Properties")
LINK = _set("/Type /Subtype /Rect /Contents /Border /BS /C /H /F /QuadPoints /StructParent /A /Dest /P")
# An element is one without being called so (ISO 32000-1, table 323), and there are tens of thousands of them in a pack.
ELEMENT = _set("/S /P /ID /Pg /K /A /C /T /Lang /Alt /E /ActualText")

# What a stream may say of itself besides what is drawn goes; F names another file that its data would come from.
OF_STREAMS = _set("/Metadata /PieceInfo /AF /LastModified /OPI /Ref /F /FFilter /FDecodeParms /Alternates")
OF_TYPED = _set("/Metadata /PieceInfo /AF /AA /Thumb")
IN_PARENT_TREE = _set("/StructParents /StructParent")

# Annotations that show on the page are drawn into it.
DRAWN = _set(
    "/Widget /FreeText /Stamp /Highlight /Underline /StrikeOut /Squiggly /Ink /Line /Square /Circle /Polygon /PolyLine /Caret"
)
# What the others are called when they are taken away; those that are not named are comments.
REMOVED = {
    "/FileAttachment": "files",
    "/Sound": "media",
    "/Movie": "media",
    "/Screen": "media",
    "/3D": "media",
    "/RichMedia": "media",
}

# ISO 32000-1, 14.8.4, and what the types that ISO 32000-2 adds are called in it.
STANDARD_TYPES = _set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table "
    "TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula "
    "Form"
)
NEWER_TYPES = {
    "DocumentFragment": "Part",
    "Aside": "Div",
    "Title": "P",
    "FENote": "Note",
    "Sub": "Span",
    "Em": "Span",
    "Strong": "Span",
}
