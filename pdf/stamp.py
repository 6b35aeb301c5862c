"""Stamps words (running titles, page numbers) onto the pages of a PDF as artifacts; called by join and by meetings."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, count
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, StreamDecodeLevel

from pdf.lettering import Lettering

# A grey that keeps 7:1 on white.
GREY = b"0.33 g"
LEADING = 1.25
# Points between the edge of a page and what stands in its margin.
INSET = 20

# The six numbers of a transformation (ISO 32000-1, 8.3.3).
_Matrix = tuple[float, float, float, float, float, float]
# A page's box as it is written, its rotation and the size of its units.
_Shape = tuple[bytes, int, float]
# From the page as it is shown to its own points, and its width and height as shown.
_Shown = tuple[_Matrix, float, float]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Words on a page: `x` and `y` are where the first line's baseline begins, in points from the lower left corner.

    With `align` "right" each line ends at `x`, with "centre" its middle stands there. Lines wider than `width` points are
    broken; 0 breaks none.
    """

    text: str
    x: float
    y: float
    size: float = 8
    align: str = "left"
    width: float = 0


@dataclass(frozen=True, slots=True)
class Outer:
    """Words in the outer margin, such as “Page 22”, at the foot of the sheet: a right-hand page has them on the right.

    Where they stand follows from the page, whatever its size, box and rotation. A landscape page lies on its side in a bound
    pack, its head at the left, so there they are turned to stand on the sheet as they do on the other pages. A white ground keeps
    them legible on a dark page.
    """

    text: str
    is_right: bool
    size: float = 9


def stamp(pdf: bytes, stamps: Sequence[Sequence[Stamp | Outer]], typeface: Path) -> bytes:
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


def stamp_pages(file: Pdf, stamps: Sequence[Sequence[Stamp | Outer]], typeface: Path) -> None:
    """`stamp` on an open file. Raises ValueError as `stamp` does."""
    pages = list(file.pages)
    if len(pages) != len(stamps):
        raise ValueError(f"There are stamps for {len(stamps)} pages, but the PDF has {len(pages)}.")
    lettering = Lettering(file, typeface, "".join(one.text for one in chain.from_iterable(stamps)))
    font = _named(lettering.resource, pages)
    # Most pages bear the same words at the same place, or are of one shape.
    operations = cache(partial(_drawn, lettering=lettering, font=font))
    shown = cache(_as_shown)
    before = file.make_stream(b"q\n")
    for page, on_page in zip(pages, stamps, strict=True):
        drawn = b"\n".join(
            operations(one) if isinstance(one, Stamp) else _in_margin(shown(_shape(page)), one, lettering, font)
            for one in on_page
        )
        after = file.make_stream(
            b"\nQ\n/Artifact <</Type /Pagination>> BDC\nq\n" + GREY + b"\n" + drawn + b"\nQ\nEMC\n"
        )
        held = page.obj.get("/Contents")
        own = list(held) if isinstance(held, Array) else [held] if held is not None else []
        page.obj.Contents = Array([before, *own, after])


def _named(typeface: Object, pages: Sequence[Page]) -> bytes:
    """Lay the typeface among the fonts of all pages, and give the name that it has there: one that none of theirs has.

    Pages that were stamped before, such as those of a report in a pack, keep the typeface of those words beside it.
    """
    fonts: dict[tuple[int, int], Object] = {}
    for page in pages:
        resources = page.resources
        place = (resources if resources.is_indirect else page.obj).objgen
        if place not in fonts:
            if Name.Font not in resources:
                resources.Font = Dictionary()
            fonts[place] = resources.Font
    taken = {name for held in fonts.values() for name in held.as_dict()}
    names = (f"/Stamps{number if number > 1 else ''}" for number in count(1))
    name = next(name for name in names if name not in taken)
    for held in fonts.values():
        held[name] = typeface
    return name.encode()


def _drawn(one: Stamp, lettering: Lettering, font: bytes) -> bytes:
    lines = lettering.lines(one.text, one.size, one.width) if one.width else [one.text]
    share = {"left": 0.0, "centre": 0.5, "right": 1.0}[one.align]
    operations = []
    for number, line in enumerate(lines):
        left = one.x - (lettering.width(line, one.size) * share if share else 0)
        place = f" {one.size:g} Tf 1 0 0 1 {left:.3f} {one.y - number * one.size * LEADING:.3f} Tm ".encode()
        operations.append(b"BT " + font + place + lettering.shown(line) + b" Tj ET")
    return b"\n".join(operations)


def _in_margin(shown: _Shown, one: Outer, lettering: Lettering, font: bytes) -> bytes:
    """The words on their white ground, drawn on a page as it is shown."""
    matrix, width, height = shown
    if width > height:
        # The sheet's foot is the page's left edge, and its right the page's foot.
        matrix, width, height = _times((0, -1, 1, 0, 0, height), matrix), height, width
    inset = min(INSET, width / 12)
    long = lettering.width(one.text, one.size)
    left = width - inset - long if one.is_right else inset
    ground = f"{left - 2:.3f} {inset - 2:.3f} {long + 4:.3f} {one.size + 2:.3f} re f"
    place = f" {one.size:g} Tf 1 0 0 1 {left:.3f} {inset:.3f} Tm ".encode()
    turned = " ".join(f"{number:.4f}" for number in matrix)
    return b"q %b cm 1 g %b %b BT %b%b%b Tj ET Q" % (
        turned.encode(),
        ground.encode(),
        GREY,
        font,
        place,
        lettering.shown(one.text),
    )


def _shape(page: Page) -> _Shape:
    """The box of a page, its rotation and the size of its units."""
    return page.cropbox.unparse(resolved=True), int(page.obj.get("/Rotate", 0)), float(page.obj.get("/UserUnit", 1))


def _as_shown(shape: _Shape) -> _Shown:
    """From points of a page as it is shown, its lower left corner first, to its own; and its width and height as shown."""
    box, rotation, unit = shape
    x1, y1, x2, y2 = (float(edge) for edge in box.strip(b"[] ").split())
    left, bottom, right, top = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    across, up = (right - left) * unit, (top - bottom) * unit
    scale = 1 / unit
    match rotation % 360:
        case 90:
            return (0, scale, -scale, 0, right, bottom), up, across
        case 180:
            return (-scale, 0, 0, -scale, right, top), across, up
        case 270:
            return (0, -scale, scale, 0, left, top), up, across
    return (scale, 0, 0, scale, left, bottom), across, up


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    """One transformation after another, as one."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
