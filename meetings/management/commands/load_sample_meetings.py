"""`manage.py load_sample_meetings`: lays the sample agenda out beside the sample plan, with its work programme."""

from django.conf import settings
from django.core.management.base import BaseCommand

from meetings.sample import load_sample_agenda


class Command(BaseCommand):
    help = "Load the sample agenda with its meetings and its work programme; a portal that holds a meeting is left as it is."

    def handle(self, **options: object) -> None:
        if load_sample_agenda(settings.BASE_DIR / "sample" / "agenda-2019-09-24.yaml"):
            self.stdout.write("The sample’s meetings are there.")
        else:
            self.stdout.write("This portal holds meetings already, or is not the sample, so nothing is loaded.")
