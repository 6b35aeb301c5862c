"""A workbook as .ods: sheets of words, and tables with real numbers, each on a sheet of its own.

Words are written as words and can never be a formula: a cell is one only where it has the attribute `table:formula`, which
is never written here (OpenDocument 1.3 part 3, 19.642).
"""

from datetime import date
from io import BytesIO

from odf import config, dc, number, style, table, teletype, text
from odf.element import Element
from odf.namespaces import nsdict
from odf.opendocument import OpenDocumentSpreadsheet

from reports.exports.book import Book, Page
from reports.exports.packed import fixed
from reports.exports.shape import PAGE_WIDTHS, sheet_names
from reports.exports.table import Number, Table, Value
from spreadsheets.places import letters
from spreadsheets.plain import plain

# odfpy declares in each file the namespaces that its process has come upon so far: with all of them known from the start,
# the same table gives the same bytes.
Element.namespaces = dict(nsdict)

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


def write_ods(book: Book) -> bytes:
    """The bytes of the workbook."""
    made = _Written(book)
    file = BytesIO()
    made.document.write(file)
    return fixed(file.getvalue(), book.made_at)


class _Written:
    """One document while it is put together."""

    def __init__(self, book: Book) -> None:
        self.document = OpenDocumentSpreadsheet()
        self.document.meta.addElement(dc.Title(text=plain(book.title)))
        self.styles: dict[str, Element] = {}
        self._words("words")
        names = sheet_names(book)
        for name, page in zip(names, book.pages, strict=False):
            self._write_page(name, page)
        of_tables = names[len(book.pages) :]
        for name, one in zip(of_tables, book.tables, strict=True):
            self._write_table(name, one)
        self._freeze(of_tables)

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

    def _write_table(self, name: str, source: Table) -> None:
        sheet = self._sheet(name, tuple(column.width for column in source.columns))
        sides = [column.holds_figures for column in source.columns]
        heads = table.TableHeaderRows()
        sheet.addElement(heads)
        headings = zip(source.headings(), sides, strict=True)
        self._row(heads, [(heading, BOLD_RIGHT if is_right else BOLD) for heading, is_right in headings])
        for row in source.rows:
            looks = (BOLD, BOLD_RIGHT) if row.is_strong else (PLAIN, RIGHT)
            values = zip(row.values, sides, strict=True)
            self._row(sheet, [(value, looks[is_right]) for value, is_right in values])

    def _sheet(self, name: str, wide: tuple[int, ...]) -> Element:
        sheet = table.Table(name=name)
        for place, width in enumerate(wide):
            key = f"{len(self.document.spreadsheet.childNodes)}-{letters(place)}"
            made = style.Style(name=f"col-{key}", family="table-column")
            made.addElement(style.TableColumnProperties(columnwidth=f"{width * LETTER:.1f}mm"))
            self.document.automaticstyles.addElement(made)
            sheet.addElement(table.TableColumn(stylename=made))
        self.document.spreadsheet.addElement(sheet)
        return sheet

    def _row(self, sheet: Element, cells: list[tuple[Value, str]]) -> None:
        row = table.TableRow()
        sheet.addElement(row)
        for value, look in cells or [("", PLAIN)]:
            row.addElement(self._cell(value, look))

    def _cell(self, value: Value, look: str) -> Element:
        if isinstance(value, Number):
            kind = "percentage" if value.is_share else "float"
            made = self._style(look, self._number(value))
            cell = table.TableCell(valuetype=kind, value=f"{value.fraction:f}", stylename=made)
            cell.addElement(text.P(text=f"{value.value:f}%" if value.is_share else f"{value.value:f}"))
            return cell
        if isinstance(value, date):
            cell = table.TableCell(
                valuetype="date", datevalue=value.isoformat(), stylename=self._style(look, self._day())
            )
            cell.addElement(text.P(text=value.isoformat()))
            return cell
        made = self._style(look, "words")
        if not (words := plain(value)):
            return table.TableCell(stylename=made)
        cell = table.TableCell(valuetype="string", stylename=made)
        for line in words.split("\n"):
            paragraph = text.P()
            teletype.addTextToElement(paragraph, line)
            cell.addElement(paragraph)
        return cell

    def _style(self, look: str, data: str) -> Element:
        """The style of cells that look so and hold such data; made once."""
        name = f"{look}-{data}"
        if name not in self.styles:
            made = style.Style(name=name, family="table-cell", datastylename=data)
            made.addElement(style.TableCellProperties(wrapoption="wrap", verticalalign="top"))
            if look in (RIGHT, BOLD_RIGHT):
                made.addElement(style.ParagraphProperties(textalign="end"))
            bold = {"fontweight": "bold"} if look in (BOLD, BOLD_RIGHT, TITLE) else {}
            made.addElement(style.TextProperties(fontsize="16pt" if look == TITLE else "10pt", **bold))
            self.document.automaticstyles.addElement(made)
            self.styles[name] = made
        return self.styles[name]

    def _words(self, name: str) -> None:
        made = number.TextStyle(name=name)
        made.addElement(number.TextContent())
        self.document.automaticstyles.addElement(made)

    def _day(self) -> str:
        """The name of the style of days: 2019-06-30."""
        if "day" not in self.styles:
            made = self.styles["day"] = number.DateStyle(name="day")
            parts = (number.Year(style="long"), number.Month(style="long"), number.Day(style="long"))
            for place, part in enumerate(parts):
                if place:
                    made.addElement(number.Text(text="-"))
                made.addElement(part)
            self.document.automaticstyles.addElement(made)
        return "day"

    def _number(self, value: Number) -> str:
        """The name of the style of such numbers: thousands apart, and in brackets where they are negative."""
        name = f"{'share' if value.is_share else 'number'}-{value.decimals}"
        if name not in self.styles:
            self.styles[name] = self._number_style(f"{name}-positive", value)
            negative = self._number_style(name, value, brackets=("(", ")"))
            negative.addElement(style.Map(condition="value()>=0", applystylename=self.styles[name]))
        return name

    def _number_style(self, name: str, value: Number, brackets: tuple[str, str] = ("", "")) -> Element:
        made = (number.PercentageStyle if value.is_share else number.NumberStyle)(name=name)
        opening, closing = brackets[0], ("%" if value.is_share else "") + brackets[1]
        if opening:
            made.addElement(number.Text(text=opening))
        made.addElement(number.Number(decimalplaces=value.decimals, minintegerdigits=1, grouping=True))
        if closing:
            made.addElement(number.Text(text=closing))
        self.document.automaticstyles.addElement(made)
        return made

    def _freeze(self, names: list[str]) -> None:
        """The headings and the names of the rows stay in sight on these sheets."""
        sheets = config.ConfigItemMapNamed(name="Tables")
        for name in names:
            entry = config.ConfigItemMapEntry(name=name)
            for setting, kind, value in FROZEN:
                entry.addElement(config.ConfigItem(name=setting, type=kind, text=value))
            sheets.addElement(entry)
        view = config.ConfigItemMapEntry()
        view.addElement(config.ConfigItem(name="ViewId", type="string", text="view1"))
        view.addElement(sheets)
        views = config.ConfigItemMapIndexed(name="Views")
        views.addElement(view)
        settings = config.ConfigItemSet(name="ooo:view-settings")
        settings.addElement(views)
        self.document.settings.addElement(settings)
