"""Pages, editions and subscribers for the tests of the public's floor."""

import re
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils import timezone

from pillars.models import Plan, ReportingPeriod
from pillars.quarters import Quarter
from readers import actions
from readers.models import AccessibilityStatement, Subscription
from readers.sample import BARRIERS, STATEMENT
from reports.models import Edition
from tests import records


def make_statement_page(**changes) -> AccessibilityStatement:
    """The sample's accessibility statement, with what it lists."""
    today = timezone.localdate()
    values = STATEMENT | {"prepared_on": today, "reviewed_on": today, "tested_on": today} | changes
    statement = actions.save_statement(values=values, based_on="", by=None)
    for barrier in BARRIERS:
        actions.save_barrier(barrier=None, values=barrier, based_on="", by=None)
    return statement


def make_edition(slug: str = "2019-20-q1", number: int = 1, *, public_from: datetime | None = None) -> Edition:
    """An edition that the public may read, from now on unless another moment is given; nothing is in it."""
    plan = Plan.objects.first() or records.make_plan()
    period = ReportingPeriod.objects.of(Quarter.from_slug(slug)).first() or records.make_period(plan, slug)
    document = f"{slug} {number}"
    return Edition.objects.create(
        period=period,
        number=number,
        published_at=timezone.now(),
        public_from=public_from or timezone.now(),
        document=document,
        digest=sha256(document.encode()).hexdigest(),
    )


def make_subscriber(email: str = "ann@westmarsh.example", *, days: float = 30, is_ended: bool = False) -> Subscription:
    """Somebody who confirmed so many days ago."""
    then = timezone.now() - timedelta(days=days)
    ended_at = timezone.now() if is_ended else None
    return Subscription.objects.create(email=email, asked_at=then, confirmed_at=then, ended_at=ended_at)


def paths_of(mail) -> list[str]:
    """The paths of the links in a letter, as a browser asks for them."""
    return re.findall(r"^http://localhost:8000(/\S*)$", mail.body, re.MULTILINE)
