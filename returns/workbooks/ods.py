"""A workbook as .ods.

Text is written as text and can never be a formula: a cell is one only where it has the attribute `table:formula`, which is
never written here, and every value is of the type string (OpenDocument 1.3 part 3, 19.387 and 19.642). The cells carry the
text format besides, so that what somebody edits in a spreadsheet program stays text.
"""

from datetime import date
from io import BytesIO
from typing import Any

from odf import config, dc, number, style, table, teletype, text
from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet

from returns.workbooks.contents import About, Book, BookRow, Cell
from returns.workbooks.shape import ABOUT, SHEETS, Column, Sheet
from spreadsheets.places import letters

# A letter of a column's width, in millimetres.
LETTER = 2.1
INK, QUIET, TOLD, HEAD, HAIRLINE = "#1d2b36", "#4a5763", "#f1f3f5", "#e3e8ec", "0.5pt solid #c9d0d6"


def write_ods(book: Book) -> bytes:
    """The bytes of a workbook."""
    return _Written(book).bytes()


class _Written:
    """One document while it is put together."""

    def __init__(self, book: Book) -> None:
        self.document = OpenDocumentSpreadsheet()
        self.document.meta.addElement(dc.Title(text=book.title))
        self.styles: dict[str, Element] = {}
        self._make_styles()
        self._offer(book)
        self._write_about(book.about)
        for sheet in SHEETS:
            self._write_sheet(sheet, book.rows[sheet.name])
        self._freeze()

    def bytes(self) -> bytes:
        file = BytesIO()
        self.document.write(file)
        return file.getvalue()

    def _make_styles(self) -> None:
        words = number.TextStyle(name="words")
        words.addElement(number.TextContent())
        day = number.DateStyle(name="day")
        for part in (number.Day(style="long"), "/", number.Month(style="long"), "/", number.Year(style="long")):
            day.addElement(number.Text(text=part) if isinstance(part, str) else part)
        self.document.automaticstyles.addElement(words)
        self.document.automaticstyles.addElement(day)
        bold, told = {"fontweight": "bold", "color": INK}, {"color": QUIET, "fontstyle": "italic"}
        self._style("title", {}, bold | {"fontsize": "16pt"})
        self._style("part", {}, bold)
        self._style("plain", {}, {"color": INK})
        self._style("heading", {"backgroundcolor": HEAD}, bold, is_boxed=True)
        self._style("open", {}, {"color": INK}, is_boxed=True)
        self._style("told", {"backgroundcolor": TOLD}, told, is_boxed=True)
        self._style("open-day", {}, {"color": INK}, is_boxed=True, kind="day")
        self._style("told-day", {"backgroundcolor": TOLD}, told, is_boxed=True, kind="day")
        for height, name in (("12mm", "first"), ("", "row")):
            made = style.Style(name=name, family="table-row")
            fixed: dict[str, Any] = {"rowheight": height, "useoptimalrowheight": False} if height else {}
            made.addElement(style.TableRowProperties(**(fixed or {"useoptimalrowheight": True})))
            self._keep(name, made)

    def _style(
        self, name: str, cell: dict[str, str], font: dict[str, str], *, is_boxed: bool = False, kind: str = "words"
    ) -> None:
        made = style.Style(name=name, family="table-cell", datastylename=kind)
        box = {"border": HAIRLINE, "wrapoption": "wrap", "verticalalign": "top"} if is_boxed else {}
        made.addElement(style.TableCellProperties(**cell, **box))
        made.addElement(style.TextProperties(**font))
        self._keep(name, made)

    def _keep(self, name: str, made: Element) -> None:
        self.document.automaticstyles.addElement(made)
        self.styles[name] = made

    def _offer(self, book: Book) -> None:
        """Lists to choose from, which also let other words in: the portal says what is wrong."""
        lists = {"rating": [word for _, word, _ in book.about.ratings], "answer": list(book.about.answers)}
        offered = table.ContentValidations()
        for name, words in lists.items():
            quoted = ";".join('"' + word.replace('"', '""') + '"' for word in words)
            choice = table.ContentValidation(
                name=name,
                condition=f"of:cell-content-is-in-list({quoted})",
                allowemptycell=True,
                displaylist="unsorted",
                basecelladdress=f"{ABOUT}.A1",
            )
            choice.addElement(table.ErrorMessage(display=False, messagetype="information"))
            offered.addElement(choice)
        self.document.spreadsheet.addElement(offered)

    def _write_about(self, about: About) -> None:
        page = self._page(ABOUT, (22, 18, 80))
        self._row(page, [(about.title, "title")])
        self._row(page, [])
        for heading, sentences in about.parts:
            self._row(page, [(heading, "part")])
            for sentence in sentences:
                self._row(page, [(sentence, "plain")])
            self._row(page, [])
        self._row(page, [(heading, "heading") for heading in ("Code", "Rating", "What it means")])
        for rating in about.ratings:
            self._row(page, [(words, "open") for words in rating])
        self._row(page, [])
        self._row(page, [("", "plain"), ("Why there is none", "heading")])
        for words in about.answers:
            self._row(page, [("", "plain"), (words, "open")])

    def _write_sheet(self, sheet: Sheet, rows: tuple[BookRow, ...]) -> None:
        page = self._page(sheet.name, tuple(column.width for column in sheet.columns), sheet.columns)
        headings = table.TableHeaderRows()
        page.addElement(headings)
        self._row(headings, [(column.heading, "heading") for column in sheet.columns], height="first")
        for row in rows:
            made = table.TableRow(stylename=self.styles["row"])
            page.addElement(made)
            for column in sheet.columns:
                is_told = not (column.is_open and row.is_open)
                look = ("told" if is_told else "open") + ("-day" if column.kind == "date" else "")
                choice = {"contentvalidationname": column.kind} if column.kind in ("rating", "answer") else {}
                made.addElement(self._cell(row.cells.get(column.field, ""), look, **choice))

    def _page(self, name: str, widths: tuple[int, ...], columns: tuple[Column, ...] = ()) -> Element:
        page = table.Table(name=name)
        for place, width in enumerate(widths):
            key = f"{name}-{letters(place)}".replace(" ", "-")
            made = style.Style(name=key, family="table-column")
            made.addElement(style.TableColumnProperties(columnwidth=f"{width * LETTER:.1f}mm"))
            self._keep(key, made)
            hidden = {"visibility": "collapse"} if columns and columns[place].is_hidden else {}
            page.addElement(table.TableColumn(stylename=made, **hidden))
        self.document.spreadsheet.addElement(page)
        return page

    def _row(self, page: Element, cells: list[tuple[str, str]], height: str = "row") -> None:
        row = table.TableRow(stylename=self.styles[height])
        page.addElement(row)
        for words, look in cells or [("", "plain")]:
            row.addElement(self._cell(words, look))

    def _cell(self, value: Cell, look: str, **more: str) -> Element:
        if not value:
            return table.TableCell(stylename=self.styles[look], **more)
        if isinstance(value, date):
            cell = table.TableCell(valuetype="date", datevalue=value.isoformat(), stylename=self.styles[look], **more)
            cell.addElement(text.P(text=value.strftime("%d/%m/%Y")))
            return cell
        cell = table.TableCell(valuetype="string", stylename=self.styles[look], **more)
        for line in value.split("\n"):
            paragraph = text.P()
            teletype.addTextToElement(paragraph, line)
            cell.addElement(paragraph)
        return cell

    def _freeze(self) -> None:
        """The headings and the first column stay in sight."""
        views = config.ConfigItemMapNamed(name="Tables")
        for sheet in SHEETS:
            entry = config.ConfigItemMapEntry(name=sheet.name)
            for name, kind, value in (
                ("HorizontalSplitMode", "short", "2"),
                ("VerticalSplitMode", "short", "2"),
                ("HorizontalSplitPosition", "int", "1"),
                ("VerticalSplitPosition", "int", "1"),
                ("ActiveSplitRange", "short", "3"),
                ("PositionRight", "int", "1"),
                ("PositionBottom", "int", "1"),
            ):
                entry.addElement(config.ConfigItem(name=name, type=kind, text=value))
            views.addElement(entry)
        view = config.ConfigItemMapEntry()
        view.addElement(config.ConfigItem(name="ViewId", type="string", text="view1"))
        view.addElement(views)
        held = config.ConfigItemMapIndexed(name="Views")
        held.addElement(view)
        settings = config.ConfigItemSet(name="ooo:view-settings")
        settings.addElement(held)
        self.document.settings.addElement(settings)
