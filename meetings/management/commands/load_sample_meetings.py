"""`manage.py load_sample_meetings`: lays the sample agenda out beside the sample plan, with its work programme."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from meetings.sample import hand_in_stand_ins, load_sample_agenda, publish_sample_agenda
from reports.render import typesetters


class Command(BaseCommand):
    help = "Load the sample agenda with its meetings and its work programme; a portal that holds a meeting is left as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-papers", action="store_true", help="leave out stand-ins for papers that are not held")

    def handle(self, *args: Any, no_papers: bool, **options: Any) -> None:
        path = settings.BASE_DIR / "sample" / "agenda-2019-09-24.yaml"
        if not load_sample_agenda(path):
            self.stdout.write("This portal holds meetings already, or is not the sample, so nothing is loaded.")
            return
        self.stdout.write("The sample’s meetings are there.")
        if not no_papers:
            self.stdout.write("Drawing stand-ins for the papers of its agenda ...")
            count = hand_in_stand_ins(path)
            self.stdout.write(f"{count} stand-ins of the printed lengths are papers of the agenda. Publishing it ...")
            publish_sample_agenda(path)
            typesetters().close()
            self.stdout.write("The agenda is public, with its papers and its pack.")
