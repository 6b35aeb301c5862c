"""Mends the tags of one section as WeasyPrint 70 writes it, so that it meets PDF/UA-1; called by the worker that has just rendered the section."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel, String

from pdf.pages import merge_pages
from pdf.tags import Annotated, Element, Mark, new_element, read_tree, write_tree
from pdf.text import INLINE, TextReader

LANGUAGE_SCHEME = "lang:"
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
_POINTS_PER_PIXEL = 0.75
_MARK = re.compile(rb"/(\w+)\s<</MCID (\d+)>>\sBDC\b")


def finish(pdf: bytes) -> bytes:
    """One section as WeasyPrint wrote it (`pdf_variant='pdf/ua-1'`) -> the same pages with tags that hold for a person who hears them.

    What is mended, with the issue of Kozea/WeasyPrint or the clause of ISO 14289-1 that asks for it:
    header cells say whether they head a row or a column (#2508, 7.5); a table, list, list item or paragraph that crosses a page is one element,
    and the header a table repeats is an artifact (#2903); so are margin boxes (#1836, 7.8) and figures without alternative text (#2550, 7.3);
    a link is described by its words (7.18.5), is one element when it breaks over lines, and has one annotation a line;
    `<a href="lang:cy">` becomes a span in that language (7.2); text stands in paragraphs and list items have bodies (7.1);
    a figure's box is given in the page's own units (ISO 32000-1, 14.8.5.4.3). Elements that mean nothing are left out.

    Raises ValueError for a file that is not tagged.
    """
    with Pdf.open(io.BytesIO(pdf)) as file:
        roots = read_tree(file)
        if len(roots) != 1:
            raise ValueError("The PDF to finish has no tags: render it with pdf_variant='pdf/ua-1'.")
        document, reader = roots[0], TextReader(file)
        _Simplifier(file).simplify(document)
        merge_pages(document, reader)
        for table in [element for element in document.walk() if element.tag == "Table"]:
            _head_cells(table)
        _describe_links(document, reader)
        held = write_tree(file, document)
        _make_artifacts(file, held)
        _drop_loose_annotations(file, document)
        return _saved(file)


def _saved(file: Pdf) -> bytes:
    """Quick to write and to read again: a section is kept only to be joined, and `join` packs it."""
    out = io.BytesIO()
    file.save(
        out, object_stream_mode=ObjectStreamMode.disable, compress_streams=True, stream_decode_level=StreamDecodeLevel.none, deterministic_id=True
    )
    return out.getvalue()


class _Simplifier:
    """Leaves out what carries no meaning and gives what is left its proper place, from the leaves up."""

    def __init__(self, file: Pdf) -> None:
        self.file = file

    def simplify(self, element: Element) -> None:
        kids: list[Element | Mark | Annotated] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                self._place(kid, element)
                self.simplify(kid)
                kids += self._kept(kid)
            else:
                kids.append(kid)
        element.kids = _joined_links(kids)
        if element.tag in GROUPS:
            self._put_text_in_paragraphs(element)
        elif element.tag == "LI":
            self._put_text_in_body(element)

    def _place(self, kid: Element, parent: Element) -> None:
        """Set right the tag of one element before what it holds is looked at."""
        inline_only = all(isinstance(held, Mark) or (isinstance(held, Element) and held.tag in INLINE) for held in kid.kids)
        if kid.tag == "Caption" and parent.tag != "Table":
            kid.tag = "P"  # a figure's caption: inside the figure it would be silenced by the alternative text
        elif kid.tag == "Div" and kid.kids and inline_only:
            kid.tag = "P"
        elif kid.tag in GROUPS and kid.tag == parent.tag and inline_only:
            kid.tag = "P"  # the anonymous box around text that stands beside blocks repeats its parent's tag
        elif kid.tag == "Link" and (language := _language_of(kid)):
            kid.tag = "Span"
            kid.source.Lang = String(language)
            kid.kids = [held for held in kid.kids if not isinstance(held, Annotated)]
        elif kid.tag == "Figure":
            self._set_figure_box(kid)
        if parent.tag == "Link" and kid.tag != "Link":
            kid.kids = [held for held in kid.kids if not isinstance(held, Annotated)]  # the link has its own annotation

    def _kept(self, kid: Element) -> list[Element | Mark | Annotated]:
        """What of an element stays: itself, what it holds, or nothing."""
        if kid.tag in {"TD", "TH", "TR"}:
            return [kid]
        if kid.tag == "Figure" and "/Alt" not in kid.source:
            return []
        if not any(True for _ in kid.marks()) and not any(True for held in kid.kids if isinstance(held, Annotated) and kid.tag == "Form"):
            return []
        if kid.tag in {"Span", "NonStruct"} and "/Lang" not in kid.source:
            return kid.kids
        return [kid]

    def _put_text_in_paragraphs(self, group: Element) -> None:
        kids: list[Element | Mark | Annotated] = []
        run: list[Element | Mark | Annotated] = []
        for kid in [*group.kids, None]:
            if kid is not None and not (isinstance(kid, Element) and kid.tag not in INLINE):
                run.append(kid)
                continue
            if run:
                kids.append(new_element(self.file, "P", run, group.page))
                run = []
            if kid is not None:
                kids.append(kid)
        group.kids = kids

    def _put_text_in_body(self, item: Element) -> None:
        body = [kid for kid in item.kids if not (isinstance(kid, Element) and kid.tag in {"Lbl", "LBody"})]
        if body:
            rest = [kid for kid in item.kids if kid not in body]
            item.kids = [*rest, new_element(self.file, "LBody", body, item.page)]

    def _set_figure_box(self, figure: Element) -> None:
        """WeasyPrint gives the box in CSS pixels from the top of the page."""
        if figure.page is None or "/A" not in figure.source:
            return
        left, top, right, bottom = (float(edge) * _POINTS_PER_PIXEL for edge in figure.source.A.BBox)
        height = float(self.file.pages[figure.page].mediabox[3])
        figure.source.A.BBox = Array([round(edge, 3) for edge in (left, height - bottom, right, height - top)])


def _target(link: Element) -> str | None:
    """Where a link leads, by its first annotation."""
    for kid in link.kids:
        if isinstance(kid, Annotated):
            action = kid.annotation.get("/A", {})
            return str(action.get("/URI", kid.annotation.get("/Dest", "")))
    return None


def _language_of(link: Element) -> str | None:
    target = _target(link) or ""
    return target.removeprefix(LANGUAGE_SCHEME) if target.startswith(LANGUAGE_SCHEME) else None


def _joined_links(kids: list[Element | Mark | Annotated]) -> list[Element | Mark | Annotated]:
    """A link that breaks over lines is one link with an annotation for each line, and a span in another language one span."""
    joined: list[Element | Mark | Annotated] = []
    for kid in kids:
        last = joined[-1] if joined else None
        if isinstance(kid, Element) and isinstance(last, Element) and kid.tag == last.tag and kid.tag in {"Link", "Span"}:
            if _target(kid) == _target(last) and kid.source.get("/Lang") == last.source.get("/Lang"):
                last.kids += kid.kids
                continue
        joined.append(kid)
    return joined


def _describe_links(document: Element, reader: TextReader) -> None:
    for link in document.walk():
        if link.tag == "Link":
            words = reader.text(link)
            for kid in link.kids:
                if isinstance(kid, Annotated) and words:
                    kid.annotation.Contents = String(words)


def _head_cells(table: Element) -> None:
    """Say of each header cell what it heads (ISO 14289-1, 7.5).

    WeasyPrint drops the scope but has used it: the data cells name their headers. A header named from another row than its own heads a column.
    Where no cell spans, the scope says it all and the names are left out; elsewhere both stay.
    """
    named_from_other_rows: set[bytes] = set()
    rows = [row for row in table.walk() if row.tag == "TR"]
    for row in rows:
        own = {bytes(cell.source.ID) for cell in row.elements if "/ID" in cell.source}
        for cell in row.elements:
            if (attributes := cell.source.get("/A")) is not None:
                named_from_other_rows |= {bytes(name) for name in attributes.get("/Headers", [])} - own
    head = table.child("THead")
    heads = set(head.walk()) if head else set()
    cells = [cell for row in rows for cell in row.elements]
    is_plain = not any("/A" in cell.source and {"/ColSpan", "/RowSpan"} & set(cell.source.A.keys()) for cell in cells)
    row_of = {cell: row for row in rows for cell in row.elements}
    for cell in cells:
        attributes = cell.source.get("/A")
        if cell.tag == "TH":
            is_column = row_of[cell] in heads or bytes(cell.source.get("/ID", b"")) in named_from_other_rows
            if attributes is None:
                attributes = cell.source.A = Dictionary(O=Name.Table)
            attributes.Scope = Name.Column if is_column else Name.Row
        if is_plain:
            if attributes is not None and "/Headers" in attributes:
                del attributes.Headers
            if "/ID" in cell.source:
                del cell.source.ID


def _make_artifacts(file: Pdf, held: set[Mark]) -> None:
    """What no element holds (margin boxes, a repeated table header, decoration) is marked as an artifact (ISO 14289-1, 7.1)."""
    for number, page in enumerate(file.pages):

        def artifact(match: re.Match[bytes], number: int = number) -> bytes:
            if Mark(number, int(match[2])) in held:
                return match[0]
            kind = b"Layout" if match[1] == b"Figure" else b"Pagination"
            return b"/Artifact <</Type /%b>> BDC" % kind

        before = page.Contents.read_bytes()
        after = _MARK.sub(artifact, before)
        if after != before:
            page.Contents = file.make_stream(after)


def _drop_loose_annotations(file: Pdf, document: Element) -> None:
    """A link in a margin box, or on a header cell that is repeated, is held by no element and would fail (ISO 14289-1, 7.18.1)."""
    held = {kid.annotation.objgen for element in document.walk() for kid in _annotated(element.kids)}
    for page in file.pages:
        if "/Annots" in page:
            page.Annots = Array([annotation for annotation in page.Annots if annotation.objgen in held])


def _annotated(kids: Iterable[Element | Mark | Annotated]) -> list[Annotated]:
    return [kid for kid in kids if isinstance(kid, Annotated)]
