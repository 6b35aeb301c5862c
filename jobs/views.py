"""The page of a job, for those who asked for it, and the file that came of it."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.actions import record
from accounts.events import Kind
from accounts.models import User
from accounts.permissions import only
from jobs import queries
from jobs.models import Job, JobFile


@only()
@require_safe
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a job is, and what came of it; the page asks again for the middle of itself until the job is finished."""
    template = "jobs/_job.html" if request.htmx else "jobs/job.html"  # type: ignore[attr-defined]
    response = TemplateResponse(request, template, {"job": _seen(request, pk)})
    patch_vary_headers(response, ["HX-Request"])
    return response


@only()
@require_safe
def result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file that a job made. Once it was removed, the page of the job says so."""
    seen = _seen(request, pk)
    if not seen.file_name:
        raise Http404("This job made no file.")
    try:
        content = queries.file_of(seen)
    except JobFile.DoesNotExist:
        return redirect(seen)
    if request.method == "GET":
        record(Kind.PAPER, by=cast("User", request.user), subject=seen.file_name)
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=seen.file_name),
        "X-Content-Type-Options": "nosniff",
        # Whatever work made it of: it is saved, and never taken for a page of the portal.
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=seen.file_type, headers=headers)


def _seen(request: HttpRequest, pk: UUID) -> Job:
    try:
        return queries.job_seen_by(cast("User", request.user), pk)
    except Job.DoesNotExist:
        raise Http404("This person asked for no such job.") from None
