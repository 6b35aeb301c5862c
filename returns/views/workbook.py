"""The quarter as a workbook: its page, the file to download, a workbook that was handed in, and applying it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.models import User
from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF, Role
from pillars.models import ReportingPeriod, Return
from returns.forms.workbook import ApplyForm, UploadForm
from returns.keeping import may_change
from returns.models import Upload
from returns.queries import quarter_sheet
from returns.views.found import period_of
from returns.workbooks.compare import Compared, compare, may_fill_in
from returns.workbooks.contents import book_of
from returns.workbooks.shown import Shown, shown
from returns.workbooks.uploads import ask_to_apply, receive_upload
from returns.workbooks.write import FORMATS

KEEPERS = (Role.ADMINISTRATOR, Role.EDITOR)


@dataclass(frozen=True, slots=True)
class UploadPage:
    """A workbook that was handed in, and what it would change where it is read and not applied."""

    upload: Upload
    shown: Shown | None
    form: UploadForm

    @property
    def is_waiting(self) -> bool:
        """Whether it is being read or applied now."""
        return self.upload.job is not None and not self.upload.job.is_finished and self.upload.applied is None

    @property
    def was_refused(self) -> str:
        """Why it was not applied when that was asked for."""
        job = self.upload.job
        if job is None or self.is_waiting or self.upload.applied is not None:
            return ""
        return job.error or (job.note if job.details.get("is_refused") else "")


@only(*STAFF)
@require_safe
def workbook(request: SignedInRequest, quarter: str) -> HttpResponse:
    """What the workbook is good for, the two files, and where it is handed in."""
    return _page(request, period_of(quarter), UploadForm())


@only(*STAFF)
@require_safe
def download(request: SignedInRequest, quarter: str, ending: str) -> HttpResponse:
    """The workbook of the quarter as it stands, for this person."""
    period = period_of(quarter)
    if ending not in FORMATS:
        raise Http404("Workbooks are .xlsx or .ods.")
    form = FORMATS[ending]
    made_at = timezone.localtime()
    book = book_of(quarter_sheet(period), lambda entry: may_fill_in(entry, request.user), made_at, str(request.user))
    name = f"{quarter}-workbook.{ending}"
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(form.write(book), content_type=form.content_type, headers=headers)


@only(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedInRequest, quarter: str) -> HttpResponse:
    """Take a workbook in; it is read as background work, and its page shows what came of it."""
    period = period_of(quarter)
    if request.method != "POST":
        return redirect("returns:workbook", quarter)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, period, form, status=422)
    file = form.cleaned_data["file"]
    received = receive_upload(period=period, name=file.name, content=file.read(), by=request.user)
    return redirect("returns:workbook_upload", quarter, received.pk)


@only(*KEEPERS)
@require_safe
def uploaded(request: SignedInRequest, quarter: str, pk: int) -> HttpResponse:
    """A workbook that this person handed in: how far it is, what it would change, or what it has changed."""
    found = _upload(request.user, quarter, pk)
    if request.htmx and (found.job is None or found.job.is_finished):  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    page = _upload_page(found, request.user)
    template = "returns/_workbook_waiting.html" if request.htmx else "returns/workbook_upload.html"  # type: ignore[attr-defined]
    response = TemplateResponse(request, template, {"area": "quarters", "page": page, "period": found.period})
    patch_vary_headers(response, ["HX-Request"])
    return response


@only(*KEEPERS)
@require_POST
def apply(request: SignedInRequest, quarter: str, pk: int) -> HttpResponse:
    """Ask for everything that was shown to be applied."""
    found = _upload(request.user, quarter, pk)
    compared = _compared(found, request.user)
    if compared is not None:
        form = ApplyForm(request.POST, conflicts=[row.subject for row in compared.differences.conflicts])
        if form.is_valid():
            given = form.cleaned_data
            ask_to_apply(upload=found, taken=given["taken"], seen=given["seen"], by=request.user)
        else:
            messages.error(request, gettext("Nothing was applied. Look at the differences again, and then apply them."))
    return redirect("returns:workbook_upload", quarter, pk)


def _page(request: SignedInRequest, period: ReportingPeriod, form: UploadForm, status: int = 200) -> HttpResponse:
    returns = (
        Return.objects.filter(period=period)
        .select_related("sub_theme__pillar")
        .prefetch_related("sub_theme__editors")
        .order_by("sub_theme__pillar__order", "sub_theme__order")
    )
    page = {
        "area": "quarters",
        "period": period,
        "form": form,
        "formats": FORMATS.values(),
        "open_returns": [held for held in returns if may_change(request.user, held)],
        "count": len(returns),
        "upload": Upload.objects.filter(period=period, uploaded_by=request.user, applied_at__isnull=True).first(),
    }
    return TemplateResponse(request, "returns/workbook.html", page, status=status)


def _upload(user: User, quarter: str, pk: int) -> Upload:
    """A workbook of this quarter that this person handed in. Raises Http404."""
    uploads = Upload.objects.filter(uploaded_by=user).select_related("job", "period").defer("content")
    found = get_object_or_404(uploads, pk=pk, period=period_of(quarter))
    return found


def _compared(found: Upload, user: User) -> Compared | None:
    if found.cells is None or (found.job is not None and not found.job.is_finished):
        return None
    return compare(found.cells, period_of(found.period.quarter.slug), user)


def _upload_page(found: Upload, user: User) -> UploadPage:
    compared = _compared(found, user)
    return UploadPage(found, shown(compared) if compared else None, UploadForm())
