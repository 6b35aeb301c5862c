"""The words of marked content, read through the fonts' own tables; called by finish, for a link's words, and by inspect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String, parse_content_stream

from pdf.tags import Annotated, Element, Mark

INLINE = frozenset({"Span", "Link", "Quote", "Code", "NonStruct", "Reference", "Note", "Annot"})
_OPERATORS = "Tf Tm Td TD Tj TJ ' \" BMC BDC EMC Do"
_Decoder = Callable[[bytes], str]


@dataclass
class Words:
    """The words of one run of marked content, and where its first glyph stands, so that a new line can be told from the same one.

    The glyphs are turned into text only when it is asked for: finish asks for little of what a page holds.
    """

    shown: list[tuple[_Decoder, Object]] = field(default_factory=list)
    height: float = 0.0
    size: float = 0.0

    @cached_property
    def text(self) -> str:
        return "".join(
            decode(
                b"".join(bytes(string) for string in operand if isinstance(string, String))
                if isinstance(operand, Array)
                else bytes(operand)
            )
            for decode, operand in self.shown
        )


class TextReader:
    """Reads the words of a file's pages when first asked for, and each page once."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self._pages: dict[int, dict[int | None, Words]] = {}
        self._decoders: dict[tuple[int, int], _Decoder] = {}

    def page(self, number: int) -> dict[int | None, Words]:
        """The words of a page (from 0) by the number of their mark; under None what stands outside every numbered mark."""
        if number not in self._pages:
            page = self.pdf.pages[number]
            self._pages[number] = self.read(page, page.resources)
        return self._pages[number]

    def words(self, mark: Mark) -> Words | None:
        """The words of one run of marked content, or None where it shows no text."""
        return self.page(mark.page).get(mark.number)

    def read(self, content: Page | Object, resources: Object) -> dict[int | None, Words]:
        """The words of a content stream by the number of their mark."""
        words: dict[int | None, Words] = {}
        _read(content, resources, words, self._decoder)
        return words

    def text(self, element: Element) -> str:
        """All the words in and below an element, in reading order, single-spaced; a figure's words are its alternative text."""
        parts: list[str] = []
        last: Words | None = None

        def read(kids: Iterable[Element | Mark | Annotated]) -> None:
            nonlocal last
            for kid in kids:
                if isinstance(kid, Mark):
                    words = self.words(kid)
                    if words is not None:
                        if last is not None and _is_on_new_line(last, parts[-1], words):
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

    def _decoder(self, font: Object) -> _Decoder:
        if font.objgen not in self._decoders or not font.is_indirect:
            self._decoders[font.objgen] = _decoder(font)
        return self._decoders[font.objgen]


def _is_on_new_line(last: Words, text: str, words: Words) -> bool:
    """WeasyPrint drops the space at which it breaks a line; a raised or lowered figure moves less than a line does."""
    return not text.endswith(("-", "\u2010", "\u00ad")) and abs(words.height - last.height) > 0.6 * min(
        last.size, words.size
    )


def _read(
    content: Page | Object,
    resources: Object,
    words: dict[int | None, Words],
    decoder: Callable[[Object], _Decoder],
    mark: int | None = None,
    within: frozenset[tuple[int, int]] = frozenset(),
) -> None:
    """Add the words of a page or form XObject to `words`; text in a form belongs to the mark it is drawn in.

    `within` are the forms being read, for a file from outside may hold a form that draws itself.
    """
    fonts, forms, properties = (resources.get(kind, Dictionary()) for kind in ("/Font", "/XObject", "/Properties"))
    stack: list[tuple[int | None, bool]] = []
    silent = False  # inside a run whose ActualText has been taken instead of its glyphs
    decode: _Decoder = _latin
    height = size = 0.0

    def show(decode: _Decoder, string: Object) -> None:
        run = words.get(mark)
        if run is None:
            run = words[mark] = Words(height=height, size=size)
        run.shown.append((decode, string))

    for instruction in parse_content_stream(content, _OPERATORS):
        operands = instruction.operands
        match str(instruction.operator):
            case "TJ" | "Tj" | "'" | '"':
                if not silent:
                    show(decode, operands[-1])
            case "Tm":
                height = float(operands[5])
            case "Td" | "TD":
                height += float(operands[1])
            case "Tf":
                size = abs(float(operands[1]))
                font = fonts.get(str(operands[0]))
                decode = _latin if font is None else decoder(font)
            case "BDC":
                stack.append((mark, silent))
                given = properties.get(str(operands[1]), Dictionary()) if isinstance(operands[1], Name) else operands[1]
                mark = int(given.MCID) if "/MCID" in given else None if operands[0] == "/Artifact" else mark
                if "/ActualText" in given and not silent:
                    show(_unicode, given.ActualText)
                    silent = True
            case "BMC":
                stack.append((mark, silent))
                mark = None if operands[0] == "/Artifact" else mark
            case "EMC":
                if stack:
                    mark, silent = stack.pop()
            case "Do":
                form = forms.get(str(operands[0]))
                if form is not None and form.get("/Subtype") == "/Form" and form.objgen not in within:
                    _read(form, form.get("/Resources", resources), words, decoder, mark, within | {form.objgen})


def _latin(codes: bytes) -> str:
    return codes.decode("cp1252", errors="replace")


def _unicode(text: bytes) -> str:
    return str(String(text))


_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|([\[\]])")


def _decoder(font: Object) -> _Decoder:
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
