"""`manage.py load_sample`: fills an empty portal with the sample plan and its two quarters, and publishes them."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from pillars.models import Plan, ReportingPeriod
from pillars.quarters import Quarter

QUARTERS = (Quarter(2018, 2), Quarter(2019, 1))


class Command(BaseCommand):
    help = "Load the sample plan and its two quarters, and publish them; a portal that holds a plan is left as it is."

    def handle(self, **options: object) -> None:
        sample = settings.BASE_DIR / "sample"
        if not Plan.objects.exists():
            call_command("load_plan", sample / "plan.yaml", stdout=self.stdout)
        elif not all(ReportingPeriod.objects.of(quarter).exists() for quarter in QUARTERS):
            self.stdout.write("This portal holds a plan of its own; the sample stays out of it.")
            return
        for quarter in QUARTERS:
            if not ReportingPeriod.objects.published().of(quarter).exists():
                call_command("load_quarter", sample / f"{quarter.slug}.yaml", approved=True, stdout=self.stdout)
                call_command("publish_report", quarter.slug, stdout=self.stdout)
        self.stdout.write("The sample is loaded.")
