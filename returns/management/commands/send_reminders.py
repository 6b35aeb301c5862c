"""`manage.py send_reminders`: reminds people of returns that are due, each once; for a clock such as cron."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from returns.mails import send_reminders


class Command(BaseCommand):
    help = "Send the reminders of today that have not been sent yet. A worker does it by itself, once a day."

    def handle(self, **options: object) -> None:
        sent = send_reminders(today=timezone.localdate())
        for reminder in sent.reminders:
            self.stdout.write(f"{reminder}: {reminder.person.email}")
        self.stdout.write(f"Reminders sent: {len(sent.reminders)}.")
        if sent.failed:
            addresses = ", ".join(reminder.person.email for reminder in sent.failed)
            raise CommandError(f"The mail server did not take {len(sent.failed)}, which are tried again: {addresses}.")
