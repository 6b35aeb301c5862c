"""A report, or one statement of it, as files to reckon with: CSV, XLSX, ODS, JSON and a data package, from the document alone.

`statements`, `records`, `measures`, `rated` and `notes` draw tables; `cover` and `whole` make workbooks of them; `as_*` and
`package` write.
"""

from reports.exports.files import CONTENT_TYPES, STATEMENTS, File, export, report_files

__all__ = ["CONTENT_TYPES", "STATEMENTS", "File", "export", "report_files"]
