"""Writes a quarter's workbook in the format that a person asks for."""

from collections.abc import Callable
from dataclasses import dataclass

from returns.workbooks.contents import Book
from returns.workbooks.ods import write_ods
from returns.workbooks.xlsx import write_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """A format of workbooks: how it ends, what it is called, its media type, and what writes it."""

    ending: str
    words: str
    content_type: str
    write: Callable[[Book], bytes]


FORMATS = {
    "xlsx": Format("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "ods": Format("ods", "OpenDocument", "application/vnd.oasis.opendocument.spreadsheet", write_ods),
}
