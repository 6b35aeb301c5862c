"""From the codes that a font is shown with to Unicode; called by text."""

from __future__ import annotations

import re
from collections.abc import Callable

from fontTools.agl import toUnicode
from pikepdf import Array, Dictionary, Name, Object, PdfError, String

Decoder = Callable[[bytes], str]
# What stands for a code that no table explains.
UNKNOWN = "\ufffd"
# No table of an honest font has more entries, and a range in a hostile one may claim four thousand million.
_MOST_CODES = 70_000
_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|([\[\]])")


def latin(codes: bytes) -> str:
    """Codes of a plain font without tables."""
    return codes.decode("cp1252", errors="replace")


def unicode(text: bytes) -> str:
    """A text string (ISO 32000-1, 7.9.2.2), such as ActualText."""
    return str(String(text))


def decoder(font: Object) -> Decoder:
    """By the font's ToUnicode table (ISO 32000-1, 9.10.3), or else by the names its encoding gives its glyphs.

    A font that says neither and has codes of two bytes cannot be read: each of its codes becomes UNKNOWN.
    """
    if Name.ToUnicode in font:
        try:
            return _by_table(font.ToUnicode.read_bytes())
        except (PdfError, TypeError, ValueError, AttributeError, StopIteration, IndexError):
            return lambda codes: UNKNOWN * len(codes)
    if font.get("/Subtype") == "/Type0":
        return lambda codes: UNKNOWN * ((len(codes) + 1) // 2)
    encoding = font.get("/Encoding")
    names = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
    return _by_names(names) if isinstance(names, Array) else latin


def _by_names(differences: Array) -> Decoder:
    table: dict[int, str] = {}
    code = 0
    for item in differences:
        if isinstance(item, int):
            code = item
        elif isinstance(item, Name):
            table[code] = toUnicode(str(item).removeprefix("/")) or UNKNOWN
            code += 1
    return lambda codes: "".join(table.get(code) or latin(bytes([code])) for code in codes)


def _by_table(content: bytes) -> Decoder:
    width = 2
    table: dict[bytes, str] = {}
    for kind, body in _SECTION.findall(content):
        tokens = [bracket or bytes.fromhex(digits.decode()) for digits, bracket in _TOKEN.findall(body)]
        if kind == b"codespacerange":
            width = max(len(tokens[0]), 1)
        elif kind == b"bfchar":
            table.update({code: _utf16(text) for code, text in zip(tokens[::2], tokens[1::2], strict=True)})
        else:
            table.update(_ranges(tokens))
    return lambda codes: "".join(table.get(codes[i : i + width], UNKNOWN) for i in range(0, len(codes), width))


def _ranges(tokens: list[bytes]) -> dict[bytes, str]:
    """`<first> <last> <text of the first>` or `<first> <last> [<text> ...]`, repeated."""
    table: dict[bytes, str] = {}
    rest = iter(tokens)
    for first in rest:
        start, end, to = int.from_bytes(first), int.from_bytes(next(rest)), next(rest)
        if len(table) + end - start > _MOST_CODES:
            raise ValueError("A table of characters is far too long.")
        for code in range(start, end + 1):
            if to == b"[":
                text = _utf16(next(rest))
            else:
                head, tail = _utf16(to)[:-1], _utf16(to)[-1]
                text = head + chr(ord(tail) + code - start)
            table[code.to_bytes(len(first))] = text
        if to == b"[":
            next(rest)
    return table


def _utf16(text: bytes) -> str:
    return text.decode("utf-16-be", errors="replace")
