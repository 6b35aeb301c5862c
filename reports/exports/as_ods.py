"""A workbook as .ods: sheets of words, and tables with real numbers, each on a sheet of its own.

Words are written as words and can never be a formula: a cell is one only where it has the attribute `table:formula`, which
is never written here (OpenDocument 1.3 part 3, 19.642).
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from lxml import etree

from reports.exports.book import Book, Page
from reports.exports.packed import packed
from reports.exports.shape import PAGE_WIDTHS, sheet_names
from reports.exports.table import Number, Table, Value
from spreadsheets.plain import plain

# lxml tells no types.
Element = Any

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "office": f"{_OASIS}office:1.0",
    "table": f"{_OASIS}table:1.0",
    "text": f"{_OASIS}text:1.0",
    "style": f"{_OASIS}style:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "number": f"{_OASIS}datastyle:1.0",
    "config": f"{_OASIS}config:1.0",
    "manifest": f"{_OASIS}manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ooo": "http://openoffice.org/2004/office",
}
# A letter of a column's width, in millimetres.
LETTER = 2.1
# What stands in a cell, how it is set: words plain or bold; to the right, under a heading of figures.
PLAIN, BOLD, RIGHT, BOLD_RIGHT, TITLE = "plain", "bold", "right", "bold-right", "title"
# A sheet whose first row and first column stay in sight.
FROZEN = (
    ("HorizontalSplitMode", "short", "2"),
    ("VerticalSplitMode", "short", "2"),
    ("HorizontalSplitPosition", "int", "1"),
    ("VerticalSplitPosition", "int", "1"),
    ("ActiveSplitRange", "short", "3"),
    ("PositionRight", "int", "1"),
    ("PositionBottom", "int", "1"),
)
NONE: Mapping[str, str] = {}
# More spaces than one would be read as one (OpenDocument 1.3 part 3, 6.1.2).
_SPACES = re.compile(" ( +)")


def write_ods(book: Book) -> bytes:
    """The bytes of the workbook."""
    files = {
        # The first of the package, and not compressed (OpenDocument 1.3 part 2, 3.3).
        "mimetype": TYPE.encode(),
        "content.xml": _Content(book).file(),
        "styles.xml": _file(_document("styles")),
        "settings.xml": _settings(sheet_names(book)[len(book.pages) :]),
        "meta.xml": _meta(plain(book.title)),
    }
    manifest = _element("manifest:manifest", {"manifest:version": "1.3"})
    for name, content_type in (("/", TYPE), *((name, "text/xml") for name in files if name != "mimetype")):
        entry = {"manifest:full-path": name, "manifest:media-type": content_type}
        _add(manifest, "manifest:file-entry", entry)
    return packed(files | {"META-INF/manifest.xml": _file(manifest)}, book.made_at)


class _Content:
    """The sheets of a workbook, and the styles that their cells need."""

    def __init__(self, book: Book) -> None:
        self.whole = _document("content")
        self.styles = _add(self.whole, "office:automatic-styles")
        self.sheets = _add(_add(self.whole, "office:body"), "office:spreadsheet")
        self.made: set[str] = set()
        names = sheet_names(book)
        for name, page in zip(names, book.pages, strict=False):
            self._write_page(name, page)
        for name, table in zip(names[len(book.pages) :], book.tables, strict=True):
            self._write_table(name, table)

    def file(self) -> bytes:
        return _file(self.whole)

    def _write_page(self, name: str, page: Page) -> None:
        sheet = self._sheet(name, PAGE_WIDTHS)
        self._row(sheet, [(page.title, TITLE)])
        for block in page.blocks:
            self._row(sheet, [])
            self._row(sheet, [(block.heading, BOLD)])
            if block.head:
                self._row(sheet, [(words, BOLD) for words in block.head])
            for row in block.rows:
                self._row(sheet, [(words, PLAIN) for words in row])

    def _write_table(self, name: str, table: Table) -> None:
        sheet = self._sheet(name, tuple(column.width for column in table.columns))
        sides = [column.holds_figures for column in table.columns]
        headings = zip(table.headings(), sides, strict=True)
        heads = _add(sheet, "table:table-header-rows")
        self._row(heads, [(heading, BOLD_RIGHT if is_right else BOLD) for heading, is_right in headings])
        for row in table.rows:
            looks = (BOLD, BOLD_RIGHT) if row.is_strong else (PLAIN, RIGHT)
            values = zip(row.values, sides, strict=True)
            self._row(sheet, [(value, looks[is_right]) for value, is_right in values])

    def _sheet(self, name: str, widths: tuple[int, ...]) -> Element:
        sheet = _add(self.sheets, "table:table", {"table:name": name})
        for width in widths:
            _add(sheet, "table:table-column", {"table:style-name": self._width(width)})
        return sheet

    def _row(self, sheet: Element, cells: list[tuple[Value, str]]) -> None:
        row = _add(sheet, "table:table-row")
        for value, look in cells or [("", PLAIN)]:
            self._cell(row, value, look)

    def _cell(self, row: Element, value: Value, look: str) -> None:
        if isinstance(value, Number):
            kind, shown = ("percentage", f"{value.value:f}%") if value.is_share else ("float", f"{value.value:f}")
            told, data = {"office:value-type": kind, "office:value": f"{value.fraction:f}"}, self._number(value)
        elif isinstance(value, date):
            shown = value.isoformat()
            told, data = {"office:value-type": "date", "office:date-value": shown}, self._day()
        else:
            shown, data = plain(value), self._words()
            told = {"office:value-type": "string"} if shown else {}
        cell = _add(row, "table:table-cell", {"table:style-name": self._style(look, data)} | told)
        for line in shown.split("\n") if shown else ():
            _write(_add(cell, "text:p"), line)

    def _is_new(self, name: str) -> bool:
        """Whether the style of this name is still to be made."""
        is_new = name not in self.made
        self.made.add(name)
        return is_new

    def _width(self, width: int) -> str:
        """The name of the style of columns that are so many letters wide."""
        if self._is_new(name := f"column-{width}"):
            made = self._named("style:style", name, {"style:family": "table-column"})
            _add(made, "style:table-column-properties", {"style:column-width": f"{width * LETTER:.1f}mm"})
        return name

    def _style(self, look: str, data: str) -> str:
        """The name of the style of cells that look so and hold such data."""
        if self._is_new(name := f"{look}-{data}"):
            family = {"style:family": "table-cell", "style:data-style-name": data}
            made = self._named("style:style", name, family)
            wrapped = {"fo:wrap-option": "wrap", "style:vertical-align": "top"}
            _add(made, "style:table-cell-properties", wrapped)
            if look in (RIGHT, BOLD_RIGHT):
                _add(made, "style:paragraph-properties", {"fo:text-align": "end"})
            bold = {"fo:font-weight": "bold"} if look in (BOLD, BOLD_RIGHT, TITLE) else {}
            _add(made, "style:text-properties", {"fo:font-size": "16pt" if look == TITLE else "10pt"} | bold)
        return name

    def _words(self) -> str:
        if self._is_new("words"):
            _add(self._named("number:text-style", "words"), "number:text-content")
        return "words"

    def _day(self) -> str:
        """The name of the style of days: 2019-06-30."""
        if self._is_new("day"):
            made = self._named("number:date-style", "day")
            for place, part in enumerate(("year", "month", "day")):
                if place:
                    _add(made, "number:text").text = "-"
                _add(made, f"number:{part}", {"number:style": "long"})
        return "day"

    def _number(self, value: Number) -> str:
        """The name of the style of such numbers: thousands apart, and in brackets where they are negative."""
        if self._is_new(name := f"{'share' if value.is_share else 'number'}-{value.decimals}"):
            self._number_style(f"{name}-positive", value)
            negative = self._number_style(name, value, brackets=("(", ")"))
            applied = {"style:condition": "value()>=0", "style:apply-style-name": f"{name}-positive"}
            _add(negative, "style:map", applied)
        return name

    def _number_style(self, name: str, value: Number, brackets: tuple[str, str] = ("", "")) -> Element:
        made = self._named("number:percentage-style" if value.is_share else "number:number-style", name)
        opening, closing = brackets[0], ("%" if value.is_share else "") + brackets[1]
        if opening:
            _add(made, "number:text").text = opening
        digits = {"number:decimal-places": str(value.decimals), "number:min-integer-digits": "1"}
        _add(made, "number:number", digits | {"number:grouping": "true"})
        if closing:
            _add(made, "number:text").text = closing
        return made

    def _named(self, tag: str, name: str, attributes: Mapping[str, str] = NONE) -> Element:
        return _add(self.styles, tag, {"style:name": name, **attributes})


def _settings(names: list[str]) -> bytes:
    """The headings and the names of the rows stay in sight on these sheets."""
    whole = _document("settings")
    views = _add(_add(whole, "office:settings"), "config:config-item-set", {"config:name": "ooo:view-settings"})
    view = _add(_add(views, "config:config-item-map-indexed", {"config:name": "Views"}), "config:config-item-map-entry")
    _item(view, "ViewId", "string", "view1")
    sheets = _add(view, "config:config-item-map-named", {"config:name": "Tables"})
    for name in names:
        entry = _add(sheets, "config:config-item-map-entry", {"config:name": name})
        for setting in FROZEN:
            _item(entry, *setting)
    return _file(whole)


def _item(entry: Element, name: str, kind: str, value: str) -> None:
    _add(entry, "config:config-item", {"config:name": name, "config:type": kind}).text = value


def _meta(title: str) -> bytes:
    whole = _document("meta")
    _add(_add(whole, "office:meta"), "dc:title").text = title
    return _file(whole)


def _write(paragraph: Element, line: str) -> None:
    """The line as words of a paragraph, with every space of it."""
    words, *more = _SPACES.split(line)
    paragraph.text = words if not more else f"{words} "
    for spaces, following in zip(more[::2], more[1::2], strict=True):
        made = _add(paragraph, "text:s", {"text:c": str(len(spaces))})
        made.tail = following if following is more[-1] else f"{following} "


def _document(part: str) -> Element:
    return _element(f"office:document-{part}", {"office:version": "1.3"})


def _element(tag: str, attributes: Mapping[str, str]) -> Element:
    return etree.Element(_name(tag), {_name(name): value for name, value in attributes.items()}, NAMESPACES)


def _add(parent: Element, tag: str, attributes: Mapping[str, str] = NONE) -> Element:
    return etree.SubElement(parent, _name(tag), {_name(name): value for name, value in attributes.items()})


@cache
def _name(short: str) -> str:
    """A name as the library takes it: `table:name` with its whole namespace."""
    prefix, _colon, name = short.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"


def _file(whole: Element) -> bytes:
    made: bytes = etree.tostring(whole, xml_declaration=True, encoding="UTF-8")
    return made
