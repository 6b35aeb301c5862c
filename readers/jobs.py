"""Background work of the public's floor: letters that answer requests, news of editions, and forgetting addresses."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from jobs.kinds import Result, job
from jobs.progress import Progress
from jobs.schedule import duty
from readers import actions
from readers.models import Subscription


@job("subscription-letter")
def subscription_letter(progress: Progress, *, subscription: int) -> Result | None:
    """Answer somebody who asked for news. Finished in the transaction of the sending: a worker that was taken for dead
    sends nothing, and what could not be handed over is tried again."""
    held = Subscription.objects.filter(pk=subscription, ended_at=None).first()
    if held is None:
        return Result(note=gettext("Nobody waits for it any more."))
    try:
        with transaction.atomic():
            actions.write_back(subscription=held, now=timezone.now())
            progress.finish(Result(note=gettext("Sent.")))
    except OSError as trouble:
        # Without the trouble itself, whose words may hold the address.
        raise ConnectionError(f"The mail server did not take the e-mail: {type(trouble).__name__}.") from None
    return None


@duty("report-news", title=_("News of reports that became public"), every="hour")
def report_news(progress: Progress) -> Result:
    """Tell subscribers of what became public; what could not be handed over is tried again."""
    told = actions.announce(now=timezone.now())
    if told.failed:
        raise ConnectionError(f"{told.failed} subscribers could not be told.")
    return Result(note=ngettext("%(count)d letter sent.", "%(count)d letters sent.", told.sent) % {"count": told.sent})


@duty("old-subscriptions", title=_("Removal of addresses that were not confirmed, or were ended"))
def old_subscriptions(progress: Progress) -> Result:
    """Erase what may not be kept any longer."""
    count = actions.forget(now=timezone.now())
    return Result(note=ngettext("%(count)d address erased.", "%(count)d addresses erased.", count) % {"count": count})
