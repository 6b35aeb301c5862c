"""The duty of this floor: events whose time is over are deleted."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.actions import forget_events
from jobs.kinds import Result
from jobs.progress import Progress
from jobs.schedule import duty


@duty("forget-events", title=_("Events whose time is over"), at=time(3))
def forget(progress: Progress) -> Result:
    """Delete what is older than two years."""
    number = forget_events(now=timezone.now())
    return Result(
        note=ngettext("%(number)d event was deleted.", "%(number)d events were deleted.", number) % {"number": number}
    )
