"""Joins sections, rendered and finished apart, into one tagged PDF; called by reports for a report and by meetings for a pack."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from pikepdf import (
    AccessMode,
    Array,
    Dictionary,
    Name,
    NameTree,
    Object,
    ObjectStreamMode,
    Page,
    Pdf,
    StreamDecodeLevel,
    String,
)

from pdf.catalog import describe
from pdf.merge import Tags, numbered
from pdf.outline import Entry, graft_outlines, label_pages
from pdf.parts import About, Blank, Joined, Part
from pdf.stamp import Outer, Stamp, stamp_pages
from pdf.tags import name_tree

SECTION_SCHEME = "section:"


def page_counts(pdfs: Iterable[bytes | Path]) -> list[int]:
    """How many pages each PDF has."""
    counts = []
    for pdf in pdfs:
        with _opened(pdf) as file:
            counts.append(len(file.pages))
    return counts


def join(
    parts: Sequence[Part],
    *,
    title: str,
    language: str,
    identifier: bytes,
    created: datetime,
    modified: datetime | None = None,
    producer: str = "",
    stamps: Sequence[Sequence[Stamp]] = (),
    typeface: Path | None = None,
) -> bytes:
    """`join_into`, in memory: for a document whose parts were just made."""
    out = io.BytesIO()
    about = About(title, language, identifier, created, modified, producer)
    join_into(out, parts, about, stamps=stamps if typeface else (), typeface=typeface)
    return out.getvalue()


def join_into(
    target: Path | BinaryIO,
    parts: Sequence[Part | Blank],
    about: About,
    *,
    stamps: Sequence[Sequence[Stamp | Outer]] = (),
    labels: Sequence[str] = (),
    typeface: Path | None = None,
    may_claim_ua: bool = True,
) -> Joined:
    """The parts one after another as one document: one structure tree (ISO 14289-1, 7.1), one outline, and links between them.

    Each part becomes a Part element with its title and language. A link to `section:NAME` or `section:NAME#anchor` leads to the
    part of that name or the anchor in it. `stamps`, a page's worth for each page, and the words of blank pages are set in
    `typeface` as `stamp` does; `labels` are what the pages are called, where that is not 1 and on. The same input gives the same
    bytes. The claim to PDF/UA is made only where every part is tagged, and where the caller knows nothing against it. Parts that
    are files stay on disk until they are written.

    Raises ValueError for no parts, two parts of one name, a link to a name or anchor that is not there, dates without a time
    zone, words to stamp without a typeface, and stamps or labels for another number of pages.
    """
    _check(parts, about)
    with Pdf.new() as whole, ExitStack() as stack:
        joiner = _Joiner(whole)
        for part in parts:
            if isinstance(part, Blank):
                joiner.add_blank(part)
            else:
                joiner.add(part, stack.enter_context(_opened(part.pdf)))
        joined = joiner.close(may_claim_ua=may_claim_ua)
        on_pages = _with_words(stamps, joiner.words, joined.pages)
        if on_pages and typeface is None:
            raise ValueError("Words are to be stamped, but no typeface is given to set them in.")
        if on_pages and typeface is not None:
            stamp_pages(whole, on_pages, typeface)
        label_pages(whole, labels)
        describe(whole, about, claims_ua=joined.claims_ua)
        whole.trailer.ID = Array([String(about.identifier), String(about.identifier)])
        whole.save(
            target,
            min_version="1.7",
            object_stream_mode=ObjectStreamMode.generate,
            stream_decode_level=StreamDecodeLevel.none,
            deterministic_id=True,
        )
        return joined


def _check(parts: Sequence[Part | Blank], about: About) -> None:
    names = [part.name for part in parts if isinstance(part, Part)]
    if not names:
        raise ValueError("There is nothing to join: give at least one part.")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"Two parts have the name “{twice}”: a name has to be of one part only.")
    if about.created.tzinfo is None or (about.modified is not None and about.modified.tzinfo is None):
        raise ValueError("The dates of a PDF need a time zone.")


def _opened(pdf: bytes | Path) -> Pdf:
    """A file is read piece by piece as it is needed: mapped into memory, it would count as memory."""
    return Pdf.open(pdf, access_mode=AccessMode.stream) if isinstance(pdf, Path) else Pdf.open(io.BytesIO(pdf))


def _with_words(
    stamps: Sequence[Sequence[Stamp | Outer]], words: dict[int, Stamp], pages: int
) -> Sequence[Sequence[Stamp | Outer]]:
    if not words:
        return stamps
    given = stamps or [()] * pages
    return [[*on_page, words[number]] if number in words else on_page for number, on_page in enumerate(given)]


class _Joiner:
    """Collects what belongs to the whole document while the parts are added, and writes it at the end."""

    def __init__(self, whole: Pdf) -> None:
        self.whole = whole
        self.tags = Tags(whole)
        self.untagged: list[str] = []
        self.starts: dict[str, int] = {}
        # The words of blank pages, by the page from 0.
        self.words: dict[int, Stamp] = {}
        self.destinations: dict[str, Object] = {}
        self.bookmarks: list[Entry] = []
        self.section_links: list[tuple[str, Object]] = []
        self.font_files: dict[bytes, Object] = {}
        self.layers: list[Object] = []
        self.hidden_layers: list[Object] = []

    def add_blank(self, blank: Blank) -> None:
        self.whole.add_blank_page(page_size=(blank.width, blank.height))
        if blank.words:
            place = Stamp(blank.words, blank.width / 2, blank.height / 2, size=10, align="centre")
            self.words[len(self.whole.pages) - 1] = place

    def add(self, part: Part, source: Pdf) -> None:
        is_tagged = Name.StructTreeRoot in source.Root
        if is_tagged:
            self.tags.prepare(part, source)
        else:
            self.untagged.append(part.name)
        first = len(self.whole.pages)
        self.starts[part.name] = first + 1
        # The pages go first: what is copied from the same file afterwards then refers to these copies.
        for page in source.pages:
            self.whole.pages.append(page)
        # Asked for one by one, each would be looked for among all.
        pages = list(self.whole.pages)[first:]
        seen: set[tuple[int, int]] = set()
        for page in pages:
            page.obj.Tabs = Name.S
            for annotation in page.obj.get("/Annots", ()):
                self._rename_goal(part, annotation)
            # Most pages of a document draw from one dictionary.
            resources = page.resources
            if resources.objgen in seen:
                continue
            if resources.is_indirect:
                seen.add(resources.objgen)
            for font in resources.get("/Font", Dictionary()).values():
                if font.objgen not in seen:
                    self._share_font_files(font)
                    if font.is_indirect:
                        seen.add(font.objgen)
        self._add_destinations(part, source, pages[0])
        outline = self.whole.copy_foreign(source.Root.Outlines) if Name.Outlines in source.Root else None
        self._rename_goals(part, outline)
        self.bookmarks.append((part.way, part.title, pages[0], outline))
        self._add_layers(source)
        if is_tagged:
            self.tags.add(part, source, pages)
        else:
            for holder, key in list(numbered(pages)):
                del holder[key]

    def close(self, *, may_claim_ua: bool) -> Joined:
        """Tie up what only the whole can know."""
        for name, annotation in self.section_links:
            if name not in self.destinations:
                raise ValueError(
                    f"A link leads to “{SECTION_SCHEME}{name}”, but no part or anchor of that name is being joined."
                )
            annotation.A = Dictionary(S=Name.GoTo, D=String(name))
        whole = self.whole
        whole.Root.Names = Dictionary(Dests=name_tree(whole, self.destinations.items()))
        graft_outlines(whole, self.bookmarks)
        self.tags.write()
        if self.layers:
            shown = Dictionary(OFF=Array(self.hidden_layers))
            whole.Root.OCProperties = Dictionary(OCGs=Array(self.layers), D=shown)
        claims_ua = may_claim_ua and not self.untagged
        return Joined(len(whole.pages), self.starts, tuple(self.untagged), claims_ua)

    def _rename_goals(self, part: Part, outline: Object | None) -> None:
        """Let bookmarks lead to their own part's anchors by their new names."""
        waiting, seen = [outline], set[tuple[int, int]]()
        while waiting:
            item = waiting.pop()
            if isinstance(item, Dictionary) and item.objgen not in seen:
                seen.add(item.objgen)
                self._rename_goal(part, item)
                waiting += [item.get("/First"), item.get("/Next")]

    def _rename_goal(self, part: Part, holder: Object) -> None:
        """Let a link lead to its own part's anchors by their new names, and note it when it leads to another part."""
        action = holder.get("/A", Dictionary())
        uri = str(action.get("/URI", ""))
        if uri.startswith(SECTION_SCHEME):
            self.section_links.append((unquote(uri.removeprefix(SECTION_SCHEME)), holder))
        for held, key in ((holder, "/Dest"), (action, "/D")):
            if isinstance(goal := held.get(key), String | Name):
                held[key] = String(f"{part.name}#{str(goal).removeprefix('/')}")

    def _share_font_files(self, font: Object) -> None:
        """Two parts that use the same glyphs embed the same subset of a font: keep one."""
        for descendant in font.get("/DescendantFonts", [font]):
            descriptor = descendant.get("/FontDescriptor", Dictionary())
            for key in {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                file = descriptor[key]
                digest = sha256(file.get_raw_stream_buffer()).digest()
                descriptor[key] = self.font_files.setdefault(digest, file)

    def _add_destinations(self, part: Part, source: Pdf, first: Page) -> None:
        """The part's name leads to its first page, `NAME#anchor` to its anchors."""
        self.destinations[part.name] = Array([first.obj, Name.XYZ, None, first.mediabox[3], None])
        names = source.Root.get("/Names", Dictionary())
        if "/Dests" in names:
            anchors = self.whole.copy_foreign(source.make_indirect(names.Dests))
            for anchor, goal in NameTree(anchors).items():
                text = anchor if isinstance(anchor, str) else str(String(anchor))
                self.destinations[f"{part.name}#{text}"] = goal

    def _add_layers(self, source: Pdf) -> None:
        """A layer that a part does not show stays hidden in the whole."""
        if "/OCProperties" in source.Root:
            layers = self.whole.copy_foreign(source.make_indirect(source.Root.OCProperties))
            self.layers += list(layers.get("/OCGs", ()))
            self.hidden_layers += list(layers.get("/D", Dictionary()).get("/OFF", ()))
