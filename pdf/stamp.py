"""Stamps words (running titles, page numbers) onto the pages of a PDF as artifacts; called by join and by meetings."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path

from pikepdf import Name, ObjectStreamMode, Pdf, StreamDecodeLevel

from pdf.lettering import Lettering

# A grey that keeps 7:1 on white.
GREY = b"0.33 g"
LEADING = 1.25


@dataclass(frozen=True, slots=True)
class Stamp:
    """Words on a page: `x` and `y` are where the first line's baseline begins, in points from the lower left corner.

    With `align` "right" each line ends at `x`. Lines wider than `width` points are broken; 0 breaks none.
    """

    text: str
    x: float
    y: float
    size: float = 8
    align: str = "left"
    width: float = 0


def stamp(pdf: bytes, stamps: Sequence[Sequence[Stamp]], typeface: Path) -> bytes:
    """The stamps of each page, set in a TrueType face, over the page; the pages' own content and tags stay as they are.

    What is drawn is one artifact of type Pagination a page (ISO 14289-1, 7.8), with the typeface embedded. Raises
    ValueError where there are more or fewer pages of stamps than pages.
    """
    with Pdf.open(io.BytesIO(pdf)) as file:
        stamp_pages(file, stamps, typeface)
        out = io.BytesIO()
        file.save(
            out,
            object_stream_mode=ObjectStreamMode.generate,
            stream_decode_level=StreamDecodeLevel.none,
            deterministic_id=True,
        )
        return out.getvalue()


def stamp_pages(file: Pdf, stamps: Sequence[Sequence[Stamp]], typeface: Path) -> None:
    """`stamp` on an open file. Raises ValueError as `stamp` does."""
    if len(file.pages) != len(stamps):
        raise ValueError(f"There are stamps for {len(stamps)} pages, but the PDF has {len(file.pages)}.")
    lettering = Lettering(file, typeface, "".join(one.text for one in chain.from_iterable(stamps)))
    # Most pages bear the same words at the same place.
    operations = cache(partial(_drawn, lettering=lettering))
    before = file.make_stream(b"q\n")
    for page, on_page in zip(file.pages, stamps, strict=True):
        page.add_resource(lettering.resource, Name.Font, Name("/Stamps"))
        drawn = b"\n".join(operations(one) for one in on_page)
        page.contents_add(before, prepend=True)
        page.contents_add(
            file.make_stream(b"\nQ\n/Artifact <</Type /Pagination>> BDC\nq\n" + GREY + b"\n" + drawn + b"\nQ\nEMC\n")
        )


def _drawn(one: Stamp, lettering: Lettering) -> bytes:
    lines = lettering.lines(one.text, one.size, one.width) if one.width else [one.text]
    operations = []
    for number, line in enumerate(lines):
        left = one.x - (lettering.width(line, one.size) if one.align == "right" else 0)
        place = f"BT /Stamps {one.size:g} Tf 1 0 0 1 {left:.3f} {one.y - number * one.size * LEADING:.3f} Tm ".encode()
        operations.append(place + lettering.shown(line) + b" Tj ET")
    return b"\n".join(operations)
