"""Files of spreadsheet programs for tests, from rows of values."""

import io
import zipfile
from datetime import date

from odf import opendocument, table, text
from openpyxl import Workbook

ENDINGS = ("xlsx", "ods")


class Share(float):
    """A number that is shown as a percentage: Share(0.0292) is 2.92%."""


def xlsx(**sheets):
    """An .xlsx of these sheets, each a list of rows; names are written with _ for a space."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name.replace("_", " "))
        for down, row in enumerate(rows, start=1):
            for across, value in enumerate(row, start=1):
                cell = page.cell(down, across)
                cell.value = float(value) if isinstance(value, Share) else value
                if isinstance(value, Share):
                    cell.number_format = "0.00%;(0.00%)"
                elif isinstance(value, str) and not value.startswith("="):
                    cell.data_type = "s"
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(**sheets):
    """The same as an .ods."""
    document = opendocument.OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        page = table.Table(name=name.replace("_", " "))
        for row in rows:
            line = table.TableRow()
            for value in row:
                line.addElement(_ods_cell(value))
            page.addElement(line)
        document.spreadsheet.addElement(page)
    file = io.BytesIO()
    document.write(file)
    return file.getvalue()


def _ods_cell(value):
    if value is None or value == "":
        return table.TableCell()
    if isinstance(value, date):
        return table.TableCell(valuetype="date", datevalue=value.isoformat())
    if isinstance(value, int | float):
        kind = "percentage" if isinstance(value, Share) else "float"
        return table.TableCell(valuetype=kind, value=repr(float(value)))
    cell = table.TableCell(valuetype="string")
    cell.addElement(text.P(text=value))
    return cell


MAKERS = {"xlsx": xlsx, "ods": ods}


def repacked(content, change=None, add=(), **options):
    """A zip file again, with parts changed by `change(name, bytes)` and others added, given as name and bytes."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as new,
    ):
        for part in old.infolist():
            held = old.read(part.filename)
            new.writestr(part.filename, change(part.filename, held) if change else held)
        for name, held in add:
            new.writestr(name, held)
    return file.getvalue()
