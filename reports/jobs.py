"""The work of this floor that is done in the background: publishing, the PDF of a draft, and sweeping what nothing names."""

from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from jobs.kinds import File, JobFailed, Result, job
from jobs.models import Job, JobState
from jobs.progress import Progress
from jobs.schedule import duty
from pillars.models import ReportingPeriod
from pillars.quarters import Quarter
from reports import render
from reports.actions import NotKept, NotReady, Release, correct_report, publish_report
from reports.drafts import Draft, draft_of, mark
from reports.editions.sweeping import sweep
from reports.files import named
from reports.models import Edition
from reports.workers import TypesettingFailed

KIND = "draft-report"
PUBLISH = "publish-report"


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


@job(PUBLISH)
def publish(
    progress: Progress,
    *,
    quarter: str,
    by: int,
    public_from: str | None = None,
    panel_from: str | None = None,
    correction: dict[str, Any] | None = None,
    in_one_language: bool = False,
) -> None:
    """Publish a quarter's report, or with a `correction` (what, why, asked_by) its next edition; moments are ISO 8601."""
    period = ReportingPeriod.objects.of(Quarter.from_slug(quarter)).get()
    person = User.objects.get(pk=by)
    release = Release(*(datetime.fromisoformat(moment) if moment else None for moment in (public_from, panel_from)))

    def finish(edition: Edition) -> None:
        progress.finish(Result(note=told(edition), address=reverse("publishing:editions", args=[quarter])))

    how: Any = {"release": release, "in_one_language": in_one_language, "tell": progress.tell, "finish": finish}
    try:
        if correction:
            correct_report(period=period, by=person, **how, **correction)
        else:
            publish_report(period=period, by=person, **how)
    except (NotReady, NotKept) as refused:
        raise JobFailed(str(refused)) from refused


def told(edition: Edition) -> str:
    """From when an edition is given to whom, as a sentence."""
    if edition.public_from <= timezone.now():
        return _("%(edition)s is public.") % {"edition": edition}
    moment = date_format(localtime(edition.public_from), "j F Y, H:i")
    return _("%(edition)s is kept, and will be public from %(moment)s.") % {"edition": edition, "moment": moment}


@duty("sweep-editions", title=_("Files that nothing names"), at=time(3))
def sweep_editions(progress: Progress) -> Result:
    """Takes away what was drawn and never published, and papers that belong to nothing any more."""
    count = sum(sweep(now=timezone.now(), place=place) for place in named.places())
    return Result(note=_("%(count)d files were taken away.") % {"count": count})
