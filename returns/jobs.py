"""Background work of the staff's floor: the e-mails that steps ask for, the reminders of each day, and workbooks."""

from datetime import time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from jobs.kinds import Result, job
from jobs.progress import Progress
from jobs.schedule import duty
from returns.mails import send_reminders, send_step
from returns.models import Step
from returns.workbooks import uploads


@job("return-mail")
def return_mail(progress: Progress, *, step: int) -> None:
    """Tell those who have to act on a step. Finished in the transaction of the sending: a worker that was taken for dead
    sends nothing, and what could not be handed over is tried again."""
    taken = Step.objects.select_related("quarterly_return__sub_theme__pillar", "quarterly_return__period", "taken_by")
    try:
        with transaction.atomic():
            told = send_step(taken.get(pk=step))
            names = ", ".join(map(str, told)) or gettext("nobody")
            progress.finish(Result(note=gettext("Told: %(names)s.") % {"names": names}))
    except OSError as trouble:
        raise ConnectionError("The mail server did not take the e-mail.") from trouble


@duty("return-reminders", title=_("Reminders of returns that are due"), at=time(7))
def return_reminders(progress: Progress) -> Result:
    """Send the reminders of the day; those that could not be handed over are tried again."""
    sent = send_reminders(today=timezone.localdate())
    if sent.failed:
        raise ConnectionError(f"{len(sent.failed)} reminders could not be sent.")
    count = len(sent.reminders)
    return Result(note=ngettext("%(count)d reminder sent.", "%(count)d reminders sent.", count) % {"count": count})


job("read-workbook")(uploads.read_upload)
job("apply-workbook")(uploads.apply_read_upload)


@duty("old-workbooks", title=_("Removal of workbooks that nobody applied"))
def old_workbooks(progress: Progress) -> Result:
    """Remove what was uploaded a week ago and never applied."""
    count = uploads.sweep_uploads()
    return Result(
        note=ngettext("%(count)d workbook removed.", "%(count)d workbooks removed.", count) % {"count": count}
    )
