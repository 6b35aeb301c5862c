"""`manage.py load_sample`: fills an empty portal with the sample: its plan, two published quarters, and one that is open."""

from argparse import ArgumentParser
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.sample import HOST, make_sample_people
from pillars.actions import change_editors
from pillars.models import Plan, ReportingPeriod, SubTheme
from pillars.quarters import Quarter
from returns.actions import open_quarter

QUARTERS = (Quarter(2018, 2), Quarter(2019, 1))
# Days from the day of loading on which the open quarter's returns and their approval are due.
TO_SUBMIT, TO_APPROVE = timedelta(days=14), timedelta(days=21)


class Command(BaseCommand):
    help = (
        "Load the sample plan, publish its two quarters, and open the next with the sample's people; "
        "a portal that holds a plan of its own is left as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--published-only", action="store_true", help="neither people nor the open quarter")

    def handle(self, *, published_only: bool, **options: object) -> None:
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
        if not published_only:
            make_sample_people()
            self._open_next()
        self.stdout.write("The sample is loaded.")

    def _open_next(self) -> None:
        """Open the quarter after the published ones, unless there is one, and share its sub-themes out."""
        last = ReportingPeriod.objects.select_related("plan").order_by("-year", "-number")[0]
        if last.quarter != QUARTERS[-1] or last.published_at is None:
            return
        today = timezone.localdate()
        period = open_quarter(
            plan=last.plan,
            quarter=last.quarter.next,
            submissions_due_on=today + TO_SUBMIT,
            approvals_due_on=today + TO_APPROVE,
            by=None,
        )
        self.stdout.write(f"{period} is open.")
        sub_themes = SubTheme.objects.filter(pillar__plan=last.plan).order_by("pillar__order", "order")
        editors = User.objects.with_role(Role.EDITOR).filter(email__endswith=f"@{HOST}")
        if sub_themes.filter(editors__isnull=False).exists():
            return
        count = len(sub_themes)
        for number, editor in enumerate(editors):
            for sub_theme in sub_themes[number * count // len(editors) : (number + 1) * count // len(editors)]:
                change_editors(sub_theme=sub_theme, added=[editor], by=None)
