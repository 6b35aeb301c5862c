"""Makes one element of what WeasyPrint splits at a page break (#2903), where it is certain that it was one; called by finish."""

from __future__ import annotations

from pikepdf import Array, Dictionary, String

from pdf.tags import Element
from pdf.text import TextReader

_CONTAINERS = frozenset({"Part", "Art", "Sect", "Div", "BlockQuote", "LBody"})
_PROSE = frozenset({"P", "LBody", "H1", "H2", "H3", "H4", "H5", "H6"})


def merge_pages(document: Element, reader: TextReader) -> None:
    """Merge the last element of a page with the first of the next, and so what they hold, where the one goes on in the other."""
    merger = _Merger(reader)
    kids = document.elements
    document.kids = []
    for kid in kids:
        merger.append(document, kid)


class _Merger:
    def __init__(self, reader: TextReader) -> None:
        self.text = reader.text

    def append(self, parent: Element, kid: Element) -> None:
        """Add `kid` to what `parent` holds, or to the last of it if that breaks off at the end of a page and goes on here."""
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Element) and kid.page != last.last_page and self.goes_on(last, kid):
            self.merge(last, kid)
        else:
            parent.kids.append(kid)

    def goes_on(self, last: Element, kid: Element) -> bool:
        """Whether `kid`, first on its page, is the rest of `last`, the last of the page before."""
        if last.tag != kid.tag:
            return False
        if last.tag == "Table":
            return self._is_same_table(last, kid)
        if last.tag == "L":
            return self._is_same_list(last, kid)
        if last.tag == "LI":
            return last.child("Lbl") is not None and kid.child("Lbl") is None
        if last.tag in _CONTAINERS and last.elements and kid.elements:
            return last.tag == "Part" or self.goes_on(last.elements[-1], kid.elements[0])
        return last.tag in _PROSE and self._is_same_sentence(last, kid)

    def merge(self, last: Element, kid: Element) -> None:
        if last.tag == "Table":
            self._merge_tables(last, kid)
        elif last.tag == "TR":
            for cell, rest in zip(last.elements, kid.elements, strict=True):
                self.merge(cell, rest)
        elif last.tag == "LI":
            self._merge_items(last, kid)
        else:
            for held in kid.kids:
                if isinstance(held, Element):
                    self.append(last, held)
                else:
                    last.kids.append(held)

    def _is_same_sentence(self, last: Element, kid: Element) -> bool:
        """Text that breaks off without a full stop and goes on in small letters; elsewhere two paragraphs stay two."""
        before, after = self.text(last), self.text(kid)
        return bool(before and after) and before[-1] not in ".!?:;\u2026" and after[0].islower()

    def _is_same_list(self, last: Element, kid: Element) -> bool:
        """A numbered list goes on counting; a list with bullets has nothing between it and its rest."""
        items = [item for item in last.elements if item.child("Lbl")]
        first = kid.elements[0] if kid.elements else None
        if not items or first is None:
            return False
        label = first.child("Lbl")
        if label is None:
            return True
        first_label, this_label = (self.text(found) for found in (items[0].elements[0], label))
        is_numbered = any(letter.isalnum() for letter in first_label)
        return (first_label != this_label) == is_numbered

    def _merge_items(self, last: Element, kid: Element) -> None:
        """The rest of an item has a body only."""
        body, rest = last.child("LBody"), kid.child("LBody")
        if body is None or rest is None:
            last.kids += kid.kids
        else:
            self.merge(body, rest)

    def _is_same_table(self, last: Element, kid: Element) -> bool:
        """The rest of a table lacks the caption the table has and repeats its header; without captions, in the same words."""
        if kid.child("Caption") is not None:
            return False
        has_caption = last.child("Caption") is not None
        if not last.all("TR"):
            return has_caption
        head, repeated = last.child("THead"), kid.child("THead")
        if (head is None) != (repeated is None) or _columns(last) != _columns(kid):
            return False
        return has_caption or (head is not None and repeated is not None and self.text(head) == self.text(repeated))

    def _merge_tables(self, last: Element, kid: Element) -> None:
        """Leave out the header the new page repeats, and the footer the page before it had in advance."""
        head, repeated = last.child("THead"), kid.child("THead")
        if head is not None and repeated is not None:
            kid.kids.remove(repeated)
            _rename_headers(kid, dict(zip(_identifiers(repeated), _identifiers(head), strict=False)))
        if (footer := last.child("TFoot")) is not None and kid.child("TFoot") is not None:
            last.kids.remove(footer)
        for part in kid.elements:
            body = last.elements[-1] if last.elements else None
            if body is not None and body.tag == part.tag == "TBody":
                self._merge_bodies(body, part)
            else:
                last.kids.append(part)

    def _merge_bodies(self, last: Element, kid: Element) -> None:
        first, broken = kid.elements[0], last.elements[-1]
        if self._is_same_row(broken, first):
            self.merge(broken, first)
            kid.kids.remove(first)
        last.kids += kid.kids

    def _is_same_row(self, last: Element, kid: Element) -> bool:
        """The rest of a row has the row's header, but empty."""
        header, rest = last.child("TH"), kid.child("TH")
        if header is None or rest is None or len(last.elements) != len(kid.elements):
            return False
        return header.has_marks and not rest.has_marks


def _columns(table: Element) -> int:
    cells = table.all("TR")[-1].elements
    return sum(int(cell.source.get("/A", Dictionary()).get("/ColSpan", 1)) for cell in cells)


def _identifiers(head: Element) -> list[bytes]:
    return [bytes(cell.source.ID) for cell in head.walk() if "/ID" in cell.source]


def _rename_headers(table: Element, names: dict[bytes, bytes]) -> None:
    """Point the data cells of a table's rest at the header cells that stay."""
    for cell in table.all("TD"):
        attributes = cell.source.get("/A", Dictionary())
        if "/Headers" in attributes:
            attributes.Headers = Array([String(names.get(bytes(name), bytes(name))) for name in attributes.Headers])
