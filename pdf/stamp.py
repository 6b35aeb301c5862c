"""Draws page furniture (running title, page number) over the pages of a PDF as artifacts; called by join and meetings."""

from __future__ import annotations

import io

from pikepdf import (
    Name,
    ObjectStreamMode,
    Page,
    Pdf,
    Rectangle,
    Stream,
    StreamDecodeLevel,
    parse_content_stream,
    unparse_content_stream,
)

_MARKING = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})


def stamp(pdf: bytes, overlay: bytes) -> bytes:
    """Page n of `overlay`, its fonts embedded, drawn over page n of `pdf`; the pages' own content and tags stay as they are.

    What is drawn is one artifact of type Pagination a page (ISO 14289-1, 7.8). Raises ValueError where the number of
    pages differs.
    """
    with Pdf.open(io.BytesIO(pdf)) as file, Pdf.open(io.BytesIO(overlay)) as furniture:
        stamp_pages(file, furniture)
        out = io.BytesIO()
        file.save(
            out,
            object_stream_mode=ObjectStreamMode.generate,
            stream_decode_level=StreamDecodeLevel.none,
            deterministic_id=True,
        )
        return out.getvalue()


def stamp_pages(file: Pdf, furniture: Pdf) -> None:
    """`stamp` on open files; `furniture` has to stay open until `file` is saved. Raises ValueError as `stamp` does."""
    if len(file.pages) != len(furniture.pages):
        raise ValueError(
            f"The overlay has {len(furniture.pages)} pages, but the PDF it is drawn over has {len(file.pages)}."
        )
    before = file.make_stream(b"q\n")
    for number, (page, drawn) in enumerate(zip(file.pages, furniture.pages, strict=True), start=1):
        form = file.copy_foreign(_unmarked_form(furniture, drawn))
        name = Name(f"/Furniture{number}")
        page.add_resource(form, Name.XObject, name)
        placed = page.calc_form_xobject_placement(
            form, name, Rectangle(page.mediabox), invert_transformations=True, allow_shrink=True, allow_expand=False
        )
        page.contents_add(before, prepend=True)
        page.contents_add(file.make_stream(b"\nQ\n/Artifact <</Type /Pagination>> BDC\n" + placed + b"EMC\n"))


def _unmarked_form(furniture: Pdf, page: Page) -> Stream:
    """A page of the overlay as a form XObject, without the marks that tied it to the overlay's own tags."""
    drawing = [instruction for instruction in parse_content_stream(page) if str(instruction.operator) not in _MARKING]
    form = furniture.make_stream(unparse_content_stream(drawing))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = page.mediabox
    form.Resources = page.resources
    return form
