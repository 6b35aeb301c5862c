"""`manage.py check_finance QUARTER`: prints every check of a finance part, and says by its exit code whether all pass."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from finance.pages.findings import findings_of
from finance.pages.printed import lines_of
from finance.reconciliation import reconciled
from pillars.models import ReportingPeriod
from pillars.quarters import Quarter


class Command(BaseCommand):
    help = (
        "Check the finance part of a quarter (such as 2019-20-q1). Exits with 1 while any check fails, reasoned or not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("quarter")
        parser.add_argument(
            "--unreasoned", action="store_true", help="exit with 1 only while a check fails that has no reason"
        )

    def handle(self, *, quarter: str, unreasoned: bool, **options: Any) -> None:
        try:
            period = ReportingPeriod.objects.of(Quarter.from_slug(quarter)).first()
        except ValueError as error:
            raise CommandError(str(error)) from error
        if period is None:
            raise CommandError(f"There is no quarter {quarter}. Load its file first: manage.py load_quarter FILE.")
        found = reconciled(period)
        if found is None:
            raise CommandError(f"{period} has no finance part.")
        self.stdout.write(f"{period}: {found.book.report}\n\n")
        for line in lines_of(findings_of(found)):
            self.stdout.write(line)
        if found.unreasoned if unreasoned else found.errors:
            raise SystemExit(1)
