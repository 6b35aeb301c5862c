"""The words of marked content, read through the fonts' own tables; called by finish (a link's words, a table's repeated header) and inspect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pikepdf import Array, Name, Object, Page, Pdf, String, parse_content_stream

from pdf.tags import Annotated, Element, Mark

INLINE = frozenset({"Span", "Link", "Quote", "Code", "NonStruct", "Reference", "Note", "Annot"})
_OPERATORS = "BT Tf Tm Td TD T* Tj TJ ' \" BMC BDC EMC Do"


@dataclass(slots=True)
class Words:
    """The words of one run of marked content, and where its first glyph stands, so that a new line can be told from the same one."""

    text: str = ""
    height: float | None = None
    size: float = 0.0


class TextReader:
    """Reads the words of a file's pages when first asked for, and each page once."""

    def __init__(self, pdf: Pdf) -> None:
        self._pages = list(pdf.pages)
        self._words: dict[int, dict[int | None, Words]] = {}
        self._decoders: dict[tuple[int, int], Callable[[bytes], str]] = {}

    def page(self, number: int) -> dict[int | None, Words]:
        """The words of a page (from 0) by the number of their mark; under None what stands outside every numbered mark."""
        if number not in self._words:
            self._words[number] = words = {}
            _read(self._pages[number], words, self._decoder, None)
        return self._words[number]

    def text(self, element: Element) -> str:
        """All the words in and below an element, in reading order, single-spaced; a figure's words are its alternative text."""
        parts: list[str] = []
        last: Words | None = None

        def read(kids: Iterable[Element | Mark | Annotated]) -> None:
            nonlocal last
            for kid in kids:
                if isinstance(kid, Mark):
                    words = self.page(kid.page).get(kid.number)
                    if words is not None and words.text:
                        if last is not None and _on_new_line(last, words):
                            parts.append(" ")
                        parts.append(words.text)
                        last = words
                elif isinstance(kid, Element):
                    block = kid.tag not in INLINE
                    if block:
                        parts.append(" ")
                    for name in ("/ActualText", "/Alt"):
                        if name in kid.source:
                            parts.append(str(kid.source[name]))
                            break
                    else:
                        read(kid.kids)
                    if block:
                        parts.append(" ")

        read(element.kids)
        return " ".join("".join(parts).split())

    def _decoder(self, font: Object) -> Callable[[bytes], str]:
        if font.objgen not in self._decoders or font.objgen == (0, 0):
            self._decoders[font.objgen] = _decoder(font)
        return self._decoders[font.objgen]


def _on_new_line(last: Words, words: Words) -> bool:
    """WeasyPrint drops the space at which it breaks a line; a raised or lowered figure moves less than a line does."""
    if last.height is None or words.height is None or last.text.endswith(("-", "\u2010", "\u00ad")):
        return False
    return abs(words.height - last.height) > 0.6 * min(last.size, words.size)


def _read(
    content: Page | Object, words: dict[int | None, Words], decoder: Callable[[Object], Callable[[bytes], str]], mark: int | None
) -> None:
    """Add the words of a page or form XObject to `words`; text in a form belongs to the mark it is drawn in."""
    resources = content.get("/Resources", {})
    fonts, forms, properties = (resources.get(kind, {}) for kind in ("/Font", "/XObject", "/Properties"))
    stack: list[tuple[int | None, bool]] = []
    silent = False  # inside a run whose ActualText has been taken instead of its glyphs
    decode: Callable[[bytes], str] = _latin
    height = size = 0.0

    def show(text: str) -> None:
        run = words.setdefault(mark, Words())
        if run.height is None:
            run.height, run.size = height, size
        run.text += text

    for operands, operator in parse_content_stream(content, _OPERATORS):
        match str(operator):
            case "BT":
                height = 0.0
            case "Tf":
                size = abs(float(operands[1]))
                font = fonts.get(str(operands[0]))
                decode = _latin if font is None else decoder(font)
            case "Tm":
                height = float(operands[5])
            case "Td" | "TD":
                height += float(operands[1])
            case "Tj" | "'" | '"' | "TJ" if not silent:
                shown = operands[-1]
                show("".join(decode(bytes(s)) for s in (shown if isinstance(shown, Array) else [shown]) if isinstance(s, String)))
            case "BMC" | "BDC":
                stack.append((mark, silent))
                given = operands[1] if len(operands) > 1 else {}
                given = properties.get(str(given), {}) if isinstance(given, Name) else given
                mark = int(given.MCID) if "/MCID" in given else mark
                if str(operands[0]) == "/Artifact":
                    mark = None
                if "/ActualText" in given and not silent:
                    show(str(given.ActualText))
                    silent = True
            case "EMC" if stack:
                mark, silent = stack.pop()
            case "Do":
                form = forms.get(str(operands[0]))
                if form is not None and form.get("/Subtype") == "/Form":
                    _read(form, words, decoder, mark)


def _latin(codes: bytes) -> str:
    return codes.decode("cp1252", errors="replace")


_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|([\[\]])")


def _decoder(font: Object) -> Callable[[bytes], str]:
    """From the codes a font is shown with to Unicode, by its ToUnicode table (ISO 32000-1, 9.10.3)."""
    if Name.ToUnicode not in font:
        return _latin
    width, table = 2, {}
    for kind, body in _SECTION.findall(font.ToUnicode.read_bytes()):
        tokens = [bracket or bytes.fromhex(digits.decode()) for digits, bracket in _TOKEN.findall(body)]
        if kind == b"codespacerange":
            width = len(tokens[0])
        elif kind == b"bfchar":
            table.update({code: _utf16(text) for code, text in zip(tokens[::2], tokens[1::2], strict=True)})
        else:
            table.update(_ranges(tokens))
    return lambda codes: "".join(table.get(codes[i : i + width], "\ufffd") for i in range(0, len(codes), width))


def _ranges(tokens: list[bytes]) -> dict[bytes, str]:
    """`<first> <last> <text of the first>` or `<first> <last> [<text> ...]`, repeated."""
    table: dict[bytes, str] = {}
    rest = iter(tokens)
    for first in rest:
        start, end, to = int.from_bytes(first), int.from_bytes(next(rest)), next(rest)
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
