"""`manage.py tick`: what has to be done every so often, for a clock such as cron; every worker does it too."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from jobs.actions import tick


class Command(BaseCommand):
    help = (
        "Take up broken-off work again, remove old results, ask for the duties that are due. `work` does it by itself."
    )

    def handle(self, **options: object) -> None:
        ticked = tick(now=timezone.now())
        self.stdout.write(
            f"Broken-off jobs taken up: {ticked.reaped}. Old files and jobs removed: {ticked.removed}. "
            f"Duties asked for: {ticked.asked}."
        )
