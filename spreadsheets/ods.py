"""Scans the sheets of an .ods (OpenDocument 1.3 part 3, 9). Runs in the limited process of `cells.py`."""

import zipfile

from spreadsheets.package import Refusal
from spreadsheets.places import letters
from spreadsheets.scanned import MOST_COLUMNS, MOST_ROWS, Scanned, Wanted, local, parse


def scan_ods(package: zipfile.ZipFile, is_wanted: Wanted) -> tuple[list[Scanned], list[str]]:
    """The sheets that are wanted, and the names of the others. Raises ExpatError, KeyError or ValueError."""
    reader = _Sheets()
    parse(package, "content.xml", reader)
    for sheet in reader.sheets:
        sheet.is_hidden = reader.hidden.get(reader.looks.get(sheet.name, ""), False)
    found = [sheet for sheet in reader.sheets if is_wanted(sheet.name)]
    return found, [sheet.name for sheet in reader.sheets if not is_wanted(sheet.name)]


class _Sheets:
    """Reads all sheets, which stand in one part."""

    FORBIDDEN = {
        "dde-link": "links",
        "table-source": "links",
        "object": "embedded",
        "object-ole": "embedded",
        "event-listener": "macros",
    }

    def __init__(self) -> None:
        self.sheets: list[Scanned] = []
        self.looks: dict[str, str] = {}
        self.hidden: dict[str, bool] = {}
        self.style = ""
        self.row = self.column = self.rows = 0
        self.rows_repeated = self.columns_repeated = 1
        self.is_filled = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name, said = local(name), {local(key): value for key, value in attributes.items()}
        if name in self.FORBIDDEN:
            raise Refusal(self.FORBIDDEN[name])
        if name == "style":
            self.style = said.get("name", "")
        elif name == "table-properties":
            self.hidden[self.style] = said.get("display") == "false"
        elif name == "table":
            self.sheets.append(Scanned(said.get("name", "")))
            self.looks[self.sheets[-1].name] = said.get("style-name", "")
            self.row = self.rows = 0
        elif name == "table-row":
            self.row += 1
            self.rows_repeated, self.column, self.is_filled = int(said.get("number-rows-repeated", 1)), 0, False
        elif name in ("table-cell", "covered-table-cell") and self.sheets:
            self._cell(said, is_error=attributes.get("calcext:value-type") == "error")

    def _cell(self, said: dict[str, str], *, is_error: bool) -> None:
        sheet = self.sheets[-1]
        self.column += 1
        where = f"{letters(self.column - 1)}{self.row}"
        across, down = int(said.get("number-columns-spanned", 1)), int(said.get("number-rows-spanned", 1))
        if across > 1 or down > 1:
            sheet.merged.append(f"{where}:{letters(self.column + across - 2)}{self.row + down - 1}")
        if is_error:
            sheet.errors.append(where)
        elif "formula" in said and "value-type" not in said:
            sheet.uncomputed.append(where)
        repeated = int(said.get("number-columns-repeated", 1))
        if "value-type" in said:
            self.is_filled = True
            if self.column + repeated - 1 > MOST_COLUMNS or self.row > 10 * MOST_ROWS:
                sheet.is_large = sheet.is_large or where
            elif said["value-type"] == "percentage":
                places = range(self.column, self.column + repeated)
                sheet.percentages += [f"{letters(place - 1)}{self.row}" for place in places]
        self.column += repeated - 1

    def end(self, name: str) -> None:
        if local(name) == "table-row" and self.sheets:
            self.rows += self.rows_repeated if self.is_filled else 0
            if self.rows > MOST_ROWS:
                self.sheets[-1].is_large = self.sheets[-1].is_large or f"A{self.row}"
            self.row += self.rows_repeated - 1

    def text(self, text: str) -> None: ...
