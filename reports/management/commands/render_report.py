"""`manage.py render_report QUARTER --format pdf|html|json --output FILE`: writes a report to a file."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pillars.models import ReportingPeriod
from pillars.quarters import Quarter
from reports import render
from reports.assemble import assemble
from reports.document import ReportDocument
from reports.document.stored import to_json
from reports.queries import NotPublished, published_report
from reports.workers import TypesettingFailed

FORMATS: dict[str, Callable[[ReportDocument], bytes]] = {
    "pdf": render.pdf,
    "html": lambda document: render.standalone_html(document).encode(),
    "json": lambda document: to_json(document, indent=1).encode(),
}


class Command(BaseCommand):
    help = "Write the report of a quarter (such as 2019-20-q1) to a file: the published one, or else a draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("quarter")
        parser.add_argument("--format", choices=sorted(FORMATS), required=True)
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *, quarter: str, output: Path, **options: Any) -> None:
        try:
            drawn = FORMATS[options["format"]](self._document(quarter))
            output.write_bytes(drawn)
        except TypesettingFailed as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{output}: {len(drawn):,} bytes")

    def _document(self, slug: str) -> ReportDocument:
        try:
            quarter = Quarter.from_slug(slug)
        except ValueError as error:
            raise CommandError(str(error)) from error
        try:
            return published_report(quarter).document
        except NotPublished:
            period = ReportingPeriod.objects.select_related("plan__office", "scale").of(quarter).first()
        if period is None:
            raise CommandError(f"There is no quarter {slug}. Load its file first: manage.py load_quarter FILE.")
        self.stderr.write(f"{quarter} is not published: this is a draft.")
        return assemble(period)
