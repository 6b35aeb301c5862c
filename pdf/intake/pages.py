"""The pages of an upload, made sound one by one: boxes, content, and what text they have; called by the worker."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, PdfError, Stream, parse_content_stream

from pdf.fonts import UNKNOWN
from pdf.intake.kept import PAGE, RESOURCES
from pdf.intake.refusal import Refusal
from pdf.text import TextReader

# Points: 10 mm, and the 200 inches that ISO 32000-1, annex C, gives as the largest page.
SMALLEST, LARGEST = 28, 14_400
FARTHEST = 1_000_000


@dataclass(slots=True)
class Content:
    """What the content of a page holds: `marks` are the numbers of its marked content, `spoken` those that show text.

    `is_loose` says that text stands outside every number, `is_unreadable` that most of its text has no Unicode.
    """

    marks: frozenset[int]
    spoken: frozenset[int]
    is_loose: bool
    is_unreadable: bool

    @property
    def has_text(self) -> bool:
        return bool(self.spoken) or self.is_loose


def make_sound(pdf: Pdf, page: Page, number: int) -> tuple[float, float]:
    """Keep of a page what a page has, with whole boxes and balanced content; its size in points as it is shown.

    `number` counts from 1. Raises Refusal for a size that is none.
    """
    obj = page.obj
    for key in set(obj.keys()) - PAGE:
        del obj[key]
    box = _box(obj.get("/MediaBox"))
    unit = _number(obj.get("/UserUnit", 1))
    if box is None or unit is None or not 0 < unit < 1000:
        raise Refusal("page_size", number)
    obj.MediaBox = Array(box)
    cropped = _box(obj.get("/CropBox"))
    if cropped is not None:
        cropped = [max(cropped[0], box[0]), max(cropped[1], box[1]), min(cropped[2], box[2]), min(cropped[3], box[3])]
    if cropped is not None and min(cropped[2] - cropped[0], cropped[3] - cropped[1]) > 1:
        obj.CropBox = box = cropped
    elif "/CropBox" in obj:
        del obj["/CropBox"]
    width, height = ((box[2] - box[0]) * unit, (box[3] - box[1]) * unit)
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise Refusal("page_size", number)
    turned = obj.get("/Rotate", 0)
    turned = int(turned) % 360 if isinstance(turned, int) and int(turned) % 90 == 0 else 0
    obj.Rotate = turned
    _keep_resources(obj)
    _keep_streams(pdf, obj)
    size = (round(width, 2), round(height, 2))
    return size[::-1] if turned % 180 else size


def read_content(pdf: Pdf, page: Page, number: int, reader: TextReader) -> Content:
    """Read a page's marks and words, and balance what it leaves open, so that what is drawn over it stands where it should.

    Raises Refusal for content that cannot be unpacked.
    """
    try:
        marks = _balance(pdf, page)
        words = reader.read(page, page.resources)
    except (PdfError, ValueError, TypeError):
        raise Refusal(what_is_wrong(pdf) or "broken", number) from None
    texts = {mark: text for mark, run in words.items() if (text := run.text.strip())}
    said = "".join(texts.values())
    unknown = said.count(UNKNOWN)
    return Content(
        marks=frozenset(marks),
        spoken=frozenset(mark for mark in texts if mark is not None),
        is_loose=None in texts,
        is_unreadable=unknown * 5 > len(said),
    )


def what_is_wrong(pdf: Pdf) -> str:
    """The reason to refuse a file that the library found in what was read so far; "" where it found nothing that loses words."""
    said = " ".join(map(str, pdf.get_warnings()))
    if "memory limit" in said or "limits error" in said:
        return "too_large_inside"
    return "broken" if any(words in said for words in ("endstream", "endobj", "decoding stream")) else ""


def _balance(pdf: Pdf, page: Page) -> set[int]:
    """Close at the end what the content opens, open at the start what it closes; the numbers of its marked content."""
    marks: set[int] = set()
    saved = lacking = marked = 0
    in_text = False
    properties = page.resources.get("/Properties", Dictionary())
    for instruction in parse_content_stream(page, "q Q BT ET BMC BDC EMC"):
        match str(instruction.operator):
            case "q":
                saved += 1
            case "Q":
                lacking, saved = (lacking, saved - 1) if saved else (lacking + 1, 0)
            case "BT":
                in_text = True
            case "ET":
                in_text = False
            case "EMC":
                marked = max(marked - 1, 0)
            case _:
                marked += 1
                held: object = next(reversed(list(instruction.operands)), None)
                if isinstance(held, Name):
                    held = properties.get(str(held))
                if isinstance(held, Dictionary) and isinstance(mark := held.get("/MCID"), int):
                    marks.add(int(mark))
    end = b"ET\n" * in_text + b"EMC\n" * marked + b"Q\n" * saved
    if lacking:
        page.contents_add(pdf.make_stream(b"q\n" * lacking), prepend=True)
    if end:
        page.contents_add(pdf.make_stream(b"\n" + end))
    return marks


def _keep_resources(obj: Object) -> None:
    held = obj.get("/Resources")
    kept = {
        key: value
        for key, value in (held.items() if isinstance(held, Dictionary) else ())
        if key in RESOURCES and isinstance(value, Dictionary)
    }
    obj.Resources = Dictionary(kept)


def _keep_streams(pdf: Pdf, obj: Object) -> None:
    held = obj.get("/Contents")
    streams = [one for one in (held if isinstance(held, Array) else [held]) if isinstance(one, Stream)]
    obj.Contents = Array(streams) if streams else pdf.make_stream(b"\n")


def _box(value: Object | None) -> list[float] | None:
    """Left, bottom, right, top, in this order whichever corners were given."""
    if not isinstance(value, Array) or len(value) != 4:
        return None
    edges = [_number(edge) for edge in value]
    if any(edge is None or abs(edge) > FARTHEST for edge in edges):
        return None
    left, bottom, right, top = (float(edge or 0) for edge in edges)
    return [min(left, right), min(bottom, top), max(left, right), max(bottom, top)]


def _number(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return number if isfinite(number) else None
