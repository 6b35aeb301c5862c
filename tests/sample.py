"""The published sample, quickly: the files are loaded once a run, and later tests are handed the same frozen editions."""

from functools import cache
from typing import Any

from django.core.management import call_command

from pillars.models import Office, Plan, RatingScale, ReportingPeriod
from pillars.quarters import Quarter
from reports import render
from reports.document import ReportDocument
from reports.models import Edition, SearchLine
from reports.queries import published_report
from reports.search import lines_of
from reports.stored import from_json

QUARTERS = (Quarter(2018, 2), Quarter(2019, 1))

_kept: dict[Quarter, dict[str, Any]] = {}


def publish_sample() -> None:
    """Publish both sample quarters in the test's own database.

    The first time the files are loaded and published as `make run` does it; afterwards the editions that came of it are
    put in, with the few rows that they stand on, which is all that readers are shown.
    """
    if not _kept:
        call_command("load_sample", published_only=True, verbosity=0)
        for quarter in QUARTERS:
            editions = Edition.objects.filter(period__year=quarter.year, period__number=quarter.number)
            _kept[quarter] = dict(editions.values().get())
        return
    documents = {quarter: from_json(str(kept["document"])) for quarter, kept in _kept.items()}
    latest = documents[QUARTERS[-1]]
    office = Office.objects.create(
        pk=1,
        name=latest.words.office,
        short_name=latest.words.office_short,
        area=latest.words.area,
        role=latest.words.role,
        role_short=latest.words.role_short,
        panel=latest.words.panel,
        report_title=latest.title,
        language=latest.language,
        notice=latest.notice,
    )
    plan = Plan.objects.create(
        office=office,
        key=latest.plan_key,
        title=latest.plan_title,
        starts_on=QUARTERS[0].starts_on,
        ends_on=QUARTERS[-1].ends_on,
    )
    scale = RatingScale.objects.create(plan=plan, version=1)
    for quarter, kept in _kept.items():
        period = ReportingPeriod.objects.create(
            plan=plan,
            scale=scale,
            year=quarter.year,
            number=quarter.number,
            published_at=documents[quarter].published_at,
        )
        fields = {name: value for name, value in kept.items() if name not in ("id", "period_id")}
        edition = Edition.objects.create(period=period, **fields)
        SearchLine.objects.bulk_create(lines_of(documents[quarter], edition))


def document(quarter: Quarter) -> ReportDocument:
    """The published document of a sample quarter; `publish_sample` comes first."""
    return published_report(quarter).document


@cache
def _pdf(quarter: Quarter, digest: str) -> bytes:
    return render.pdf(document(quarter))


def pdf(quarter: Quarter) -> bytes:
    """Its PDF, made once a run."""
    return _pdf(quarter, published_report(quarter).digest)
