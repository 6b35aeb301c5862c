"""Mends the tags of one section as WeasyPrint 70 writes it, so that it meets PDF/UA-1; called by the worker that rendered it."""

from __future__ import annotations

import io
import re

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel, String

from pdf.pages import merge_pages
from pdf.tags import Annotated, Element, Mark, new_element, read_tree, write_tree
from pdf.text import INLINE, TextReader, Words

LANGUAGE_SCHEME = "lang:"
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
_POINTS_PER_PIXEL = 0.75
# WeasyPrint writes its marks in one way and never one inside another, so they can be found without parsing all that is drawn.
_MARK = re.compile(rb"/(\w+)\s<</MCID (\d+)>>\sBDC\b")
_END = b"EMC"


def finish(pdf: bytes) -> bytes:
    """One section as WeasyPrint wrote it (`pdf_variant='pdf/ua-1'`) -> the same pages, with tags for one who hears them.

    What is mended, with the issue of Kozea/WeasyPrint or the clause of ISO 14289-1 that asks for it:
    - header cells say whether they head a row or a column (#2508, 7.5);
    - a table, list, item or paragraph that crosses a page is one, and the header it repeats is an artifact (#2903);
    - margin boxes (#1836, 7.8) and figures without alternative text (#2550, 7.3) are artifacts;
    - a link is described by its words (7.18.5) and is one element when it breaks over lines;
    - `<a href="lang:cy">` becomes a span in that language (7.2);
    - text stands in paragraphs, list items have bodies, and elements that mean nothing are left out (7.1);
    - a figure's box is given in the page's own units (ISO 32000-1, 14.8.5.4.3).

    Raises ValueError for a file that is not tagged, and for words drawn with an opacity, which stand in a stream of their own.
    """
    with Pdf.open(io.BytesIO(pdf)) as file:
        roots = read_tree(file)
        if len(roots) != 1:
            raise ValueError("The PDF to finish has no tags: render it with pdf_variant='pdf/ua-1'.")
        document, reader = roots[0], _MarkReader(file)
        if grouped := next((mark for mark in document.marks() if mark not in reader.runs), None):
            raise ValueError(
                f"Page {grouped.page + 1} draws words or a figure as a group, which WeasyPrint cannot tag: leave out its opacity."
            )
        _Simplifier(file, reader.empty).simplify(document)
        merge_pages(document, reader)
        for table in document.all("Table"):
            _head_cells(table)
        _describe_links(document, reader)
        held = write_tree(file, document)
        _make_artifacts(file, reader.contents, held)
        _drop_loose_annotations(file, document)
        out = io.BytesIO()
        # Streams are compressed here, by one of several processes and once for a section that is kept; what is joined next
        # takes them as they are. Objects in streams are read back in half the time, and joining reads all.
        file.save(
            out,
            object_stream_mode=ObjectStreamMode.generate,
            stream_decode_level=StreamDecodeLevel.none,
            deterministic_id=True,
        )
        return out.getvalue()


class _MarkReader(TextReader):
    """Reads only the runs of marked content whose words are asked for."""

    def __init__(self, file: Pdf) -> None:
        super().__init__(file)
        self.contents = [page.Contents.read_bytes() for page in file.pages]
        self.runs: dict[Mark, bytes] = {}
        for number, content in enumerate(self.contents):
            for match in _MARK.finditer(content):
                self.runs[Mark(number, int(match[2]))] = content[match.end() : content.index(_END, match.end())]
        # At the end of a line WeasyPrint leaves runs with no glyph in them.
        self.empty = {mark for mark, run in self.runs.items() if len(run) < 10 and run.split() in ([], [b"BT", b"ET"])}

    def words(self, mark: Mark) -> Words | None:
        """Outside its mark a run has no number, so its words stand under None."""
        return self.read(self.pdf.make_stream(self.runs[mark]), self.pdf.pages[mark.page].resources).get(None)


class _Simplifier:
    """Leaves out what carries no meaning and gives what is left its proper place, from the leaves up."""

    def __init__(self, file: Pdf, empty: set[Mark]) -> None:
        self.file = file
        self.empty = empty

    def simplify(self, element: Element) -> None:
        kids: list[Element | Mark | Annotated] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                self._place(kid, element)
                self.simplify(kid)
                kids += self._kept(kid)
            elif not (isinstance(kid, Mark) and kid in self.empty):
                kids.append(kid)
        element.kids = _joined_links(kids)
        if element.tag in GROUPS:
            self._put_text_in_paragraphs(element)
        elif element.tag == "LI":
            self._put_text_in_body(element)

    def _place(self, kid: Element, parent: Element) -> None:
        """Set right the tag of one element before what it holds is looked at."""
        inline_only = all(
            isinstance(held, Mark) or (isinstance(held, Element) and held.tag in INLINE) for held in kid.kids
        )
        if kid.tag == "Caption" and parent.tag != "Table":
            kid.tag = "P"  # a figure's caption: inside the figure it would be silenced by the alternative text
        elif kid.tag == "Div" and kid.kids and inline_only:
            kid.tag = "P"
        elif (
            kid.tag in GROUPS
            and kid.tag == parent.tag
            and not any(held.tag not in INLINE | {"Figure"} for held in kid.elements)
        ):
            kid.tag = "NonStruct"  # the anonymous box around text that stands beside blocks repeats its parent's tag
        elif kid.tag == "Link" and (language := _language_of(kid)):
            kid.tag = "Span"
            kid.source.Lang = String(language)
        elif kid.tag == "Link" and (parent.tag == "Link" or not _annotated(kid)):
            kid.tag = "NonStruct"  # a part of a link, or an anchor that leads nowhere
        elif kid.tag == "Figure":
            self._set_figure_box(kid)
        if kid.tag not in {"Link", "Form"}:
            # What stands in a link repeats its annotation; a span in another language was written as a link.
            kid.kids = [held for held in kid.kids if not isinstance(held, Annotated)]

    def _kept(self, kid: Element) -> list[Element | Mark | Annotated]:
        """What of an element stays: itself, what it holds, or nothing."""
        if kid.tag in {"TD", "TH", "TR"}:
            return [kid]
        if kid.tag == "Figure" and "/Alt" not in kid.source:
            return []
        if not kid.has_marks and kid.tag != "Form":
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
    for kid in _annotated(link):
        return str(kid.annotation.get("/A", Dictionary()).get("/URI", kid.annotation.get("/Dest", "")))
    return None


def _language_of(link: Element) -> str | None:
    target = _target(link) or ""
    return target.removeprefix(LANGUAGE_SCHEME) if target.startswith(LANGUAGE_SCHEME) else None


def _joined_links(kids: list[Element | Mark | Annotated]) -> list[Element | Mark | Annotated]:
    """A link that breaks over lines is one link with an annotation for each line, and a span in another language one span."""
    joined: list[Element | Mark | Annotated] = []
    for kid in kids:
        last = joined[-1] if joined else None
        if isinstance(kid, Element) and isinstance(last, Element) and _is_one_run(last, kid):
            last.kids += kid.kids
        else:
            joined.append(kid)
    return joined


def _is_one_run(last: Element, kid: Element) -> bool:
    is_inline = last.tag == kid.tag and kid.tag in {"Link", "Span"}
    return is_inline and _target(last) == _target(kid) and last.source.get("/Lang") == kid.source.get("/Lang")


def _describe_links(document: Element, reader: TextReader) -> None:
    for link in document.all("Link"):
        if words := reader.text(link):
            for kid in _annotated(link):
                kid.annotation.Contents = String(words)


def _head_cells(table: Element) -> None:
    """Say of each header cell what it heads (ISO 14289-1, 7.5).

    WeasyPrint drops the scope but has used it: the data cells name their headers, and a header named from another row than its
    own heads a column. Where no cell spans, the scope says it all and the names are left out; elsewhere both stay.
    """
    head = table.child("THead")
    in_head = set(head.all("TH")) if head else set()
    cells: list[Element] = []
    named_from_other_rows: set[bytes] = set()
    is_plain = True
    for row in table.all("TR"):
        own = {bytes(cell.source.ID) for cell in row.elements if "/ID" in cell.source}
        for cell in row.elements:
            attributes = cell.source.A
            is_plain = is_plain and "/ColSpan" not in attributes and "/RowSpan" not in attributes
            if "/Headers" in attributes:
                named_from_other_rows |= {bytes(name) for name in attributes.Headers} - own
            cells.append(cell)
    for cell in cells:
        if cell.tag == "TH":
            is_column = cell in in_head or bytes(cell.source.get("/ID", b"")) in named_from_other_rows
            cell.source.A.Scope = Name.Column if is_column else Name.Row
            if is_plain and "/ID" in cell.source:
                del cell.source.ID
        elif is_plain:
            del cell.source.A


def _make_artifacts(file: Pdf, contents: list[bytes], held: set[Mark]) -> None:
    """What no element holds (margin boxes, a repeated table header, decoration) is marked as an artifact (ISO 14289-1, 7.1)."""
    for number, (page, content) in enumerate(zip(file.pages, contents, strict=True)):

        def artifact(match: re.Match[bytes], number: int = number) -> bytes:
            if Mark(number, int(match[2])) in held:
                return match[0]
            return b"/Artifact <</Type /%b>> BDC" % (b"Layout" if match[1] == b"Figure" else b"Pagination")

        changed = _MARK.sub(artifact, content)
        if changed != content:
            page.Contents = file.make_stream(changed)


def _drop_loose_annotations(file: Pdf, document: Element) -> None:
    """A link in a margin box or on a repeated header cell is held by no element and would fail (ISO 14289-1, 7.18.1)."""
    held = {kid.annotation.objgen for element in document.walk() for kid in _annotated(element)}
    for page in file.pages:
        if "/Annots" in page:
            page.Annots = Array([annotation for annotation in page.Annots if annotation.objgen in held])


def _annotated(element: Element) -> list[Annotated]:
    return [kid for kid in element.kids if isinstance(kid, Annotated)]
