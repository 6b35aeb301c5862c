"""One statement of a report as a file to reckon with: CSV, XLSX, ODS or JSON, drawn from the report document alone."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import override

from reports.document import ReportDocument
from reports.exports.as_csv import write_csv
from reports.exports.as_json import write_json
from reports.exports.as_ods import write_ods
from reports.exports.as_xlsx import write_xlsx
from reports.exports.table import Table, table_of, without_given


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type, and what writes it."""

    content_type: str
    write: Callable[[Table], bytes]


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", write_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "ods": Format("application/vnd.oasis.opendocument.spreadsheet", write_ods),
    "json": Format("application/json", write_json),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that was made: its name, its media type and its bytes."""

    name: str
    content_type: str
    content: bytes


def export(document: ReportDocument, key: str, ending: str, *, is_to_fill_in: bool = False) -> File:
    """The statement of this key as a file; the same document gives the same bytes.

    One that `is_to_fill_in` leaves blank what sums and formulas give: handed in again with other figures, it would contradict
    them.

    Raises KeyError where the report has no such statement, or no file has such an ending.
    """
    made = FORMATS[ending]
    table = table_of(document, key)
    table = without_given(table) if is_to_fill_in else table
    draft = "draft-" if table.is_draft else ""
    name = f"{draft}{document.quarter.slug}-{key}.{ending}"
    with override(document.language):
        return File(name, made.content_type, made.write(table))
