"""Every data file of a report by its path inside an edition, and one statement as a file to take away."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import override

from reports.document import ReportDocument
from reports.document.stored import to_json
from reports.exports.as_csv import write_csv
from reports.exports.as_json import write_json
from reports.exports.as_ods import write_ods
from reports.exports.as_xlsx import write_xlsx
from reports.exports.cover import book_of_statement
from reports.exports.package import package_of
from reports.exports.packed import packed
from reports.exports.statements import Source, moment_of, printed, source_of, sources_of, without_given
from reports.exports.whole import book_of

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "json": "application/json",
    "zip": "application/zip",
}


def _csv(source: Source) -> bytes:
    table = printed(source)
    return write_csv(table, table.headings())


# What writes a statement, by the ending of its file.
STATEMENTS: dict[str, Callable[[Source], bytes]] = {
    "csv": _csv,
    "xlsx": lambda source: write_xlsx(book_of_statement(source)),
    "ods": lambda source: write_ods(book_of_statement(source)),
    "json": write_json,
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that was made: its name, its media type and its bytes."""

    name: str
    content_type: str
    content: bytes


def export(document: ReportDocument, key: str, ending: str, *, is_to_fill_in: bool = False) -> File:
    """The statement of this key as a file to take away; the same document gives the same bytes.

    One that `is_to_fill_in` leaves blank what sums and formulas give: handed in again with other figures, it would contradict
    them.

    Raises KeyError where the report has no such statement, or no file has such an ending.
    """
    write, source = STATEMENTS[ending], source_of(document, key)
    source = without_given(source) if is_to_fill_in else source
    draft = "draft-" if document.published_at is None else ""
    with override(document.language):
        return File(f"{draft}{document.quarter.slug}-{key}.{ending}", CONTENT_TYPES[ending], write(source))


def report_files(document: ReportDocument) -> tuple[File, ...]:
    """Every data file of the report, each under its path inside an edition; the same document gives the same bytes."""
    with override(document.language):
        return tuple(
            File(path, CONTENT_TYPES[path.rpartition(".")[2]], make()) for path, make in _makers(document).items()
        )


def _makers(document: ReportDocument) -> dict[str, Callable[[], bytes]]:
    """What makes each file, by its path."""
    package = package_of(document)
    whole: dict[str, Callable[[], bytes]] = {
        "report.json": lambda: to_json(document).encode(),
        "report.xlsx": lambda: write_xlsx(book_of(document)),
        "report.ods": lambda: write_ods(book_of(document)),
        "data-package.zip": lambda: packed(package, moment_of(document)),
    }
    data = {f"data/{name}": partial(bytes, content) for name, content in package.items()}
    tables = {
        f"tables/{source.statement.key}.{ending}": partial(write, source)
        for source in sources_of(document)
        for ending, write in STATEMENTS.items()
    }
    return whole | data | tables
