"""The limited process that searches one PDF: asked by a line of JSON on standard input, it answers so on standard output.

`search.py` starts it: what is packed in a part of a pack is unpacked here, and nobody knows how large it becomes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256

from pikepdf import AccessMode, Array, Dictionary, Name, Object, Pdf, PdfError, Stream, String, settings

from confined.process import confine
from pdf.fonts import UNKNOWN
from pdf.search import SHORTEST, Finding, folded
from pdf.text import TextReader, Words

# Streams and images below this are the same in many papers: an empty page, a line, a dot.
SMALLEST = 200
# What the strings under a key are, where that says more than “elsewhere”.
PLACES = {
    "/Title": "bookmark or title",
    "/Author": "metadata",
    "/Subject": "metadata",
    "/Keywords": "metadata",
    "/Contents": "annotation",
    "/RC": "annotation",
    "/Alt": "alternative text",
    "/ActualText": "actual text",
    "/E": "expansion of an abbreviation",
    "/T": "title of an element or name of a field",
    "/TU": "form field",
    "/V": "form field",
    "/DV": "form field",
    "/UF": "name of a file",
    "/F": "name of a file",
    "/Desc": "name of a file",
    "/URI": "link",
    "/JS": "script",
}
_ZIPPED = (b"PK\x03\x04", b"%PDF", b"\x1f\x8b", b"7z\xbc", b"Rar!", b"\xd0\xcf\x11\xe0")
_NOT_LETTERS = bytes(code for code in range(256) if not chr(code).isalnum() or code > 127)
_LOWER = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))


def main() -> None:
    """Answer one question and end."""
    asked = json.loads(sys.stdin.buffer.readline())
    confine(memory=asked["memory"], seconds=asked["seconds"])
    settings.set_qpdf_limits(flate_max_memory=asked["unpacked"], run_length_max_memory=asked["unpacked"])
    try:
        with Pdf.open(asked["pdf"], access_mode=AccessMode.stream, suppress_warnings=True) as file:
            if "sentences" in asked:
                sought = {sentence: folded(sentence) for sentence in asked["sentences"]}
                search = _Search(file, sought, frozenset(asked["digests"]))
                answer = list(dict.fromkeys([*search.pages(), *search.objects()]))
                sys.stdout.write(json.dumps([asdict(found) for found in answer]))
            else:
                sys.stdout.write(json.dumps(sorted(_digests(file))))
    except PdfError:
        sys.stdout.write("null")


def _digests(file: Pdf) -> set[str]:
    fonts = _font_files(file)
    streams = (obj for obj in file.objects if isinstance(obj, Stream) and obj.objgen not in fonts)
    return {digest for obj in streams if (digest := _digest(obj)) is not None}


class _Search:
    """One file while it is searched."""

    def __init__(self, file: Pdf, sought: dict[str, str], digests: frozenset[str]) -> None:
        self.file = file
        self.sought = sought
        self.in_bytes = {sentence: _in_bytes(sentence) for sentence in sought}
        self.digests = digests
        self.reader = TextReader(file)
        self.fonts = _font_files(file)

    def pages(self) -> Iterator[Finding]:
        """The words of each page, and those of all pages run together, since a sentence may go over from one to the next."""
        running: list[str] = []
        for number, page in enumerate(self.file.pages, start=1):
            try:
                words = self.reader.read(page, page.resources)
            except (PdfError, ValueError, TypeError, RecursionError):
                yield Finding("unreadable", "", "content of a page", number)
                continue
            texts = {mark: run.text for mark, run in words.items()}
            said = folded("".join(texts.values()))
            yield from self._in_text(said, "words of a page", number)
            if any(UNKNOWN in text for text in texts.values()):
                yield Finding("unreadable", "", "words in a font without a table of letters", number)
            marked = [text for mark, text in texts.items() if mark is not None]
            running.append(folded("".join(marked)) if marked else said)
        yield from self._in_text("".join(running), "words over pages")

    def objects(self) -> Iterator[Finding]:
        """Every string and every stream."""
        yield from self._in_strings(self.file.trailer)
        for obj in self.file.objects:
            yield from self._in_strings(obj)
            if isinstance(obj, Stream):
                yield from self._in_stream(obj)

    def _in_text(self, text: str, place: str, page: int = 0) -> Iterator[Finding]:
        for sentence, letters in self.sought.items():
            if letters in text:
                yield Finding("sentence", sentence, place, page)

    def _in_strings(self, obj: Object) -> Iterator[Finding]:
        """The strings of one object and of what stands directly in it; what it refers to has its own turn."""
        waiting: list[tuple[object, str]] = [(obj, "elsewhere")]
        while waiting:
            value, place = waiting.pop()
            if isinstance(value, String | Name):
                for text in (
                    {str(value), bytes(value).decode("utf-8", errors="ignore")}
                    if isinstance(value, String)
                    else {str(value)}
                ):
                    if len(text) >= SHORTEST:
                        yield from self._in_text(folded(text), place)
            elif isinstance(value, Array):
                waiting += [(one, place) for one in value if not _refers(one)]
            elif isinstance(value, Dictionary | Stream):
                held = value.stream_dict if isinstance(value, Stream) else value
                waiting += [(one, PLACES.get(key, place)) for key, one in held.items() if not _refers(one)]

    def _in_stream(self, obj: Object) -> Iterator[Finding]:
        kind = "embedded file" if obj.get("/Type") == "/EmbeddedFile" else "stream"
        place = "metadata" if obj.get("/Type") == "/Metadata" else kind
        if (digest := _digest(obj)) in self.digests and obj.objgen not in self.fonts:
            yield Finding("digest", str(digest), place)
        content = _unpacked(obj)
        if content is None:
            if not _is_picture(obj):
                yield Finding("unreadable", "", place)
            return
        if kind == "embedded file" and content.startswith(_ZIPPED):
            yield Finding("unreadable", "", "embedded file that is packed in a way of its own")
        letters = content.translate(_LOWER, _NOT_LETTERS)
        # Text of markup may be cut by its tags.
        bare = re.sub(rb"<[^>]*>", b"", content).translate(_LOWER, _NOT_LETTERS) if place == "metadata" else b""
        for sentence, sought in self.in_bytes.items():
            if any(one in letters or one in bare for one in sought):
                yield Finding("sentence", sentence, place)
        if place == "metadata":
            yield from self._in_text(folded(content.decode("utf-8", errors="ignore")), place)
        if obj.get("/Subtype") == "/Form" or "/PatternType" in obj:
            yield from self._in_form(obj)

    def _in_form(self, form: Object) -> Iterator[Finding]:
        """The words of an appearance or a pattern, which no page may draw by name."""
        try:
            words: dict[int | None, Words] = self.reader.read(form, form.get("/Resources", Dictionary()))
        except (PdfError, ValueError, TypeError, RecursionError):
            yield Finding("unreadable", "", "form")
            return
        said = "".join(run.text for run in words.values())
        yield from self._in_text(folded(said), "form")
        if UNKNOWN in said:
            yield Finding("unreadable", "", "form with words in a font without a table of letters")


def _in_bytes(sentence: str) -> list[bytes]:
    """The plain letters of a sentence, as they are left of any coding: with an accented letter left out, or its accent alone."""
    left = "".join(letter for letter in sentence.casefold() if letter.isascii() and letter.isalnum())
    return [plain for one in {left, folded(sentence)} if len(plain := one.encode("ascii", errors="ignore")) >= SHORTEST]


def _refers(value: object) -> bool:
    return isinstance(value, Object) and value.is_indirect


def _is_picture(obj: Object) -> bool:
    """Pictures have codings of their own, which no words are kept in."""
    return obj.get("/Subtype") == "/Image"


def _unpacked(obj: Object) -> bytes | None:
    """The data of a stream; None where it cannot be had, or is a picture."""
    if _is_picture(obj):
        with suppress(PdfError):
            return obj.read_raw_bytes() if b"<x:xmpmeta" in obj.read_raw_bytes()[:100_000] else None
        return None
    try:
        return obj.read_bytes()
    except (PdfError, ValueError, NotImplementedError):
        return None


def _digest(obj: Object) -> str | None:
    """Of the unpacked data of a stream, which stays the same however it is packed anew; of a picture's as it stands."""
    try:
        data = obj.get_raw_stream_buffer() if _is_picture(obj) and "/Filter" in obj else obj.get_stream_buffer()
    except (PdfError, ValueError, NotImplementedError):
        with suppress(PdfError):
            return sha256(obj.get_raw_stream_buffer()).hexdigest()
        return None
    return sha256(data).hexdigest() if len(data) >= SMALLEST else None


def _font_files(file: Pdf) -> set[tuple[int, int]]:
    """The streams that fonts consist of, and of colour profiles: the same typeface stands in many papers."""
    found: set[tuple[int, int]] = set()
    for obj in file.objects:
        if isinstance(obj, Stream) and (
            {"/Length1", "/N"} & set(obj.keys()) or obj.get("/Type") in {"/XRef", "/ObjStm", "/Metadata"}
        ):
            found.add(obj.objgen)
        elif isinstance(obj, Dictionary):
            for key in ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap", "/CIDSet"):
                if isinstance(held := obj.get(key), Stream):
                    found.add(held.objgen)
    return found


if __name__ == "__main__":
    main()
