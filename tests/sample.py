"""The published sample, quickly: the files are loaded once a run, and later tests are handed the same frozen editions."""

from dataclasses import asdict
from functools import cache
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from pillars.models import Office, Plan, RatingScale, ReportingPeriod
from pillars.quarters import Quarter
from reports import render
from reports.document import ReportDocument
from reports.document.stored import digest_of, from_json, to_json
from reports.editions import drawing, manifest
from reports.editions.site import assets, site
from reports.exports import report_files
from reports.models import Edition, EditionFile, SearchLine
from reports.queries import published_report
from reports.search import lines_of

QUARTERS = (Quarter(2018, 2), Quarter(2019, 1))

_kept: dict[Quarter, tuple[dict[str, Any], list[dict[str, Any]]]] = {}


def publish_sample() -> None:
    """Publish both sample quarters in the test's own database.

    The first time the files are loaded and published as `make run` does it; afterwards the editions that came of it are
    put in, with the few rows that they stand on, which is all that readers are shown.
    """
    if not _kept:
        call_command("load_sample", published_only=True, verbosity=0)
        for quarter in QUARTERS:
            found = Edition.objects.get(period__year=quarter.year, period__number=quarter.number)
            files = [_fields(file, "id", "edition_id") for file in found.files.all()]
            _kept[quarter] = (_fields(found, "id", "period_id"), files)
        return
    documents = {quarter: from_json(edition["document"]) for quarter, (edition, _files) in _kept.items()}
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
    for quarter, (edition, files) in _kept.items():
        period = ReportingPeriod.objects.create(
            plan=plan,
            scale=scale,
            year=quarter.year,
            number=quarter.number,
            published_at=documents[quarter].published_at,
        )
        made = Edition.objects.create(period=period, **edition)
        EditionFile.objects.bulk_create(EditionFile(edition=made, **file) for file in files)
        SearchLine.objects.bulk_create(lines_of(documents[quarter], made))


def _fields(row: Edition | EditionFile, *left_out: str) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in left_out
    }


def publish_pages(report: ReportDocument, *, number: int) -> Edition:
    """A further edition of a quarter that holds this document, its pages and its data, but no paper."""
    period = ReportingPeriod.objects.of(Quarter.from_slug(report.quarter.slug)).get()
    now, text = timezone.now(), to_json(report)
    with override(report.language):
        kept = drawing.keep(
            [*site(report), *assets(report.brand), *report_files(report)], lambda done, total, words: None
        )
    made = Edition.objects.create(
        period=period,
        number=number,
        published_at=now,
        public_from=now,
        document=text,
        digest=digest_of(text),
        manifest=manifest.digest_of((file.path, file.digest) for file in kept),
    )
    EditionFile.objects.bulk_create(EditionFile(edition=made, **asdict(file)) for file in kept)
    return made


def document(quarter: Quarter) -> ReportDocument:
    """The published document of a sample quarter; `publish_sample` comes first."""
    return published_report(quarter).document


@cache
def _pdf(quarter: Quarter, digest: str) -> bytes:
    return render.pdf(document(quarter))


def pdf(quarter: Quarter) -> bytes:
    """Its PDF, made once a run."""
    return _pdf(quarter, published_report(quarter).digest)
