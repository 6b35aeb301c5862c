"""The duties of this floor: what was kept for its time is deleted, events and sessions."""

from datetime import time
from importlib import import_module

from django.conf import settings
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


@duty("clear-sessions", title=_("Sessions whose time is over"), at=time(3))
def clear_sessions(progress: Progress) -> None:
    """Delete the sessions of people who were signed in once, as Django's own command does."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
