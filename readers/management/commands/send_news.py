"""`manage.py send_news`: tells subscribers of what became public, each once; for a clock such as cron."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from readers.actions import announce


class Command(BaseCommand):
    help = (
        "Tell subscribers of editions that became public and that they were not told of. A worker does it every hour."
    )

    def handle(self, **options: object) -> None:
        told = announce(now=timezone.now())
        self.stdout.write(f"Letters sent: {told.sent}.")
        if told.failed or told.refused:
            raise CommandError(f"The mail server did not take {told.failed + told.refused}, which are tried again.")
