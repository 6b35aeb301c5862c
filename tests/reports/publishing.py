"""A small quarter that is ready to be published, published, and corrected; and publishing in a process that can be killed."""

import os
import resource
import signal
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.roles import Role
from pillars.models import ReportingPeriod, SubThemeRating
from reports.actions import NotKept, Release, correct_report, publish_report
from reports.editions import drawing
from reports.models import Edition
from returns.actions import adopt_returns
from tests import records
from tests.people import make_person

REPORT = "/reports/2019-20-q1/"
FIRST, SECOND = f"{REPORT}editions/1/", f"{REPORT}editions/2/"
CORRECTION: dict[str, Any] = {
    "what": "One rating was wrong.",
    "why": "It was copied from the quarter before.",
    "asked_by": "The chief executive",
}


def ready(slug: str = "2019-20-q1") -> ReportingPeriod:
    """A quarter of a plan with two sub-themes, one line and one indicator, to which nothing is missing."""
    plan = records.make_plan(sub_themes=2)
    records.make_indicator(plan)
    return _filled(records.make_period(plan, slug))


def ready_next(period: ReportingPeriod) -> ReportingPeriod:
    """The quarter after one that is ready, of the same plan and as full."""
    return _filled(records.make_period(period.plan, period.quarter.next.slug))


def _filled(period: ReportingPeriod) -> ReportingPeriod:
    records.rate(period)
    records.make_line(period, "1", "9(a)")
    for indicator in period.plan.indicators.all():
        indicator.readings.create(period=period, value=54, printed="54")
    adopt_returns(period=period)
    return period


def publish(period: ReportingPeriod, **more: Any) -> Edition:
    return publish_report(period=period, by=None, **more)


def embargoed(period: ReportingPeriod, *, hours: int = 1, panel: bool = False) -> Edition:
    """Published now, public in so many hours; with `panel` its members may read it already."""
    now = timezone.now()
    release = Release(now + timedelta(hours=hours), now - timedelta(minutes=1) if panel else None)
    return publish(period, release=release)


def change_a_rating(period: ReportingPeriod, code: str = "R") -> None:
    """Another rating of the first sub-theme, as a correction brings it."""
    head = SubThemeRating.objects.heads().filter(quarterly_return__period=period).order_by("pk")[0]
    rating = records.rating(period.plan, code)
    SubThemeRating.objects.create(
        quarterly_return=head.quarterly_return, rating=rating, reason="It slipped.", based_on=head
    )


def corrected(period: ReportingPeriod, **more: Any) -> Edition:
    """Edition 1 and, with another rating, edition 2."""
    publish(period)
    change_a_rating(period)
    return correct_report(period=period, by=None, **CORRECTION, **more)


def administrator() -> Any:
    return make_person(Role.ADMINISTRATOR)


def publish_in_a_process() -> None:
    """Publishes the quarter that is ready, saying each step, with the files where the calling test has them."""
    stores: Any = settings.STORAGES
    stores["editions"]["OPTIONS"]["location"] = os.environ["STORE_OF_TEST"]
    caches: Any = settings.CACHES
    caches["sections"]["LOCATION"] = os.environ["SECTIONS_OF_TEST"]

    def finish(edition: Edition) -> None:
        say("written")

    def say(words: str) -> None:
        print(words, flush=True)  # noqa: T201 to the test that waits for it

    def tell(done: int, total: int, words: str) -> None:
        say(f"step {done}")
        if done == drawing.STEPS - 1 and (largest := int(os.environ.get("LARGEST_FILE", "0"))):
            # As near to a full disk as a test can come: the system refuses to write any further.
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    period = ReportingPeriod.objects.get()
    say("ready")
    try:
        publish_report(period=period, by=None, tell=tell, finish=finish)
    except NotKept as refused:
        say(f"refused: {refused}")
    else:
        say("committed")
