"""A statement of a report as a file, for published reports and for drafts alike."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from reports.document import ReportDocument
from reports.exports import export


def table_file(document: ReportDocument, statement: str, ending: str, *, is_to_fill_in: bool = False) -> HttpResponse:
    """The file of a statement. Raises Http404 where the report has none of this key, or no file has this ending."""
    try:
        made = export(document, statement, ending, is_to_fill_in=is_to_fill_in)
    except KeyError:
        raise Http404(f"This report has no table {statement}.{ending}.") from None
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=made.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(made.content, content_type=made.content_type, headers=headers)
