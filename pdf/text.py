"""The words of marked content, read through the fonts' own tables; called by finish, for a link's words, and by inspect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String, parse_content_stream

from pdf.fonts import Decoder, decoder, latin, unicode
from pdf.tags import Annotated, Element, Mark

INLINE = frozenset({"Span", "Link", "Quote", "Code", "NonStruct", "Reference", "Note", "Annot"})
_OPERATORS = "Tf Tm Td TD Tj TJ ' \" BMC BDC EMC Do"


@dataclass
class Words:
    """The words of one run of marked content, and where its first glyph stands, so that a new line can be told from the same one.

    The glyphs are turned into text only when it is asked for: finish asks for little of what a page holds.
    """

    shown: list[tuple[Decoder, Object]] = field(default_factory=list)
    height: float = 0.0
    size: float = 0.0

    @cached_property
    def text(self) -> str:
        return "".join(
            decode(
                b"".join(bytes(string) for string in operand if isinstance(string, String))
                if isinstance(operand, Array)
                else bytes(operand)
                if isinstance(operand, String)
                else b""
            )
            for decode, operand in self.shown
        )


class TextReader:
    """Reads the words of a file's pages when first asked for, and each page once."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self._pages: dict[int, dict[int | None, Words]] = {}
        self._decoders: dict[tuple[int, int], Decoder] = {}

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
        _Run(words, self._decoder, set()).read(content, resources, None)
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

    def _decoder(self, font: Object) -> Decoder:
        if font.objgen not in self._decoders or not font.is_indirect:
            self._decoders[font.objgen] = decoder(font)
        return self._decoders[font.objgen]


def _is_on_new_line(last: Words, text: str, words: Words) -> bool:
    """WeasyPrint drops the space at which it breaks a line; a raised or lowered figure moves less than a line does."""
    return not text.endswith(("-", "\u2010", "\u00ad")) and abs(words.height - last.height) > 0.6 * min(
        last.size, words.size
    )


class _Run:
    """Adds the words of a page, and of the forms that it draws, to `words`; text in a form belongs to the mark it is drawn in.

    A form is read once for each mark: a file from outside may hold a form that draws itself, or forms that double each other.
    """

    def __init__(
        self, words: dict[int | None, Words], decoder: Callable[[Object], Decoder], drawn: set[tuple[object, ...]]
    ) -> None:
        self.words = words
        self.decoder = decoder
        self.drawn = drawn

    def read(self, content: Page | Object, resources: Object, mark: int | None) -> None:
        self.resources = resources
        self.fonts, self.forms, self.properties = (
            held if isinstance(held := resources.get(kind), Dictionary) else Dictionary()
            for kind in ("/Font", "/XObject", "/Properties")
        )
        self.mark = mark
        self.stack: list[tuple[int | None, bool]] = []
        self.is_silent = False  # inside a run whose ActualText has been taken instead of its glyphs
        self.decode: Decoder = latin
        self.height = self.size = 0.0
        for instruction in parse_content_stream(content, _OPERATORS):
            # Operands that are missing or of another kind are passed over, as every reader of PDFs does.
            with suppress(TypeError, ValueError, IndexError, KeyError, AttributeError):
                self._follow(str(instruction.operator), list(instruction.operands))

    def _follow(self, operator: str, operands: Sequence[Object]) -> None:
        match operator:
            case "TJ" | "Tj" | "'" | '"':
                if not self.is_silent:
                    self._show(self.decode, operands[-1])
            case "Tm":
                self.height = float(operands[5])
            case "Td" | "TD":
                self.height += float(operands[1])
            case "Tf":
                self.decode = latin
                self.size = abs(float(operands[1]))
                if (font := self.fonts.get(str(operands[0]))) is not None:
                    self.decode = self.decoder(font)
            case "BDC":
                self.stack.append((self.mark, self.is_silent))
                named = isinstance(operands[1], Name)
                given = self.properties.get(str(operands[1]), Dictionary()) if named else operands[1]
                self.mark = int(given.MCID) if "/MCID" in given else None if operands[0] == "/Artifact" else self.mark
                if "/ActualText" in given and not self.is_silent:
                    self._show(unicode, given.ActualText)
                    self.is_silent = True
            case "BMC":
                self.stack.append((self.mark, self.is_silent))
                self.mark = None if operands[0] == "/Artifact" else self.mark
            case "EMC" if self.stack:
                self.mark, self.is_silent = self.stack.pop()
            case "Do":
                self._draw(self.forms.get(str(operands[0])))

    def _show(self, decode: Decoder, string: Object) -> None:
        run = self.words.get(self.mark)
        if run is None:
            run = self.words[self.mark] = Words(height=self.height, size=self.size)
        run.shown.append((decode, string))

    def _draw(self, form: Object | None) -> None:
        if form is None or form.get("/Subtype") != "/Form" or (form.objgen, self.mark) in self.drawn:
            return
        self.drawn.add((form.objgen, self.mark))
        inner = _Run(self.words, self.decoder, self.drawn)
        inner.read(form, form.get("/Resources", self.resources), self.mark)
