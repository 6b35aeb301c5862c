"""Scans the sheets of an .xlsx (ECMA-376 part 1, 18.3.1). Runs in the limited process of `cells.py`."""

import posixpath
import re
import zipfile
from contextlib import suppress

from spreadsheets.places import letters, number
from spreadsheets.scanned import MOST_COLUMNS, MOST_ROWS, Enough, Scanned, Wanted, local, parse

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# The formats of percentages that every program knows by number (18.8.30), and what of a format's own is no sign of one.
PERCENTAGES = {"9", "10"}
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def scan_xlsx(package: zipfile.ZipFile, is_wanted: Wanted) -> tuple[list[Scanned], list[str]]:
    """The sheets that are wanted, and the names of the others. Raises ExpatError, KeyError or ValueError."""
    book, targets, styles = _Named("sheet"), _Named("Relationship"), _Styles()
    parse(package, "xl/workbook.xml", book)
    parse(package, "xl/_rels/workbook.xml.rels", targets)
    parts = {each["Id"]: each for each in targets.found}
    for each in targets.found:
        if each.get("Type", "").endswith("/styles") and _inside(each["Target"]) in package.namelist():
            parse(package, _inside(each["Target"]), styles)
    found, others = [], []
    for each in book.found:
        part = parts[next(value for key, value in each.items() if local(key) == "id")]
        # A sheet of its own may hold a chart.
        if not is_wanted(each["name"]) or not part.get("Type", "").endswith("/worksheet"):
            others.append(each["name"])
            continue
        sheet = Scanned(each["name"], is_hidden=each.get("state", "visible") != "visible")
        with suppress(Enough):
            parse(package, _inside(part["Target"]), _Sheet(sheet, styles.percentages))
        found.append(sheet)
    return found, others


def _inside(target: str) -> str:
    """The part that is meant: a target is relative to the folder of the workbook, or begins with a slash."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


class _Named:
    """Keeps the attributes of every element of one name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == self.name:
            self.found.append(attributes)

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _Styles:
    """Which of the styles that cells name show a percentage (18.8)."""

    def __init__(self) -> None:
        self.percentages: set[str] = set()
        self.formats: set[str] = set(PERCENTAGES)
        self.is_within, self.count = False, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "numFmt" and "%" in QUOTED.sub("", attributes.get("formatCode", "")):
            self.formats.add(attributes.get("numFmtId", ""))
        elif name == "cellXfs":
            self.is_within = True
        elif name == "xf" and self.is_within:
            if attributes.get("numFmtId", "") in self.formats:
                self.percentages.add(str(self.count))
            self.count += 1

    def end(self, name: str) -> None:
        if local(name) == "cellXfs":
            self.is_within = False

    def text(self, text: str) -> None: ...


class _Sheet:
    """Reads one sheet."""

    def __init__(self, sheet: Scanned, percentages: set[str]) -> None:
        self.sheet, self.percentages = sheet, percentages
        self.is_percentage = False
        self.rows = 0
        self.row = self.column = 0
        self.kind, self.is_formula, self.is_value, self.value = "", False, False, ""
        self.is_counted = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column, self.is_counted = 0, False
        elif name == "c":
            self.column += 1
            if match := REFERENCE.fullmatch(attributes.get("r", "")):
                self.column, self.row = number(match[1]), int(match[2])
            self.kind, self.is_formula, self.value = attributes.get("t", "n"), False, ""
            self.is_percentage = attributes.get("s", "") in self.percentages
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
        name = local(name)
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
            if self.is_percentage and self.kind == "n":
                self.sheet.percentages.append(where)
            self.rows += not self.is_counted
            self.is_counted = True
            if self.rows > MOST_ROWS or self.row > 10 * MOST_ROWS or self.column > MOST_COLUMNS:
                self.sheet.is_large = where
                raise Enough
