"""Joins sections, rendered and finished apart, into one tagged PDF; called by reports for a report and by meetings for a pack."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from pikepdf import (
    Array,
    Dictionary,
    Name,
    NameTree,
    NumberTree,
    Object,
    ObjectStreamMode,
    Page,
    Pdf,
    StreamDecodeLevel,
    String,
)

from pdf.catalog import describe, graft_outlines
from pdf.stamp import Stamp, stamp_pages
from pdf.tags import name_tree, read_tree

SECTION_SCHEME = "section:"


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the whole; `name` is its stable name, which links (`section:NAME#anchor`) and named destinations use.

    `under` is the heading that its bookmark stands under, together with those of the parts next to it that name the same.
    """

    pdf: bytes
    name: str
    title: str
    language: str | None = None
    under: str = ""


def page_counts(pdfs: Iterable[bytes]) -> list[int]:
    """How many pages each PDF has."""
    counts = []
    for pdf in pdfs:
        with Pdf.open(io.BytesIO(pdf)) as file:
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
    """The parts one after another as one document: one structure tree (ISO 14289-1, 7.1), one outline, and links between them.

    Each part becomes a Part element with its title and language. A link to `section:NAME` or `section:NAME#anchor` leads to the
    part of that name or the anchor in it. `stamps`, a page's worth for each page, are set in `typeface` as `stamp`
    does. `created` and `modified` need a time zone. The same input gives the same bytes. The claim to PDF/UA is made only where
    every part is tagged.

    Raises ValueError for no parts, two parts of one name, a link to a name or anchor that is not there, a role two parts give a
    different meaning, dates without a time zone, and stamps for another number of pages.
    """
    if not parts:
        raise ValueError("There is nothing to join: give at least one part.")
    names = [part.name for part in parts]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"Two parts have the name “{twice}”: a name has to be of one part only.")
    if created.tzinfo is None or (modified is not None and modified.tzinfo is None):
        raise ValueError("The dates of a PDF need a time zone.")
    with Pdf.new() as whole, ExitStack() as stack:
        joiner = _Joiner(whole)
        for part in parts:
            joiner.add(part, stack.enter_context(Pdf.open(io.BytesIO(part.pdf))))
        joiner.close()
        if typeface is not None:
            stamp_pages(whole, stamps, typeface)
        describe(whole, title, language, created, modified or created, producer, claims_ua=joiner.is_all_tagged)
        whole.trailer.ID = Array([String(identifier), String(identifier)])
        out = io.BytesIO()
        whole.save(
            out,
            min_version="1.7",
            object_stream_mode=ObjectStreamMode.generate,
            stream_decode_level=StreamDecodeLevel.none,
            deterministic_id=True,
        )
        return out.getvalue()


class _Joiner:
    """Collects what belongs to the whole document while the parts are added, and writes it at the end."""

    def __init__(self, whole: Pdf) -> None:
        self.whole = whole
        self.is_all_tagged = True
        self.document = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
        self.root = whole.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=Array([self.document]), RoleMap=Dictionary(), ClassMap=Dictionary())
        )
        self.document.P = self.root
        self.next_key = 0
        self.parents: list[object] = []
        self.identifiers: list[tuple[str, Object]] = []
        self.destinations: dict[str, Object] = {}
        self.bookmarks: list[tuple[str, str, Page, Object | None]] = []
        self.section_links: list[tuple[str, Object]] = []
        self.font_files: dict[bytes, Object] = {}

    def add(self, part: Part, source: Pdf) -> None:
        is_tagged = Name.StructTreeRoot in source.Root
        if is_tagged:
            _prefix_identifiers(part, source)
        first = len(self.whole.pages)
        # The pages go first: what is copied from the same file afterwards then refers to these copies.
        for page in source.pages:
            self.whole.pages.append(page)
        pages = list(self.whole.pages)[first:]
        for page in pages:
            page.obj.Tabs = Name.S
            for annotation in page.obj.get("/Annots", []):
                self._rename_goal(part, annotation)
            for font in page.resources.get("/Font", Dictionary()).values():
                self._share_font_files(font)
        self._add_destinations(part, source, pages[0])
        outlines = self.whole.copy_foreign(source.Root.Outlines) if Name.Outlines in source.Root else None
        self.bookmarks.append((part.title, part.under, pages[0], outlines))
        if is_tagged:
            root = self.whole.copy_foreign(source.Root.StructTreeRoot)
            self._move_keys(root, pages)
            self._add_tags(root, part, part.language or str(source.Root.get("/Lang", "")))
        self.is_all_tagged &= is_tagged

    def close(self) -> None:
        """Tie up what only the whole can know."""
        for name, annotation in self.section_links:
            if name not in self.destinations:
                raise ValueError(
                    f"A link leads to “{SECTION_SCHEME}{name}”, but no part or anchor of that name is being joined."
                )
            annotation.A = Dictionary(S=Name.GoTo, D=String(name))
        whole, root = self.whole, self.root
        whole.Root.Names = Dictionary(Dests=name_tree(whole, self.destinations.items()))
        graft_outlines(whole, self.bookmarks)
        root.ParentTree = whole.make_indirect(Dictionary(Nums=Array(self.parents)))
        root.ParentTreeNextKey = self.next_key
        if self.identifiers:
            root.IDTree = name_tree(whole, self.identifiers)
        for key in (Name.RoleMap, Name.ClassMap):
            if not root[key].keys():
                del root[key]
        if self.document.K:
            whole.Root.StructTreeRoot = root

    def _rename_goal(self, part: Part, annotation: Object) -> None:
        """Let a link lead to its own part's anchors by their new names, and note it when it leads to another part."""
        action = annotation.get("/A", Dictionary())
        uri = str(action.get("/URI", ""))
        if uri.startswith(SECTION_SCHEME):
            self.section_links.append((unquote(uri.removeprefix(SECTION_SCHEME)), annotation))
        for holder, key in ((annotation, "/Dest"), (action, "/D")):
            if isinstance(goal := holder.get(key), String | Name):
                holder[key] = String(f"{part.name}#{str(goal).removeprefix('/')}")

    def _share_font_files(self, font: Object) -> None:
        """Two parts that use the same glyphs embed the same subset of a font: keep one."""
        for descendant in font.get("/DescendantFonts", [font]):
            descriptor = descendant.get("/FontDescriptor", Dictionary())
            for key in {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                file = descriptor[key]
                descriptor[key] = self.font_files.setdefault(file.read_raw_bytes(), file)

    def _add_destinations(self, part: Part, source: Pdf, first: Page) -> None:
        """The part's name leads to its first page, `NAME#anchor` to its anchors."""
        self.destinations[part.name] = Array([first.obj, Name.XYZ, None, first.mediabox[3], None])
        names = source.Root.get("/Names", Dictionary())
        if "/Dests" in names:
            anchors = self.whole.copy_foreign(source.make_indirect(names.Dests))
            for anchor, goal in NameTree(anchors).items():
                self.destinations[f"{part.name}#{_text(anchor)}"] = goal

    def _move_keys(self, root: Object, pages: list[Page]) -> None:
        """Give the part's keys into the parent tree numbers of their own (ISO 32000-1, 14.7.4.4)."""
        moved: set[tuple[int, int]] = set()
        for page in pages:
            holders = [
                page.obj,
                *page.obj.get("/Annots", []),
                *page.resources.get("/XObject", Dictionary()).values(),
            ]
            for holder in holders:
                for key in ("/StructParents", "/StructParent"):
                    if key in holder and holder.objgen not in moved:
                        holder[key] = int(holder[key]) + self.next_key
                        moved.add(holder.objgen)
        last = -1
        for last, parent in NumberTree(root.ParentTree).items():
            self.parents += [last + self.next_key, parent]
        self.next_key += last + 1

    def _add_tags(self, root: Object, part: Part, language: str) -> None:
        """One element for the part, which the part's own Document becomes, holding all the part holds."""
        self._merge_meanings(root)
        if Name.IDTree in root:
            self.identifiers += [(_text(name), element) for name, element in NameTree(root.IDTree).items()]
        held = root.K if isinstance(root.K, Array) else Array([root.K])
        if len(held) == 1 and held[0].S == "/Document":
            element = held[0]
        else:
            element = self.whole.make_indirect(Dictionary(Type=Name.StructElem, K=held))
            for kid in held:
                kid.P = element
        element.S, element.P, element.T = Name.Part, self.document, String(part.title)
        if language:
            element.Lang = String(language)
        self.document.K.append(element)

    def _merge_meanings(self, root: Object) -> None:
        """Roles and classes hold for the whole document, so the parts have to agree on them."""
        for key in ("/RoleMap", "/ClassMap"):
            merged = self.root[key]
            for name, meaning in root.get(key, Dictionary()).items():
                if name in merged and merged[name] != meaning:
                    raise ValueError(
                        f"Two parts mean different things by the role or class “{name.removeprefix('/')}”."
                    )
                merged[name] = meaning


def _text(name: str | bytes) -> str:
    return name if isinstance(name, str) else str(String(name))


def _prefix_identifiers(part: Part, source: Pdf) -> None:
    """Make the names that header cells have, and data cells call them by, the part's own."""
    root = source.Root.StructTreeRoot
    if Name.IDTree not in root:
        return
    named: list[tuple[str, Object]] = []
    for element in (element for tree in read_tree(source) for element in tree.walk()):
        if Name.ID in element.source:
            named.append((f"{part.name}#{element.source.ID}", element.source))
            element.source.ID = String(named[-1][0])
        attributes = element.source.get("/A", Dictionary())
        if "/Headers" in attributes:
            attributes.Headers = Array([String(f"{part.name}#{name}") for name in attributes.Headers])
    root.IDTree = name_tree(source, named)
