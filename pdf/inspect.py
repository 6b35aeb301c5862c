"""What a PDF holds, as plain values: its facts, its structure tree and its tables; called by tests and on intake."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Array, Dictionary, OutlineItem, Pdf

from pdf.tags import Element, attributes, read_tree
from pdf.text import TextReader


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; `page` counts from 1, and is None where the entry names no page itself."""

    title: str
    page: int | None
    children: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """A PDF at a glance; a page's size is width and height in points, as it is shown."""

    page_count: int
    page_sizes: tuple[tuple[float, float], ...]
    title: str
    language: str
    is_tagged: bool
    claims_ua: bool
    has_text: bool
    outlines: tuple[Bookmark, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One structure element: its tag, its depth (the root is 0), its pages (from 1) and all words in and below it."""

    tag: str
    depth: int
    pages: tuple[int, ...]
    text: str
    alt: str | None = None
    title: str | None = None
    scope: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its tag (TH or TD), its words, and for a header cell what it heads (Row or Column)."""

    tag: str
    text: str
    scope: str | None = None


def inspect(pdf: bytes) -> Facts:
    """The facts of a PDF.

    Raises pikepdf.PdfError for bytes that are no PDF and pikepdf.PasswordError, one of them, where a password is needed.
    """
    with Pdf.open(io.BytesIO(pdf)) as file:
        reader = TextReader(file)
        with file.open_metadata() as metadata:
            title = str(metadata.get("dc:title", "") or file.docinfo.get("/Title", ""))
            claims_ua = metadata.get("pdfuaid:part") == "1"
        marked = file.Root.get("/MarkInfo", Dictionary()).get("/Marked", False)
        return Facts(
            page_count=len(file.pages),
            page_sizes=tuple(_size(file, number) for number in range(len(file.pages))),
            title=title,
            language=str(file.Root.get("/Lang", "")),
            is_tagged=bool(marked) and "/StructTreeRoot" in file.Root,
            claims_ua=claims_ua,
            has_text=any(
                words.text.strip() for number in range(len(file.pages)) for words in reader.page(number).values()
            ),
            outlines=_bookmarks(file),
        )


def structure(pdf: bytes) -> list[Node]:
    """Every structure element in reading order, an element before what it holds; empty for an untagged PDF."""
    with Pdf.open(io.BytesIO(pdf)) as file:
        reader = TextReader(file)

        def walk(element: Element, depth: int) -> Iterator[Node]:
            source = element.source
            yield Node(
                tag=element.tag,
                depth=depth,
                pages=tuple(sorted({mark.page + 1 for mark in element.marks()})),
                text=reader.text(element),
                alt=_string(element, "/Alt"),
                title=_string(element, "/T"),
                scope=_scope(element),
                language=str(source.Lang) if "/Lang" in source else None,
            )
            for kid in element.elements:
                yield from walk(kid, depth + 1)

        return [node for root in read_tree(file) for node in walk(root, 0)]


def tables(pdf: bytes) -> list[list[list[Cell]]]:
    """The tables in reading order, each a list of rows, header and footer among them, each a list of cells."""
    with Pdf.open(io.BytesIO(pdf)) as file:
        reader = TextReader(file)
        elements = [element for root in read_tree(file) for element in root.walk()]
        return [
            [
                [Cell(cell.tag, reader.text(cell), _scope(cell)) for cell in row.elements if cell.tag in {"TH", "TD"}]
                for row in table.walk()
                if row.tag == "TR"
            ]
            for table in elements
            if table.tag == "Table"
        ]


def page_texts(pdf: bytes | Path) -> list[str]:
    """The words drawn on each page in drawing order, artifacts such as page numbers among them."""
    with Pdf.open(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf) as file:
        reader = TextReader(file)
        pages = (reader.page(number).values() for number in range(len(file.pages)))
        return [" ".join(" ".join(words.text for words in page).split()) for page in pages]


def _string(element: Element, key: str) -> str | None:
    return str(element.source[key]) if key in element.source else None


def _scope(element: Element) -> str | None:
    scopes = [one.Scope for one in attributes(element.source) if "/Scope" in one]
    return str(scopes[-1]).lstrip("/") if scopes else None


def _size(file: Pdf, number: int) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in file.pages[number].cropbox)
    width, height = round(right - left, 2), round(top - bottom, 2)
    is_turned = int(file.pages[number].obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if is_turned else (width, height)


def _bookmarks(file: Pdf) -> tuple[Bookmark, ...]:
    pages: dict[tuple[int, int], int] = {page.obj.objgen: number for number, page in enumerate(file.pages, start=1)}

    def read(items: list[OutlineItem]) -> tuple[Bookmark, ...]:
        return tuple(Bookmark(item.title, page_of(item), read(list(item.children))) for item in items)

    def page_of(item: OutlineItem) -> int | None:
        goal = item.destination or (item.action or Dictionary()).get("/D")
        return pages.get(goal[0].objgen) if isinstance(goal, Array) else None

    with file.open_outline() as outline:
        return read(list(outline.root))
