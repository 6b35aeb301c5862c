"""`manage.py publish_report QUARTER`: makes a quarter's report public."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from pillars.models import ReportingPeriod
from pillars.quarters import Quarter
from reports.actions import NotReady, publish_report


class Command(BaseCommand):
    help = "Make the report of a quarter (such as 2019-20-q1) public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("quarter")

    def handle(self, *, quarter: str, **options: object) -> None:
        try:
            period = ReportingPeriod.objects.of(Quarter.from_slug(quarter)).first()
        except ValueError as error:
            raise CommandError(str(error)) from error
        if period is None:
            raise CommandError(f"There is no quarter {quarter}. Load its file first: manage.py load_quarter FILE.")
        try:
            publish_report(period=period, by=None)
        except NotReady as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{period} is public.")
