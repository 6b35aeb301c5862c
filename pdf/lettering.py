"""A typeface embedded in a PDF for the words that are stamped onto its pages: measured, broken into lines, drawn."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

# What a character without a glyph is stamped as.
UNKNOWN = "?"
ASCII = "".join(map(chr, range(32, 127)))


@dataclass(frozen=True, slots=True)
class Reduced:
    """A TrueType program with only some of its glyphs, and what a PDF says of it; measures in thousandths of an em."""

    program: bytes
    name: str
    glyphs: dict[str, int]
    widths: tuple[float, ...]
    box: tuple[int, ...]
    ascent: int
    descent: int


@lru_cache(maxsize=32)
def _reduced(typeface: Path, characters: str) -> Reduced:
    """The typeface reduced to these characters: made once, since that takes as long as setting a page."""
    font = TTFont(typeface, recalcTimestamp=False)
    options = subset.Options(layout_features=[], hinting=False, glyph_names=False, notdef_outline=True)
    # Tables that only a program which shapes text reads: dropped before they are taken apart, which takes longer than all else.
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern"]
    reducer = subset.Subsetter(options)
    reducer.populate(text=characters)
    reducer.subset(font)
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    scale = 1000 / font["head"].unitsPerEm
    head, across = font["head"], font["hhea"]
    return Reduced(
        program=out.getvalue(),
        name=font["name"].getDebugName(6) or "Typeface",
        glyphs={chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()},
        widths=tuple(round(font["hmtx"][name][0] * scale, 3) for name in font.getGlyphOrder()),
        box=tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ascent=round(across.ascent * scale),
        descent=round(across.descent * scale),
    )


class Lettering:
    """One typeface (a TrueType file) in one PDF, reduced to what `words` needs besides ASCII (ISO 32000-1, 9.7)."""

    def __init__(self, pdf: Pdf, typeface: Path, words: str) -> None:
        face = _reduced(typeface, "".join(sorted({*words, *ASCII})))
        self._glyphs, self._widths = face.glyphs, face.widths
        self.resource = self._embedded(pdf, face)

    def width(self, text: str, size: float) -> float:
        """How wide a line of text is, in points."""
        return sum(self._widths[glyph] for glyph in self._glyphs_of(text)) * size / 1000

    def lines(self, text: str, size: float, width: float) -> list[str]:
        """The text broken at its spaces into lines no wider than `width`; a longer word has a line of its own."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def shown(self, text: str) -> bytes:
        """The operand that shows a line of text in this typeface."""
        return b"<" + "".join(f"{glyph:04X}" for glyph in self._glyphs_of(text)).encode() + b">"

    def _glyphs_of(self, text: str) -> list[int]:
        return [self._glyphs.get(character, self._glyphs[UNKNOWN]) for character in text]

    def _embedded(self, pdf: Pdf, face: Reduced) -> Object:
        program = Stream(pdf, face.program, Length1=len(face.program))
        name = Name(f"/STAMPS+{face.name}")
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array(face.box),
            ItalicAngle=0,
            Ascent=face.ascent,
            Descent=face.descent,
            CapHeight=face.ascent,
            StemV=80,
            FontFile2=pdf.make_indirect(program),
        )
        glyphs = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=Name.Identity,
            FontDescriptor=pdf.make_indirect(descriptor),
            W=Array([0, Array(self._widths)]),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(glyphs)]),
                ToUnicode=pdf.make_indirect(Stream(pdf, self._to_unicode())),
            )
        )

    def _to_unicode(self) -> bytes:
        """Which character each glyph stands for (ISO 32000-1, 9.10.3), at most a hundred to a block."""
        pairs = [f"<{glyph:04X}> <{character.encode('utf-16-be').hex()}>" for character, glyph in self._glyphs.items()]
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
        ).encode()
