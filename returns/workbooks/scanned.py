"""What a reader of values does not tell of a sheet: merged cells, formulas without a value, errors, hidden sheets, its size.

The markup is read once from its start to its end and never kept. Runs in the limited process of `cells.py`.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from returns.workbooks.package import Refusal
from returns.workbooks.shape import folded, letters

MOST_ROWS = 2_000
MOST_COLUMNS = 100
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class Scanned:
    """What stands out on one sheet; cells are named as people see them (F12, F12:F14)."""

    name: str
    is_hidden: bool = False
    merged: list[str] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def scan(kind: str, content: bytes, wanted: Collection[str]) -> tuple[list[Scanned], list[str]]:
    """The sheets that are wanted, by names that `folded` makes alike, and the names of the others. Raises Refusal."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        try:
            if kind == "xlsx":
                return _scan_xlsx(package, wanted)
            reader = _Ods(wanted)
            _parse(package, "content.xml", reader)
        except (expat.ExpatError, KeyError, ValueError, zipfile.BadZipFile):
            raise Refusal("broken") from None
    for sheet in reader.sheets:
        sheet.is_hidden = reader.hidden.get(reader.looks.get(sheet.name, ""), False)
    return [sheet for sheet in reader.sheets if folded(sheet.name) in wanted], reader.others


def _parse(package: zipfile.ZipFile, name: str, handler: Any) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    with package.open(name) as part:
        parser.ParseFile(part)


def _refuse_doctype(*_declaration: Any) -> None:
    raise Refusal("broken")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _scan_xlsx(package: zipfile.ZipFile, wanted: Collection[str]) -> tuple[list[Scanned], list[str]]:
    book, targets = _Named("sheet"), _Named("Relationship")
    _parse(package, "xl/workbook.xml", book)
    _parse(package, "xl/_rels/workbook.xml.rels", targets)
    parts = {each["Id"]: each["Target"] for each in targets.found}
    found, others = [], []
    for each in book.found:
        if folded(each["name"]) not in wanted:
            others.append(each["name"])
            continue
        sheet = Scanned(each["name"], is_hidden=each.get("state", "visible") != "visible")
        target = next(value for key, value in each.items() if _local(key) == "id")
        # A target is relative to the folder of the workbook, or begins with a slash.
        _parse(package, posixpath.normpath(posixpath.join("/xl", parts[target])).lstrip("/"), _Xlsx(sheet))
        found.append(sheet)
    return found, others


class _Named:
    """Keeps the attributes of every element of one name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if _local(name) == self.name:
            self.found.append(attributes)

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _Xlsx:
    """Reads a sheet of an .xlsx (ECMA-376 part 1, 18.3.1)."""

    def __init__(self, sheet: Scanned) -> None:
        self.sheet = sheet
        self.rows = 0
        self.row = self.column = 0
        self.kind, self.is_formula, self.is_value, self.value = "", False, False, ""
        self.is_counted = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column, self.is_counted = 0, False
        elif name == "c":
            self.column += 1
            if match := REFERENCE.fullmatch(attributes.get("r", "")):
                self.column, self.row = _number(match[1]), int(match[2])
            self.kind, self.is_formula, self.value = attributes.get("t", "n"), False, ""
        elif name == "f":
            self.is_formula = True
        elif name in ("v", "t"):
            self.is_value = True
        elif name == "mergeCell":
            self.sheet.merged.append(attributes["ref"])

    def text(self, text: str) -> None:
        if self.is_value and not self.value:
            self.value = text

    def end(self, name: str) -> None:
        name = _local(name)
        if name in ("v", "t"):
            self.is_value = False
        elif name == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        where = f"{letters(self.column - 1)}{self.row}"
        if self.kind == "e":
            self.sheet.errors.append(where)
        elif self.is_formula and not self.value and self.kind != "str":
            self.sheet.uncomputed.append(where)
        if self.value:
            self.rows += not self.is_counted
            self.is_counted = True
            if self.rows > MOST_ROWS or self.row > 10 * MOST_ROWS or self.column > MOST_COLUMNS:
                raise Refusal("too_many_cells", f"{self.sheet.name}!{where}")


class _Ods:
    """Reads the sheets of an .ods (OpenDocument 1.3 part 3, 9)."""

    FORBIDDEN = {
        "dde-link": "links",
        "table-source": "links",
        "object": "embedded",
        "object-ole": "embedded",
        "event-listener": "macros",
    }

    def __init__(self, wanted: Collection[str]) -> None:
        self.wanted = wanted
        self.sheets: list[Scanned] = []
        self.others: list[str] = []
        self.looks: dict[str, str] = {}
        self.hidden: dict[str, bool] = {}
        self.style = ""
        self.row = self.column = self.rows = 0
        self.rows_repeated = self.columns_repeated = 1
        self.is_filled = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name, said = _local(name), {_local(key): value for key, value in attributes.items()}
        if name in self.FORBIDDEN:
            raise Refusal(self.FORBIDDEN[name])
        if name == "style":
            self.style = said.get("name", "")
        elif name == "table-properties":
            self.hidden[self.style] = said.get("display") == "false"
        elif name == "table":
            self.sheets.append(Scanned(said.get("name", "")))
            self.looks[self.sheets[-1].name] = said.get("style-name", "")
            if folded(self.sheets[-1].name) not in self.wanted:
                self.others.append(self.sheets[-1].name)
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
                raise Refusal("too_many_cells", f"{sheet.name}!{where}")
        self.column += repeated - 1

    def end(self, name: str) -> None:
        if _local(name) == "table-row" and self.sheets:
            self.rows += self.rows_repeated if self.is_filled else 0
            if self.rows > MOST_ROWS:
                raise Refusal("too_many_cells", f"{self.sheets[-1].name}!A{self.row}")
            self.row += self.rows_repeated - 1

    def text(self, text: str) -> None: ...


def _number(name: str) -> int:
    """The number of a column from its letters, counted from 1."""
    found = 0
    for letter in name:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found
