"""The work of this floor that is done in the background: the PDF of a draft."""

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.kinds import File, JobFailed, Result, job
from jobs.models import Job, JobState
from jobs.progress import Progress
from pillars.models import ReportingPeriod
from pillars.quarters import Quarter
from reports import render
from reports.drafts import Draft, draft_of, mark
from reports.workers import TypesettingFailed

KIND = "draft-report"


def key_of(draft: Draft) -> str:
    """Names the PDF of a draft: the same state of the records, drawn by the same templates, is the same PDF."""
    return f"{KIND} {draft.document.quarter.slug} {draft.digest} {render.drawing()}"


def made_before(draft: Draft) -> Job | None:
    """A job that has made the PDF of this very state, while its file is kept."""
    done = Job.objects.filter(key=key_of(draft), state=JobState.DONE, file_until__gt=timezone.now())
    found = done.order_by("-finished_at").first()
    return found if found and found.details.get("digest") == draft.digest else None


@job(KIND)
def draft_report(progress: Progress, *, quarter: str, digest: str) -> Result:
    """The draft of a quarter as PDF, as its records stand when the work is done; it is told where that is another state."""
    progress.tell(0, 0, _("Setting the pages"))
    period = ReportingPeriod.objects.select_related("plan__office", "scale").of(Quarter.from_slug(quarter)).get()
    draft, now = draft_of(period), timezone.now()
    words = mark(now)
    try:
        made = render.pdf(draft.document, mark=words)
    except TypesettingFailed as failure:
        raise JobFailed(str(failure)) from failure
    note = f"{words}."
    if draft.digest != digest:
        note += " " + _("The records were changed after it was asked for, and the file holds the change.")
    file = File(name=f"draft-{quarter}.pdf", content_type="application/pdf", content=made)
    return Result(note=note, file=file, details={"digest": draft.digest})
